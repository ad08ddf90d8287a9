"""Long pictures are cut into readable pieces, and no part of them is lost."""

from pathlib import Path

import pytest
from PIL import Image as Pixels
from PIL import ImageDraw

from exporter.images.decode.conversion import prepare_image
from exporter.images.decode.cuts import cut_image, plan_cut
from exporter.images.decode.recipe import Prepared, Recipe
from exporter.images.decode.workers import Workers
from exporter.images.store.index import Source
from exporter.images.store.store import Store
from exporter.journal import Journal
from exporter.model import Figure, Image, ImageRef, Text
from tests.support.books import PICTURE_URL, article, book
from tests.support.images import decode, draw_photo, encode
from tests.support.prints import Pdf, options, print_pdf

SCREEN = Recipe(1600, 1600, 50_000_000)
A4 = Recipe(1838, 2880, 50_000_000)
LINE_PX = 20


def draw_lines(width_px: int, height_px: int, *, across: bool = False) -> Pixels.Image:
    """Return dark lines on white, one every LINE_PX pixels, each half as high."""
    sides = (height_px, width_px) if across else (width_px, height_px)
    image = Pixels.new("L", sides, "white")
    pen = ImageDraw.Draw(image)
    for top in range(0, sides[1] - LINE_PX // 2, LINE_PX):
        for left in range(4, sides[0] - 8, 10):
            pen.rectangle((left, top + 2, left + 5, top + LINE_PX // 2), fill=40)
    return image.transpose(Pixels.Transpose.TRANSPOSE) if across else image


def pieces_of(data: bytes, recipe: Recipe = SCREEN) -> list[Pixels.Image]:
    made = prepare_image(data, recipe)
    assert isinstance(made, Prepared)
    files = [made.data or data, *(piece for _, piece in made.more)]
    shapes = [made.result, *(shape for shape, _ in made.more)]
    images = [decode(file) for file in files]
    assert [(s.width_px, s.height_px) for s in shapes] == [p.size for p in images]
    return images


@pytest.mark.parametrize("recipe", [SCREEN, A4])
@pytest.mark.parametrize(
    ("size", "cut"),
    [
        ((600, 4000), True),
        ((1000, 12_000), True),
        ((600, 1500), True),
        ((10_000, 300), True),
        ((600, 900), False),  # a photograph
        ((1080, 2340), False),  # a telephone's screen
        ((120, 600), False),  # small: the screen has room for all of it
        ((40, 4000), True),
        ((3000, 20), False),  # an ornament
        ((1600, 400), False),
        ((2, 2), False),
    ],
)
def test_images_much_longer_than_wide_are_cut(
    size: tuple[int, int], recipe: Recipe, cut: bool
) -> None:
    assert (plan_cut(*size, recipe) is not None) == cut


@pytest.mark.parametrize("across", [False, True])
def test_cuts_lie_between_lines_of_lettering(across: bool) -> None:
    size = (9000, 300) if across else (600, 4000)
    image = draw_lines(*size, across=across)
    plan = plan_cut(*size, SCREEN)
    assert plan is not None
    pieces = cut_image(image, plan)
    assert len(pieces) > 3
    end = 0
    for piece in pieces[:-1]:
        end += piece.width if across else piece.height
        assert end % LINE_PX > LINE_PX // 2 or end % LINE_PX < 2
    whole = Pixels.new("L", size)
    at = 0
    for piece in pieces:
        whole.paste(piece, (at, 0) if across else (0, at))
        at += piece.width if across else piece.height
    assert at == max(size)
    assert whole.tobytes() == image.tobytes()


def test_pieces_of_a_photograph_without_quiet_rows_overlap() -> None:
    image = draw_photo(300, 3000)
    plan = plan_cut(300, 3000, SCREEN)
    assert plan is not None
    heights = [piece.height for piece in cut_image(image, plan)]
    assert 3000 < sum(heights) < 3000 * 1.1


@pytest.mark.slow
@pytest.mark.parametrize("recipe", [SCREEN, A4, Recipe(1072, 1448, 50_000_000)])
@pytest.mark.parametrize("size", [(600, 4000), (1000, 12_000), (2400, 9000)])
def test_pieces_keep_the_width_that_is_shown(
    size: tuple[int, int], recipe: Recipe
) -> None:
    pieces = pieces_of(encode(draw_lines(*size), "PNG"), recipe)
    assert {piece.width for piece in pieces} == {min(size[0], recipe.max_width_px)}
    assert all(recipe.admits(*piece.size) for piece in pieces)
    assert all(piece.height < piece.width for piece in pieces)


def test_an_image_turned_by_exif_is_cut_upright() -> None:
    exif = Pixels.Exif()
    exif[0x0112] = 6
    data = encode(draw_lines(3000, 500, across=True), "JPEG", exif=exif)
    pieces = pieces_of(data)
    assert len(pieces) > 3
    assert {piece.width for piece in pieces} == {500}


def test_pieces_are_grey_in_a_book_in_greys() -> None:
    grey = Recipe(1600, 1600, 50_000_000, grey=True)
    pieces = pieces_of(encode(draw_photo(400, 4000), "JPEG"), grey)
    assert {piece.mode for piece in pieces} == {"L"}


def test_a_worker_and_the_store_return_all_pieces_unchanged(tmp_path: Path) -> None:
    data = encode(draw_lines(600, 4000), "PNG")
    with Workers(count=1, seconds=60) as workers:
        prepared = workers.prepare(data, SCREEN)
    assert prepared == prepare_image(data, SCREEN)
    assert isinstance(prepared, Prepared)
    name = "https://a.example/long.png"
    with Store(tmp_path, Journal(), now=lambda: 1e9) as store:
        kept = store.keep(data, prepared, recipe=SCREEN, source=Source(name))
        assert isinstance(kept, Image)
        assert len(kept.pieces) == len(prepared.more) + 1
        assert store.find({name: ""}, SCREEN).assets == {name: kept}
    with Store(tmp_path, Journal(), now=lambda: 1e9) as store:
        assert store.find({name: ""}, SCREEN).assets == {name: kept}
        kept.more[2].path.unlink()
        found = store.find({name: ""}, SCREEN)
        assert found.assets == {}
        assert list(found.originals) == [name]


def long_image(folder: Path) -> Image:
    prepared = prepare_image(encode(draw_lines(600, 4000), "PNG"), A4)
    assert isinstance(prepared, Prepared)
    source = Source("https://a.example/long.png")
    with Store(folder, Journal(), now=lambda: 1e9) as store:
        kept = store.keep(b"x", prepared, recipe=A4, source=source)
    assert isinstance(kept, Image)
    return kept


@pytest.mark.slow
@pytest.mark.pango
@pytest.mark.parametrize(
    ("layout", "columns"), [("briefing", 1), ("briefing", 2), ("book", 1)]
)
def test_a_long_image_is_whole_and_wide_on_paper(
    layout: str, columns: int, tmp_path: Path
) -> None:
    image = long_image(tmp_path)
    source = book([article(Figure(ImageRef(PICTURE_URL, "长图"), (Text("说明"),)))])
    page = options(layout, columns=columns)  # type: ignore[arg-type]
    made = Pdf(print_pdf(source, page, {PICTURE_URL: image}))
    boxes = [box for page in range(len(made.texts)) for box in made.picture_boxes(page)]
    wide = [box for box in boxes if 300 < box[2] - box[0] < 500]  # not the cover
    assert len(wide) == len(image.pieces)
    for left, bottom, right, top in wide:
        assert 0 < left < right < 595
        assert 50 < bottom < top < 842 - 50
    assert made.text.count("说明") == 1
    alts = [str(e.get("/Alt")) for _, kind, e in made.structure() if kind == "Figure"]
    assert alts.count("长图") == 1
    assert f"上图第2部分，共{len(image.pieces)}部分" in alts
