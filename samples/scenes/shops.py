"""Shops, counters and boxes for books and letters."""

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
    RED,
    ROSE,
    SAGE,
    SAND,
    SKIN,
    SKY,
    TEAL,
    WHITE,
    Canvas,
    dw,
    mix,
    picture,
)
from scenes.people import person, portrait
from scenes.setting import (
    gull,
    lantern,
)


@picture(dw(2))
def owl_box(c: Canvas) -> None:
    """Open the book drop on three pairs of eyes."""
    c.sky("#c9d8cf", "#e9e4cf")
    c.rect(0, 330, 700, 64, "#b7a98f")
    c.rect(0, 0, 700, 330, "#a65a43")
    for row in range(12):
        for i in range(10):
            c.rect(
                i * 78 - (row % 2) * 38,
                row * 28,
                74,
                24,
                mix("#b5644b", INK, c.random.random() * 0.12),
                radius=2,
            )
    c.rect(176, 66, 348, 250, NAVY, radius=14)
    c.rect(196, 110, 308, 186, "#0f1a2a", radius=8)
    c.rect(196, 84, 308, 12, GREY, radius=5)
    for i, (w, color) in enumerate(
        ((280, RED), (256, OCHRE), (270, TEAL), (240, CREAM))
    ):
        c.rect(350 - w / 2, 284 - i * 16, w, 14, color, radius=2)
        c.rect(350 - w / 2 + 16, 284 - i * 16 + 5, 60, 3, mix(color, INK, 0.4))
    for x, r in ((264, 30), (436, 30), (350, 46)):
        y = 236 - r
        c.oval(x, y + r * 0.5, r, r * 1.1, "#7d5b3f")
        c.oval(x, y + r * 0.7, r * 0.66, r * 0.76, "#c9a678")
        for side in (-1, 1):
            c.poly(
                [
                    (x + side * r * 0.86, y - r * 0.6),
                    (x + side * r * 0.9, y - r * 1.06),
                    (x + side * r * 0.2, y - r * 0.56),
                ],
                "#7d5b3f",
            )
            c.dot(x + side * r * 0.36, y - r * 0.06, r * 0.36, CREAM)
            c.dot(x + side * r * 0.36, y - r * 0.06, r * 0.26, AMBER)
            c.dot(x + side * r * 0.36, y - r * 0.06, r * 0.14, INK)
        c.poly(
            [
                (x - r * 0.12, y + r * 0.12),
                (x + r * 0.12, y + r * 0.12),
                (x, y + r * 0.4),
            ],
            OCHRE,
        )
    c.poly([(524, 76), (640, 40), (640, 344), (524, 306)], mix(NAVY, WHITE, 0.12))


@picture(dw(73, "_303.jpeg"))
def book_fan(c: Canvas) -> None:
    """Turn pages for the breeze."""
    c.sky("#efe0c2", "#e7d2a8")
    c.rect(0, 60, 700, 270, "#7a4b3a")
    for row in range(3):
        c.rect(0, 140 + row * 90, 700, 9, "#5b3529")
        x = 10.0
        while x < 690:
            w, h = c.random.uniform(12, 26), c.random.uniform(52, 76)
            color = c.random.choice((RED, TEAL, OCHRE, CREAM, NAVY, SAGE, ROSE))
            c.rect(x, 140 + row * 90 - h, w, h, color, radius=2)
            c.rect(x + 3, 140 + row * 90 - h + 10, w - 6, 4, mix(color, INK, 0.35))
            x += w + 1.5
    c.rect(0, 330, 700, 64, "#c9a878")
    portrait(c, 350, 190, 56, JADE, hair=HAIR, long=True, smile=0.3)
    c.poly([(236, 330), (350, 350), (350, 270), (230, 250)], WHITE)
    c.poly([(350, 350), (470, 330), (476, 250), (350, 270)], CREAM)
    for k in range(4):
        c.curve((350, 270), (356 + k * 20, 210 - k * 4), (410 + k * 22, 240), WHITE, 4)
    for k in range(3):
        c.curve(
            (480 + k * 20, 200),
            (520 + k * 24, 180 + k * 26),
            (560 + k * 26, 210),
            WHITE,
            3,
            0.8,
        )


