"""Pictures of NYT and VOA articles, under their own hosts."""

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
    SKIN,
    TEAL,
    WHITE,
    Canvas,
    picture,
)
from scenes.people import person, portrait
from scenes.setting import (
    beacon,
    gull,
    tree,
)

_NYT = "static01.nyt.com/images/2024"
_VOA = "gdb.voanews.com/90000000-0000-0000-0000-00000000000"


@picture(
    f"{_NYT}/06/16/world/16chenghu-lighthouse/16chenghu-lighthouse-articleLarge.jpg",
    width_px=600,
    height_px=400,
)
def open_day(c: Canvas) -> None:
    """Queue round the lighthouse on its open day."""
    c.sky("#9fcbd8", "#f8ecd2", until=0.8)
    c.water(250, "#8ec6cc", "#4d93a3", ripples=40)
    c.ridge(286, 10, "#7f9f62", waves=2)
    beacon(c, 300, 300, 270)
    for k in range(26):
        t = k / 25
        x, y = 40 + t * 520, 374 - abs(t - 0.5) * 60 + (k % 2) * 5
        person(
            c, x, y, 52, c.random.choice((RED, OCHRE, JADE, PLUM, NAVY, WHITE, ROSE))
        )
    for x, y in ((120, 80), (160, 60), (470, 90)):
        gull(c, x, y, 12)


@picture(
    f"{_NYT}/06/16/world/16chenghu-tea/16chenghu-tea-articleLarge.jpg",
    width_px=600,
    height_px=400,
)
def tea_auction(c: Canvas) -> None:
    """Knock down a tin of tea."""
    c.sky("#3a4a45", "#54665c")
    c.glow(300, 120, 280, AMBER, 0.35)
    c.rect(0, 270, 600, 130, "#7a5138")
    c.rect(0, 264, 600, 12, "#a3744f")
    portrait(c, 420, 130, 50, PLUM, hair=HAIR, long=True)
    c.line([(350, 300), (290, 220)], PLUM, 36)
    c.dot(284, 214, 19, SKIN)
    c.line([(284, 214), (196, 168)], BROWN, 10)
    c.poly([(160, 128), (206, 112), (232, 190), (188, 208)], "#8a5a36")
    c.oval(180, 268, 60, 12, BROWN)
    c.rect(470, 196, 76, 92, "#2f6f53", radius=6)
    c.rect(466, 188, 84, 18, OCHRE, radius=5)
    c.rect(482, 224, 52, 40, CREAM, radius=3)
    c.label(508, 244, "7", RED, 30)
    for k in range(9):
        c.line(
            [
                (196 + math.cos(k) * 4, 236),
                (196 + math.cos(k * 0.7 - 3) * 60, 236 + math.sin(k * 0.7 - 3) * 50),
            ],
            AMBER,
            2,
            0.7,
        )
    for k in range(8):
        x = 40 + k * 76
        c.dot(x, 372, 24, c.random.choice((HAIR, "#6e6a6c", BROWN)))
        if k % 3 == 1:
            c.line([(x + 26, 400), (x + 30, 330)], SKIN, 10)
            c.rect(x + 16, 300, 30, 34, WHITE, radius=3)


@picture(
    f"{_NYT}/07/15/arts/15doorbell/15doorbell-articleLarge.jpg",
    width_px=600,
    height_px=400,
)
def doorbell(c: Canvas) -> None:
    """Listen before ringing."""
    c.sky("#d9c9a6", "#cbb68e")
    for row in range(12):
        c.line([(0, row * 36), (600, row * 36)], "#bca67e", 2)
    c.rect(330, 40, 190, 360, "#4a7a6d")
    for x in (350, 434):
        for y in (64, 190):
            c.rect(x, y, 68, 108, "#3f695e")
            c.rect(x + 6, y + 6, 56, 96, "#568a7c")
    c.dot(500, 226, 9, OCHRE)
    c.rect(540, 180, 30, 48, BROWN, radius=6)
    c.dot(555, 204, 9, CREAM)
    for k in range(3):
        c.curve(
            (574 + k * 9, 186 - k * 6),
            (584 + k * 10, 204),
            (574 + k * 9, 222 + k * 6),
            RED,
            3,
        )
    portrait(c, 170, 160, 54, "#5f6f4a", skin="#dcae82", hair="#9a948e", smile=0.3)
    c.curve((112, 150), (170, 70), (228, 150), INK, 8)
    c.rect(102, 140, 22, 42, INK, radius=9)
    c.rect(216, 140, 22, 42, INK, radius=9)
    c.rect(120, 300, 110, 76, GREY, radius=8)
    c.dot(150, 336, 20, INK)
    c.dot(200, 336, 20, INK)
    c.dot(150, 336, 7, CREAM)
    c.dot(200, 336, 7, CREAM)
    c.curve((226, 170), (262, 260), (230, 310), INK, 3)


