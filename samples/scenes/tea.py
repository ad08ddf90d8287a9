"""Tea hills and kitchens: terraces, pickers, pans, soup."""

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
    NIGHT,
    OCHRE,
    RED,
    SAGE,
    SAND,
    SKIN,
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
    house,
    pine,
    steam,
    tree,
    wisp,
)


def _terraces(c: Canvas, light: str, dark: str, *, base: float = 170) -> None:
    for i in range(11):
        shade = mix(light, dark, i / 11)
        line = c.ridge(base + i * 22, 20 - i, shade, waves=1.6 + i * 0.12)
        for x, y in line[::3]:
            c.oval(x, y + 3, 9, 6, mix(shade, INK, 0.16))
            c.oval(x - 2, y + 1, 6, 3.4, mix(shade, CREAM, 0.22))


@picture(dw(6))
def tea_dawn(c: Canvas) -> None:
    """Let the fog climb the terraces before sunrise."""
    c.sky("#8aa5b8", "#f1d9c3", until=0.6)
    c.ridge(120, 36, "#a8b8bd", waves=3)
    _terraces(c, "#9db9ad", "#4f7d68", base=160)
    for i in range(9):
        y = 150 + i * 26
        for _ in range(7):
            x = c.random.uniform(-60, 700)
            c.oval(
                x,
                y + c.random.uniform(-8, 8),
                c.random.uniform(70, 150),
                11,
                WHITE,
                0.26,
            )
    person(c, 500, 322, 54, NAVY, hat=SAND)
    person(c, 530, 330, 50, BROWN, hat=SAND)


@picture(dw(7))
def tea_terraces(c: Canvas) -> None:
    """Count the terraces in full morning light."""
    c.sky(SKY, "#f6efd6", until=0.5)
    c.dot(560, 70, 30, "#fff0c4")
    c.ridge(120, 40, "#a9c8b4", waves=2.8)
    c.ridge(150, 30, "#8db98f", waves=3.2)
    _terraces(c, "#a4c672", "#3f7a45", base=178)
    house(c, 92, 200, 46, 44, CREAM, "#7d4a3b")
    for x, y, color in (
        (240, 262, RED),
        (300, 290, OCHRE),
        (452, 268, NAVY),
        (520, 318, RED),
        (180, 330, TEAL),
    ):
        person(c, x, y, 44, color, hat=SAND)
        c.oval(x - 10, y - 16, 7, 5, BROWN)
    pine(c, 650, 214, 80, "#2e5c44")
    tree(c, 612, 216, 60, "#4e7d45")


@picture(dw(8), width_px=700, height_px=394)
def tea_picker(c: Canvas) -> None:
    """Meet the picker under her straw hat."""
    c.sky("#cfe1c4", "#eef0d8")
    for i in range(5):
        c.ridge(150 + i * 40, 16, mix("#a4c672", "#4c8549", i / 5), waves=3)
    portrait(c, 330, 190, 58, "#33567e", skin="#d9a377", hair="#4a4340", smile=0.3)
    c.poly([(170, 172), (330, 56), (490, 172), (330, 150)], "#e3bf78")
    c.poly([(330, 56), (490, 172), (330, 150)], "#cfa75e")
    for k in range(7):
        c.line([(330, 58), (190 + k * 46, 166)], "#b98f4b", 1.4)
    c.line(bezier((272, 158), (290, 240), (330, 262)), RED, 3)
    c.line(bezier((388, 158), (372, 240), (330, 262)), RED, 3)
    for _ in range(130):
        x, y = c.random.uniform(0, 700), c.random.uniform(322, 394)
        c.oval(x, y, 11, 5, c.random.choice(("#5f9a4d", "#79b05a", "#3f7a45")))
    c.oval(520, 300, 70, 20, "#8f6a3c")
    c.poly([(452, 300), (588, 300), (570, 376), (470, 376)], "#b98a50")
    for _ in range(40):
        c.oval(c.random.uniform(464, 578), c.random.uniform(286, 304), 9, 4, "#8fc46a")
    c.dot(430, 306, 20, "#d9a377")


@picture(dw(9))
def tea_pan(c: Canvas) -> None:
    """Fire the leaves by hand in a hot pan."""
    c.sky("#5b3f38", "#8a5a43")
    c.glow(350, 330, 330, "#f2a25b", 0.55)
    c.rect(0, 300, 700, 94, "#4a332e")
    c.poly([(110, 236), (590, 236), (500, 360), (200, 360)], "#6d6a6b")
    c.oval(350, 236, 244, 58, "#3b3a3d")
    c.oval(350, 244, 222, 46, "#2a2a2d")
    for _ in range(240):
        a, b = c.random.gauss(0, 70), c.random.gauss(0, 13)
        c.oval(
            350 + a, 244 + b, 10, 4, c.random.choice(("#6f9a4a", "#88b45c", "#4f7a3c"))
        )
    for x, end in ((100, (262, 240)), (600, (438, 240))):
        c.line(bezier((x, 40), (x + (40 if x < 300 else -40), 190), end), "#2f4f6d", 56)
        c.line([(end[0] - (26 if x < 300 else -26), end[1] - 16), end], SKIN, 34)
        for k in range(4):
            c.line(
                [end, (end[0] + (30 if x < 300 else -30), end[1] - 8 + k * 10)], SKIN, 9
            )
    steam(c, 300, 220, 130, 12)
    for k in range(5):
        c.poly([(250 + k * 50, 394), (266 + k * 50, 362), (284 + k * 50, 394)], OCHRE)
        c.poly([(258 + k * 50, 394), (266 + k * 50, 374), (276 + k * 50, 394)], AMBER)


