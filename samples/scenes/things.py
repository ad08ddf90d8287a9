"""What many pictures share: people, trees, boats, trains, houses."""

from __future__ import annotations

import math

from scenes.brush import (
    AMBER,
    CREAM,
    HAIR,
    INK,
    MOSS,
    NAVY,
    OCHRE,
    RED,
    SAND,
    SKIN,
    TEAL,
    WHITE,
    Canvas,
    Point,
    bezier,
    mix,
)


def gull(c: Canvas, x: float, y: float, size: float, color: str = WHITE) -> None:
    """Draw a bird on the wing."""
    left = bezier((x - size, y - size * 0.2), (x - size * 0.45, y - size * 0.7), (x, y))
    right = bezier((x, y), (x + size * 0.5, y - size * 0.75), (x + size, y - size * 0.35))
    c.line(left, color, size * 0.16)
    c.line(right, color, size * 0.16)


def pine(c: Canvas, x: float, y: float, h: float, color: str) -> None:
    """Draw a pine that stands at (x, y)."""
    c.rect(x - h * 0.03, y - h * 0.2, h * 0.06, h * 0.2, "#4d3a2d")
    for step in range(4):
        top = y - h + step * h * 0.2
        half = h * (0.1 + step * 0.055)
        shade = mix(color, INK, 0.08 * step)
        c.poly([(x, top), (x + half, top + h * 0.3), (x - half, top + h * 0.3)], shade)


def tree(c: Canvas, x: float, y: float, h: float, color: str = MOSS) -> None:
    """Draw a round tree that stands at (x, y)."""
    c.line([(x, y), (x, y - h * 0.55)], "#5d4633", h * 0.06)
    c.line([(x, y - h * 0.35), (x + h * 0.14, y - h * 0.55)], "#5d4633", h * 0.035)
    for dx, dy, r in ((-0.2, 0.55, 0.2), (0.2, 0.58, 0.19), (0, 0.75, 0.27)):
        c.dot(x + dx * h, y - dy * h, r * h, color)
    c.dot(x - h * 0.07, y - h * 0.8, h * 0.14, mix(color, CREAM, 0.18))


def lantern(c: Canvas, x: float, y: float, r: float, color: str = RED) -> None:
    """Draw a lit paper lantern whose middle is (x, y)."""
    c.glow(x, y, r * 3.4, AMBER, 0.5)
    c.line([(x, y - r * 1.7), (x, y - r)], INK, max(0.8, r * 0.08))
    c.oval(x, y, r * 1.12, r * 0.92, color)
    c.oval(x, y, r * 0.62, r * 0.92, mix(color, AMBER, 0.45))
    c.oval(x, y, r * 0.2, r * 0.92, mix(color, CREAM, 0.6))
    for side in (-1, 1):
        c.rect(x - r * 0.42, y + side * r * 0.92 - r * 0.1, r * 0.84, r * 0.2, OCHRE)
    c.line([(x, y + r), (x, y + r * 1.7)], OCHRE, max(0.8, r * 0.1))


