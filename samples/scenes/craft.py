"""Ink, type, puppets, music and books."""

from __future__ import annotations

import math

from scenes.brush import (
    AMBER,
    BROWN,
    CREAM,
    GREY,
    HAIR,
    INK,
    JADE,
    NAVY,
    NIGHT,
    OCHRE,
    PLUM,
    RED,
    ROSE,
    SAND,
    SKIN,
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
    gull,
)


@picture(dw(3, host="api"))
def ink_sticks(c: Canvas) -> None:
    """Lay out three ink sticks and a stone."""
    c.sky("#e9dfc9", "#d6c6a5")
    c.poly([(0, 300), (700, 250), (700, 394), (0, 394)], "#c9b58e")
    for i, x in enumerate((96, 196, 296)):
        c.rect(x + 8, 98, 74, 214, "#8f7c5c", radius=7, alpha=0.4)
        c.rect(x, 90, 74, 214, "#23232a", radius=7)
        c.rect(x + 6, 96, 62, 202, "#2f2f38", radius=5)
        if i < 2:
            for k in range(4):
                y = 124 + k * 42
                c.rect(x + 21, y, 32, 30, mix("#2f2f38", OCHRE, 0.55), radius=3)
                c.line([(x + 27, y + 10), (x + 47, y + 10)], "#2f2f38", 3)
                c.line([(x + 27, y + 20), (x + 47, y + 20)], "#2f2f38", 3)
                c.line([(x + 37, y + 5), (x + 37, y + 26)], "#2f2f38", 3)
    c.dot(333, 270, 9, RED)
    c.oval(528, 250, 118, 76, "#8f7c5c", 0.4)
    c.oval(524, 240, 116, 74, "#4a4c55")
    c.oval(524, 236, 96, 58, "#35373f")
    c.oval(500, 240, 52, 32, "#16161c")
    c.oval(486, 232, 16, 7, "#5d6070", 0.7)
    c.line([(420, 90), (648, 190)], "#8a5a3a", 9)
    c.poly([(648, 190), (690, 200), (654, 208), (640, 200)], INK)
    c.line([(420, 90), (440, 99)], CREAM, 9)


@picture(dw(4, host="api"))
def ink_kiln(c: Canvas) -> None:
    """Walk silently down the smoke kiln."""
    c.sky("#2a2422", "#3b302b")
    for k in range(9):
        t = k / 8
        w, h = 660 - 520 * t, 400 - 300 * t
        x, y = 350 - w / 2 + 40 * t, 394 - h - 30 * t
        c.rect(x, y, w, h, mix("#4a3a31", "#120f0f", t), radius=w * 0.3)
    c.glow(120, 330, 180, "#f0843a", 0.9)
    for k in range(6):
        c.poly(
            [(70 + k * 18, 372), (82 + k * 18, 316 - (k % 3) * 16), (98 + k * 18, 372)],
            RED,
        )
        c.poly(
            [(76 + k * 18, 372), (84 + k * 18, 340 - (k % 3) * 8), (93 + k * 18, 372)],
            AMBER,
        )
    for k in range(5):
        c.line([(40, 380 - k * 4), (200, 374 - k * 3)], BROWN, 8)
    for k in range(30):
        t = k / 30
        c.oval(
            150 + t * 260 + c.random.uniform(-24, 24),
            300 - t * 130,
            60 - 30 * t,
            22 - 8 * t,
            "#8a8079",
            0.12,
        )
    person(c, 470, 366, 190, "#5a6a76", hands=((424, 252), (516, 280)), hair=HAIR)
    c.poly([(408, 246), (428, 238), (432, 262), (412, 266)], SAND)
    c.glow(560, 280, 90, AMBER, 0.6)
    c.rect(552, 262, 18, 30, "#ffdf9c", radius=4)


