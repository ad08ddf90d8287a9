"""Boats, trains, buses and bicycles."""

from __future__ import annotations

import math

from scenes.brush import (
    AMBER,
    CREAM,
    INK,
    NAVY,
    OCHRE,
    RED,
    SAND,
    SKIN,
    TEAL,
    WHITE,
    Canvas,
    bezier,
    mix,
)


def ferry(c: Canvas, x: float, y: float, s: float, hull: str = TEAL) -> None:
    """Draw a car ferry; (x, y) is its waterline amidships, ``s`` half its length."""
    c.poly(
        [
            (x - s, y - s * 0.26),
            (x + s * 1.06, y - s * 0.26),
            (x + s * 0.9, y + s * 0.04),
            (x - s * 0.88, y + s * 0.04),
        ],
        hull,
    )
    c.rect(x - s * 0.98, y - s * 0.3, s * 2.02, s * 0.06, WHITE)
    c.rect(x - s * 0.8, y - s * 0.52, s * 1.55, s * 0.23, CREAM)
    c.rect(x - s * 0.55, y - s * 0.74, s * 1.1, s * 0.23, WHITE)
    c.rect(x - s * 0.62, y - s * 0.77, s * 1.24, s * 0.045, RED)
    for i in range(9):
        c.rect(
            x - s * 0.72 + i * s * 0.165, y - s * 0.46, s * 0.1, s * 0.1, NAVY, radius=1
        )
    for i in range(6):
        c.rect(
            x - s * 0.48 + i * s * 0.165,
            y - s * 0.68,
            s * 0.1,
            s * 0.09,
            NAVY,
            radius=1,
        )
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
        c.rect(
            x + i * step + step * 0.2,
            y - h * 0.82,
            step * 0.6,
            h * 0.34,
            "#d9ecec",
            radius=2,
        )
    for at in (0.14, 0.26, 0.74, 0.86):
        c.dot(x + w * at, y - h * 0.06, h * 0.11, INK)
        c.dot(x + w * at, y - h * 0.06, h * 0.045, "#8b8f94")


def train(
    c: Canvas, x: float, y: float, h: float, cars: int, color: str, *, nose: str = ""
) -> None:
    """Draw a train running left, its engine's nose at (x, y)."""
    w = h * 3
    engine = nose or mix(color, INK, 0.12)
    c.poly(
        [
            (x, y - h * 0.14),
            (x + h * 0.1, y - h * 0.6),
            (x + h * 0.5, y - h),
            (x + w * 0.8, y - h),
            (x + w * 0.8, y - h * 0.14),
        ],
        engine,
    )
    c.poly(
        [
            (x + h * 0.22, y - h * 0.6),
            (x + h * 0.55, y - h * 0.9),
            (x + h * 0.9, y - h * 0.9),
            (x + h * 0.9, y - h * 0.6),
        ],
        "#d9ecec",
    )
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
        c.rect(
            x + s * 0.05 + i * s * 0.16,
            y - s * 0.37,
            s * 0.13,
            s * 0.15,
            "#d7e8ea",
            radius=2,
        )
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
            c.line(
                [
                    (hub[0] - math.cos(a) * r, hub[1] - math.sin(a) * r),
                    (hub[0] + math.cos(a) * r, hub[1] + math.sin(a) * r),
                ],
                INK,
                0.6,
                0.3,
            )
    pedal, seat, bar = (
        (x - r * 0.2, y - r),
        (x - r * 0.6, y - r * 2.2),
        (x + r, y - r * 2.3),
    )
    c.line([left, seat, pedal, left], color, r * 0.13)
    c.line([seat, (bar[0] + r * 0.05, bar[1] + r * 0.15), pedal], color, r * 0.13)
    c.line([right, bar, (bar[0] - r * 0.3, bar[1] - r * 0.2)], color, r * 0.13)
    c.line(
        [
            (seat[0] - r * 0.3, seat[1] - r * 0.08),
            (seat[0] + r * 0.3, seat[1] - r * 0.08),
        ],
        INK,
        r * 0.2,
    )


def rider(c: Canvas, x: float, y: float, r: float, shirt: str, bike: str) -> None:
    """Draw a cyclist heading right on a bicycle of wheel radius ``r``."""
    bicycle(c, x, y, r, bike)
    hip, shoulder = (x - r * 0.55, y - r * 2.4), (x + r * 0.45, y - r * 3.5)
    foot = (x - r * 0.15, y - r * 0.6)
    c.line([hip, (x + r * 0.3, y - r * 1.7), foot], INK, r * 0.36)
    c.line([hip, shoulder], shirt, r * 0.66)
    c.line(
        [shoulder, (x + r * 0.95, y - r * 2.9), (x + r * 0.9, y - r * 2.45)],
        SKIN,
        r * 0.22,
    )
    c.dot(shoulder[0] + r * 0.35, shoulder[1] - r * 0.5, r * 0.38, SKIN)
    c.pie(shoulder[0] + r * 0.33, shoulder[1] - r * 0.56, r * 0.46, 180, 360, bike)
