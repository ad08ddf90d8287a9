"""What stands around: birds, trees, houses, lanterns, vapour."""

from __future__ import annotations

from scenes.brush import (
    AMBER,
    CREAM,
    INK,
    MOSS,
    NAVY,
    OCHRE,
    RED,
    SAND,
    WHITE,
    Canvas,
    Point,
    bezier,
    mix,
)


def gull(c: Canvas, x: float, y: float, size: float, color: str = WHITE) -> None:
    """Draw a bird on the wing."""
    left = bezier((x - size, y - size * 0.2), (x - size * 0.45, y - size * 0.7), (x, y))
    right = bezier(
        (x, y), (x + size * 0.5, y - size * 0.75), (x + size, y - size * 0.35)
    )
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


def house(
    c: Canvas,
    x: float,
    y: float,
    w: float,
    h: float,
    wall: str,
    roof: str,
    *,
    lit: bool = False,
) -> None:
    """Draw a house with a tiled roof whose left foot is (x, y)."""
    c.rect(x, y - h * 0.66, w, h * 0.66, wall)
    c.rect(x + w * 0.74, y - h * 0.66, w * 0.26, h * 0.66, mix(wall, INK, 0.1))
    c.poly(
        [
            (x - w * 0.1, y - h * 0.62),
            (x + w * 0.12, y - h),
            (x + w * 0.88, y - h),
            (x + w * 1.1, y - h * 0.62),
        ],
        roof,
    )
    pane = AMBER if lit else mix(wall, NAVY, 0.65)
    for at in (0.16, 0.5):
        c.rect(x + w * at, y - h * 0.48, w * 0.2, h * 0.22, pane)
        c.line(
            [(x + w * (at + 0.1), y - h * 0.48), (x + w * (at + 0.1), y - h * 0.27)],
            mix(pane, INK, 0.4),
            1,
        )
    c.rect(x + w * 0.78, y - h * 0.34, w * 0.15, h * 0.34, mix(roof, INK, 0.3))


def town(
    c: Canvas,
    y: float,
    *,
    wall: str,
    roof: str,
    low: float,
    high: float,
    lit: bool = False,
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
                        c.rect(
                            x + 4 + col * 9, y - h + 6 + row * 11, 4, 5, lit, alpha=0.9
                        )
        x += w + c.random.choice((0, 0, 5))


def beacon(c: Canvas, x: float, y: float, h: float, *, lit: bool = False) -> None:
    """Draw a banded lighthouse that stands at (x, y)."""
    half, top = h * 0.12, h * 0.075

    def wall(low: float, high: float) -> list[Point]:
        a, b = half + (top - half) * low, half + (top - half) * high
        lo, hi = y - h * 0.8 * low, y - h * 0.8 * high
        return [(x - a, lo), (x - b, hi), (x + b, hi), (x + a, lo)]

    for i in range(5):
        c.poly(wall(i / 5, (i + 1) / 5), RED if i % 2 else WHITE)
    c.poly(
        [
            (x + half * 0.35, y),
            (x + top * 0.35, y - h * 0.8),
            (x + top, y - h * 0.8),
            (x + half, y),
        ],
        INK,
        0.12,
    )
    c.rect(x - top * 1.5, y - h * 0.83, top * 3, h * 0.035, INK)
    c.rect(
        x - top * 0.8, y - h * 0.94, top * 1.6, h * 0.12, AMBER if lit else "#bcd6d8"
    )
    c.poly(
        [
            (x - top * 1.1, y - h * 0.94),
            (x, y - h * 1.03),
            (x + top * 1.1, y - h * 0.94),
        ],
        RED,
    )


def egret(c: Canvas, x: float, y: float, s: float, facing: int = 1) -> None:
    """Draw a standing egret; (x, y) is its foot, ``s`` its height."""
    for dx in (-0.05, 0.06):
        c.line([(x + dx * s, y - s * 0.4), (x + dx * s * 1.2, y)], INK, s * 0.022)
    c.poly(
        [
            *bezier(
                (x - facing * s * 0.42, y - s * 0.34),
                (x - facing * s * 0.1, y - s * 0.72),
                (x + facing * s * 0.16, y - s * 0.6),
            ),
            *bezier(
                (x + facing * s * 0.16, y - s * 0.6),
                (x + facing * s * 0.24, y - s * 0.34),
                (x - facing * s * 0.42, y - s * 0.34),
            ),
        ],
        WHITE,
    )
    neck = [
        *bezier(
            (x + facing * s * 0.13, y - s * 0.52),
            (x + facing * s * 0.36, y - s * 0.62),
            (x + facing * s * 0.14, y - s * 0.76),
        ),
        *bezier(
            (x + facing * s * 0.14, y - s * 0.76),
            (x + facing * s * 0.06, y - s * 0.95),
            (x + facing * s * 0.24, y - s * 0.96),
        ),
    ]
    c.line(neck, WHITE, s * 0.07)
    c.dot(x + facing * s * 0.25, y - s * 0.955, s * 0.05, WHITE)
    c.line(
        [(x + facing * s * 0.28, y - s * 0.955), (x + facing * s * 0.46, y - s * 0.92)],
        OCHRE,
        s * 0.03,
    )
    c.dot(x + facing * s * 0.26, y - s * 0.965, s * 0.011, INK)


def steam(c: Canvas, x: float, y: float, size: float, puffs: int = 9) -> None:
    """Let white vapour rise from (x, y) and drift to the right."""
    for i in range(puffs):
        t = i / puffs
        c.dot(
            x + size * t * 0.9 + c.random.uniform(-1, 1) * size * 0.1,
            y - size * 1.4 * t,
            size * (0.12 + 0.26 * t),
            WHITE,
            0.55 * (1 - t * 0.7),
        )


def wisp(c: Canvas, x: float, y: float, h: float, color: str = WHITE) -> None:
    """Draw a thread of steam above a cup."""
    c.line(bezier((x, y), (x - h * 0.3, y - h * 0.3), (x, y - h * 0.5)), color, 3, 0.7)
    c.line(
        bezier((x, y - h * 0.5), (x + h * 0.3, y - h * 0.7), (x, y - h)), color, 3, 0.5
    )
