"""The dragon boat race."""

from __future__ import annotations

from scenes.brush import (
    AMBER,
    BROWN,
    CREAM,
    GREY,
    HAIR,
    INK,
    JADE,
    NAVY,
    OCHRE,
    PLUM,
    RED,
    SAGE,
    WHITE,
    Canvas,
    bezier,
    dw,
    mix,
    picture,
)
from scenes.people import person


@picture(dw(28))
def dragon_boat(c: Canvas) -> None:
    """Race two dragon boats side by side."""
    c.sky("#cfe5e4", "#f6ecd2", until=0.4)
    c.ridge(128, 16, SAGE, waves=4)
    for x in range(6, 700, 22):
        person(
            c,
            x,
            160,
            c.random.uniform(26, 34),
            c.random.choice((RED, OCHRE, JADE, WHITE, PLUM, NAVY)),
        )
    c.rect(0, 158, 700, 12, "#a79680")
    c.water(168, "#8fc4c4", "#2d7178", ripples=90)
    for y, color, trim in ((256, RED, AMBER), (338, "#2f5d8c", CREAM)):
        shift = 0 if y < 300 else -8
        c.oval(350, y + 10, 330, 8, "#1d555c", 0.35)
        c.poly(
            [
                *bezier((30 + shift, y - 10), (330, y + 12), (620 + shift, y - 12)),
                *bezier((612 + shift, y + 6), (330, y + 26), (52 + shift, y + 6)),
            ],
            color,
        )
        c.line(
            bezier((30 + shift, y - 9), (330, y + 12), (622 + shift, y - 12)), trim, 3
        )
        for i in range(10):
            x = 110 + i * 46 + shift
            c.rect(x - 8, y - 40, 17, 36, mix(color, WHITE, 0.15), radius=7)
            c.dot(x + 6, y - 48, 8.5, "#e6b48a")
            c.pie(x + 5, y - 50, 9, 170, 350, HAIR)
            c.line([(x + 2, y - 32), (x + 22, y - 22)], "#e6b48a", 4)
            c.line([(x + 16, y - 42), (x + 30, y + 12)], "#d7b98a", 3)
            c.oval(x + 31, y + 12, 4, 9, "#d7b98a")
        _dragon(c, 624 + shift, y - 14, 1, color, trim)
    for _ in range(60):
        c.dot(
            c.random.uniform(90, 640),
            c.random.choice((264, 346)) + c.random.uniform(-4, 12),
            c.random.uniform(1, 3),
            WHITE,
            0.8,
        )


def _dragon(c: Canvas, x: float, y: float, s: float, color: str, trim: str) -> None:
    c.line(
        bezier(
            (x - 14 * s, y + 6 * s), (x + 12 * s, y - 4 * s), (x + 6 * s, y - 34 * s)
        ),
        color,
        15 * s,
    )
    c.poly(
        [
            (x - 10 * s, y - 50 * s),
            (x + 22 * s, y - 56 * s),
            (x + 52 * s, y - 44 * s),
            (x + 54 * s, y - 34 * s),
            (x + 20 * s, y - 32 * s),
            (x + 46 * s, y - 24 * s),
            (x + 40 * s, y - 18 * s),
            (x - 6 * s, y - 22 * s),
        ],
        color,
    )
    c.dot(x + 16 * s, y - 48 * s, 7 * s, WHITE)
    c.dot(x + 18 * s, y - 48 * s, 3.4 * s, INK)
    _trimmings(c, x, y, s, trim)


def _trimmings(c: Canvas, x: float, y: float, s: float, trim: str) -> None:
    c.line(
        [(x - 4 * s, y - 50 * s), (x - 22 * s, y - 74 * s), (x - 18 * s, y - 84 * s)],
        trim,
        5 * s,
    )
    c.line([(x + 4 * s, y - 54 * s), (x - 8 * s, y - 82 * s)], trim, 5 * s)
    for i in range(4):
        c.poly(
            [
                (x - 12 * s - i * 3 * s, y - 44 * s + i * 11 * s),
                (x - 34 * s - i * s, y - 44 * s + i * 12 * s),
                (x - 10 * s - i * 3 * s, y - 34 * s + i * 11 * s),
            ],
            trim,
        )
    c.curve(
        (x + 50 * s, y - 38 * s),
        (x + 82 * s, y - 34 * s),
        (x + 74 * s, y - 8 * s),
        trim,
        3 * s,
    )
    c.curve(
        (x + 46 * s, y - 32 * s), (x + 66 * s, y - 20 * s), (x + 56 * s, y), trim, 3 * s
    )
    for i in range(3):
        c.poly(
            [
                (x + (26 + i * 8) * s, y - 33 * s),
                (x + (31 + i * 8) * s, y - 33 * s),
                (x + (28 + i * 8) * s, y - 26 * s),
            ],
            WHITE,
        )


@picture(dw(29))
def dragon_head(c: Canvas) -> None:
    """Look the winning dragon in the eye."""
    c.sky("#f3e2bd", "#f7eedb")
    c.dot(280, 210, 150, "#e8b96a", 0.5)
    c.water(318, "#8fc4c4", "#2d7178", ripples=26)
    _dragon(c, 240, 330, 3.3, RED, OCHRE)
    for i in range(9):
        c.curve(
            (60 + i * 16, 330 + i * 2),
            (70 + i * 16, 300),
            (84 + i * 16, 330 + i * 2),
            mix(RED, INK, 0.3),
            3,
        )
    c.line([(604, 210), (604, 300)], INK, 2)
    c.line([(484, 300), (484, 340)], GREY, 2)


@picture(dw(30))
def drum(c: Canvas) -> None:
    """Beat the drum at the bow."""
    c.sky("#2f6f73", "#7fb3ab")
    for i in range(12):
        c.ring(330, 214, 110 + i * 26, 110 + i * 26, mix("#7fb3ab", WHITE, 0.25), 1.6)
    c.rect(0, 330, 700, 64, "#23565a")
    c.poly([(236, 232), (424, 232), (404, 340), (256, 340)], RED)
    c.oval(330, 340, 74, 16, mix(RED, INK, 0.3))
    c.oval(330, 232, 96, 26, BROWN)
    c.oval(330, 228, 92, 23, CREAM)
    for i in range(13):
        c.dot(240 + i * 15, 258 - abs(i - 6) * 1.4 + 2, 3, AMBER)
    person(c, 480, 378, 250, WHITE, hands=((378, 214), (520, 120)), hair=HAIR)
    c.line([(378, 214), (330, 214)], BROWN, 8)
    c.line([(520, 120), (486, 60)], BROWN, 8)
    c.rect(456, 124, 48, 9, RED, radius=3)
    for i in range(8):
        c.line([(330, 180), (330 + (i - 3.5) * 26, 130)], AMBER, 2, 0.7)
