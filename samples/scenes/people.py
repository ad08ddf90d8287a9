"""People: small figures and portraits, their features sparse."""

from __future__ import annotations

from scenes.brush import (
    HAIR,
    INK,
    SKIN,
    Canvas,
    Point,
    bezier,
    mix,
)


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
        c.poly(
            [
                (x - h * 0.08, hip),
                (x + h * 0.08, hip),
                (x + h * 0.15, y - h * 0.12),
                (x - h * 0.15, y - h * 0.12),
            ],
            mix(coat, INK, 0.25),
        )
    for side in (-1, 1):
        foot = x + side * h * 0.06
        c.line([(x + side * h * 0.04, hip), (foot, y - h * 0.02)], legs, h * 0.065)
        c.line([(foot, y - h * 0.01), (foot + h * 0.04, y - h * 0.01)], INK, h * 0.035)
    c.poly(
        [
            (x - h * 0.115, neck),
            (x + h * 0.115, neck),
            (x + h * 0.13, hip + h * 0.03),
            (x - h * 0.13, hip + h * 0.03),
        ],
        coat,
    )
    c.dot(x - h * 0.07, neck, h * 0.04, coat)
    c.dot(x + h * 0.07, neck, h * 0.04, coat)
    reach = hands or ((x - h * 0.13, hip), (x + h * 0.13, hip))
    for hand in reach:
        _arm(c, (x, neck), h, hand, (mix(coat, INK, 0.14), skin))
    c.line([(x, neck - h * 0.05), (x, neck + h * 0.01)], mix(skin, INK, 0.12), h * 0.06)
    head(c, x, y - h * 0.905, h * 0.094, skin=skin, hair=hair, hat=hat)


def _arm(
    c: Canvas, neck: Point, h: float, hand: Point, colors: tuple[str, str]
) -> None:
    side = 1 if hand[0] >= neck[0] else -1
    shoulder = (neck[0] + side * h * 0.095, neck[1] + h * 0.03)
    elbow = (
        (shoulder[0] + hand[0]) / 2 + side * h * 0.05,
        (shoulder[1] + hand[1]) / 2 + h * 0.04,
    )
    c.curve(shoulder, elbow, hand, colors[0], h * 0.055)
    c.dot(*hand, h * 0.032, colors[1])


def head(
    c: Canvas, x: float, y: float, r: float, *, skin: str, hair: str, hat: str = ""
) -> None:
    """Draw a small head without features; a hat replaces most of the hair."""
    c.dot(x, y - r * 0.12, r * 1.1, hair)
    c.oval(x, y + r * 0.14, r * 0.86, r * 0.94, skin)
    c.pie(x, y - r * 0.1, r * 1.08, 185, 355, hair)
    if hat:
        c.poly(
            [(x - r * 1.9, y - r * 0.2), (x, y - r * 1.7), (x + r * 1.9, y - r * 0.2)],
            hat,
        )


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
    _shoulders(c, x, y, r, coat)
    if long:
        c.rect(x - r * 1.12, y - r * 0.5, r * 2.24, r * 2.1, hair, radius=r * 0.6)
    c.rect(x - r * 0.36, y + r * 0.5, r * 0.72, r * 1.15, shade, radius=r * 0.3)
    c.oval(x, y + r * 1.6, r * 0.44, r * 0.26, shade)
    _skull(c, x, y, r, (skin, hair, shade))
    _features(c, x, y, r, (hair, shade), smile)
    if glasses:
        for side in (-1, 1):
            c.ring(x + side * r * 0.36, y + r * 0.08, r * 0.3, r * 0.27, INK, r * 0.055)
        c.line(
            [(x - r * 0.08, y + r * 0.05), (x + r * 0.08, y + r * 0.05)], INK, r * 0.05
        )


def _shoulders(c: Canvas, x: float, y: float, r: float, coat: str) -> None:
    c.poly(
        [
            (x - r * 2.1, y + r * 4),
            (x - r * 1.9, y + r * 2.3),
            (x - r * 0.6, y + r * 1.5),
            (x + r * 0.6, y + r * 1.5),
            (x + r * 1.9, y + r * 2.3),
            (x + r * 2.1, y + r * 4),
        ],
        coat,
    )
    c.dot(x - r * 1.45, y + r * 2.25, r * 0.5, coat)
    c.dot(x + r * 1.45, y + r * 2.25, r * 0.5, coat)


def _skull(
    c: Canvas, x: float, y: float, r: float, colors: tuple[str, str, str]
) -> None:
    skin, hair, shade = colors
    c.oval(x, y - r * 0.2, r * 1.08, r * 1.14, hair)
    c.oval(x, y + r * 0.1, r * 0.84, r * 1.02, skin)
    for side in (-1, 1):
        c.oval(x + side * r * 0.86, y + r * 0.12, r * 0.13, r * 0.2, shade)
    c.poly(
        [
            *bezier(
                (x - r * 0.95, y),
                (x - r * 0.7, y - r * 0.9),
                (x + r * 0.2, y - r * 0.72),
            ),
            *bezier(
                (x + r * 0.2, y - r * 0.72),
                (x + r * 0.9, y - r * 0.6),
                (x + r * 0.95, y),
            ),
            *bezier((x + r * 0.95, y), (x + r * 0.9, y - r * 1.4), (x, y - r * 1.3)),
            *bezier((x, y - r * 1.3), (x - r * 1.1, y - r * 1.2), (x - r * 0.95, y)),
        ],
        hair,
    )


def _features(
    c: Canvas, x: float, y: float, r: float, colors: tuple[str, str], smile: float
) -> None:
    hair, shade = colors
    for side in (-1, 1):
        eye = x + side * r * 0.36
        c.line(
            bezier(
                (eye - r * 0.17, y + r * 0.08),
                (eye, y + r * 0.16),
                (eye + r * 0.17, y + r * 0.08),
            ),
            INK,
            r * 0.06,
        )
        c.line(
            [(eye - r * 0.2, y - r * 0.17), (eye + r * 0.18, y - r * 0.2)],
            hair,
            r * 0.06,
        )
        c.oval(eye + side * r * 0.1, y + r * 0.42, r * 0.17, r * 0.1, "#e58d70", 0.35)
    c.line(
        bezier(
            (x, y + r * 0.1), (x + r * 0.14, y + r * 0.42), (x - r * 0.04, y + r * 0.42)
        ),
        shade,
        r * 0.06,
    )
    c.line(
        bezier(
            (x - r * 0.24, y + r * 0.66),
            (x, y + r * (0.66 + smile)),
            (x + r * 0.24, y + r * 0.66),
        ),
        "#a2483a",
        r * 0.07,
    )
