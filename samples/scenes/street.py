"""Streets and stops, and the people who wait there."""

from __future__ import annotations

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
    OCHRE,
    PLUM,
    RED,
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
    blocks,
    gull,
    house,
    town,
    tree,
)
from scenes.vehicles import bus


@picture(dw(17), width_px=480, height_px=640)
def bell_tower(c: Canvas) -> None:
    """Ring the bell above the roofs; upright."""
    c.sky("#2b3f66", "#e8a887", until=0.75)
    c.stars(60, until=160)
    c.dot(390, 96, 30, CREAM)
    c.ridge(440, 30, "#7f6f86", waves=3)
    for i in range(7):
        house(
            c,
            -20 + i * 78,
            560 - (i % 2) * 20,
            70,
            86,
            mix("#b98a74", INK, 0.2),
            "#6d3b36",
            lit=i % 3 != 0,
        )
    c.rect(0, 556, 480, 90, "#4b3a44")
    c.poly([(176, 600), (192, 240), (288, 240), (304, 600)], "#d9c3a5")
    c.poly([(250, 600), (250, 240), (288, 240), (304, 600)], "#c0a685")
    c.rect(172, 226, 136, 18, BROWN)
    for x in (184, 286):
        c.rect(x, 130, 12, 100, BROWN)
    c.poly([(150, 138), (196, 96), (240, 62), (284, 96), (330, 138)], RED)
    c.line([(240, 62), (240, 36)], OCHRE, 5)
    c.rect(212, 140, 56, 8, BROWN)
    _bell(c)
    c.dot(240, 320, 34, INK)
    c.dot(240, 320, 29, CREAM)
    c.line([(240, 320), (240, 298)], INK, 3.5)
    c.line([(240, 320), (240, 304)], RED, 3)
    person(c, 130, 606, 70, INK)
    person(c, 350, 606, 76, PLUM, skirt=True)


def _bell(c: Canvas) -> None:
    c.poly(
        [
            *bezier((214, 206), (222, 150), (240, 148)),
            *bezier((240, 148), (258, 150), (266, 206)),
        ],
        OCHRE,
    )
    c.rect(206, 202, 68, 10, mix(OCHRE, INK, 0.2), radius=4)
    c.dot(240, 216, 7, INK)
    for k in range(3):
        for side in (-1, 1):
            c.curve(
                (240 + side * (60 + k * 22), 150),
                (240 + side * (74 + k * 24), 184),
                (240 + side * (60 + k * 22), 218),
                CREAM,
                2.5,
                0.7,
            )


@picture(dw(31))
def road_signs(c: Canvas) -> None:
    """Point two signs along the same street."""
    c.sky("#cfe1e2", "#f7ead0", until=0.8)
    town(c, 330, wall="#e6cfae", roof="#8a4b3c", low=90, high=150)
    c.rect(0, 326, 700, 68, "#b5aa9c")
    c.rect(0, 326, 700, 8, "#d3c8b7")
    c.rect(342, 60, 16, 300, INK)
    c.dot(350, 56, 14, INK)
    for y, side, color in ((80, -1, "#2f5d8c"), (146, 1, "#2c6e5b")):
        tip = 350 + side * 250
        c.poly(
            [
                (350 - side * 70, y),
                (tip - side * 30, y),
                (tip, y + 26),
                (tip - side * 30, y + 52),
                (350 - side * 70, y + 52),
            ],
            color,
        )
        c.line([(350 - side * 60, y + 7), (tip - side * 34, y + 7)], WHITE, 2)
        c.line([(350 - side * 60, y + 45), (tip - side * 34, y + 45)], WHITE, 2)
        for k in range(3 + (side > 0)):
            x = 350 - side * 40 + side * k * 52 if side > 0 else 350 + 10 - k * 56
            for row in range(4):
                c.line(
                    [(x - 14, y + 16 + row * 7), (x + 14, y + 16 + row * 7)], WHITE, 2.6
                )
            c.line([(x, y + 14), (x, y + 40)], WHITE, 2.6)
    person(c, 210, 384, 120, RED, hands=((252, 300), (176, 334)), skirt=True)
    person(c, 486, 384, 128, NAVY, hands=((452, 292), (520, 330)))
    gull(c, 590, 60, 12)