@picture(dw(10))
def tea_cup(c: Canvas) -> None:
    """Pour the first infusion on the stone step."""
    c.sky("#f2d3a6", "#f7e7cb", until=0.7)
    c.dot(540, 118, 52, "#f6b878")
    c.ridge(196, 34, "#b5b78a", waves=2.6)
    c.ridge(222, 22, "#93a06f", waves=3.4)
    c.rect(0, 262, 700, 132, "#a89a89")
    c.rect(0, 262, 700, 10, "#c9bca9")
    c.rect(0, 330, 700, 4, "#8f8273")
    c.oval(270, 330, 110, 12, "#7f7364", 0.5)
    c.oval(270, 268, 88, 62, "#7c4b39")
    c.oval(270, 216, 42, 10, "#5f382b")
    c.dot(270, 204, 9, "#5f382b")
    c.line(bezier((350, 262), (402, 250), (414, 206)), "#7c4b39", 20)
    c.ring(182, 262, 34, 38, "#7c4b39", 13)
    c.oval(246, 244, 20, 28, "#9b6650", 0.6)
    for x in (470, 560):
        c.poly([(x - 34, 288), (x + 34, 288), (x + 24, 330), (x - 24, 330)], WHITE)
        c.oval(x, 288, 34, 9, CREAM)
        c.oval(x, 289, 28, 6, "#c6a63f")
        wisp(c, x, 276, 50)
    c.line(bezier((416, 206), (448, 220), (462, 282)), "#c6a63f", 5)
    for _ in range(9):
        c.oval(c.random.uniform(60, 640), c.random.uniform(346, 386), 10, 4, MOSS)


@picture(dw(11))
def tea_night(c: Canvas) -> None:
    """Turn off the hill's lamps for the fireflies."""
    c.sky("#0e1b31", "#2d4a63", until=0.55)
    c.stars(200, until=170)
    c.ridge(150, 40, "#1c3346", waves=3)
    for i in range(9):
        c.ridge(
            184 + i * 24, 18 - i, mix("#1f4444", "#0e1f2a", i / 9), waves=1.8 + i * 0.1
        )
    for _ in range(120):
        x, y = c.random.uniform(0, 700), c.random.uniform(180, 380)
        c.glow(x, y, 12, "#e8f07a", 0.5)
        c.dot(x, y, 1.7, "#f7ffb0")
    house(c, 560, 214, 44, 40, "#24344a", NIGHT, lit=True)


@picture(dw(33))
def soup_bowl(c: Canvas) -> None:
    """Serve the white soup of the river."""
    c.sky("#b8543f", "#a2452f")
    for i in range(12):
        c.line([(i * 66 - 30, 0), (i * 66 - 90, 394)], "#96402c", 3, 0.5)
    c.oval(350, 238, 216, 120, "#7f3323", 0.5)
    c.oval(350, 224, 208, 118, "#33546b")
    c.oval(350, 214, 206, 112, WHITE)
    c.oval(350, 214, 188, 99, "#e6edf0")
    c.oval(350, 216, 180, 92, "#fbf4e0")
    for k in range(3):
        c.ring(350, 216, 160 - k * 40, 80 - k * 20, "#f2e6c8", 2)
    for x, y in (
        (300, 190),
        (402, 196),
        (352, 252),
        (270, 240),
        (430, 246),
        (340, 160),
    ):
        c.poly(
            [(x - 26, y - 8), (x + 18, y - 16), (x + 30, y + 8), (x - 14, y + 18)],
            WHITE,
        )
        c.poly(
            [(x - 14, y + 18), (x + 30, y + 8), (x + 30, y + 15), (x - 14, y + 25)],
            "#e4d9bf",
        )
    c.poly(
        [
            *bezier((236, 200), (330, 130), (430, 210)),
            *bezier((430, 210), (330, 250), (236, 200)),
        ],
        "#c9b8a4",
    )
    c.dot(282, 192, 8, WHITE)
    c.dot(282, 192, 4, INK)
    for _ in range(36):
        u, v = 350 + c.random.gauss(0, 74), 216 + c.random.gauss(0, 34)
        c.ring(u, v, 5, 3.4, "#6fa64f", 2)
    c.line([(574, 90), (676, 340)], "#5b2f22", 8)
    c.line([(594, 84), (694, 330)], "#5b2f22", 8)
    steam(c, 330, 130, 80, 8)