@picture(dw(12))
def type_case(c: Canvas) -> None:
    """Open a drawer of type."""
    c.sky("#5d4334", "#4a3428")
    for row in range(6):
        for col in range(10):
            x, y = 20 + col * 67, 16 + row * 62
            c.rect(x, y, 62, 57, "#7a5a42")
            c.rect(x + 3, y + 3, 56, 51, "#382820")
            for k in range(c.random.randint(5, 12)):
                sx, sy = x + 7 + (k % 4) * 13, y + 8 + (k // 4) * 15
                tone = mix("#8f9599", "#c7cccd", c.random.random())
                c.rect(sx, sy, 11, 12, tone, radius=1)
                for _ in range(3):
                    ly = sy + c.random.uniform(2, 10)
                    c.line([(sx + 2, ly), (sx + 9, ly)], "#4c5357", 1)
    c.rect(250, 150, 240, 104, BROWN, radius=5)
    c.rect(260, 160, 220, 84, "#2a1f1a")
    for k in range(7):
        c.rect(268 + k * 30, 170, 26, 64, "#c7cccd", radius=2)
        for row in range(4):
            c.line(
                [(273 + k * 30, 182 + row * 12), (289 + k * 30, 182 + row * 12)], INK, 3
            )
        c.line([(281 + k * 30, 176), (281 + k * 30, 224)], INK, 3)
    c.poly([(470, 300), (560, 236), (586, 262), (500, 330)], SKIN)
    c.rect(462, 280, 22, 30, "#d9a441", radius=2)
    c.line([(560, 250), (700, 330)], "#33567e", 60)


@picture(dw(13), width_px=480, height_px=600)
def typesetter(c: Canvas) -> None:
    """Remember the typesetter; upright."""
    c.sky("#c7b08a", "#a98c66")
    for row in range(9):
        for col in range(8):
            x, y = 10 + col * 59, 10 + row * 48
            c.rect(x, y, 55, 44, "#7a5a42")
            c.rect(x + 3, y + 3, 49, 38, "#4a3428")
            for k in range(c.random.randint(3, 9)):
                c.rect(x + 6 + (k % 4) * 11, y + 7 + k // 4 * 14, 9, 11, "#a9afb1")
    portrait(
        c,
        240,
        270,
        84,
        "#394a5c",
        skin="#e3b489",
        hair="#d8d5cf",
        glasses=True,
        smile=0.3,
    )
    c.poly([(140, 600), (170, 470), (310, 470), (340, 600)], "#5f7f6a")
    c.line([(186, 470), (200, 430)], "#5f7f6a", 12)
    c.line([(294, 470), (280, 430)], "#5f7f6a", 12)
    c.rect(150, 520, 180, 60, BROWN, radius=4)
    for k in range(6):
        c.rect(160 + k * 27, 530, 22, 40, "#c7cccd", radius=2)
        c.line([(165 + k * 27, 542), (177 + k * 27, 542)], INK, 3)
        c.line([(171 + k * 27, 536), (171 + k * 27, 564)], INK, 3)
        c.line([(165 + k * 27, 556), (177 + k * 27, 556)], INK, 3)
    for x in (140, 340):
        c.dot(x, 552, 24, "#e3b489")


@picture(dw(5))
def book_sea(c: Canvas) -> None:
    """Let the sea rise out of a book."""
    c.sky("#f1e4c6", "#e8d3a6")
    c.oval(350, 352, 290, 18, "#b99d6a", 0.5)
    c.poly([(60, 340), (90, 250), (350, 270), (350, 362)], "#c9b48c")
    c.poly([(640, 340), (610, 250), (350, 270), (350, 362)], "#b9a27a")
    c.poly(
        [
            (70, 330),
            (100, 238),
            *bezier((100, 238), (240, 226), (350, 266)),
            (350, 352),
        ],
        WHITE,
    )
    c.poly(
        [
            (630, 330),
            (600, 238),
            *bezier((600, 238), (460, 226), (350, 266)),
            (350, 352),
        ],
        CREAM,
    )
    for k in range(6):
        y = 256 + k * 14
        c.line([(112 - k * 5, y), (200, y + 1), (330, y + 16)], GREY, 1.6, 0.6)
        c.line([(588 + k * 5, y), (500, y + 1), (370, y + 16)], GREY, 1.6, 0.6)
    for k, color in enumerate(("#8fc4c9", "#5fa3ad", "#3f7f8c")):
        y = 200 + k * 24
        wave = []
        for x in range(130, 571, 8):
            wave.append((float(x), y + math.sin(x / 26 + k * 1.7) * 9))
        c.poly([*wave, (560, 272), (350, 286), (140, 272)], color)
    c.poly([(400, 196), (424, 170), (470, 176), (490, 206)], BROWN)
    c.poly([(424, 174), (434, 78), (456, 78), (466, 176)], WHITE)
    c.poly([(428, 140), (431, 112), (459, 112), (462, 140)], RED)
    c.rect(432, 64, 26, 16, AMBER)
    c.poly([(426, 66), (445, 48), (464, 66)], RED)
    c.poly([(458, 70), (640, 30), (640, 96)], "#fff0c4", 0.6)
    c.poly([(220, 210), (270, 210), (260, 226), (230, 226)], RED)
    c.poly([(244, 208), (244, 156), (284, 204)], CREAM)
    for x, y in ((160, 90), (210, 70), (300, 110)):
        gull(c, x, y, 13, BROWN)


@picture(dw(64))
def logbook(c: Canvas) -> None:
    """Leave the log open under the lamp."""
    c.sky("#26364f", "#3d4c63")
    c.rect(0, 250, 700, 144, "#6d4a35")
    c.rect(0, 250, 700, 8, "#8a6247")
    c.rect(390, 40, 240, 160, "#8f9fb5")
    c.rect(400, 50, 220, 140, "#16263d")
    c.rect(504, 50, 8, 140, "#8f9fb5")
    c.poly([(560, 130), (400, 86), (400, 120)], "#ffe9b0", 0.5)
    c.dot(564, 132, 5, AMBER)
    c.glow(190, 170, 250, "#ffd98a", 0.6)
    c.poly([(130, 110), (250, 110), (276, 176), (104, 176)], JADE)
    c.rect(184, 176, 12, 90, OCHRE)
    c.oval(190, 268, 50, 12, OCHRE)
    c.poly([(250, 292), (400, 276), (420, 366), (240, 380)], CREAM)
    c.poly([(400, 276), (548, 290), (580, 376), (420, 366)], WHITE)
    for k in range(5):
        c.line([(266 - k * 2, 308 + k * 14), (392 + k * 3, 296 + k * 14)], GREY, 1.6)
        c.line([(416 + k * 3, 296 + k * 14), (546 + k * 6, 308 + k * 13)], GREY, 1.6)
        c.line([(266 - k * 2, 304 + k * 14), (300, 301 + k * 14)], INK, 3)
    c.line([(470, 330), (590, 262)], INK, 5)
    c.line([(470, 330), (462, 335)], OCHRE, 3)
    c.rect(596, 292, 44, 46, NAVY, radius=5)
    c.oval(618, 292, 22, 7, INK)


@picture(dw(41))
def puppet_stage(c: Canvas) -> None:
    """Play a scene before the temple."""
    c.sky("#241d33", "#53304a")
    c.glow(350, 190, 300, "#f2b05b", 0.5)
    c.rect(130, 70, 440, 260, RED)
    c.rect(150, 90, 400, 180, "#2c4a66")
    c.dot(440, 140, 26, CREAM)
    c.ridge(230, 14, "#3f6f7a", waves=4, until=270)
    c.rect(0, 330, 700, 64, NIGHT)
    c.rect(0, 0, 128, 332, "#241d33")
    c.rect(572, 0, 128, 332, "#3a2438")
    c.rect(130, 270, 440, 62, OCHRE)
    for k in range(11):
        c.poly([(130 + k * 40, 270), (170 + k * 40, 270), (150 + k * 40, 300)], RED)
    c.poly([(100, 76), (160, 30), (540, 30), (600, 76)], OCHRE)
    c.poly([(90, 78), (610, 78), (600, 92), (100, 92)], "#8a2f1e")
    for x in (140, 548):
        c.rect(x, 90, 12, 182, AMBER)
    for x, coat, trim in ((260, "#7fb6d9", WHITE), (350, BROWN, OCHRE)):
        c.poly([(x - 34, 270), (x - 22, 200), (x + 22, 200), (x + 34, 270)], coat)
        c.poly([(x - 22, 204), (x - 54, 232), (x - 44, 246), (x - 14, 222)], coat)
        c.poly([(x + 22, 204), (x + 54, 226), (x + 46, 242), (x + 14, 222)], coat)
        c.line([(x - 8, 202), (x + 8, 268)], trim, 4)
        c.dot(x, 182, 21, WHITE)
        c.pie(x, 178, 22, 180, 360, HAIR)
        c.rect(x - 14, 150, 28, 16, NAVY if x < 300 else SAND, radius=4)
        c.line([(x - 9, 184), (x - 4, 184)], INK, 2)
        c.line([(x + 4, 184), (x + 9, 184)], INK, 2)
        c.dot(x, 192, 2, RED)
    c.oval(470, 246, 46, 28, "#8f8378")
    c.oval(428, 224, 22, 19, "#8f8378")
    c.curve((414, 214), (396, 196), (408, 186), CREAM, 5)
    c.curve((440, 210), (460, 196), (448, 184), CREAM, 5)
    for k in range(13):
        x = 60 + k * 50
        c.dot(x, 372 + (k % 2) * 10, 20, c.random.choice((HAIR, "#3b3036", "#6e6a6c")))
        c.rect(
            x - 24,
            386 + (k % 2) * 8,
            48,
            20,
            c.random.choice((TEAL, PLUM, NAVY)),
            radius=8,
        )


@picture(dw(42))
def robot_hand(c: Canvas) -> None:
    """Teach a machine to lift a sleeve."""
    c.sky("#dfe7e4", "#c6d3d0")
    c.rect(0, 320, 700, 74, "#8f9a98")
    c.line([(80, 330), (190, 250)], "#b9c2c4", 54)
    c.line([(80, 330), (190, 250)], "#d9dfdf", 36)
    c.dot(196, 244, 34, GREY)
    c.dot(196, 244, 22, TEAL)
    c.rect(206, 168, 112, 96, "#eef2f0", radius=20)
    c.rect(222, 186, 60, 14, TEAL, radius=7)
    for k, (dx, dy) in enumerate(((120, -96), (150, -60), (160, -20), (146, 22))):
        a, b = (300, 184 + k * 22), (300 + dx * 0.45, 184 + k * 22 + dy * 0.5)
        e = (300 + dx, 184 + k * 22 + dy)
        c.line([a, b, e], "#eef2f0", 17)
        c.dot(*a, 9, GREY)
        c.dot(*b, 9, GREY)
        c.dot(*e, 9, RED if k == 3 else OCHRE)
    x = 530
    c.poly([(x - 70, 330), (x - 40, 180), (x + 40, 180), (x + 70, 330)], "#7a3f6b")
    c.poly([(x - 40, 186), (x - 92, 206), (x - 96, 236), (x - 30, 226)], "#8f4f7e")
    c.poly([(x + 40, 186), (x + 96, 240), (x + 76, 262), (x + 26, 222)], "#8f4f7e")
    c.line([(x - 14, 184), (x + 18, 328)], AMBER, 8)
    c.dot(x, 140, 44, WHITE)
    c.pie(x, 132, 47, 180, 360, HAIR)
    c.rect(x - 30, 76, 60, 26, OCHRE, radius=6)
    for side in (-1, 1):
        c.line([(x + side * 9, 142), (x + side * 22, 138)], INK, 4)
        c.oval(x + side * 22, 158, 9, 6, ROSE)
    c.oval(x, 164, 6, 4, RED)
    c.line([(446, 205), (434, 215)], INK, 2)


@picture(dw(40))
def violin(c: Canvas) -> None:
    """Let a violin end the evening."""
    c.sky("#2c3054", "#b5647a")
    for k in range(5):
        y = 60 + k * 16
        c.curve((0, y + 60), (350, y - 50), (700, y + 90), CREAM, 1.6, 0.6)
    for x, y in ((120, 110), (210, 84), (330, 76), (440, 96), (560, 140)):
        c.oval(x, y, 10, 7, CREAM)
        c.line([(x + 9, y), (x + 9, y - 40)], CREAM, 3)
    c.water(300, "#7a4a6b", "#1c2440", ripples=40)
    for _ in range(16):
        u, v = c.random.uniform(0, 700), c.random.uniform(312, 384)
        c.glow(u, v, 18, AMBER, 0.7)
        c.rect(u - 4, v - 6, 8, 8, "#ffd98a", radius=2)

    def at(u: float, v: float) -> tuple[float, float]:
        a = -0.5
        return (
            350 + u * math.cos(a) - v * math.sin(a),
            232 + u * math.sin(a) + v * math.cos(a),
        )

    for u, r in ((-80, 66), (28, 52)):
        c.dot(*at(u, 0), r, "#a5532c")
    c.poly([at(-80, -52), at(30, -42), at(30, 42), at(-80, 52)], "#a5532c")
    for side in (-1, 1):
        c.dot(*at(-26, side * 62), 23, mix("#5a4062", "#b5647a", 0.3))
        c.line([at(-52, side * 24), at(-14, side * 20)], INK, 4)
    c.poly([at(-120, -7), at(190, -5), at(190, 5), at(-120, 7)], INK)
    c.dot(*at(200, 0), 11, "#5b3524")
    for k in range(4):
        c.line([at(-100, -5 + k * 3.4), at(188, -3 + k * 2)], CREAM, 0.8)
    c.line([at(-110, -110), at(60, 116)], "#5b3524", 5)
    c.line([at(-104, -112), at(64, 110)], CREAM, 2)


@picture(dw(38))
def orchestra(c: Canvas) -> None:
    """Rehearse in a half circle."""
    c.sky("#4a2f3d", "#7a4650")
    c.glow(350, 150, 320, "#f0b878", 0.5)
    for k in range(9):
        c.rect(k * 80 - 8, 0, 14, 180, "#5d3a46")
    c.rect(0, 178, 700, 216, "#a3683f")
    for k in range(8):
        c.line(
            [(350 + (k - 3.5) * 50, 178), (350 + (k - 3.5) * 220, 394)], "#8f5933", 2
        )
    for row in range(4):
        count, r = 17 - row * 3, 290 - row * 56
        for i in range(count):
            a = math.pi * (0.06 + 0.88 * i / (count - 1))
            x, y = 350 - math.cos(a) * r, 318 - math.sin(a) * r * 0.5
            h = 56 + (y - 160) * 0.2
            person(
                c,
                x,
                y + 24,
                h,
                c.random.choice((INK, NAVY, "#2d2a36")),
                legs=INK,
                hair=c.random.choice((HAIR, BROWN, "#8f8378")),
            )
            if row != 1:
                c.oval(x + 7, y - h * 0.1, 6, 10, "#b5683a")
            else:
                c.line([(x - 4, y - h * 0.2), (x + 14, y)], AMBER, 4)
    c.poly([(300, 350), (400, 350), (412, 372), (288, 372)], "#7d4a2c")
    person(c, 350, 360, 120, WHITE, legs=INK, hands=((290, 250), (416, 240)), hair=HAIR)
    c.line([(416, 240), (446, 216)], WHITE, 2.4)
    c.poly([(330, 330), (370, 330), (378, 316), (322, 316)], INK)


@picture(dw(37, host="api"), width_px=480, height_px=640)
def conductor_portrait(c: Canvas) -> None:
    """Show the conductor with her antenna; upright."""
    c.sky("#d9774f", "#f2c38c")
    for k in range(9):
        c.ring(338, 150, 40 + k * 44, 40 + k * 44, mix("#f2c38c", WHITE, 0.4), 2)
    portrait(
        c, 214, 300, 86, "#1f2b3c", skin="#efc8a2", hair=HAIR, long=True, smile=0.34
    )
    c.poly([(160, 640), (200, 452), (232, 452), (268, 640)], WHITE)
    c.line([(330, 640), (400, 470), (352, 290)], "#1f2b3c", 58)
    c.dot(350, 282, 28, "#efc8a2")
    c.line([(350, 282), (336, 140)], CREAM, 5)
    c.dot(350, 288, 11, BROWN)
    c.glow(336, 140, 60, WHITE, 0.9)
