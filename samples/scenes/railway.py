"""The loop line: the last slow train, its stations, the new one."""

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
    MOSS,
    NAVY,
    NIGHT,
    OCHRE,
    PLUM,
    RED,
    ROSE,
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
    gull,
    pine,
    tree,
    wisp,
)
from scenes.vehicles import ferry, sampan, train


@picture(dw(44))
def slow_train(c: Canvas) -> None:
    """Cross the lake on an iron bridge in the first light."""
    c.sky("#f0c9a0", "#fbeed6", until=0.6)
    c.dot(540, 150, 44, "#fff3cf")
    c.glow(540, 150, 190, "#fff0c4", 0.7)
    c.ridge(196, 26, "#c9b5a5", waves=3)
    c.ridge(212, 22, "#a39aa0", waves=4)
    c.water(224, "#e9c9a6", "#5d8f96", ripples=70)
    c.rect(0, 212, 700, 7, "#5b4a48")
    for x in range(-10, 720, 92):
        c.rect(x, 212, 12, 60, "#6b5a58")
        c.rect(x - 4, 264, 20, 8, "#584848")
        c.curve((x + 12, 216), (x + 52, 258), (x + 92, 216), "#6b5a58", 4)
    train(c, 120, 212, 40, 3, "#3d7256")
    for i in range(16):
        c.dot(
            150 + i * 17,
            160 - i * 4.4 + c.random.uniform(-4, 4),
            8 + i * 1.5,
            WHITE,
            0.5 - i * 0.026,
        )
    for x, y, s in ((90, 92, 11), (130, 74, 8), (300, 60, 7)):
        gull(c, x, y, s, "#8b6f66")
    sampan(c, 590, 330, 34, INK)
    person(c, 585, 327, 46, RED, hat=SAND)


@picture(dw(45))
def train_window(c: Canvas) -> None:
    """Look out of a carriage window at an orchard, a cup on the sill."""
    c.sky(SKY, "#f5edd8", until=0.7)
    c.ridge(170, 26, "#b7cdb4", waves=3)
    c.ridge(206, 20, SAGE, waves=3)
    c.ridge(250, 12, "#7fa36f", waves=2)
    for row, (y, size) in enumerate(((252, 46), (284, 66))):
        for i in range(8):
            x = 40 + i * 92 + row * 40
            tree(c, x, y, size, mix(MOSS, SAGE, 0.3))
            for _ in range(7):
                c.dot(
                    x + c.random.uniform(-0.32, 0.32) * size,
                    y - size * c.random.uniform(0.5, 0.95),
                    2.6,
                    RED,
                )
    wood, dark = "#a9744f", "#7d5338"
    c.rect(0, 0, 700, 30, wood)
    c.rect(0, 0, 54, 394, wood)
    c.rect(646, 0, 54, 394, wood)
    c.rect(54, 30, 592, 8, dark)
    c.rect(48, 30, 8, 290, dark)
    c.rect(644, 30, 8, 290, dark)
    c.rect(340, 30, 14, 290, wood)
    c.rect(0, 312, 700, 82, "#b98259")
    c.rect(0, 312, 700, 9, "#d7a57a")
    c.poly([(60, 36), (130, 36), (96, 180), (76, 300), (56, 306)], "#d8735a")
    c.poly([(640, 36), (566, 36), (604, 180), (622, 300), (644, 306)], "#d8735a")
    for x in (72, 92, 612, 630):
        c.line([(x, 40), (x + (8 if x < 300 else -8), 200)], "#b9553f", 2)
    c.oval(470, 340, 60, 9, dark, 0.4)
    c.rect(436, 284, 64, 54, CREAM, radius=14)
    c.ring(506, 308, 14, 14, CREAM, 7)
    c.oval(468, 286, 32, 7, "#c9832f")
    wisp(c, 468, 276, 54)
    c.poly([(190, 332), (290, 318), (312, 344), (206, 360)], WHITE)
    c.line([(206, 336), (288, 325)], GREY, 2)
    c.line([(210, 344), (280, 334)], GREY, 2)


