"""The observatory, comets, meteors and an albatross."""

from __future__ import annotations

import math

from scenes.brush import (
    AMBER,
    BROWN,
    CREAM,
    GREY,
    INK,
    NAVY,
    NIGHT,
    OCHRE,
    PLUM,
    RED,
    SAGE,
    SAND,
    SKY,
    TEAL,
    WHITE,
    Canvas,
    bezier,
    dw,
    mix,
    picture,
)
from scenes.people import person, portrait
from scenes.setting import (
    blocks,
    pine,
)


def _observatory(c: Canvas, x: float, y: float, s: float, *, night: bool) -> None:
    wall, shell = ("#8694a4", "#c9d3da") if night else (CREAM, WHITE)
    c.rect(x - s, y - s * 0.8, s * 2, s * 0.8, wall)
    c.rect(x + s * 0.5, y - s * 0.8, s * 0.5, s * 0.8, mix(wall, INK, 0.15))
    c.pie(x, y - s * 0.78, s * 1.04, 180, 360, shell)
    c.rect(x - s * 1.1, y - s * 0.84, s * 2.2, s * 0.1, mix(wall, INK, 0.3))
    c.poly(
        [
            (x - s * 0.18, y - s * 0.84),
            (x - s * 0.5, y - s * 1.66),
            (x - s * 0.2, y - s * 1.78),
            (x + s * 0.18, y - s * 0.84),
        ],
        NIGHT,
    )
    c.line(
        [(x, y - s * 0.9), (x - s * 0.5, y - s * 1.9)], mix(shell, GREY, 0.6), s * 0.16
    )
    c.rect(x - s * 0.2, y - s * 0.42, s * 0.34, s * 0.42, AMBER if night else BROWN)
    c.rect(x - s * 1.9, y - s * 0.4, s * 0.92, s * 0.4, mix(wall, INK, 0.1))
    c.poly(
        [
            (x - s * 2, y - s * 0.38),
            (x - s * 1.44, y - s * 0.64),
            (x - s * 0.94, y - s * 0.38),
        ],
        RED,
    )
    c.rect(x - s * 1.7, y - s * 0.28, s * 0.16, s * 0.14, AMBER if night else NAVY)


@picture(dw(58))
def observatory(c: Canvas) -> None:
    """Show the dome at dusk, the staff's vegetable patch beside it."""
    c.sky("#33527e", "#f0b58e", until=0.72)
    c.stars(80, until=130)
    c.ridge(216, 44, "#6d6c8e", waves=3)
    c.ridge(252, 30, "#54587a", waves=4)
    c.poly(
        [
            (-10, 320),
            (160, 300),
            (380, 262),
            (560, 274),
            (710, 310),
            (710, 400),
            (-10, 400),
        ],
        "#3f5a4c",
    )
    _observatory(c, 440, 276, 74, night=True)
    for i in range(5):
        c.line([(80 + i * 34, 330 + i * 4), (20 + i * 44, 392)], "#5d4633", 9)
        for k in range(5):
            c.dot(76 + i * 34 - k * (12 - i * 2), 336 + i * 4 + k * 12, 6, "#7ab35c")
    person(c, 256, 346, 70, OCHRE, hands=((276, 316), (236, 322)))
    pine(c, 610, 300, 110, "#26423f")
    pine(c, 648, 312, 140, "#26423f")


@picture(dw(59))
def astronomer(c: Canvas) -> None:
    """Watch one red dot on a screen for a long time."""
    c.sky("#16233a", "#22375a")
    c.rect(0, 310, 700, 84, "#3b2f33")
    c.rect(70, 60, 300, 196, INK, radius=8)
    c.rect(80, 70, 280, 176, "#0c1626")
    for _ in range(90):
        c.dot(
            c.random.uniform(86, 354),
            c.random.uniform(76, 240),
            c.random.uniform(0.5, 1.8),
            CREAM,
        )
    c.ring(236, 150, 18, 18, RED, 2.4)
    c.dot(236, 150, 4, RED)
    c.rect(200, 256, 40, 54, INK)
    c.glow(220, 200, 260, "#5f86b8", 0.35)
    portrait(c, 540, 180, 52, TEAL, hair="#6e6a6c", glasses=True, smile=0.26)
    portrait(c, 412, 218, 40, "#8a5a6f")
    c.rect(470, 326, 34, 36, CREAM, radius=6)
    c.ring(508, 342, 9, 9, CREAM, 4)


