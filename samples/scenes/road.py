"""The cycle race round the lake."""

from __future__ import annotations

import math

from scenes.brush import (
    AMBER,
    BROWN,
    CREAM,
    GREY,
    INK,
    JADE,
    MOSS,
    NAVY,
    OCHRE,
    PLUM,
    RED,
    SAGE,
    TEAL,
    WHITE,
    Canvas,
    dw,
    mix,
    picture,
)
from scenes.people import person
from scenes.setting import (
    house,
    tree,
)
from scenes.vehicles import rider


@picture(dw(53))
def cyclists(c: Canvas) -> None:
    """Lean the field into the wind on the great bridge."""
    c.sky("#8fbcd0", "#f3ebd2", until=0.7)
    c.ridge(190, 26, "#9dbcb2", waves=3)
    c.water(206, "#9ccbd0", "#3f7f8c", ripples=60)
    for x in (180, 520):
        c.rect(x - 8, 20, 16, 270, WHITE)
        for k in range(1, 9):
            for side in (-1, 1):
                c.line([(x, 24 + k * 4), (x + side * k * 38, 270)], WHITE, 1.6, 0.8)
    c.poly([(-10, 278), (710, 262), (710, 340), (-10, 366)], "#6f757a")
    c.poly([(-10, 278), (710, 262), (710, 268), (-10, 286)], CREAM)
    colors = (RED, OCHRE, TEAL, PLUM, WHITE, NAVY, JADE)
    for i in range(9):
        rider(
            c,
            650 - i * 70,
            316 + i * 2.4 + (i % 2) * 10,
            15,
            colors[i % 7],
            colors[(i + 3) % 7],
        )


@picture(dw(54))
def last_rider(c: Canvas) -> None:
    """Bring the last rider home with the whole village."""
    c.sky("#34456f", "#f0a97f", until=0.72)
    c.stars(40, until=90)
    c.ridge(206, 30, "#5d5c80", waves=3)
    for i in range(8):
        house(c, i * 96 - 20, 288, 76, 84, "#8f6f70", "#4b3346", lit=True)
    c.rect(0, 284, 700, 110, "#6a6470")
    c.poly([(-10, 330), (710, 316), (710, 394), (-10, 394)], "#57525f")
    for i in range(15):
        x = 20 + i * 47
        if abs(x - 360) > 60:
            person(
                c,
                x,
                330 + (i % 3) * 3,
                c.random.uniform(64, 92),
                c.random.choice((RED, OCHRE, JADE, CREAM, PLUM, TEAL)),
                hands=((x - 6, 262), (x + 6, 260)),
            )
    rider(c, 360, 384, 34, "#3d7256", "#2f5b44")
    c.rect(272, 276, 54, 38, "#3d7256", radius=3)
    c.rect(286, 288, 26, 12, CREAM)
    c.glow(430, 310, 90, "#e9ffb0", 0.7)
    c.dot(420, 308, 6, "#f4ffcf")


@picture(dw(55))
def wheel(c: Canvas) -> None:
    """Pump a tyre before dawn."""
    c.sky("#22395c", "#e2a080")
    c.rect(0, 330, 700, 64, "#41414f")
    c.ring(250, 210, 150, 150, INK, 17)
    c.ring(250, 210, 138, 138, GREY, 4)
    for k in range(28):
        a = k * math.tau / 28
        c.line(
            [(250, 210), (250 + math.cos(a) * 138, 210 + math.sin(a) * 138)],
            "#c9ced1",
            1.2,
        )
    c.dot(250, 210, 17, OCHRE)
    c.line([(250, 210), (420, 60), (620, 90)], RED, 15)
    c.line([(250, 210), (470, 300)], RED, 13)
    c.rect(560, 170, 20, 190, TEAL, radius=6)
    c.rect(530, 356, 80, 12, INK, radius=4)
    c.rect(566, 90, 8, 90, GREY)
    c.rect(520, 80, 100, 14, BROWN, radius=6)
    c.curve((560, 340), (470, 390), (360, 320), INK, 6)
    c.glow(600, 330, 120, AMBER, 0.3)


@picture(dw(56))
def feed_station(c: Canvas) -> None:
    """Lay out bananas and green-bean soup."""
    c.sky("#cfe5dc", "#f5edd2", until=0.7)
    c.ridge(200, 20, SAGE, waves=3)
    for x in (60, 640):
        tree(c, x, 270, 150, MOSS)
    c.rect(0, 262, 700, 132, "#c9bd9c")
    c.poly([(130, 90), (570, 90), (600, 130), (100, 130)], RED)
    for k in range(6):
        c.poly(
            [
                (130 + k * 74, 90),
                (167 + k * 74, 90),
                (167 + k * 76 - 10, 130),
                (128 + k * 76 - 20, 130),
            ],
            WHITE if k % 2 else RED,
        )
    for x in (112, 582):
        c.rect(x, 126, 8, 216, BROWN)
    person(c, 240, 290, 130, TEAL, hands=((270, 246), (210, 246)))
    person(c, 440, 290, 124, OCHRE, hands=((410, 246), (476, 240)), skirt=True)
    c.rect(90, 262, 520, 14, WHITE)
    c.rect(90, 276, 520, 70, "#3d7256")
    for k in range(11):
        x = 116 + k * 25
        for j in range(3):
            c.curve(
                (x + j * 5, 262),
                (x - 6 + j * 5, 246),
                (x + 8 + j * 5, 236),
                "#f2c43d",
                6,
            )
    for k in range(7):
        x = 420 + k * 26
        c.poly([(x, 240), (x + 20, 240), (x + 17, 262), (x + 3, 262)], WHITE)
        c.oval(x + 10, 240, 10, 3, "#7f9a4a")
    c.poly([(500, 190), (560, 190), (552, 232), (508, 232)], GREY)
    c.oval(530, 190, 30, 8, mix(GREY, INK, 0.3))
    c.rect(280, 300, 140, 26, CREAM, radius=4)
    c.label(350, 314, "89 km", INK, 20)
    c.dot(650, 60, 26, "#fff0c4")
