"""Pictures of BBC, RFA, RFI, CDT and FT articles, under their own hosts."""

from __future__ import annotations

import math

from scenes.brush import (
    AMBER,
    BROWN,
    CREAM,
    INK,
    JADE,
    MOSS,
    NAVY,
    NIGHT,
    OCHRE,
    PLUM,
    RED,
    ROSE,
    SAGE,
    SAND,
    TEAL,
    WHITE,
    Canvas,
    bezier,
    mix,
    picture,
)
from scenes.people import person
from scenes.setting import (
    gull,
)
from scenes.vehicles import ferry, sampan

_FT = "thumbor.ftacademy.cn"
_BBC = "ichef.bbci.co.uk/news/640/cpsprodpb"


def _pontoon(c: Canvas, y: float, first: int, last: int) -> None:
    for i in range(first, last):
        x = 176 + i * 30
        c.poly([(x - 12, y), (x + 16, y), (x + 11, y + 13), (x - 7, y + 13)], BROWN)
    c.rect(164 + first * 30, y - 8, (last - first) * 30, 9, SAND)
    for i in range(first, last + 1):
        c.rect(164 + i * 30, y - 24, 3, 17, BROWN)
    c.rect(164 + first * 30, y - 22, (last - first) * 30, 3, BROWN)


def _old_bridge(c: Canvas, y: float) -> None:
    for x, side in ((30, 1), (600, -1)):
        c.rect(x - 60, y - 30, 190, 24, "#9a8a78")
        for k in range(2):
            c.rect(x - 20 + k * 84, y - 10, 44, 60, "#8a7a69")
            c.poly(
                [
                    (x - 22 + k * 84, y - 42),
                    (x + 2 + k * 84, y - 74),
                    (x + 26 + k * 84, y - 42),
                ],
                "#5d4038",
            )
            c.rect(x - 14 + k * 84, y - 44, 32, 16, RED)
        c.rect(x - 60, y - 8, 190, 5, mix("#9a8a78", INK, 0.3))
        c.dot(x + side * 60, y - 36, 3, OCHRE)


@picture(f"{_BBC}/A001/production/_900000201_bridge.jpg", width_px=640, height_px=360)
def old_bridge(c: Canvas) -> None:
    """Wake the bridge of boats in the morning."""
    c.sky("#c3d9dc", "#f7e6c8", until=0.56)
    c.dot(330, 120, 36, "#fff3d0")
    c.ridge(170, 40, "#a9bfb9", waves=3)
    c.ridge(196, 24, "#88a594", waves=4)
    c.water(208, "#cfd9c4", "#6fa09c", ripples=60)
    _old_bridge(c, 250)
    _pontoon(c, 254, 0, 12)
    for x, color in ((210, RED), (290, NAVY), (400, OCHRE), (440, TEAL)):
        person(c, x, 246, 42, color)
    sampan(c, 320, 326, 36, INK)
    person(c, 314, 322, 52, BROWN, hat=SAND)


@picture(f"{_BBC}/A002/production/_900000202_boats.jpg", width_px=640, height_px=360)
def bridge_steps(c: Canvas) -> None:
    """Show the bridge closed, opening and open."""
    c.sky("#eef0e4", "#e3e6d6")
    for k, (gap, drift) in enumerate(((0, 0), (3, 10), (3, 40))):
        y = 76 + k * 112
        c.rect(20, y - 30, 600, 88, "#a9cfd0", radius=10)
        c.rect(20, y - 30, 130, 88, SAGE, radius=10)
        c.rect(516, y - 30, 104, 88, SAGE, radius=10)
        _pontoon(c, y + 8, 0, 6 - gap)
        _pontoon(c, y + 8, 6 + gap, 12)
        if gap:
            for i in range(6):
                x = 264 + i * 32
                c.poly(
                    [
                        (x - 11, y + 22 + drift * 0.4),
                        (x + 13, y + 22 + drift * 0.4),
                        (x + 9, y + 33 + drift * 0.4),
                        (x - 7, y + 33 + drift * 0.4),
                    ],
                    BROWN,
                )
        if k == 2:
            ferry(c, 344, y + 14, 40, NAVY)
        c.dot(46, y - 8, 15, RED)
        c.label(46, y - 8, str(k + 1), WHITE, 18)


@picture("ichef.bbci.co.uk/images/ic/720x405/p0sample.jpg", width_px=640, height_px=360)
def bridge_video(c: Canvas) -> None:
    """Pole a boat of the bridge back into line."""
    c.sky("#89b3bd", "#d9e4d2", until=0.5)
    c.ridge(140, 30, "#7fa092", waves=3)
    c.water(176, "#9cc3c0", "#3d7a80", ripples=80)
    sampan(c, 330, 270, 130, BROWN)
    person(c, 300, 262, 150, RED, hands=((370, 150), (352, 200)), hat=SAND)
    c.line([(400, 60), (336, 340)], OCHRE, 7)
    for k in range(5):
        c.poly(
            [
                (520 + k * 34, 200 - k * 3),
                (548 + k * 34, 200 - k * 3),
                (542 + k * 34, 216),
                (526 + k * 34, 216),
            ],
            INK,
        )
    c.dot(320, 180, 44, INK, 0.55)
    c.poly([(306, 156), (306, 204), (346, 180)], WHITE)