def person(
    c: Canvas,
    x: float,
    y: float,
    h: float,
    coat: str,
    *,
    skin: str = SKIN,
    hair: str = HAIR,
    legs: str = INK,
    hands: tuple[Point, ...] = (),
    hat: str = "",
    skirt: bool = False,
) -> None:
    """Draw someone standing at (x, y); ``hands`` are where the arms reach."""
    hip, neck = y - h * 0.44, y - h * 0.8
    if skirt:
        c.poly([(x - h * 0.08, hip), (x + h * 0.08, hip), (x + h * 0.15, y - h * 0.12),
                (x - h * 0.15, y - h * 0.12)], mix(coat, INK, 0.25))  # fmt: skip
    for side in (-1, 1):
        foot = x + side * h * 0.06
        c.line([(x + side * h * 0.04, hip), (foot, y - h * 0.02)], legs, h * 0.065)
        c.line([(foot, y - h * 0.01), (foot + h * 0.04, y - h * 0.01)], INK, h * 0.035)
    c.poly([(x - h * 0.115, neck), (x + h * 0.115, neck), (x + h * 0.13, hip + h * 0.03),
            (x - h * 0.13, hip + h * 0.03)], coat)  # fmt: skip
    c.dot(x - h * 0.07, neck, h * 0.04, coat)
    c.dot(x + h * 0.07, neck, h * 0.04, coat)
    reach = hands or ((x - h * 0.13, hip), (x + h * 0.13, hip))
    for hand in reach:
        side = 1 if hand[0] >= x else -1
        shoulder = (x + side * h * 0.095, neck + h * 0.03)
        elbow = ((shoulder[0] + hand[0]) / 2 + side * h * 0.05,
                 (shoulder[1] + hand[1]) / 2 + h * 0.04)  # fmt: skip
        c.curve(shoulder, elbow, hand, mix(coat, INK, 0.14), h * 0.055)
        c.dot(*hand, h * 0.032, skin)
    c.line([(x, neck - h * 0.05), (x, neck + h * 0.01)], mix(skin, INK, 0.12), h * 0.06)
    head(c, x, y - h * 0.905, h * 0.094, skin=skin, hair=hair, hat=hat)


def head(
    c: Canvas, x: float, y: float, r: float, *, skin: str, hair: str, hat: str = ""
) -> None:
    """Draw a small head without features; a hat replaces most of the hair."""
    c.dot(x, y - r * 0.12, r * 1.1, hair)
    c.oval(x, y + r * 0.14, r * 0.86, r * 0.94, skin)
    c.pie(x, y - r * 0.1, r * 1.08, 185, 355, hair)
    if hat:
        c.poly([(x - r * 1.9, y - r * 0.2), (x, y - r * 1.7), (x + r * 1.9, y - r * 0.2)],
               hat)  # fmt: skip


def portrait(
    c: Canvas,
    x: float,
    y: float,
    r: float,
    coat: str,
    *,
    skin: str = SKIN,
    hair: str = HAIR,
    long: bool = False,
    glasses: bool = False,
    smile: float = 0.18,
) -> None:
    """Draw head and shoulders, the face's middle at (x, y), features sparse."""
    shade = mix(skin, "#a0623f", 0.35)
    c.poly([(x - r * 2.1, y + r * 4), (x - r * 1.9, y + r * 2.3), (x - r * 0.6, y + r * 1.5),
            (x + r * 0.6, y + r * 1.5), (x + r * 1.9, y + r * 2.3),
            (x + r * 2.1, y + r * 4)], coat)  # fmt: skip
    c.dot(x - r * 1.45, y + r * 2.25, r * 0.5, coat)
    c.dot(x + r * 1.45, y + r * 2.25, r * 0.5, coat)
    if long:
        c.rect(x - r * 1.12, y - r * 0.5, r * 2.24, r * 2.1, hair, radius=r * 0.6)
    c.rect(x - r * 0.36, y + r * 0.5, r * 0.72, r * 1.15, shade, radius=r * 0.3)
    c.oval(x, y + r * 1.6, r * 0.44, r * 0.26, shade)
    c.oval(x, y - r * 0.2, r * 1.08, r * 1.14, hair)
    c.oval(x, y + r * 0.1, r * 0.84, r * 1.02, skin)
    for side in (-1, 1):
        c.oval(x + side * r * 0.86, y + r * 0.12, r * 0.13, r * 0.2, shade)
    c.poly([*bezier((x - r * 0.95, y), (x - r * 0.7, y - r * 0.9), (x + r * 0.2, y - r * 0.72)),
            *bezier((x + r * 0.2, y - r * 0.72), (x + r * 0.9, y - r * 0.6), (x + r * 0.95, y)),
            *bezier((x + r * 0.95, y), (x + r * 0.9, y - r * 1.4), (x, y - r * 1.3)),
            *bezier((x, y - r * 1.3), (x - r * 1.1, y - r * 1.2), (x - r * 0.95, y))],
           hair)  # fmt: skip
    for side in (-1, 1):
        eye = x + side * r * 0.36
        c.line(bezier((eye - r * 0.17, y + r * 0.08), (eye, y + r * 0.16),
                      (eye + r * 0.17, y + r * 0.08)), INK, r * 0.06)  # fmt: skip
        c.line([(eye - r * 0.2, y - r * 0.17), (eye + r * 0.18, y - r * 0.2)], hair, r * 0.06)
        c.oval(eye + side * r * 0.1, y + r * 0.42, r * 0.17, r * 0.1, "#e58d70", 0.35)
        if glasses:
            c.ring(eye, y + r * 0.08, r * 0.3, r * 0.27, INK, r * 0.055)
    if glasses:
        c.line([(x - r * 0.08, y + r * 0.05), (x + r * 0.08, y + r * 0.05)], INK, r * 0.05)
    c.line(bezier((x, y + r * 0.1), (x + r * 0.14, y + r * 0.42), (x - r * 0.04, y + r * 0.42)),
           shade, r * 0.06)  # fmt: skip
    c.line(bezier((x - r * 0.24, y + r * 0.66), (x, y + r * (0.66 + smile)),
                  (x + r * 0.24, y + r * 0.66)), "#a2483a", r * 0.07)  # fmt: skip


