"""Harbour, ferries, the lighthouse, the bay and the wetland."""

from __future__ import annotations

from scenes.brush import (
    AMBER,
    BROWN,
    CREAM,
    HAIR,
    INK,
    JADE,
    MOSS,
    NAVY,
    NIGHT,
    OCHRE,
    PLUM,
    RED,
    SAND,
    TEAL,
    WHITE,
    Canvas,
    bezier,
    dw,
    mix,
    picture,
)
from scenes.people import person
from scenes.setting import (
    beacon,
    blocks,
    egret,
    gull,
    lantern,
    pine,
    town,
)
from scenes.vehicles import ferry, sampan


@picture(dw(43))
def ferry_late(c: Canvas) -> None:
    """Hold the last ferry for someone who runs."""
    c.sky("#5d6f93", "#f3b98c", until=0.62)
    c.dot(182, 208, 34, "#f9d7a2")
    c.ridge(220, 20, "#6c6d86", waves=4)
    c.water(234, "#d99f86", "#3c5a75", ripples=80)
    for i in range(8):
        c.line(
            [(182 - 30 + i * 3, 250 + i * 14), (182 + 32 - i * 2, 250 + i * 14)],
            AMBER,
            2,
            0.5,
        )
    ferry(c, 236, 274, 128, TEAL)
    for x in (166, 190, 300):
        person(c, x, 240, 34, c.random.choice((RED, OCHRE, PLUM)))
    c.poly([(430, 318), (720, 300), (720, 394), (400, 394)], "#7a6353")
    c.poly([(430, 318), (720, 300), (720, 310), (428, 328)], "#a68d77")
    c.poly([(360, 268), (446, 316), (446, 326), (356, 276)], "#5d4a40")
    for x in (470, 560, 650):
        c.rect(x, 292 - (x - 470) * 0.06, 12, 30, INK, radius=3)
    x, y = 566, 352
    c.line([(x - 4, y - 46), (x - 36, y - 26), (x - 44, y - 4)], INK, 9)
    c.line([(x + 2, y - 46), (x + 22, y - 22), (x + 50, y - 26)], INK, 9)
    c.poly(
        [(x - 26, y - 98), (x + 2, y - 104), (x + 14, y - 46), (x - 12, y - 42)], RED
    )
    c.line(
        [(x - 18, y - 92), (x - 48, y - 84), (x - 62, y - 104)], mix(RED, INK, 0.2), 9
    )
    c.line([(x, y - 92), (x + 22, y - 74), (x + 40, y - 84)], mix(RED, INK, 0.2), 9)
    c.dot(x - 20, y - 118, 14, "#efc39a")
    c.pie(x - 18, y - 121, 16, 190, 380, HAIR)
    c.poly([(x + 10, y - 90), (x + 46, y - 110), (x + 40, y - 94)], AMBER)


@picture(dw(39))
def ferry_concert(c: Canvas) -> None:
    """Seat an orchestra on a ferry among paper lanterns."""
    c.sky("#1c2c52", "#d9836a", until=0.6)
    c.stars(70, until=110)
    c.ridge(212, 16, "#3b3b5e", waves=4)
    blocks(c, 232, "#2c3354", low=18, high=60, lit=AMBER)
    c.water(230, "#8c5f72", "#16263f", ripples=60)
    for _ in range(46):
        x, y = c.random.uniform(0, 700), c.random.uniform(290, 386)
        c.glow(x, y, 16, AMBER, 0.6)
        c.rect(x - 3, y - 5, 6, 7, "#ffd98a", radius=2)
    c.poly([(120, 250), (600, 250), (570, 312), (150, 312)], TEAL)
    c.rect(112, 244, 496, 9, CREAM)
    c.glow(356, 216, 210, "#ffd590", 0.55)
    for row, (y, count, h) in enumerate(((232, 13, 42), (246, 11, 50))):
        for i in range(count):
            x = 356 + (i - (count - 1) / 2) * (33 + row * 4)
            person(
                c,
                x,
                y + 4,
                h,
                INK,
                legs=INK,
                hair=c.random.choice((HAIR, BROWN, "#7c7068")),
            )
            c.oval(x + 8, y - h * 0.42, h * 0.1, h * 0.17, "#b5683a")
            c.line([(x + 8, y - h * 0.6), (x + 11, y - h * 0.9)], "#5b3524", 1.6)
    person(c, 356, 262, 66, WHITE, legs=INK, hands=((322, 192), (396, 184)), hair=HAIR)
    c.line([(396, 184), (414, 170)], WHITE, 1.6)
    for i in range(9):
        lantern(c, 140 + i * 54, 118 + abs(i - 4) * -7 + 40, 8)
    c.curve((120, 130), (356, 190), (590, 130), INK, 1.6)