@picture(f"{_BBC}/A003/production/_900000203_space_624.png", width_px=624, height_px=1)
def spacer(c: Canvas) -> None:
    """Show nothing: white space, as outlets use it."""
    c.rect(0, 0, 624, 1, "#ffffff")


@picture("www.rfa.org/mandarin/sample/boat-05162024080000.html/boat.jpg")
def clinic_boat(c: Canvas) -> None:
    """Moor the clinic under the palms."""
    c.sky("#a9d6dc", "#f6ecd0", until=0.6)
    c.water(216, "#9cd3d3", "#3f8f98", ripples=70)
    c.ridge(214, 14, "#7fa874", waves=2, until=224)
    ferry(c, 420, 286, 170, WHITE)
    c.rect(330, 262, 46, 16, RED)
    c.rect(345, 247, 16, 46, RED)
    c.curve((470, 268), (520, 238), (560, 262), TEAL, 9)
    c.poly([(-10, 330), (250, 316), (280, 340), (250, 394), (-10, 394)], SAND)
    c.poly([(170, 322), (300, 290), (306, 298), (190, 334)], BROWN)
    for x, h in ((40, 210), (96, 170)):
        c.curve((x, 350), (x + 10, 350 - h * 0.6), (x + 34, 350 - h), BROWN, 11)
        for k in range(7):
            a = -2.9 + k * 0.42
            c.curve(
                (x + 34, 350 - h),
                (x + 34 + math.cos(a) * 40, 336 - h + math.sin(a) * 40),
                (x + 34 + math.cos(a) * 72, 360 - h + math.sin(a) * 34),
                MOSS,
                9,
            )
    for x, color in ((130, RED), (166, PLUM), (206, OCHRE)):
        person(c, x, 372, 74, color, skirt=True, hair="#9a9490")
    person(c, 262, 330, 70, WHITE)
    c.oval(262, 330, 12, 7, BROWN)


@picture("www.rfa.org/cantonese/sample/lantern-07252024102000.html/lantern_0724.jpg")
def lantern_sea(c: Canvas) -> None:
    """Float a street of lanterns out to sea."""
    c.sky("#131a38", "#5a4a72", until=0.5)
    c.stars(160, until=150)
    c.water(180, "#4a4570", "#0d1428", ripples=40)
    for row in range(15):
        t = row / 14
        y = 188 + 200 * t**1.5
        for side in (-1, 1):
            x = 350 + side * (16 + 190 * t**1.4) + 40 * (1 - t) + math.sin(row) * 6
            r = 1.6 + 9 * t
            c.glow(x, y, r * 4.4, "#ffb45b", 0.8)
            c.rect(x - r, y - r * 1.5, r * 2, r * 2.2, "#ff8f4a", radius=r * 0.4)
            c.rect(x - r * 0.5, y - r * 1.3, r, r * 1.8, "#ffe0a0", radius=r * 0.4)
            c.line([(x, y + r), (x, y + r * 4)], "#ffb45b", r * 0.6, 0.35)
    for x, h in ((60, 150), (110, 110), (600, 120), (650, 156)):
        person(c, x, 396, h, NIGHT, hands=((x + 20, 396 - h * 0.4),))


@picture(
    "s.rfi.fr/media/display/90000000-0000-11ef-0000-000000000207/w%3A310/p%3A16x9/kites.jpg",
    width_px=620,
    height_px=349,
)
def kites(c: Canvas) -> None:
    """Fill the sky at four o'clock."""
    c.sky("#8cc4d8", "#f7edd2", until=0.8)
    for _ in range(70):
        x, y, s = (
            c.random.uniform(10, 610),
            c.random.uniform(10, 210),
            c.random.uniform(4, 15),
        )
        color = c.random.choice((RED, OCHRE, TEAL, PLUM, JADE, NAVY, ROSE, AMBER))
        c.poly([(x, y - s * 1.3), (x + s, y), (x, y + s * 1.3), (x - s, y)], color)
        c.poly([(x, y - s * 1.3), (x + s, y), (x, y)], mix(color, WHITE, 0.3))
        c.curve(
            (x, y + s * 1.3),
            (x + s, y + s * 2.4),
            (x - s * 0.4, y + s * 3.4),
            color,
            1.2,
        )
    c.curve((40, 120), (220, 20), (430, 96), RED, 7)
    for k in range(16):
        x, y = bezier((40, 120), (220, 20), (430, 96))[min(24, int(k * 1.55))]
        c.oval(x, y, 8, 15, OCHRE if k % 2 else RED)
    c.water(250, "#9cd0d4", "#6fb0b8", ripples=20)
    c.rect(0, 286, 620, 64, SAND)
    for k in range(16):
        person(
            c,
            20 + k * 39,
            334 + (k % 3) * 4,
            40 + (k % 4) * 5,
            c.random.choice((RED, NAVY, JADE, PLUM, OCHRE, WHITE)),
        )