@picture(dw(60))
def comet_orbit(c: Canvas) -> None:
    """Draw the comet's long way round the sun."""
    c.sky("#16263d", "#22395a")
    c.stars(140, until=394)
    for k, (rx, ry) in enumerate(((60, 34), (104, 58), (158, 88))):
        c.ring(210, 214, rx, ry, mix("#5d7ba3", NIGHT, k * 0.15), 1.6)
    c.ring(400, 190, 270, 112, AMBER, 1.6)
    for k in range(0, 44, 2):
        a = k / 44 * math.tau
        c.dot(400 + math.cos(a) * 270, 190 + math.sin(a) * 112, 3.2, "#1b2e4b")
    c.glow(210, 214, 80, "#ffd98a", 0.9)
    c.dot(210, 214, 17, AMBER)
    c.dot(270, 216, 5, SAND)
    c.dot(132, 252, 7, "#7fb6d9")
    c.dot(330, 170, 8, RED)
    head = (168, 130)
    for k in range(14):
        c.poly(
            [
                (head[0] - 3, head[1] + 4),
                (head[0] + 4, head[1] - 4),
                (head[0] - 96 + k * 4, head[1] - 62 - k * 2),
            ],
            WHITE,
            0.09,
        )
    c.glow(*head, 34, WHITE, 0.9)
    c.dot(*head, 6, WHITE)
    c.curve((228, 106), (196, 108), (182, 122), WHITE, 2)
    c.label(586, 354, "3400 a", CREAM, 20)


@picture(dw(75))
def meteors(c: Canvas) -> None:
    """Stack a night of meteors over the mountain."""
    c.sky("#0b1630", "#44648c")
    for k in range(60):
        t = k / 60
        c.oval(120 + t * 500, 40 + 230 * t - 90 * t * t, 60, 40, "#8fa6cf", 0.018)
    c.stars(420, until=330)
    for _ in range(26):
        a = c.random.uniform(-0.5, 3.6)
        r, length = c.random.uniform(60, 330), c.random.uniform(24, 96)
        x, y = 330 + math.cos(a) * r, 60 + abs(math.sin(a)) * r * 0.8
        dx, dy = math.cos(a), abs(math.sin(a)) * 0.8
        for k in range(8):
            s = k / 8
            c.line(
                [
                    (x + dx * length * s, y + dy * length * s),
                    (x + dx * length * (s + 0.13), y + dy * length * (s + 0.13)),
                ],
                "#f3f7ff",
                0.5 + 2 * s,
                0.15 + 0.8 * s,
            )
    c.ridge(330, 30, "#0f1c2c", waves=2.6)
    _observatory(c, 490, 330, 44, night=True)
    for i in range(13):
        person(
            c,
            90 + i * 20,
            348 + (i % 3) * 5,
            32 + (i % 2) * 6,
            c.random.choice((PLUM, TEAL, BROWN)),
            hands=((96 + i * 20, 312),) if i % 4 == 0 else (),
        )


