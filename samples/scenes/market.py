"""A night market, stall by stall."""

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
    NIGHT,
    OCHRE,
    PLUM,
    RED,
    ROSE,
    SKIN,
    TEAL,
    WHITE,
    Canvas,
    dw,
    mix,
    picture,
)
from scenes.people import person, portrait
from scenes.setting import (
    blocks,
    lantern,
    steam,
)


def _night(c: Canvas) -> None:
    c.sky("#1a1f3d", "#5b3a55")
    c.stars(40, until=90)


@picture(dw(66))
def lanterns(c: Canvas) -> None:
    """Throw the one switch of the market."""
    _night(c)
    blocks(c, 300, "#2a2745", low=60, high=150)
    c.rect(0, 296, 700, 98, "#3b2f45")
    for row in range(4):
        for i in range(9):
            x = 40 + i * 78 + (row % 2) * 36
            lantern(
                c,
                x,
                40 + row * 54 + abs(i - 4) * -3 + 12,
                12 + row * 2.4,
                (RED, OCHRE, ROSE, AMBER)[(i + row) % 4],
            )
    for i in range(5):
        x = 180 + i * 84
        person(
            c,
            x,
            388,
            66 + (i % 2) * 22,
            (TEAL, PLUM, CREAM, JADE, RED)[i],
            hands=((x + 16, 300), (x - 14, 320)),
        )
    c.rect(640, 250, 30, 50, GREY, radius=4)
    c.line([(655, 275), (672, 250)], RED, 6)


@picture(dw(67))
def noodles(c: Canvas) -> None:
    """Serve noodles from a pot that never moved."""
    _night(c)
    c.poly([(60, 60), (640, 60), (690, 120), (10, 120)], RED)
    for k in range(9):
        c.poly(
            [
                (60 + k * 65, 60),
                (92 + k * 65, 60),
                (80 + k * 69, 120),
                (46 + k * 69, 120),
            ],
            CREAM,
        )
    c.rect(40, 116, 12, 280, BROWN)
    c.rect(648, 116, 12, 280, BROWN)
    c.glow(350, 180, 260, AMBER, 0.45)
    portrait(c, 350, 176, 46, WHITE, skin="#dfae84", hair="#8f8a86", smile=0.3)
    c.rect(20, 290, 660, 104, "#7a4b3a")
    c.rect(20, 284, 660, 12, "#b98259")
    c.poly([(110, 220), (270, 220), (256, 292), (124, 292)], GREY)
    c.oval(190, 220, 80, 16, INK)
    steam(c, 160, 214, 120, 12)
    for x in (420, 510, 600):
        c.pie(x, 262, 36, 0, 180, WHITE)
        c.oval(x, 262, 36, 9, CREAM)
        for k in range(5):
            c.curve(
                (x - 24 + k * 10, 262),
                (x - 16 + k * 9, 250),
                (x - 8 + k * 8, 262),
                AMBER,
                3,
            )
        c.line([(x + 10, 262), (x + 34, 222)], BROWN, 3)
        c.line([(x + 16, 262), (x + 42, 224)], BROWN, 3)
    for x in (150, 550):
        lantern(c, x, 152, 17)


@picture(dw(68))
def rings(c: Canvas) -> None:
    """Toss rings at the porcelain cat nobody wins."""
    _night(c)
    c.poly([(120, 130), (580, 130), (700, 394), (0, 394)], "#6d4a55")
    prizes = (RED, TEAL, OCHRE, JADE, ROSE)
    for row in range(4):
        for i in range(6):
            x, y = 350 + (i - 2.5) * (66 + row * 22), 190 + row * 50
            s = 10 + row * 4
            if row == 0 and i == 3:
                c.oval(x, y - 12, 14, 17, WHITE)
                c.dot(x, y - 34, 12, WHITE)
                c.poly([(x - 11, y - 40), (x - 9, y - 54), (x - 1, y - 45)], WHITE)
                c.poly([(x + 11, y - 40), (x + 9, y - 54), (x + 1, y - 45)], WHITE)
                c.dot(x - 4, y - 35, 1.6, INK)
                c.dot(x + 4, y - 35, 1.6, INK)
                c.rect(x + 8, y - 30, 5, 18, WHITE, radius=2)
                c.glow(x, y - 20, 60, CREAM, 0.5)
                continue
            c.rect(
                x - s * 0.6,
                y - s * 2,
                s * 1.2,
                s * 2,
                prizes[(i + row) % 5],
                radius=s * 0.4,
            )
            c.dot(x, y - s * 2.2, s * 0.5, mix(prizes[(i + row) % 5], WHITE, 0.3))
    for x, y, r in ((250, 120, 26), (430, 86, 22), (480, 250, 34)):
        c.ring(x, y, r, r * 0.42, AMBER, 5)
    person(c, 90, 392, 170, NAVY, hands=((150, 236), (70, 310)))
    c.ring(160, 226, 26, 12, AMBER, 5)
    person(c, 620, 392, 130, PLUM, skirt=True)
    for x in (60, 220, 480, 640):
        lantern(c, x, 46, 14)