@picture(dw(34, "_4.jpg"))
def soup_stuff(c: Canvas) -> None:
    """Lay out fish, tofu, ginger and salt."""
    c.sky("#dfe6d6", "#cfd9c6")
    c.rect(40, 50, 620, 300, "#b98a5c", radius=18)
    for i in range(7):
        c.line([(56, 84 + i * 40), (644, 90 + i * 38)], "#a87a4d", 2, 0.6)
    c.poly(
        [
            *bezier((84, 210), (180, 96), (330, 190)),
            *bezier((330, 190), (350, 220), (330, 240)),
            *bezier((330, 240), (180, 310), (84, 210)),
        ],
        "#9aa6a3",
    )
    c.poly([(316, 170), (350, 210), (318, 256), (304, 214)], "#c97f6a")
    c.dot(144, 196, 13, WHITE)
    c.dot(144, 196, 7, INK)
    c.curve((90, 222), (130, 236), (170, 224), "#6f7c7a", 4)
    c.curve((210, 150), (250, 208), (206, 266), "#6f7c7a", 4)
    c.rect(396, 96, 110, 84, WHITE, radius=6)
    c.poly([(396, 96), (416, 80), (526, 80), (506, 96)], "#fffdf6")
    c.poly([(506, 96), (526, 80), (526, 164), (506, 180)], "#e6dcc4")
    for x, y, r in ((420, 260, 24), (454, 250, 30), (492, 264, 22), (470, 284, 18)):
        c.dot(x, y, r, "#d8b071")
    c.curve((404, 262), (450, 274), (510, 264), "#b88e4c", 2)
    c.oval(590, 150, 42, 16, NAVY)
    c.oval(590, 142, 42, 16, WHITE)
    c.oval(590, 138, 28, 9, "#f0f0ec")
    for i in range(5):
        c.line([(560 + i * 12, 330), (572 + i * 8, 216)], "#5f9a4d", 6)
        c.line([(560 + i * 12, 330), (561 + i * 12, 304)], WHITE, 6)
    for _ in range(22):
        c.dot(c.random.uniform(560, 620), c.random.uniform(180, 206), 2.4, HAIR)


@picture(dw(23))
def greenhouse(c: Canvas) -> None:
    """Grow strawberries in spent heat."""
    c.sky("#bcd7dd", "#eef2e2")
    for i in range(8):
        c.curve(
            (-40 + i * 8, 394), (350, -190 + i * 30), (740 - i * 8, 394), WHITE, 3, 0.7
        )
    c.line([(350, 50), (350, 300)], WHITE, 3, 0.7)
    for row in range(4):
        y, spread = 236 + row * 44, 1 + row * 0.5
        c.rect(0, y, 700, 34, mix("#8f6a4a", INK, row * 0.08))
        for i in range(26):
            x = 350 + (i - 13) * 34 * spread
            c.oval(x - 6, y - 4, 12 * spread, 7 * spread, "#5f9a4d")
            c.oval(x + 7, y - 6, 11 * spread, 7 * spread, "#7ab35c")
            if i % 2:
                c.oval(x, y + 10, 4.6 * spread, 6 * spread, RED)
                c.dot(x - 1, y + 8, 0.9 * spread, AMBER)
    person(c, 210, 262, 120, WHITE, hands=((250, 226), (176, 230)), hat=SAND)
    steam(c, 560, 210, 70)


@picture(dw(22))
def eggs(c: Canvas) -> None:
    """Queue at the pool where the village boils its eggs."""
    c.sky("#d7e3e0", "#f3ead4", until=0.6)
    c.ridge(180, 30, "#a9bfae", waves=3)
    c.ridge(214, 18, SAGE, waves=3)
    c.rect(0, 250, 700, 144, "#c7b697")
    c.oval(270, 306, 180, 52, "#8c8579")
    c.oval(270, 300, 160, 42, "#7cc0bd")
    c.oval(270, 304, 150, 34, "#95d3cc")
    for x, y in ((210, 296), (240, 312), (290, 292), (316, 310), (262, 300)):
        c.oval(x, y, 9, 12, WHITE)
        c.oval(x + 2, y + 3, 6, 7, "#e9dfcb")
    steam(c, 200, 276, 110)
    steam(c, 300, 276, 100)
    for i, color in enumerate((RED, NAVY, OCHRE, JADE, "#7d5a86")):
        h = (104, 118, 70, 110, 98)[i]
        person(c, 470 + i * 46, 352, h, color, skirt=i in (0, 4))
        c.oval(484 + i * 46, 352 - h * 0.4, 7, 9, WHITE)
    c.rect(64, 190, 8, 110, BROWN)
    c.rect(26, 150, 92, 58, CREAM, radius=4)
    c.oval(54, 178, 10, 13, WHITE)
    c.ring(54, 178, 10, 13, GREY, 2)
    c.label(88, 168, "7", RED, 20)
    c.label(88, 192, "11", INK, 20)