@picture(dw(32))
def sign_maker(c: Canvas) -> None:
    """Paint the back of a sign."""
    c.sky("#e7d9bd", "#d9c7a4")
    c.rect(0, 300, 700, 94, "#8a6a4d")
    c.rect(0, 300, 700, 10, "#a5825f")
    c.poly([(140, 92), (470, 92), (510, 160), (470, 228), (140, 228)], "#2c6e5b")
    c.line([(154, 106), (462, 106)], WHITE, 3)
    c.line([(154, 214), (462, 214)], WHITE, 3)
    for k in range(2):
        x = 206 + k * 94
        for row in range(4):
            c.line([(x - 28, 128 + row * 20), (x + 28, 128 + row * 20)], WHITE, 6)
        c.line([(x, 122), (x, 196)], WHITE, 6)
    c.line([(366, 150), (410, 150)], WHITE, 6)
    portrait(c, 590, 196, 44, "#c26a3d", hair="#5a4b44", glasses=True)
    c.line([(520, 330), (470, 250), (424, 166)], "#c26a3d", 30)
    c.dot(424, 168, 17, SKIN)
    c.line([(430, 176), (404, 146)], BROWN, 6)
    for i, color in enumerate((WHITE, RED, OCHRE, "#2f5d8c")):
        c.rect(60 + i * 66, 326, 46, 50, GREY, radius=5)
        c.oval(83 + i * 66, 328, 23, 8, color)


@picture(dw(35))
def girl_laptop(c: Canvas) -> None:
    """Programme behind the bus stop."""
    c.sky("#d5e6e4", "#f6ecd2", until=0.7)
    town(c, 256, wall="#e3d0b2", roof="#a3614a", low=60, high=110)
    c.rect(0, 250, 700, 144, "#c3b8a6")
    c.rect(0, 300, 700, 94, "#8f8b86")
    c.rect(0, 296, 700, 8, WHITE)
    bus(c, 20, 372, 250, RED)
    c.rect(520, 70, 10, 234, INK)
    c.rect(486, 62, 78, 92, "#2f5d8c", radius=6)
    c.label(525, 92, "17", WHITE, 34)
    c.rect(498, 116, 54, 5, WHITE)
    c.rect(498, 128, 40, 5, WHITE)
    c.rect(534, 170, 34, 30, OCHRE, radius=4)
    c.dot(560, 178, 3, RED)
    c.rect(330, 244, 150, 10, BROWN)
    c.rect(342, 254, 8, 46, BROWN)
    c.rect(460, 254, 8, 46, BROWN)
    x = 402
    c.line([(x, 240), (x + 44, 246), (x + 46, 294)], NAVY, 17)
    c.poly([(x - 26, 178), (x + 24, 178), (x + 22, 246), (x - 26, 246)], AMBER)
    c.dot(x, 150, 28, HAIR)
    c.oval(x + 5, 156, 21, 24, SKIN)
    c.pie(x, 146, 28, 180, 350, HAIR)
    for side in (-30, 28):
        c.dot(x + side, 158, 11, HAIR)
    c.line(bezier((x + 8, 160), (x + 12, 163), (x + 17, 160)), INK, 2)
    c.line(bezier((x + 2, 170), (x + 10, 175), (x + 16, 169)), "#a2483a", 2)
    c.line([(x + 20, 192), (x + 44, 222)], mix(AMBER, INK, 0.15), 13)
    c.rect(x + 34, 224, 60, 6, INK, radius=2)
    c.poly([(x + 84, 226), (x + 102, 184), (x + 108, 186), (x + 92, 228)], INK)
    c.line([(534, 186), (500, 214)], GREY, 2)