@picture(dw(69))
def fruit(c: Canvas) -> None:
    """Add up the fruit on an abacus."""
    _night(c)
    c.rect(0, 250, 700, 144, "#5f4136")
    for i, (color, leaf) in enumerate(
        (
            (RED, JADE),
            (OCHRE, JADE),
            ("#f0d34d", JADE),
            ("#7fae4f", TEAL),
            ("#8f4f7e", JADE),
        )
    ):
        x = 20 + i * 136
        c.poly([(x, 210), (x + 126, 210), (x + 114, 290), (x + 12, 290)], BROWN)
        c.line([(x + 4, 232), (x + 120, 232)], mix(BROWN, CREAM, 0.25), 3)
        for row in range(3):
            for k in range(5 - row):
                c.dot(
                    x + 22 + k * 21 + row * 10,
                    204 - row * 17,
                    13,
                    mix(color, INK, 0.05 * (k % 3)),
                )
                c.dot(x + 18 + k * 21 + row * 10, 200 - row * 17, 3.4, WHITE, 0.7)
        c.line([(x + 64, 150), (x + 74, 138)], leaf, 6)
    c.rect(210, 300, 290, 84, "#7a3f2b", radius=6)
    c.rect(220, 310, 270, 64, "#2a1c18")
    c.rect(220, 330, 270, 5, "#7a3f2b")
    for k in range(11):
        x = 236 + k * 24
        c.line([(x, 310), (x, 374)], BROWN, 2)
        for j in range(1 + (k % 2)):
            c.oval(x, 318 + j * 8, 9, 4.4, AMBER)
        for j in range(4 if k != 7 else 3):
            c.oval(x, 344 + j * 8 - (j < k % 3) * 3, 9, 4.4, AMBER)
    c.poly([(480, 394), (540, 320), (500, 300), (470, 330), (450, 394)], SKIN)
    c.glow(350, 90, 220, AMBER, 0.4)
    for x in (120, 350, 580):
        lantern(c, x, 62, 22, OCHRE)


@picture(dw(70))
def closing(c: Canvas) -> None:
    """Share the last sticks of candied fruit."""
    c.sky("#0f1730", "#33385f")
    c.stars(130, until=190)
    blocks(c, 236, "#1d2340", low=20, high=70, lit="#8f7f5f")
    c.water(240, "#3d4470", "#121a33", ripples=50)
    for x in range(60, 660, 90):
        c.line([(x, 246), (x, 306)], "#8f7f8f", 2, 0.4)
    c.rect(0, 320, 700, 74, "#23253f")
    c.rect(0, 316, 700, 7, "#454a70")
    c.dot(560, 80, 30, CREAM)
    person(c, 300, 388, 150, RED, hands=((352, 300), (270, 318)))
    person(
        c,
        410,
        388,
        140,
        "#e08a3c",
        hands=((360, 300), (440, 320)),
        hair="#8f8a86",
        hat=OCHRE,
    )
    c.line([(356, 304), (356, 236)], BROWN, 3)
    for k in range(4):
        c.dot(356, 242 + k * 14, 8, RED)
        c.dot(353, 239 + k * 14, 2, WHITE)
    c.line([(452, 392), (430, 290)], BROWN, 5)
    c.poly([(436, 386), (470, 380), (478, 394), (434, 394)], OCHRE)
    c.rect(110, 300, 110, 70, "#5f4136", radius=4)
    c.dot(132, 376, 16, NIGHT)
    c.dot(198, 376, 16, NIGHT)
    c.line([(160, 300), (160, 220)], BROWN, 6)
    c.oval(160, 226, 24, 30, OCHRE)
    c.dot(160, 226, 4, HAIR)
    lantern(c, 240, 270, 10)
    c.dot(620, 350, 4, JADE)
    c.dot(630, 352, 3, TEAL)