@picture(dw(74))
def ice_chess(c: Canvas) -> None:
    """Play chess on the fishmonger's ice."""
    c.sky("#2f5563", "#447080")
    for i in range(5):
        lantern(c, 70 + i * 140, 56, 18, AMBER)
    c.poly([(60, 250), (640, 250), (700, 394), (0, 394)], "#e4f1f3")
    c.poly([(60, 250), (640, 250), (644, 262), (56, 262)], WHITE)
    for _ in range(160):
        x, y = c.random.uniform(30, 670), c.random.uniform(262, 394)
        c.poly(
            [(x, y), (x + 12, y - 7), (x + 20, y + 3), (x + 7, y + 9)], "#cde4ea", 0.8
        )
    c.poly([(230, 270), (470, 270), (510, 372), (190, 372)], "#d8b27a")
    for k in range(9):
        t = k / 8
        c.line([(230 + 240 * t, 270), (190 + 320 * t, 372)], BROWN, 1.6)
        c.line(
            [(230 - 40 * t, 270 + 102 * t), (470 + 40 * t, 270 + 102 * t)], BROWN, 1.6
        )
    for k in range(12):
        x, y = c.random.uniform(230, 470), 282 + k * 7
        c.oval(x, y + 3, 13, 8, BROWN)
        c.oval(x, y, 13, 8, CREAM)
        c.oval(x, y, 7, 4, RED if k % 2 else INK)
    for x, skin, coat, hair in (
        (130, SKIN, NAVY, "#b9b1aa"),
        (570, "#d9a377", RED, HAIR),
    ):
        portrait(c, x, 150, 44, coat, skin=skin, hair=hair)
    for x in (330, 380):
        c.oval(x, 244, 30, 10, "#8fa3ad")
        c.poly([(x - 24, 244), (x - 46, 234), (x - 46, 254)], "#8fa3ad")
        c.dot(x + 20, 242, 2.4, INK)


@picture(dw(65))
def slow_post(c: Canvas) -> None:
    """Sort letters by the year they leave."""
    c.sky("#3d5a5a", "#4c6b66")
    for col in range(7):
        for row in range(4):
            x, y = 40 + col * 92, 34 + row * 66
            c.rect(x, y, 84, 58, "#6b4a35")
            c.rect(x + 4, y + 4, 76, 50, "#3f2b21")
            for k in range(c.random.randint(0, 9)):
                tone = c.random.choice((CREAM, SAND, "#dfe6dd", ROSE))
                c.rect(x + 8 + k * 7, y + 14 + c.random.uniform(0, 8), 5, 36, tone)
    c.rect(0, 304, 700, 90, "#a67848")
    c.rect(0, 304, 700, 9, "#c3945f")
    c.poly([(250, 330), (400, 318), (416, 374), (262, 388)], WHITE)
    c.line([(250, 330), (336, 358), (400, 318)], GREY, 2)
    c.rect(366, 328, 24, 26, RED)
    c.dot(372, 336, 18, "#8a2f1e", 0.3)
    c.ring(352, 344, 17, 15, NAVY, 1.6)
    person(c, 560, 396, 230, TEAL, hands=((484, 250), (600, 320)), hair="#b9b1aa")
    c.rect(466, 236, 40, 26, CREAM)
    c.rect(110, 250, 50, 58, GREY, radius=4)
    c.rect(118, 236, 34, 18, INK, radius=3)
    c.label(135, 284, "30", CREAM, 22)


@picture(dw(57))
def postbox(c: Canvas) -> None:
    """Paint a postbox half green, half blue."""
    c.sky("#bfdfe2", "#f7ebce", until=0.6)
    c.water(190, "#9ccbd0", "#5fa0a8", ripples=50)
    c.ridge(190, 8, SAGE, waves=4, until=196)
    c.rect(0, 300, 700, 94, "#d8c7a2")
    c.rect(0, 300, 700, 8, CREAM)
    c.pie(350, 130, 66, 180, 270, "#3d7256")
    c.pie(350, 130, 66, 270, 360, "#2f5d8c")
    c.rect(284, 130, 66, 210, "#3d7256")
    c.rect(350, 130, 66, 210, "#2f5d8c")
    c.rect(276, 330, 148, 22, INK, radius=4)
    c.rect(276, 124, 148, 12, mix("#3d7256", INK, 0.4), radius=5)
    c.rect(308, 164, 84, 14, INK, radius=6)
    c.poly([(330, 166), (398, 138), (408, 160), (348, 174)], WHITE)
    c.rect(316, 214, 68, 70, CREAM, radius=4)
    for k in range(4):
        c.line([(326, 232 + k * 13), (374, 232 + k * 13)], GREY, 3)
    gull(c, 350, 54, 4)
    c.oval(350, 52, 20, 10, WHITE)
    c.dot(368, 44, 8, WHITE)
    c.poly([(374, 42), (386, 46), (374, 48)], OCHRE)
    c.line([(346, 60), (346, 66)], OCHRE, 2)
    c.line([(354, 60), (354, 66)], OCHRE, 2)
    for x, y in ((120, 90), (170, 70), (560, 100)):
        gull(c, x, y, 13)


