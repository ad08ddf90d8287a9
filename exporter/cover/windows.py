"""The window of a cover without a photograph: large dates or a calendar."""

from dataclasses import dataclass

from exporter.cover.dates import (
    DateSpan,
    Grid,
    Hero,
    hero_of,
    month_grid,
    year_grid,
)
from exporter.cover.pen import PAPER, Box, Colour, CoverPen

MARGIN_PX = 84
_STAMP_PX = 256
_STAMP_PAD_PX = 30
_HERO_LARGEST_PX = 400
_HERO_LEADING = 0.94
# How far a Han character reaches above the base line, in em.
_ASCENT = 0.86


def tint(colour: Colour, share: float) -> Colour:
    """Return ``colour`` with ``share`` of paper in it."""
    red, green, blue = (
        round(c + (p - c) * share) for c, p in zip(colour, PAPER, strict=True)
    )
    return red, green, blue


@dataclass(frozen=True, slots=True)
class _HeroLayout:
    """The sizes that let a hero fill a box, and the height it takes."""

    hero: Hero
    size_px: int
    small_px: int
    height_px: int

    @property
    def step_px(self) -> int:
        """Return the distance between the base lines of the large lines."""
        return round(_HERO_LEADING * self.size_px)

    @property
    def below_px(self) -> int:
        """Return the distance of the last line from the words below it."""
        return round(1.45 * self.small_px) if self.hero.below else 0


def _lay_out_hero(
    pen: CoverPen, span: DateSpan, width_px: int, height_px: int
) -> _HeroLayout:
    hero = hero_of(span)
    per_em = max(pen.width(line, pen.serif(100)) for line in hero.lines) / 100
    smalls = 0.42 * (bool(hero.above) + bool(hero.below))
    most = height_px / (_HERO_LEADING * len(hero.lines) + smalls)
    size = int(min(width_px / per_em, most, _HERO_LARGEST_PX))
    small = max(30, min(64, round(size * 0.27)))
    height = _HERO_LEADING * size * (len(hero.lines) - 1) + _ASCENT * size
    height += 1.45 * small * bool(hero.below) + 1.2 * small * bool(hero.above)
    return _HeroLayout(hero, size, small, round(height))


def draw_hero(pen: CoverPen, box: Box, span: DateSpan, accent: Colour) -> None:
    """Draw the date large at the foot of ``box``, on ground of ``accent``."""
    left, top, right, bottom = box
    layout = _lay_out_hero(pen, span, right - left, bottom - top)
    hero = layout.hero
    small = pen.serif(layout.small_px, tint(accent, 0.75))
    y = bottom - layout.below_px - layout.step_px * (len(hero.lines) - 1)
    if hero.above:
        lift = _ASCENT * layout.size_px + 0.34 * layout.small_px
        pen.write(hero.above, (left, y - lift), small)
    for line in hero.lines:
        pen.write(line, (left, y), pen.serif(layout.size_px, PAPER))
        y += layout.step_px
    if hero.below:
        pen.write(hero.below, (left, bottom), small)


def draw_stamp(pen: CoverPen, window: Box, span: DateSpan, accent: Colour) -> None:
    """Draw the date on a tab that stands on the window's lower edge.

    A pale edge separates it from a dark photograph.
    """
    inside = _STAMP_PX - 2 * _STAMP_PAD_PX
    height = _lay_out_hero(pen, span, inside, inside).height_px + 2 * _STAMP_PAD_PX
    left, right = MARGIN_PX, MARGIN_PX + _STAMP_PX
    top, bottom = window[3] - height, window[3]
    pen.fill((left - 4, top - 4, right + 4, bottom), PAPER)
    pen.fill((left, top, right, bottom), accent)
    foot = bottom - _STAMP_PAD_PX
    inner = (left + _STAMP_PAD_PX, foot - inside, right - _STAMP_PAD_PX, foot)
    draw_hero(pen, inner, span, accent)


def draw_dates(
    pen: CoverPen, window: Box, span: DateSpan | None, accent: Colour
) -> None:
    """Fill the window of a cover without a photograph."""
    left, right = MARGIN_PX, window[2] - MARGIN_PX
    top, bottom = window[1] + 92, window[3] - 92
    if span is None:
        _draw_page(pen, (left, top, right, bottom), accent)
    elif span.in_year:
        middle = left + 400
        draw_hero(pen, (left, top, middle, bottom), span, accent)
        grid = month_grid(span) if span.in_month else year_grid(span)
        _draw_grid(pen, (middle + 76, top, right, bottom), grid, accent)
    else:
        draw_hero(pen, (left, top, right, bottom), span, accent)


def _draw_grid(pen: CoverPen, box: Box, grid: Grid, accent: Colour) -> None:
    """Draw a calendar that fills ``box``, its marked cells on a pale band."""
    left, top, right, bottom = box
    rows = [grid.head, *grid.rows] if grid.head else list(grid.rows)
    wide = (right - left) / len(rows[0])
    high = (bottom - top) / len(rows)
    longest = max(pen.width(word, pen.serif(100)) for row in rows for word in row)
    size = round(min(0.46 * wide, 0.46 * high, 70 * wide / longest))
    for number, row in enumerate(rows):
        middle = top + high * (number + 0.5)
        is_head = bool(grid.head) and number == 0
        for place, word in enumerate(row):
            cell = left + wide * place
            chosen = word in grid.chosen and not is_head
            marked = chosen and not grid.is_full
            if marked:
                above, below = round(middle - 0.36 * high), round(middle + 0.36 * high)
                pen.fill((round(cell), above, round(cell + wide), below), PAPER)
            dim = tint(accent, 0.6 if is_head else 0.42)
            fill = accent if marked else PAPER if chosen else dim
            at = (cell + wide / 2, middle + 0.36 * size)
            pen.write(word, at, pen.serif(size, fill), "middle")
        if number:
            line = round(top + high * number)
            pen.fill((left, line, right, line + 2), tint(accent, 0.22))


def _draw_page(pen: CoverPen, box: Box, accent: Colour) -> None:
    """Draw the front page of a newspaper, for a book without dates."""
    left, top, right, bottom = box
    column, gutter = 240, 24
    pale, dim = tint(accent, 0.55), tint(accent, 0.24)
    pen.fill((left, top, right, top + 6), pale)
    pen.fill((left, top + 40, right - 264, top + 84), pale)
    pen.fill((left, top + 104, right - 480, top + 148), pale)
    photo = (left + 2 * (column + gutter), top + 196, right, top + 470)
    pen.fill(photo, tint(accent, 0.34))
    for number in range(4):
        x = left + number * (column + gutter)
        start = photo[3] + 30 if x >= photo[0] else photo[1]
        for line, y in enumerate(range(start, bottom - 8, 30)):
            length = column * 5 // 9 if line % 6 == 5 else column
            pen.fill((x, y, x + length, y + 8), dim)
