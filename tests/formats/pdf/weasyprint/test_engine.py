"""The interface to WeasyPrint: it fetches nothing, and its messages become problems."""

import gc
import io
import logging
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageFile

from exporter.errors import PdfError
from exporter.formats.pdf.options import UserCss
from exporter.formats.pdf.weasyprint import load_engine
from exporter.journal import Journal
from exporter.model import Problem
from tests.support.images import jpeg
from tests.support.prints import Pdf, pango_trouble

pytestmark = pytest.mark.pango
_DATA_URL = (
    "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
)
ENGINE = "exporter.formats.pdf.weasyprint.engine"
PAGE = "<!DOCTYPE html><html lang=zh-Hans><title>页</title><body>{}"


@pytest.fixture
def engine() -> Any:
    return load_engine()


@dataclass
class Counting:
    """Records the progress that it is told."""

    told: list[tuple[str, int]] = field(default_factory=list)

    def start(self, stage: str, total: int) -> None:
        self.told.append((stage, total))

    def advance(self, steps: int = 1) -> None:
        self.told.append(("advance", steps))

    def note(self, message: str) -> None:
        self.told.append((message, 0))

    def finish(self) -> None:
        self.told.append(("finish", 0))


def lay_out(
    engine: Any,
    body: str,
    css: str = "",
    *,
    files: Mapping[str, bytes | Path] | None = None,
    users: str = "",
    first_page: int = 1,
) -> tuple[Any, list[Problem]]:
    """Return the pages of ``body``, and the Problems met."""
    problems: list[Problem] = []
    user_css = UserCss(users, Path("house.css")) if users else None
    styles = engine.Styles(css, user_css)
    with engine.Press(files or {}, styles, Journal(problems=problems)) as press:
        press.name_files({"images/x.jpg": "https://x.test/x.jpg"})
        pages = press.lay_out(PAGE.format(body), pages=1, first_page=first_page)
    return pages, [p for p in problems if p.code != "composition-unsupported"]


def written(engine: Any, pages: Any, **view: Any) -> Pdf:
    stream = io.BytesIO()
    pages.write(
        stream, identifier="urn:x", variant="pdf/ua-1", view=engine.View(**view)
    )
    return Pdf(stream.getvalue())


# ---------------------------------------------------------------- fetching


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/x.jpg",
        "http://127.0.0.1:1/x.jpg",
        "file:///etc/passwd",
        "ftp://example.org/x.jpg",
        "//example.org/x.jpg",
        "/etc/passwd",
        "../images/y.jpg",
        "../../../../etc/passwd",
    ],
)
def test_files_outside_the_book_are_not_fetched(engine: Any, url: str) -> None:
    body = f'<img src="{url}" alt="替代文字">'
    pages, problems = lay_out(engine, body, files={"images/x.jpg": jpeg()})
    assert [problem.code for problem in problems] == ["image-unreadable"]
    assert "nothing is fetched for print" in problems[0].what
    assert "替代文字" in written(engine, pages).text


def test_files_of_the_book_are_loaded(engine: Any, tmp_path: Path) -> None:
    path = tmp_path / "y.jpg"
    path.write_bytes(jpeg(seed=2))
    sources = ("../images/x.jpg", "../images/%79.jpg", _DATA_URL)
    body = "".join(f'<img src="{source}" alt="图">' for source in sources)
    files: dict[str, bytes | Path] = {"images/x.jpg": jpeg(), "images/y.jpg": path}
    pages, problems = lay_out(engine, body, files=files)
    assert problems == []
    pdf = written(engine, pages)
    assert len(pdf.reader.pages[0].images) == 3
    assert jpeg() in pdf.data
    assert jpeg(seed=2) in pdf.data


def test_missing_picture_is_a_problem_with_its_address(
    engine: Any, tmp_path: Path
) -> None:
    body = '<img src="../images/x.jpg" alt="塔">'
    pages, (problem,) = lay_out(
        engine, body, files={"images/x.jpg": tmp_path / "gone.jpg"}
    )
    assert (problem.code, problem.where) == ("image-unreadable", "https://x.test/x.jpg")
    assert "No such file" in problem.what
    assert len(pages) == 1