@picture("chinadigitaltimes.net/chinese/files/2024/06/海鸥-sample.png")
def sandwich_gull(c: Canvas) -> None:
    """Catch the gull in the act."""
    c.rect(0, 0, 700, 394, "#bfe0e4")
    c.rect(0, 270, 700, 124, "#6fb0b8")
    c.poly([(-10, 394), (-10, 310), (250, 330), (270, 394)], SAND)
    c.poly(
        [
            *bezier((300, 190), (120, 20), (60, 90)),
            *bezier((60, 90), (180, 120), (320, 230)),
        ],
        WHITE,
    )
    c.poly(
        [
            *bezier((380, 190), (560, 0), (650, 60)),
            *bezier((650, 60), (520, 110), (380, 230)),
        ],
        WHITE,
    )
    c.poly([(60, 90), (110, 66), (140, 92), (96, 108)], INK)
    c.poly([(650, 60), (600, 46), (570, 70), (610, 88)], INK)
    c.oval(345, 214, 62, 50, WHITE)
    c.poly([(300, 244), (390, 244), (345, 306)], WHITE)
    c.dot(345, 160, 36, WHITE)
    c.dot(332, 154, 5, INK)
    c.dot(358, 154, 5, INK)
    c.poly([(330, 168), (360, 168), (345, 190)], OCHRE)
    c.poly([(290, 178), (400, 178), (392, 192), (298, 192)], "#e0b46a")
    c.poly([(286, 192), (404, 192), (404, 199), (286, 199)], "#7fae4f")
    c.poly([(288, 199), (402, 199), (398, 206), (292, 206)], ROSE)
    c.poly([(294, 206), (396, 206), (402, 220), (288, 220)], "#e0b46a")
    person(c, 150, 384, 150, NAVY, hands=((206, 262), (190, 290)))
    c.rect(100, 320, 110, 7, RED)


@picture(
    "s.w.org/images/core/emoji/13.0.0/72x72/1f41f.png",
    width_px=72,
    height_px=72,
    clear=True,
)
def fish_emoji(c: Canvas) -> None:
    """Draw a small fish."""
    c.oval(40, 36, 26, 17, "#5fa3d9")
    c.poly([(20, 36), (4, 20), (4, 52)], "#3f7fb5")
    c.dot(54, 31, 4, WHITE)
    c.dot(55, 31, 2.2, INK)


@picture(f"{_FT}/unsafe/1340x754/https%3A/{_FT}/unsafe/picture/0/090000210_piclink.jpg")
def tide_money(c: Canvas) -> None:
    """Stamp the money that runs out."""
    c.sky("#fff1e5", "#f6dcc6")
    c.oval(350, 350, 280, 20, "#d9b79a", 0.5)
    for k, (x, y, a) in enumerate(
        ((90, 150, -0.16), (190, 110, -0.04), (300, 100, 0.08))
    ):

        def at(
            u: float, v: float, x: float = x, y: float = y, a: float = a
        ) -> tuple[float, float]:
            return (
                x + u * math.cos(a) - v * math.sin(a),
                y + u * math.sin(a) + v * math.cos(a),
            )

        c.poly([at(6, 8), at(296, 8), at(296, 168), at(6, 168)], "#b98f6f", 0.35)
        c.poly(
            [at(0, 0), at(290, 0), at(290, 160), at(0, 160)],
            mix("#9fcbc4", CREAM, k * 0.2),
        )
        c.poly(
            [at(10, 10), at(280, 10), at(280, 150), at(10, 150)],
            mix("#7fb3ad", CREAM, k * 0.2),
        )
        for j in range(6):
            u = 26 + j * 42
            c.poly([at(u, 98), at(u + 34, 98), at(u + 34, 136), at(u, 136)], CREAM)
            if j < 4 + k % 2:
                c.dot(*at(u + 17, 117), 12, RED, 0.85)
        for j in range(5):
            c.line(
                [
                    at(120 + i * 6, 60 + math.sin(i / 2 + j) * 5 - j * 9 + 14)
                    for i in range(24)
                ],
                TEAL,
                2,
            )
        c.dot(*at(62, 54), 30, TEAL)
        c.label(*at(62, 54), "1", CREAM, 36)
    c.rect(590, 210, 50, 60, BROWN, radius=8)
    c.dot(615, 196, 24, BROWN)
    c.rect(580, 268, 70, 22, RED, radius=4)
    for x, y in ((560, 340), (606, 346), (650, 338)):
        c.oval(x, y, 24, 9, mix(OCHRE, INK, 0.2))
        c.oval(x, y - 5, 24, 9, AMBER)
    gull(c, 560, 70, 16, TEAL)