def house(
    c: Canvas, x: float, y: float, w: float, h: float, wall: str, roof: str, *, lit: bool = False
) -> None:
    """Draw a house with a tiled roof whose left foot is (x, y)."""
    c.rect(x, y - h * 0.66, w, h * 0.66, wall)
    c.rect(x + w * 0.74, y - h * 0.66, w * 0.26, h * 0.66, mix(wall, INK, 0.1))
    c.poly([(x - w * 0.1, y - h * 0.62), (x + w * 0.12, y - h), (x + w * 0.88, y - h),
            (x + w * 1.1, y - h * 0.62)], roof)  # fmt: skip
    pane = AMBER if lit else mix(wall, NAVY, 0.65)
    for at in (0.16, 0.5):
        c.rect(x + w * at, y - h * 0.48, w * 0.2, h * 0.22, pane)
        c.line([(x + w * (at + 0.1), y - h * 0.48), (x + w * (at + 0.1), y - h * 0.27)],
               mix(pane, INK, 0.4), 1)  # fmt: skip
    c.rect(x + w * 0.78, y - h * 0.34, w * 0.15, h * 0.34, mix(roof, INK, 0.3))


def town(
    c: Canvas, y: float, *, wall: str, roof: str, low: float, high: float, lit: bool = False
) -> None:
    """Line up houses along the height ``y`` from edge to edge."""
    x = -10.0
    while x < c.width:
        w, h = c.random.uniform(34, 62), c.random.uniform(low, high)
        tint = mix(wall, c.random.choice((SAND, WHITE, "#d8b79a", "#bcc9c4")), 0.4)
        house(c, x, y, w, h, tint, mix(roof, INK, c.random.random() * 0.3), lit=lit)
        x += w * c.random.uniform(1.05, 1.25)