def test_picture_that_cannot_be_decoded_is_a_problem(engine: Any) -> None:
    body = '<img src="../images/x.jpg" alt="塔"><p>后面的字'
    pages, (problem,) = lay_out(engine, body, files={"images/x.jpg": b"no picture"})
    assert problem.code == "image-unreadable"
    assert "后面的字" in written(engine, pages).text


# --------------------------------------------------------------- listening


def test_ignored_declarations_of_the_users_css_are_problems(engine: Any) -> None:
    users = "p { colour: red }\nh1 { color: blue }\n\np { margin: wide }"
    _, problems = lay_out(engine, "<p>字", users=users)
    assert [problem.code for problem in problems] == ["stylesheet-ignored"] * 2
    assert {problem.where for problem in problems} == {"house.css"}
    assert "colour" in problems[0].what
    assert "1:5" in problems[0].what


def test_users_css_overrides_ours(engine: Any) -> None:
    css = "@page { size: 100mm 100mm } p { page-break-after: auto }"
    users = "@page { size: 50mm 80mm }"
    pages, _ = lay_out(engine, "<p>字", css, users=users)
    box = written(engine, pages).reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (142, 227)


def test_font_that_cannot_be_loaded_is_an_error(engine: Any) -> None:
    css = "@font-face { font-family: x; src: url(../fonts/x.otf) }"
    with pytest.raises(PdfError, match="a font cannot be loaded") as error:
        lay_out(engine, "<p>字", css, files={"fonts/x.otf": b"no font"})
    assert "--font-dir" in error.value.hint


def test_repeated_warning_is_one_problem(engine: Any) -> None:
    body = '<img src="../images/z.jpg" alt="a">' * 3
    _, problems = lay_out(engine, body)
    assert len(problems) == 1


def test_loggers_are_restored_after_layout(engine: Any) -> None:
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [(g.level, g.propagate, list(g.handlers)) for g in loggers]
    lay_out(engine, "<p>字")
    assert [(g.level, g.propagate, list(g.handlers)) for g in loggers] == before


def test_global_state_is_restored_after_layout(engine: Any) -> None:
    import pydyf

    references = pydyf.PDF.page_references
    thresholds = gc.get_threshold()
    lay_out(engine, "<p>字")
    assert gc.get_threshold() == thresholds
    assert pydyf.PDF.page_references is references
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


def test_progress_counts_the_pages(engine: Any) -> None:
    progress = Counting()
    css = "p { break-after: page }"
    with engine.Press({}, engine.Styles(css), Journal(progress=progress)) as press:
        press.lay_out(PAGE.format("<p>一<p>二<p>三<p>四"), pages=3)
        press.lay_out(PAGE.format("<p>五"), pages=2)
    assert progress.told == [
        *(("pages", 3), *[("advance", 1)] * 3, ("finish", 0)),
        *(("pages", 2), ("advance", 1), ("finish", 0)),
    ]