@picture(dw(76))
def dome(c: Canvas) -> None:
    """Stand inside the open dome."""
    c.sky("#1c2a3f", "#2f4058")
    for k in range(9):
        c.curve(
            (-60 + k * 16, 394), (350, -330 + k * 50), (760 - k * 16, 394), "#3a4d68", 2
        )
    c.poly([(268, -10), (432, -10), (470, 250), (230, 250)], "#0b1630")
    for _ in range(120):
        x, y = c.random.uniform(262, 440), c.random.uniform(0, 240)
        c.dot(x, y, c.random.uniform(0.5, 1.7), CREAM)
    c.poly([(300, 330), (340, 150), (420, 168), (392, 344)], "#d5dde2")
    c.poly([(338, 158), (366, 46), (440, 64), (420, 176)], WHITE)
    c.poly([(420, 66), (440, 64), (420, 176), (402, 172)], GREY)
    c.oval(403, 56, 38, 11, NAVY)
    c.rect(300, 330, 110, 64, "#8794a3")
    c.rect(0, 372, 700, 22, "#141f30")
    c.rect(540, 300, 60, 8, BROWN)
    c.rect(546, 244, 8, 64, BROWN)
    c.rect(548, 308, 6, 66, BROWN)
    c.rect(590, 308, 6, 66, BROWN)
    person(c, 160, 380, 150, "#8a5a6f", hands=((190, 262), (130, 310)))


@picture(dw(77, "_404.jpg"))
def albatross(c: Canvas) -> None:
    """Clear an albatross for take-off."""
    c.sky(SKY, "#f7ecd3", until=0.5)
    c.ridge(176, 14, SAGE, waves=4)
    blocks(c, 186, "#a7b3b5", low=10, high=34)
    c.rect(600, 74, 24, 112, CREAM)
    c.poly([(586, 44), (638, 44), (630, 78), (594, 78)], NAVY)
    c.rect(0, 186, 700, 208, "#9aa98a")
    c.poly([(250, 186), (420, 186), (640, 394), (30, 394)], "#6b6f73")
    for k in range(6):
        y, w = 196 + k * k * 6.5, 4 + k * 2.6
        c.poly(
            [
                (335 - w / 2, y),
                (335 + w / 2, y),
                (335 + w * 0.8, y + 8 + k * 5),
                (335 - w * 0.8, y + 8 + k * 5),
            ],
            WHITE,
        )
    _bird(c, 330, 300)
    person(c, 76, 320, 96, "#e0742f", hands=((110, 250), (60, 280)), hat="")
    person(c, 118, 312, 88, "#e0742f")
    c.rect(560, 270, 90, 40, AMBER, radius=6)
    c.rect(580, 250, 46, 24, "#dbe8ea", radius=4)
    c.dot(580, 312, 11, INK)
    c.dot(632, 312, 11, INK)


def _bird(c: Canvas, x: float, y: float) -> None:
    c.oval(x, y + 46, 90, 9, INK, 0.3)
    c.poly(
        [
            *bezier((x - 10, y), (x - 120, y - 110), (x - 236, y - 96)),
            *bezier((x - 236, y - 96), (x - 130, y - 60), (x - 26, y + 26)),
        ],
        "#e8e8e2",
    )
    c.poly(
        [
            *bezier((x + 10, y), (x + 120, y - 120), (x + 240, y - 110)),
            *bezier((x + 240, y - 110), (x + 130, y - 66), (x + 30, y + 26)),
        ],
        WHITE,
    )
    c.poly(
        [(x - 236, y - 96), (x - 160, y - 96), (x - 130, y - 72), (x - 190, y - 86)],
        INK,
    )
    c.poly(
        [(x + 240, y - 110), (x + 166, y - 108), (x + 134, y - 82), (x + 196, y - 98)],
        INK,
    )
    c.oval(x, y + 14, 34, 26, WHITE)
    c.line(bezier((x + 8, y), (x + 24, y - 34), (x + 30, y - 42)), WHITE, 20)
    c.dot(x + 32, y - 46, 15, WHITE)
    c.poly(
        [(x + 42, y - 52), (x + 78, y - 42), (x + 74, y - 36), (x + 40, y - 40)],
        "#e9b7a0",
    )
    c.dot(x + 38, y - 50, 2.6, INK)
    c.line([(x - 8, y + 38), (x - 16, y + 50)], INK, 4)
    c.line([(x + 10, y + 38), (x + 26, y + 46)], INK, 4)