@picture(dw(36))
def bus_rain(c: Canvas) -> None:
    """Meet three buses at once in the rain."""
    c.sky("#5a7183", "#9fb0b2", until=0.8)
    blocks(c, 230, "#55697a", low=50, high=130, lit="#f0d9a0")
    c.rect(0, 226, 700, 168, "#56646d")
    for x, y, s, color in (
        (470, 262, 150, OCHRE),
        (300, 290, 200, TEAL),
        (60, 336, 270, RED),
    ):
        c.rect(x, y, s, 10, "#46535c", alpha=0.7)
        bus(c, x, y, s, color)
        for k in range(4):
            c.line(
                [
                    (x + s * 0.1 * k + 20, y + 14 + k * 4),
                    (x + s * 0.1 * k + 60, y + 14 + k * 4),
                ],
                color,
                3,
                0.4,
            )
        c.glow(x + s, y - s * 0.13, 46, "#ffe9b0", 0.6)
    for x, color in ((420, RED), (462, AMBER), (510, "#7fb6d9"), (566, WHITE)):
        person(c, x, 384, 74, c.random.choice((NAVY, INK, PLUM)))
        c.pie(x + 4, 322, 34, 180, 360, color)
        c.line([(x + 4, 322), (x + 4, 348)], INK, 2)
    c.rain(170)


@picture(dw(71))
def heat_city(c: Canvas) -> None:
    """Bake the town under a great sun."""
    c.sky("#f2a64e", "#f9dfae", until=0.8)
    for k in range(4):
        c.dot(510, 130, 150 - k * 26, "#fff0c0", 0.2)
    c.dot(510, 130, 64, "#fff6d8")
    blocks(c, 300, "#c9825a", low=60, high=180)
    town(c, 330, wall="#e3b98a", roof="#a24c36", low=50, high=90)
    c.rect(0, 326, 700, 68, "#d9b27c")
    for k in range(7):
        y = 338 + k * 7
        c.line(
            bezier((40 + k * 14, y), (200, y - 8 + (k % 2) * 16), (360, y)),
            "#f1d3a2",
            2,
            0.8,
        )
        c.line(
            bezier((360, y), (520, y + 8 - (k % 2) * 16), (660 - k * 10, y)),
            "#f1d3a2",
            2,
            0.8,
        )
    c.rect(66, 60, 40, 210, WHITE, radius=20)
    c.dot(86, 270, 32, WHITE)
    c.dot(86, 270, 23, RED)
    c.rect(79, 104, 14, 160, RED, radius=7)
    for k in range(8):
        c.line([(112, 90 + k * 20), (124 + (k % 2) * 6, 90 + k * 20)], "#8a4b2c", 2.5)
    c.label(156, 110, "38", "#8a2f1e", 40)
    for x, color in ((330, WHITE), (372, "#7fb6d9"), (420, CREAM)):
        person(c, x, 384, 70, color)
        c.pie(x, 322, 30, 180, 360, c.random.choice((TEAL, PLUM)))
        c.line([(x, 322), (x, 350)], INK, 2)


@picture(dw(72))
def fountain(c: Canvas) -> None:
    """Run through the fountain."""
    c.sky("#9fd0d8", "#f7ecd0", until=0.7)
    blocks(c, 226, "#d8c4a6", low=40, high=110)
    for x in (40, 140, 560, 650):
        tree(c, x, 250, 110, MOSS)
    c.rect(0, 240, 700, 154, "#dccfb6")
    c.oval(350, 322, 240, 52, "#b7a98f")
    c.oval(350, 314, 226, 44, "#8fcbd0")
    for x, h in ((210, 90), (280, 150), (350, 200), (420, 150), (490, 90)):
        for side in (-1, 1):
            c.curve(
                (x, 314),
                (x + side * 14, 314 - h * 1.3),
                (x + side * 40, 312),
                WHITE,
                4,
                0.85,
            )
        c.line([(x, 314), (x, 314 - h * 0.66)], WHITE, 5, 0.9)
        for _ in range(14):
            c.dot(
                x + c.random.gauss(0, 24), 314 - h * c.random.random() * 0.7, 2.2, WHITE
            )
    for x, y, color in (
        (250, 340, RED),
        (330, 352, OCHRE),
        (410, 344, JADE),
        (460, 336, PLUM),
    ):
        person(
            c, x, y, 74, color, hands=((x - 26, y - 86), (x + 26, y - 90)), legs=SKIN
        )
    person(c, 600, 376, 110, NAVY, hands=((624, 310), (580, 320)), hair="#b9b1aa")