@picture(dw(46))
def loop_map(c: Canvas) -> None:
    """Map the line round the lake, the small stations in red."""
    c.sky("#e8e1cb", "#e3d9bd")
    for i in range(10):
        c.ridge(80 + i * 36, 30, mix("#e3d9bd", SAGE, 0.12 + i * 0.03), waves=4)
    shore = []
    for k in range(120):
        a = k / 120 * math.tau
        r = 1 + 0.09 * math.sin(3 * a + 1) + 0.05 * math.sin(7 * a)
        shore.append((350 + math.cos(a) * 250 * r, 200 + math.sin(a) * 128 * r))
    c.poly(
        [(350 + (x - 350) * 1.04, 200 + (y - 200) * 1.06) for x, y in shore], "#f1e7c9"
    )
    c.poly(shore, "#9cc5c9")
    c.poly(
        [(350 + (x - 350) * 0.9, 200 + (y - 200) * 0.88) for x, y in shore], "#8ab9bf"
    )
    for x, y, rx, ry in (
        (330.0, 205.0, 60, 30),
        (420, 240, 36, 18),
        (262, 170, 24, 13),
    ):
        c.oval(x, y, rx + 5, ry + 4, "#f1e7c9")
        c.oval(x, y, rx, ry, SAGE)
    track = [(350 + (x - 350) * 1.13, 200 + (y - 200) * 1.2) for x, y in shore]
    c.line([*track, track[0]], NAVY, 6)
    c.line([*track, track[0]], CREAM, 2)
    for i in range(23):
        x, y = track[int(i * 120 / 23)]
        small = i in (2, 4, 6, 9, 11, 14, 16, 19, 21)
        c.dot(x, y, 6 if small else 9, NAVY)
        c.dot(x, y, 4 if small else 6, RED if small else WHITE)
    ferry(c, 470, 180, 24)
    sampan(c, 240, 240, 13, INK)
    c.dot(628, 66, 30, CREAM)
    c.poly([(628, 40), (635, 66), (628, 92), (621, 66)], GREY)
    c.poly([(628, 40), (635, 66), (621, 66)], RED)


@picture(dw(47))
def station(c: Canvas) -> None:
    """Stand on an early platform under the old clock."""
    c.sky("#7fa3b5", "#f6d9b0", until=0.75)
    c.ridge(220, 18, "#93a9a6", waves=3)
    c.rect(0, 250, 700, 60, "#6f7f76")
    c.rect(0, 292, 700, 102, "#cfc3ae")
    c.rect(0, 292, 700, 8, WHITE)
    for y in (252, 272):
        c.rect(0, y, 700, 4, "#4c4f55")
    c.poly([(-10, 60), (470, 40), (500, 76), (-10, 96)], "#5d3f38")
    c.poly([(-10, 96), (500, 76), (500, 84), (-10, 106)], "#3e2a27")
    for x in (60, 230, 400):
        c.rect(x, 84, 12, 220, "#4e6f63")
        c.curve((x + 6, 140), (x + 6, 92), (x + 52, 90), "#4e6f63", 5)
        c.curve((x + 6, 140), (x + 6, 92), (x - 40, 94), "#4e6f63", 5)
    c.rect(310, 88, 5, 30, INK)
    c.dot(312, 142, 34, INK)
    c.dot(312, 142, 29, CREAM)
    for k in range(12):
        a = k * math.tau / 12
        c.dot(312 + math.cos(a) * 24, 142 + math.sin(a) * 24, 1.6, INK)
    c.line([(312, 142), (297, 147)], INK, 4)
    c.line([(312, 142), (296, 127)], RED, 3)
    c.rect(110, 306, 110, 8, BROWN)
    c.rect(110, 280, 110, 7, BROWN)
    c.rect(120, 314, 6, 26, INK)
    c.rect(204, 314, 6, 26, INK)
    person(c, 470, 366, 150, NAVY, hands=((520, 232), (452, 310)))
    c.rect(454, 212, 32, 9, NAVY, radius=4)
    c.rect(450, 219, 26, 4, INK, radius=2)
    person(c, 545, 366, 84, OCHRE)
    c.glow(640, 232, 60, AMBER, 0.8)
    c.dot(640, 232, 7, CREAM)
    c.line([(640, 238), (640, 292)], INK, 4)