def blocks(
    c: Canvas, y: float, color: str, *, low: float, high: float, lit: str = ""
) -> None:
    """Line up tall buildings along the height ``y`` from edge to edge."""
    x = -6.0
    while x < c.width:
        w, h = c.random.uniform(24, 58), c.random.uniform(low, high)
        c.rect(x, y - h, w, h, mix(color, INK, c.random.random() * 0.2))
        if lit:
            for row in range(int(h // 11)):
                for col in range(int(w // 9)):
                    if c.random.random() < 0.34:
                        c.rect(x + 4 + col * 9, y - h + 6 + row * 11, 4, 5, lit, alpha=0.9)
        x += w + c.random.choice((0, 0, 5))


def ferry(c: Canvas, x: float, y: float, s: float, hull: str = TEAL) -> None:
    """Draw a car ferry; (x, y) is its waterline amidships, ``s`` half its length."""
    c.poly([(x - s, y - s * 0.26), (x + s * 1.06, y - s * 0.26), (x + s * 0.9, y + s * 0.04),
            (x - s * 0.88, y + s * 0.04)], hull)  # fmt: skip
    c.rect(x - s * 0.98, y - s * 0.3, s * 2.02, s * 0.06, WHITE)
    c.rect(x - s * 0.8, y - s * 0.52, s * 1.55, s * 0.23, CREAM)
    c.rect(x - s * 0.55, y - s * 0.74, s * 1.1, s * 0.23, WHITE)
    c.rect(x - s * 0.62, y - s * 0.77, s * 1.24, s * 0.045, RED)
    for i in range(9):
        c.rect(x - s * 0.72 + i * s * 0.165, y - s * 0.46, s * 0.1, s * 0.1, NAVY, radius=1)
    for i in range(6):
        c.rect(x - s * 0.48 + i * s * 0.165, y - s * 0.68, s * 0.1, s * 0.09, NAVY, radius=1)
    c.rect(x + s * 0.2, y - s * 0.92, s * 0.34, s * 0.16, WHITE)
    c.rect(x + s * 0.25, y - s * 0.89, s * 0.26, s * 0.07, NAVY)
    c.rect(x - s * 0.36, y - s * 1.0, s * 0.2, s * 0.24, OCHRE)
    c.rect(x - s * 0.36, y - s * 0.95, s * 0.2, s * 0.06, INK)
    c.line([(x + s * 0.37, y - s * 0.92), (x + s * 0.37, y - s * 1.15)], INK, s * 0.02)


def sampan(c: Canvas, x: float, y: float, s: float, color: str = INK) -> None:
    """Draw a small rowing boat; (x, y) is its waterline amidships."""
    top = bezier((x - s, y - s * 0.32), (x, y + s * 0.02), (x + s, y - s * 0.36))
    keel = bezier((x + s, y - s * 0.36), (x, y + s * 0.42), (x - s, y - s * 0.32))
    c.poly([*top, *keel], color)
    c.line(top, mix(color, SAND, 0.5), max(1, s * 0.05))


def carriage(c: Canvas, x: float, y: float, w: float, h: float, color: str) -> None:
    """Draw a railway carriage whose left wheel line starts at (x, y)."""
    c.rect(x, y - h, w, h * 0.86, color, radius=h * 0.1)
    c.rect(x, y - h * 1.04, w, h * 0.12, mix(color, INK, 0.45), radius=h * 0.06)
    c.rect(x, y - h * 0.36, w, h * 0.09, AMBER)
    count = max(2, int(w // (h * 0.5)))
    step = w / count
    for i in range(count):
        c.rect(x + i * step + step * 0.2, y - h * 0.82, step * 0.6, h * 0.34, "#d9ecec",
               radius=2)  # fmt: skip
    for at in (0.14, 0.26, 0.74, 0.86):
        c.dot(x + w * at, y - h * 0.06, h * 0.11, INK)
        c.dot(x + w * at, y - h * 0.06, h * 0.045, "#8b8f94")


def train(
    c: Canvas, x: float, y: float, h: float, cars: int, color: str, *, nose: str = ""
) -> None:
    """Draw a train running left, its engine's nose at (x, y)."""
    w = h * 3
    engine = nose or mix(color, INK, 0.12)
    c.poly([(x, y - h * 0.14), (x + h * 0.1, y - h * 0.6), (x + h * 0.5, y - h),
            (x + w * 0.8, y - h), (x + w * 0.8, y - h * 0.14)], engine)  # fmt: skip
    c.poly([(x + h * 0.22, y - h * 0.6), (x + h * 0.55, y - h * 0.9), (x + h * 0.9, y - h * 0.9),
            (x + h * 0.9, y - h * 0.6)], "#d9ecec")  # fmt: skip
    c.rect(x + h * 0.06, y - h * 0.36, w * 0.8 - h * 0.06, h * 0.09, AMBER)
    c.dot(x + h * 0.12, y - h * 0.46, h * 0.06, CREAM)
    for at in (0.16, 0.32, 0.56, 0.7):
        c.dot(x + w * at, y - h * 0.06, h * 0.11, INK)
    for i in range(cars):
        carriage(c, x + w * 0.84 + i * w * 1.04, y, w, h, color)


def bus(c: Canvas, x: float, y: float, s: float, color: str) -> None:
    """Draw a town bus heading right; (x, y) is its left foot, ``s`` its length."""
    c.rect(x, y - s * 0.42, s, s * 0.36, color, radius=s * 0.05)
    c.rect(x, y - s * 0.18, s, s * 0.05, CREAM)
    for i in range(5):
        c.rect(x + s * 0.05 + i * s * 0.16, y - s * 0.37, s * 0.13, s * 0.15, "#d7e8ea",
               radius=2)  # fmt: skip
    c.rect(x + s * 0.86, y - s * 0.38, s * 0.12, s * 0.2, "#d7e8ea", radius=3)
    c.rect(x + s * 0.97, y - s * 0.16, s * 0.03, s * 0.05, AMBER)
    for at in (0.2, 0.78):
        c.dot(x + s * at, y - s * 0.06, s * 0.08, INK)
        c.dot(x + s * at, y - s * 0.06, s * 0.035, "#9aa0a3")


def bicycle(c: Canvas, x: float, y: float, r: float, color: str) -> None:
    """Draw a bicycle heading right; (x, y) lies between its wheels on the road."""
    left, right = (x - r * 1.45, y - r), (x + r * 1.45, y - r)
    for hub in (left, right):
        c.ring(*hub, r, r, INK, max(1, r * 0.09))
        for k in range(8):
            a = k * math.pi / 8
            c.line([(hub[0] - math.cos(a) * r, hub[1] - math.sin(a) * r),
                    (hub[0] + math.cos(a) * r, hub[1] + math.sin(a) * r)], INK, 0.6,
                   0.3)  # fmt: skip
    pedal, seat, bar = (x - r * 0.2, y - r), (x - r * 0.6, y - r * 2.2), (x + r, y - r * 2.3)
    c.line([left, seat, pedal, left], color, r * 0.13)
    c.line([seat, (bar[0] + r * 0.05, bar[1] + r * 0.15), pedal], color, r * 0.13)
    c.line([right, bar, (bar[0] - r * 0.3, bar[1] - r * 0.2)], color, r * 0.13)
    c.line([(seat[0] - r * 0.3, seat[1] - r * 0.08), (seat[0] + r * 0.3, seat[1] - r * 0.08)],
           INK, r * 0.2)  # fmt: skip


def rider(c: Canvas, x: float, y: float, r: float, shirt: str, bike: str) -> None:
    """Draw a cyclist heading right on a bicycle of wheel radius ``r``."""
    bicycle(c, x, y, r, bike)
    hip, shoulder = (x - r * 0.55, y - r * 2.4), (x + r * 0.45, y - r * 3.5)
    foot = (x - r * 0.15, y - r * 0.6)
    c.line([hip, (x + r * 0.3, y - r * 1.7), foot], INK, r * 0.36)
    c.line([hip, shoulder], shirt, r * 0.66)
    c.line([shoulder, (x + r * 0.95, y - r * 2.9), (x + r * 0.9, y - r * 2.45)], SKIN, r * 0.22)
    c.dot(shoulder[0] + r * 0.35, shoulder[1] - r * 0.5, r * 0.38, SKIN)
    c.pie(shoulder[0] + r * 0.33, shoulder[1] - r * 0.56, r * 0.46, 180, 360, bike)


def beacon(c: Canvas, x: float, y: float, h: float, *, lit: bool = False) -> None:
    """Draw a banded lighthouse that stands at (x, y)."""
    half, top = h * 0.12, h * 0.075

    def wall(low: float, high: float) -> list[Point]:
        a, b = half + (top - half) * low, half + (top - half) * high
        lo, hi = y - h * 0.8 * low, y - h * 0.8 * high
        return [(x - a, lo), (x - b, hi), (x + b, hi), (x + a, lo)]

    for i in range(5):
        c.poly(wall(i / 5, (i + 1) / 5), RED if i % 2 else WHITE)
    c.poly([(x + half * 0.35, y), (x + top * 0.35, y - h * 0.8), (x + top, y - h * 0.8),
            (x + half, y)], INK, 0.12)  # fmt: skip
    c.rect(x - top * 1.5, y - h * 0.83, top * 3, h * 0.035, INK)
    c.rect(x - top * 0.8, y - h * 0.94, top * 1.6, h * 0.12, AMBER if lit else "#bcd6d8")
    c.poly([(x - top * 1.1, y - h * 0.94), (x, y - h * 1.03), (x + top * 1.1, y - h * 0.94)], RED)


def egret(c: Canvas, x: float, y: float, s: float, facing: int = 1) -> None:
    """Draw a standing egret; (x, y) is its foot, ``s`` its height."""
    for dx in (-0.05, 0.06):
        c.line([(x + dx * s, y - s * 0.4), (x + dx * s * 1.2, y)], INK, s * 0.022)
    c.poly([*bezier((x - facing * s * 0.42, y - s * 0.34), (x - facing * s * 0.1, y - s * 0.72),
                    (x + facing * s * 0.16, y - s * 0.6)),
            *bezier((x + facing * s * 0.16, y - s * 0.6), (x + facing * s * 0.24, y - s * 0.34),
                    (x - facing * s * 0.42, y - s * 0.34))], WHITE)  # fmt: skip
    neck = [*bezier((x + facing * s * 0.13, y - s * 0.52), (x + facing * s * 0.36, y - s * 0.62),
                    (x + facing * s * 0.14, y - s * 0.76)),
            *bezier((x + facing * s * 0.14, y - s * 0.76), (x + facing * s * 0.06, y - s * 0.95),
                    (x + facing * s * 0.24, y - s * 0.96))]  # fmt: skip
    c.line(neck, WHITE, s * 0.07)
    c.dot(x + facing * s * 0.25, y - s * 0.955, s * 0.05, WHITE)
    c.line([(x + facing * s * 0.28, y - s * 0.955), (x + facing * s * 0.46, y - s * 0.92)], OCHRE,
           s * 0.03)  # fmt: skip
    c.dot(x + facing * s * 0.26, y - s * 0.965, s * 0.011, INK)


def steam(c: Canvas, x: float, y: float, size: float, puffs: int = 9) -> None:
    """Let white vapour rise from (x, y) and drift to the right."""
    for i in range(puffs):
        t = i / puffs
        c.dot(x + size * t * 0.9 + c.random.uniform(-1, 1) * size * 0.1, y - size * 1.4 * t,
              size * (0.12 + 0.26 * t), WHITE, 0.55 * (1 - t * 0.7))  # fmt: skip


def wisp(c: Canvas, x: float, y: float, h: float, color: str = WHITE) -> None:
    """Draw a thread of steam above a cup."""
    c.line(bezier((x, y), (x - h * 0.3, y - h * 0.3), (x, y - h * 0.5)), color, 3, 0.7)
    c.line(bezier((x, y - h * 0.5), (x + h * 0.3, y - h * 0.7), (x, y - h)), color, 3, 0.5)