@pytest.fixture
def _broken(engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail as WeasyPrint 70 does for a ``::first-letter`` that floats."""

    def render(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(engine.HTML, "render", render)


@pytest.mark.usefixtures("_broken")
def test_crash_of_weasyprint_by_a_users_stylesheet_names_the_stylesheet(
    engine: Any,
) -> None:
    with pytest.raises(PdfError) as caught:
        lay_out(engine, "<p>字", users="p::first-letter { float: left }")
    assert "house.css: AssertionError" in caught.value.message
    assert "one by one" in (caught.value.hint or "")


@pytest.mark.usefixtures("_broken")
def test_error_in_our_own_code_keeps_its_traceback(engine: Any) -> None:
    with pytest.raises(AssertionError):
        lay_out(engine, "<p>字")


# ------------------------------------------------------------------- pages


def test_page_numbers_start_at_the_first_page_given(engine: Any) -> None:
    css = "@page { @top-left { content: counter(page) } } p { break-after: page }"
    css += "@page :left { @top-right { content: 'left' } }"
    pages, problems = lay_out(engine, "<p>甲<p>乙", css, first_page=8)
    texts = [text.split() for text in written(engine, pages).texts[:2]]
    assert problems == []
    assert sorted(texts[0]) == sorted(["8", "left", "甲"])
    assert sorted(texts[1]) == sorted(["9", "乙"])


def test_pages_laid_out_separately_are_joined_into_one_file(engine: Any) -> None:
    styles = engine.Styles("p, div { break-after: page }")
    with engine.Press({}, styles, Journal()) as press:
        body = '<p id=a>甲</p><p><a href="#b">乙</a></p><div id=b></div>'
        pages = press.lay_out(PAGE.format(body), pages=1)
        assert pages.find_anchors() == {"a": 0, "b": 2}
        more = '<p id=b><a href="#a">丙</a></p><p>丁'
        pages.replace_last(press.lay_out(PAGE.format(more), pages=1))
        pdf = written(engine, pages)
    assert [text.strip() for text in pdf.texts[:4]] == ["甲", "乙", "丙", "丁"]
    assert pdf.places() == {"a": 0, "b": 2}
    assert pdf.all_links() == ["#b", "#a"]


def test_link_with_nested_elements_is_one_annotation(engine: Any) -> None:
    body = (
        '<p><a href="https://x.test/">词<strong>粗<em>体</em></strong>'
        '<span class=c>1</span></a> <a href="https://x.test/">又一</a>'
    )
    pages, _ = lay_out(engine, body)
    pdf = written(engine, pages)
    assert pdf.all_links() == ["https://x.test/"] * 2


@pytest.mark.parametrize(
    ("front_pages", "labels"),
    [(0, ["1", "2", "3", "4"]), (3, ["i", "ii", "iii", "1"])],
)
def test_pages_have_roman_labels_in_front_and_numbers_after(
    engine: Any, front_pages: int, labels: list[str]
) -> None:
    pages, _ = lay_out(engine, "<p>一<p>二<p>三<p>四", "p + p { break-before: page }")
    pdf = written(engine, pages, front_pages=front_pages)
    assert pdf.reader.page_labels == labels


def test_pdf_opens_with_its_outline_shown(engine: Any) -> None:
    pages, _ = lay_out(engine, "<p>字")
    assert written(engine, pages).entry("/PageMode") == "/UseOutlines"
    assert written(engine, pages).entry("/PageLayout") == "/SinglePage"
    two_sided = written(engine, pages, two_sided=True)
    assert two_sided.entry("/PageLayout") == "/TwoPageRight"


def test_fonts_that_are_not_ours_are_listed(engine: Any) -> None:
    pages, _ = lay_out(engine, "<p>字")
    written(engine, pages)
    assert len(pages.foreign_fonts()) == 1


# ----------------------------------------------------------------- loading


class _Refuser:
    """Makes an import fail in the way the loader of a library fails."""

    def __init__(self, name: str, error: Exception) -> None:
        self._name, self._error = name, error

    def find_spec(self, name: str, *rest: object) -> None:
        if name == self._name:
            sys.stdout.write("WeasyPrint could not import some external libraries.")
            raise self._error


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Make the next ``load_engine`` import the engine anew."""
    assert pango_trouble() == ""
    monkeypatch.delitem(sys.modules, ENGINE)
    monkeypatch.delattr(ENGINE)
    return monkeypatch


def test_missing_pango_is_an_error_that_says_what_to_install(
    unloaded: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error = OSError("cannot load library 'libpango-1.0-0': no such file\nmore")
    refuser = _Refuser(ENGINE, error)
    unloaded.setattr(sys, "meta_path", [refuser, *sys.meta_path])
    with pytest.raises(PdfError) as caught:
        load_engine()
    assert caught.value.message == (
        "a library that lays out pages cannot be loaded: "
        "cannot load library 'libpango-1.0-0': no such file"
    )
    assert "apt-get install libpango-1.0-0" in caught.value.hint
    assert "brew install pango" in caught.value.hint
    assert capsys.readouterr().out == ""


def test_missing_weasyprint_is_an_error_that_says_what_to_install(
    unloaded: pytest.MonkeyPatch,
) -> None:
    refuser = _Refuser(ENGINE, ImportError("No module named 'x'"))
    unloaded.setattr(sys, "meta_path", [refuser, *sys.meta_path])
    with pytest.raises(PdfError, match="WeasyPrint cannot be loaded: No module"):
        load_engine()


def test_old_pango_is_an_error(engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "pango_version", lambda: (1, 42, 4))
    with pytest.raises(PdfError, match=r"Pango 1\.42\.4 is too old") as error:
        load_engine()
    assert "install Pango 1.44 or newer" in error.value.hint


def test_version_of_pango_is_read_from_the_loaded_library(engine: Any) -> None:
    assert (1, 44, 0) <= engine.pango_version() < (3, 0, 0)