@picture(dw(48))
def train_hills(c: Canvas) -> None:
    """Wind a train through terraced hills."""
    c.sky("#bfdadb", "#f3ecd4", until=0.6)
    c.ridge(130, 40, "#a9c6bb", waves=3)
    c.ridge(180, 44, "#86ad90", waves=2.4)
    for i in range(9):
        base = 206 + i * 23
        c.ridge(base, 14, mix("#78a56b", "#3e6b45", i / 9), waves=2 + i * 0.1)
    rail = bezier((-20, 320), (330, 190), (720, 300), 60)
    c.line(rail, "#d8c9a4", 18)
    c.line(rail, "#6d5a4a", 5)
    for i in range(4):
        x, y = rail[18 + i * 8]
        x2, y2 = rail[25 + i * 8]
        lift = 25
        c.poly([(x, y - 2), (x2, y2 - 2), (x2, y2 - lift), (x, y - lift)], "#3d7256")
        c.poly(
            [(x, y - lift), (x2, y2 - lift), (x2, y2 - lift - 3), (x, y - lift - 3)],
            INK,
        )
        for k in range(4):
            t = 0.12 + k * 0.22
            wx, wy = x + (x2 - x) * t, y + (y2 - y) * t
            c.rect(wx, wy - lift + 5, 9, 9, "#e7f1ee", radius=1)
    for i in range(14):
        c.dot(
            rail[18][0] - 4 + i * 13,
            rail[18][1] - 30 - i * 5,
            6 + i,
            WHITE,
            0.5 - i * 0.03,
        )
    for x, y in ((90, 374), (160, 384), (600, 372), (650, 386)):
        tree(c, x, y, 70, "#2f5940")


@picture(dw(49))
def conductor(c: Canvas) -> None:
    """Show the conductor with a ticket in two scripts."""
    c.sky("#d9e5df", "#c5d6cd")
    c.rect(0, 60, 700, 200, "#9fb9ae")
    for x in (30, 480):
        c.rect(x, 84, 190, 140, "#dff0f1", radius=12)
        c.poly(
            [(x, 190), (x + 80, 150), (x + 190, 182), (x + 190, 224), (x, 224)], SAGE
        )
    c.rect(0, 300, 700, 94, "#a04a3c")
    for x in (0, 230, 470):
        c.rect(x + 10, 270, 210, 140, "#b9594a", radius=22)
    portrait(c, 350, 170, 62, "#26415e", skin="#eabd95", long=False)
    c.poly([(276, 118), (424, 118), (414, 82), (350, 60), (286, 82)], NAVY)
    c.rect(274, 112, 152, 15, INK, radius=6)
    c.dot(350, 94, 8, AMBER)
    for y in (312, 348):
        c.dot(350, y, 5, OCHRE)
    c.poly([(470, 286), (588, 264), (600, 326), (482, 348)], CREAM)
    c.line([(488, 304), (560, 290)], INK, 4)
    c.line([(492, 322), (580, 305)], GREY, 3)
    c.dot(572, 284, 8, RED)
    c.dot(470, 330, 17, "#eabd95")


@picture(dw(50))
def train_night(c: Canvas) -> None:
    """Let a lit train pass below the observatory at night."""
    c.sky("#101d33", "#3c5578", until=0.8)
    c.stars(260, until=240)
    c.ridge(214, 60, "#22344f", waves=2.6)
    c.ridge(262, 40, "#1a2a41", waves=3.2)
    c.dot(516, 168, 22, "#cfd8dc")
    c.rect(494, 168, 44, 26, "#b3bec4")
    c.rect(512, 146, 7, 26, NIGHT)
    for i in range(22):
        pine(
            c,
            i * 34 + c.random.uniform(-8, 8),
            312,
            c.random.uniform(46, 84),
            "#16303a",
        )
    c.rect(0, 318, 700, 76, "#101b2b")
    c.rect(0, 316, 700, 5, "#3c4656")
    train(c, 96, 316, 36, 4, "#2c4a44")
    for i in range(26):
        c.glow(128 + i * 22, 292, 26, AMBER, 0.16)
    c.glow(84, 300, 110, "#fff1c2", 0.5)