@picture(dw(26))
def egg(c: Canvas) -> None:
    """Float a great white egg in the harbour."""
    c.sky("#bcd3d6", "#f7e9cf", until=0.55)
    town(c, 214, wall="#e9d3b3", roof="#b65c45", low=44, high=86)
    c.rect(0, 210, 700, 14, "#8d8378")
    c.water(222, "#a8cdcc", "#3f7f86", ripples=70)
    c.oval(356, 306, 106, 14, "#2d646c", 0.4)
    c.poly(
        [
            *bezier((268, 298), (262, 160), (350, 122)),
            *bezier((350, 122), (440, 160), (440, 298)),
            *bezier((440, 298), (352, 330), (268, 298)),
        ],
        WHITE,
    )
    c.poly(
        [
            *bezier((392, 146), (436, 200), (440, 298)),
            *bezier((440, 298), (400, 314), (352, 313)),
            *bezier((352, 313), (420, 250), (392, 146)),
        ],
        "#d9dfd8",
    )
    c.oval(312, 196, 12, 28, "#ffffff", 0.9)
    for x, col in (
        (84, OCHRE),
        (112, RED),
        (136, JADE),
        (540, PLUM),
        (566, NAVY),
        (600, OCHRE),
    ):
        person(c, x, 224, 46, col, hands=((x + (14 if x < 300 else -14), 186),))
    sampan(c, 196, 344, 44, BROWN)
    person(c, 192, 338, 64, NAVY, hands=((240, 296), (210, 316)))
    c.line([(248, 290), (206, 352)], INK, 3)
    for x, y in ((500, 84), (548, 62), (120, 80)):
        gull(c, x, y, 12)


@picture(dw(62))
def lighthouse(c: Canvas) -> None:
    """Stand the lighthouse on its cape by day."""
    c.sky("#9cc4d2", "#f5ead0", until=0.66)
    for x, y, r in (
        (120, 96, 26),
        (150, 86, 34),
        (190, 98, 24),
        (520, 70, 22),
        (548, 60, 28),
    ):
        c.oval(x, y, r * 1.6, r * 0.7, WHITE, 0.8)
    c.water(250, "#86bcc4", "#2b6b7d", ripples=70)
    c.ridge(248, 8, "#8fb0ae", waves=5, until=252)
    c.poly(
        [
            (330, 320),
            (380, 268),
            (470, 246),
            (560, 250),
            (640, 272),
            (720, 276),
            (720, 400),
            (300, 400),
        ],
        "#6f8557",
    )
    c.poly([(330, 320), (380, 290), (440, 310), (470, 400), (290, 400)], "#8b7963")
    c.poly([(440, 310), (520, 300), (560, 400), (470, 400)], "#77664f")
    beacon(c, 520, 260, 220)
    c.rect(560, 224, 84, 44, WHITE)
    c.poly([(552, 226), (572, 200), (632, 200), (652, 226)], RED)
    c.rect(578, 236, 14, 14, NAVY)
    c.rect(612, 236, 14, 30, BROWN)
    sampan(c, 150, 326, 40, INK)
    c.poly([(150, 310), (150, 246), (200, 306)], CREAM)
    for x, y in ((300, 140), (342, 116), (270, 170)):
        gull(c, x, y, 13)


@picture(dw(63), width_px=480, height_px=640)
def lighthouse_night(c: Canvas) -> None:
    """Sweep the light over the sea at night; upright."""
    c.sky("#0f1c35", "#34507a", until=0.75)
    c.stars(190, until=400)
    c.poly([(232, 188), (-40, 60), (-40, 200)], "#ffe9b0", 0.28)
    c.poly([(248, 188), (520, 90), (520, 250)], "#ffe9b0", 0.28)
    c.glow(240, 190, 150, "#fff0c4", 0.9)
    c.water(470, "#2b4468", "#0c1626", ripples=60)
    c.poly(
        [
            (60, 540),
            (140, 470),
            (240, 450),
            (350, 476),
            (420, 546),
            (520, 640),
            (0, 640),
        ],
        "#1b2430",
    )
    beacon(c, 240, 474, 300, lit=True)
    c.poly([(204, 474), (217, 234), (263, 234), (276, 474)], NIGHT, 0.45)
    c.rect(300, 442, 64, 34, "#2b3444")
    c.rect(316, 452, 12, 12, AMBER)
    for i in range(5):
        c.line(
            [(60 + i * 12, 500 + i * 20), (140 - i * 4, 500 + i * 20)], AMBER, 2, 0.35
        )
    ferry(c, 92, 486, 30, "#223a55")