@picture(dw(24, host="api"))
def tailor_shop(c: Canvas) -> None:
    """Keep the lamp burning in the lane."""
    c.sky("#0f1930", "#2c3c5e")
    c.stars(60, until=120)
    for x, w, h in ((-20, 200, 310), (520, 220, 330)):
        c.rect(x, 394 - h, w, h, "#1d2942")
        c.poly(
            [(x - 20, 394 - h), (x + w / 2, 350 - h), (x + w + 20, 394 - h)], "#141d31"
        )
    c.rect(170, 90, 360, 304, "#5b3a37")
    c.poly([(140, 96), (200, 48), (500, 48), (560, 96)], "#2b2030")
    for k in range(14):
        c.line([(196 + k * 23, 50), (150 + k * 30, 94)], "#3a2c40", 3)
    c.rect(206, 150, 200, 170, "#ffd27a")
    c.glow(306, 220, 230, "#ffdf9c", 0.55)
    c.rect(430, 150, 78, 244, "#7a4b3a")
    c.rect(442, 164, 54, 90, "#ffd98f")
    c.line([(306, 150), (306, 320)], "#7a4b3a", 6)
    c.line([(206, 232), (406, 232)], "#7a4b3a", 4)
    c.line([(256, 150), (256, 176)], INK, 2)
    c.dot(256, 184, 9, WHITE)
    person(c, 350, 318, 120, TEAL, hands=((300, 272), (322, 270)), hair=HAIR)
    c.rect(230, 278, 110, 12, BROWN)
    c.poly(
        [
            (250, 278),
            (256, 250),
            (292, 250),
            (292, 278),
            (280, 278),
            (276, 262),
            (264, 262),
            (264, 278),
        ],
        INK,
    )
    c.rect(210, 106, 190, 30, NIGHT, radius=4)
    for k in range(5):
        c.rect(230 + k * 34, 113, 18, 16, OCHRE, radius=2)
    lantern(c, 156, 170, 16)
    c.poly([(0, 394), (700, 394), (560, 350), (120, 350)], "#33405c", 0.9)
    c.poly([(206, 394), (430, 394), (396, 350), (216, 350)], "#ffd98f", 0.35)


@picture(dw(25, "_7.jpg", host="api"))
def sewing(c: Canvas) -> None:
    """Lay two pairs of scissors on the ledger."""
    c.sky("#b98a5c", "#a67848")
    for i in range(7):
        c.line([(0, 30 + i * 60), (700, 20 + i * 62)], "#96693d", 2, 0.7)
    c.poly([(80, 70), (340, 50), (360, 330), (90, 346)], CREAM)
    c.poly([(340, 50), (600, 66), (604, 342), (360, 330)], WHITE)
    for k in range(10):
        c.line([(104, 100 + k * 23), (326, 84 + k * 24)], "#c9bfa6", 2)
        c.line([(366, 84 + k * 24), (584, 96 + k * 23)], "#c9bfa6", 2)
    for k in range(7):
        c.line([(112, 92 + k * 23), (170 + (k * 37) % 100, 87 + k * 23.5)], INK, 3)
        c.line([(378, 78 + k * 24), (430 + (k * 53) % 110, 81 + k * 24)], INK, 3)
    for x, y, a, color, size in (
        (300, 250, -0.5, INK, 1.0),
        (470, 210, 0.6, "#7c858a", 0.8),
    ):
        for side in (-1, 1):
            d = a + side * 0.16
            tip = (x + math.cos(d) * 130 * size, y + math.sin(d) * 130 * size)
            grip = (x - math.cos(d) * 74 * size, y - math.sin(d) * 74 * size)
            c.line([tip, grip], color, 9 * size)
            c.ring(
                grip[0] - math.cos(d) * 18,
                grip[1] - math.sin(d) * 18,
                24 * size,
                20 * size,
                RED,
                8 * size,
            )
        c.dot(x, y, 6 * size, OCHRE)
    c.rect(610, 250, 44, 84, RED, radius=4)
    for k in range(8):
        c.line([(610, 262 + k * 9), (654, 258 + k * 9)], mix(RED, INK, 0.25), 1.6)
    c.oval(632, 250, 26, 8, SAND)
    c.oval(632, 336, 26, 8, SAND)
    c.curve((630, 300), (560, 380), (440, 350), RED, 2)
    c.dot(60, 60, 20, AMBER)
    c.dot(60, 60, 12, SKY)