@picture(dw(51))
def cat_platform(c: Canvas) -> None:
    """Let the deputy station master wait by the third pillar."""
    c.sky("#f1d9b2", "#f8efd9")
    c.ridge(190, 20, SAGE, waves=3)
    c.water(206, "#b9d6d6", "#8fbcc0", ripples=20)
    c.rect(0, 262, 700, 132, "#d8cbb4")
    c.rect(0, 262, 700, 10, CREAM)
    c.rect(0, 272, 700, 4, "#b5a68c")
    for x in (110, 300, 490):
        c.rect(x, 0, 30, 300, "#4e7a6c")
        c.rect(x + 20, 0, 10, 300, "#3f6659")
        c.rect(x - 8, 290, 46, 22, "#5f5349")
    x, y = 400, 330
    c.oval(x, y + 6, 62, 9, "#a7967a", 0.6)
    c.poly(
        [
            *bezier((x - 44, y), (x - 50, y - 90), (x + 2, y - 96)),
            *bezier((x + 2, y - 96), (x + 48, y - 80), (x + 46, y)),
        ],
        WHITE,
    )
    c.poly(
        [
            *bezier((x - 46, y - 4), (x - 52, y - 80), (x - 6, y - 92)),
            *bezier((x - 6, y - 92), (x - 14, y - 40), (x - 46, y - 4)),
        ],
        OCHRE,
    )
    c.oval(x + 26, y - 44, 16, 22, HAIR)
    c.dot(x + 2, y - 112, 32, WHITE)
    c.pie(x + 2, y - 112, 32, 180, 300, OCHRE)
    c.pie(x + 2, y - 112, 32, 300, 360, HAIR)
    c.poly([(x - 28, y - 122), (x - 26, y - 158), (x - 4, y - 140)], OCHRE)
    c.poly([(x + 32, y - 122), (x + 30, y - 158), (x + 8, y - 140)], HAIR)
    for dx in (-9, 13):
        c.oval(x + dx, y - 112, 4, 6, TEAL)
        c.oval(x + dx, y - 112, 1.6, 5, INK)
    c.poly([(x - 2, y - 102), (x + 6, y - 102), (x + 2, y - 97)], ROSE)
    c.curve((x + 44, y - 6), (x + 98, y - 10), (x + 84, y - 62), OCHRE, 13)
    for dx in (-18, 14):
        c.rect(x + dx - 8, y - 34, 17, 38, WHITE, radius=8)
    c.poly([(x - 24, y - 84), (x + 26, y - 84), (x + 2, y - 64)], RED)


@picture(dw(52))
def new_train(c: Canvas) -> None:
    """Charge the new train under a glass roof."""
    c.sky("#dfeaec", "#f4efe0")
    for i in range(9):
        c.line([(i * 100 - 60, 0), (i * 86 + 6, 96)], "#b8c7c9", 4)
    c.rect(0, 92, 700, 10, "#8fa3a6")
    for x in (70, 330, 590):
        c.rect(x, 96, 14, 230, "#8fa3a6")
        c.curve((x + 7, 170), (x + 7, 104), (x + 80, 100), "#8fa3a6", 6)
    c.rect(0, 318, 700, 76, "#c9bfae")
    c.rect(0, 300, 700, 20, "#5a6064")
    c.poly(
        [(66, 298), (92, 236), (160, 186), (300, 168), (720, 168), (720, 298)],
        "#eef3f1",
    )
    c.poly([(66, 298), (78, 268), (720, 268), (720, 298)], TEAL)
    c.poly([(104, 232), (160, 192), (236, 182), (222, 232)], NAVY)
    for i in range(6):
        c.rect(270 + i * 76, 192, 58, 40, NAVY, radius=6)
    c.rect(340, 186, 4, 84, "#b9c6c4")
    c.dot(100, 258, 7, AMBER)
    c.glow(94, 258, 60, CREAM, 0.6)
    c.rect(500, 120, 60, 18, GREY, radius=5)
    c.line([(530, 138), (530, 168)], GREY, 6)
    c.poly([(526, 96), (546, 66), (538, 66), (552, 40), (520, 78), (532, 78)], AMBER)
    person(c, 196, 376, 96, PLUM, skirt=True)
    person(c, 236, 376, 62, OCHRE, hands=((250, 322), (214, 348)))
    person(c, 600, 380, 100, JADE)
    c.rect(0, 318, 700, 5, WHITE)