@picture(dw(14))
def egrets(c: Canvas) -> None:
    """Fish in the reeds with the egrets."""
    c.sky("#e9d9b6", "#f6efdc", until=0.5)
    c.dot(540, 110, 38, "#f3b98c")
    c.ridge(170, 18, "#b9c4a8", waves=4)
    c.ridge(192, 10, "#9db08e", waves=5)
    c.water(202, "#dccfae", "#7fa79c", ripples=60)
    for x, y, s, f in (
        (180, 318, 170, 1),
        (330, 290, 120, -1),
        (452, 350, 200, -1),
        (560, 268, 84, 1),
    ):
        c.oval(x, y + 3, s * 0.24, 4, "#5f8479", 0.5)
        egret(c, x, y, s, f)
    for _ in range(90):
        u = c.random.choice((c.random.uniform(-10, 130), c.random.uniform(590, 710)))
        h = c.random.uniform(60, 170)
        tip = (u + c.random.uniform(-22, 22), 394 - h)
        c.curve(
            (u, 398),
            (u, 394 - h * 0.6),
            tip,
            c.random.choice((MOSS, "#7d8f55", "#96a468")),
            2.4,
        )
        if c.random.random() < 0.25:
            c.line([tip, (tip[0], tip[1] + 22)], BROWN, 6)


@picture(dw(18))
def bay_bridge(c: Canvas) -> None:
    """Span the bay with a bridge that is only dashes."""
    c.sky("#d3e4e2", "#f6ead0", until=0.5)
    c.ridge(176, 44, "#a9c2b2", waves=2.4)
    c.water(196, "#a9d0d0", "#3f868d", ripples=70)
    c.poly(
        [(-10, 240), (120, 214), (190, 232), (150, 300), (60, 394), (-10, 394)],
        "#7f9b63",
    )
    c.poly(
        [(710, 220), (600, 206), (520, 228), (560, 290), (640, 394), (710, 394)],
        "#7f9b63",
    )
    for x, y in ((36, 244), (92, 232), (590, 226), (640, 222)):
        c.rect(x, y - 26, 34, 26, CREAM)
        c.poly([(x - 5, y - 25), (x + 17, y - 44), (x + 39, y - 25)], RED)
    for k in range(18):
        t = k / 18
        if k % 2 == 0:
            u, u2 = 170 + t * 370, 170 + (t + 1 / 18) * 370
            c.line([(u, 206), (u2, 206)], RED, 5)
    for x in (270, 440):
        for k in range(6):
            c.line([(x, 110 + k * 24), (x, 122 + k * 24)], RED, 5)
        for side in (-1, 1):
            for k in range(5):
                a, b = k / 5, (k + 0.55) / 5
                c.line(
                    [
                        (x + side * 84 * a, 112 + 92 * a),
                        (x + side * 84 * b, 112 + 92 * b),
                    ],
                    RED,
                    2.4,
                )
    ferry(c, 350, 300, 56)
    c.line([(294, 304), (180, 288)], WHITE, 2, 0.5)


@picture(dw(19))
def half_moon(c: Canvas) -> None:
    """Mirror the moon in the bay of the same name."""
    c.sky("#1b2b4f", "#7d7aa0", until=0.56)
    c.stars(120, until=180)
    c.dot(420, 104, 40, CREAM)
    c.dot(437, 96, 38, mix("#1b2b4f", "#7d7aa0", 0.43))
    c.ridge(214, 34, "#2c3a5c", waves=3)
    c.water(222, "#6a6d94", "#131f38", ripples=50)
    for i in range(12):
        half = 36 - i * 1.5
        c.line(
            [(412 - half, 244 + i * 11), (412 + half * 0.5, 244 + i * 11)],
            CREAM,
            3,
            0.55,
        )
    for x in range(40, 260, 44):
        c.rect(x, 204, 22, 18, "#222e49")
        c.rect(x + 8, 210, 5, 6, AMBER)
        c.line([(x + 10, 228), (x + 10, 262)], AMBER, 2, 0.4)
    sampan(c, 190, 318, 46, "#0e1626")
    person(c, 186, 314, 62, "#3b4567", hat=SAND)
    pine(c, 640, 230, 90, "#1c3038")
    pine(c, 672, 236, 120, "#1c3038")
