"""Charts, maps and diagrams."""

from __future__ import annotations

import math

from scenes.brush import (
    AMBER,
    BROWN,
    CREAM,
    GREY,
    INK,
    JADE,
    NAVY,
    OCHRE,
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
from scenes.setting import (
    egret,
    house,
    steam,
    tree,
)

_GROWTH = (3.1, 3.4, 2.8, 2.2, 1.9, 1.4, 0.6, 0.9, 1.2, 1.5, 1.7, 1.6, 2.1)


@picture(dw(1, "_303.png"))
def growth_chart(c: Canvas) -> None:
    """Chart thirteen quarters of growth."""
    c.rect(0, 0, 700, 394, WHITE)
    for i in range(5):
        y = 320 - i * 66
        c.line([(70, y), (660, y)], "#dfe3df", 1.5)
        c.label(42, y, str(i), GREY, 17)
    for i, value in enumerate(_GROWTH):
        x = 86 + i * 44
        h = value * 66
        last = i == len(_GROWTH) - 1
        c.rect(x, 320 - h, 28, h, RED if last else TEAL)
        if i % 4 == 0:
            c.label(x + 14, 342, f"{2021 + i // 4}", INK, 17)
    c.label(86 + 12 * 44 + 14, 320 - 2.1 * 66 - 18, "2.1", RED, 21)
    c.line([(70, 320), (660, 320)], INK, 2)


@picture(dw(15, "_303.png"), clear=True)
def egret_count(c: Canvas) -> None:
    """Offer an egret one fish or three; the background is transparent."""
    c.dot(350, 200, 150, "#d9e8e4")
    for x, count, ring in ((90, 1, GREY), (430, 3, RED)):
        c.oval(x + 90, 330, 104, 22, "#7fb3b5")
        c.poly(
            [
                *bezier((x + 10, 214), (x - 20, 320), (x + 50, 334)),
                *bezier((x + 130, 334), (x + 200, 320), (x + 170, 214)),
            ],
            "#b5683f",
        )
        c.oval(x + 90, 214, 80, 20, "#8a4a2b")
        for k in range(count):
            fx, fy = x + 90 + (k - (count - 1) / 2) * 48, 196 - (k % 2) * 16
            c.oval(fx, fy, 19, 9, "#8fa3ad")
            c.poly([(fx - 14, fy), (fx - 30, fy - 9), (fx - 30, fy + 9)], "#8fa3ad")
            c.dot(fx + 11, fy - 2, 2, INK)
        c.ring(x + 90, 90, 42, 42, ring, 6)
        c.label(x + 90, 90, str(count), ring, 46)
    egret(c, 340, 340, 230, 1)


@picture(dw(16))
def wetland_map(c: Canvas) -> None:
    """Map the estuary with the hide and the rows of pots."""
    c.sky("#dfe6c9", "#d3ddb6")
    c.poly(
        [
            *bezier((-10, 60), (240, 120), (330, 220)),
            *bezier((330, 220), (440, 320), (710, 330)),
            (710, 400),
            (380, 400),
            *bezier((300, 400), (230, 250), (-10, 150)),
        ],
        "#a5cbcb",
    )
    c.poly([*bezier((420, 400), (470, 340), (710, 350)), (710, 400)], "#86b6bb")
    for x, y, rx, ry in ((250, 210, 54, 20), (350, 292, 66, 22), (490, 330, 50, 13)):
        c.oval(x, y, rx + 6, ry + 5, "#efe5c4")
        c.oval(x, y, rx, ry, SAGE)
    for x, y in ((236, 208), (268, 212), (330, 290), (372, 294), (486, 329)):
        c.dot(x, y, 7, RED)
        c.dot(x, y, 3, WHITE)
    for _ in range(80):
        u, v = c.random.uniform(0, 700), c.random.uniform(0, 394)
        if v < 50 + u * 0.18 or v > 270 + u * 0.3:
            c.line([(u, v), (u - 4, v - 10)], "#9db57d", 2)
            c.line([(u + 3, v), (u + 6, v - 9)], "#9db57d", 2)
    house(c, 470, 210, 60, 52, SAND, BROWN)
    c.line([(490, 214), (430, 250), (390, 270)], BROWN, 2, 0.7)
    c.line([(60, 350), (180, 350)], INK, 4)
    for x in (60, 120, 180):
        c.line([(x, 342), (x, 358)], INK, 3)
    c.label(120, 374, "200 m", INK, 17)
    egret(c, 620, 200, 110, -1)


@picture(dw(61, "_303.webp"))
def island_map(c: Canvas) -> None:
    """Show an island then and now."""
    c.sky("#7fb0b8", "#5f9aa6")
    for k in range(5):
        c.ring(360, 200, 300 + k * 40, 170 + k * 28, mix("#7fb0b8", WHITE, 0.14), 2)
    for scale, color in ((1.0, "#4f7d5a"), (0.74, "#d7dfae")):
        shore = []
        for k in range(140):
            a = k / 140 * math.tau
            r = 1 + 0.12 * math.sin(2 * a + 0.4) + 0.06 * math.sin(5 * a + 2)
            r *= 1 + 0.16 * max(0, math.cos(a - 0.3)) * (scale == 1.0)
            shore.append(
                (
                    330 + math.cos(a) * 214 * r * scale,
                    200 + math.sin(a) * 120 * r * scale,
                )
            )
        if scale == 1.0:
            c.poly(
                [(360 + (x - 360) * 1.05, 200 + (y - 200) * 1.07) for x, y in shore],
                "#e9dcae",
            )
        c.poly(shore, color)
    for x, y in ((250, 190), (280, 220), (210, 210), (400, 170), (380, 240)):
        tree(c, x, y, 34, "#7f9a55")
    c.label(322, 150, "1994", "#5c6b3c", 28)
    c.label(540, 214, "2024", CREAM, 24)
    for k in range(5):
        x, y = 560 + k * 22, 84 - abs(k - 2) * -9
        c.line([(x - 8, y - 4), (x, y), (x + 8, y - 4)], WHITE, 3)


@picture(dw(21, "_303.gif"))
def geothermal_diagram(c: Canvas) -> None:
    """Cut the ground open below the power station."""
    c.rect(0, 0, 700, 120, SKY)
    for y, h, color in (
        (110, 60, "#8fae74"),
        (150, 80, "#b98f62"),
        (220, 80, "#9a6f4e"),
        (290, 110, "#74503b"),
    ):
        c.rect(0, y, 700, h, color)
    c.poly(
        [
            (-10, 400),
            (-10, 366),
            *bezier((120, 380), (350, 280), (580, 380)),
            (710, 366),
            (710, 400),
        ],
        RED,
    )
    c.poly([(60, 400), *bezier((160, 394), (350, 318), (540, 394)), (640, 400)], AMBER)
    for x, color, top in ((240, RED, 70), (470, "#3f86b8", 70)):
        c.rect(x - 10, top, 20, 262, CREAM)
        c.rect(x - 5, top, 10, 262, color)
    for k in range(4):
        y = 130 + k * 50
        c.poly([(240, y - 16), (254, y + 4), (226, y + 4)], CREAM)
        c.poly([(470, y + 16), (484, y - 4), (456, y - 4)], CREAM)
    c.rect(210, 54, 300, 62, WHITE)
    c.rect(210, 54, 300, 12, TEAL)
    c.ring(360, 90, 20, 20, NAVY, 5)
    for k in range(6):
        a = k * math.pi / 3
        c.line([(360, 90), (360 + math.cos(a) * 18, 90 + math.sin(a) * 18)], NAVY, 4)
    for k in range(7):
        c.line(
            [(40 + k * 20, 20 + (k % 3) * 14), (34 + k * 20, 42 + (k % 3) * 14)],
            "#3f86b8",
            3,
        )
    c.label(600, 330, "238 C", CREAM, 26)
    c.label(600, 180, "2140 m", CREAM, 26)


@picture(dw(20))
def geothermal(c: Canvas) -> None:
    """Show the power station called Yawn."""
    c.sky("#a8c3c9", "#f0e6cf", until=0.7)
    c.ridge(190, 60, "#9bb0a7", waves=2.2)
    c.ridge(240, 30, "#7f9c80", waves=3)
    c.rect(0, 292, 700, 102, "#8da06f")
    for x in (170, 290):
        c.poly(
            [
                (x - 52, 296),
                (x - 36, 190),
                (x - 40, 150),
                (x + 40, 150),
                (x + 36, 190),
                (x + 52, 296),
            ],
            "#d9ddd8",
        )
        c.poly(
            [(x + 10, 296), (x + 8, 150), (x + 40, 150), (x + 36, 190), (x + 52, 296)],
            "#c3c9c4",
        )
        c.oval(x, 150, 40, 8, GREY)
        steam(c, x - 10, 140, 90, 11)
    c.rect(370, 226, 200, 72, CREAM)
    c.rect(370, 216, 200, 14, TEAL)
    for i in range(6):
        c.rect(386 + i * 31, 246, 18, 22, NAVY)
    for k in range(3):
        c.line([(20, 312 + k * 12), (370, 286 + k * 5)], "#e9ecea", 6)
        c.line([(20, 315 + k * 12), (370, 289 + k * 5)], GREY, 1.6)
    for x in (600, 650):
        c.line([(x, 296), (x, 176)], INK, 4)
        c.line([(x - 22, 192), (x + 22, 192)], INK, 3)
    c.curve((560, 226), (590, 210), (578, 192), INK, 1.4)
    c.curve((622, 192), (660, 214), (710, 190), INK, 1.4)
    for x, y in ((60, 372), (120, 384), (520, 370), (610, 382)):
        tree(c, x, y, 60, JADE)
    c.dot(470, 180, 18, OCHRE)
    c.dot(470, 180, 9, RED)