@picture(f"{_VOA}1_r1_s_w900.jpg")
def bus_night(c: Canvas) -> None:
    """Park the bus that became a planetarium."""
    c.sky("#9fc9d6", "#f6ecd4", until=0.7)
    c.ridge(230, 24, SAGE, waves=3)
    c.rect(0, 270, 700, 124, "#d8c9a0")
    c.rect(90, 120, 500, 190, "#2b4a78", radius=26)
    c.rect(90, 250, 500, 14, AMBER)
    c.rect(112, 146, 440, 72, NIGHT, radius=8)
    for _ in range(110):
        c.dot(
            c.random.uniform(118, 546),
            c.random.uniform(150, 214),
            c.random.uniform(0.7, 2),
            CREAM,
        )
    c.rect(520, 146, 54, 150, "#1d3558", radius=6)
    c.poly([(80, 124), (600, 124), (580, 104), (100, 104)], WHITE)
    for x in (190, 470):
        c.dot(x, 312, 38, INK)
        c.dot(x, 312, 17, GREY)
        c.oval(x, 344, 34, 8, "#b9a97f")
    for x, h, color in (
        (60, 100, RED),
        (620, 110, JADE),
        (656, 84, OCHRE),
        (300, 76, PLUM),
    ):
        person(c, x, 384, h, color)
    tree(c, 660, 270, 130, MOSS)
    for k in range(6):
        c.line([(130 + k * 90, 96), (140 + k * 90, 76)], AMBER, 4)


@picture(f"{_VOA}2_w268_h151.png", width_px=268, height_px=151)
def bus_inside(c: Canvas) -> None:
    """Lie on the floor of the bus under its stars."""
    c.sky("#0d1730", "#1f3358")
    for _ in range(150):
        c.dot(
            c.random.uniform(0, 268),
            c.random.uniform(0, 96),
            c.random.uniform(0.4, 1.5),
            CREAM,
        )
    c.poly([(0, 150), (0, 100), (268, 100), (268, 151)], "#16203a")
    for k, color in enumerate((RED, OCHRE, JADE, PLUM, TEAL)):
        x = 30 + k * 50
        c.rect(x - 12, 116, 24, 40, color, radius=8)
        c.dot(x, 108, 9, SKIN)
        c.pie(x, 107, 9.5, 180, 360, HAIR)


@picture(f"{_VOA}3_w900.jpg")
def bus_holes(c: Canvas) -> None:
    """Drill the Great Bear into the roof."""
    c.sky("#24406b", "#1b3054")
    stars = (
        (120, 250),
        (214, 216),
        (300, 230),
        (388, 226),
        (404, 306),
        (540, 300),
        (560, 204),
    )
    c.line([*stars, stars[3]], "#6f8fc0", 2, 0.7)
    for x, y in stars:
        c.glow(x, y, 46, CREAM, 0.9)
        c.dot(x, y, 10, WHITE)
    for _ in range(70):
        c.dot(
            c.random.uniform(0, 700),
            c.random.uniform(0, 394),
            c.random.uniform(1, 4),
            CREAM,
        )
    c.line([(640, 20), (580, 130)], OCHRE, 40)
    c.line([(580, 130), (562, 190)], GREY, 9)
    c.dot(600, 96, 34, SKIN)
    for k in range(12):
        c.line([(0, 30 + k * 34), (700, 24 + k * 34)], "#1b3054", 1, 0.5)
