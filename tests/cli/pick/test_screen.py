"""The screen, driven by Textual's pilot: keys go in, state and screen follow."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Static

from exporter.alternatives import BookKind
from exporter.cli.language import Language, speak
from exporter.cli.pick.listing import ArticleList
from exporter.cli.pick.preview import ArticleTexts
from exporter.cli.pick.rows import ArticleRow, make_rows
from exporter.cli.pick.screen import Outcome, PickApp, Wishes
from exporter.cli.pick.state import PickState
from exporter.errors import UsageError
from exporter.journal import Journal
from exporter.selection import Choice, choose_articles
from exporter.words import Message
from tests.cli.test_chinese import english_words
from tests.support.news import make_news

pytestmark = pytest.mark.slow

Driver = Pilot[Outcome]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")  # ``speak`` changes it
    speak("en")


def make_app(
    folder: Path, saved: list[str] | None = None, *, kind: BookKind | None = None
) -> tuple[PickApp, PickState]:
    """Return the screen over a small archive; names of saved picks go to ``saved``."""
    choice = Choice(archive=make_news(folder / "news"), cache_dir=folder / "cache")
    rows = make_rows(choose_articles(choice, Journal()).headers, UTC)
    state = PickState(rows)

    def save(name: str, state: PickState) -> None:
        if name == "bad/name":
            raise UsageError(Message("a pick cannot be called so"), hint="")
        assert saved is not None
        saved.append(f"{name}: {', '.join(titles(state))}")

    return PickApp(state, ArticleTexts(UTC), Wishes(save, kind=kind)), state


def titles(state: PickState) -> list[str]:
    return [row.title for row in state.picked]


def drive(
    app: PickApp,
    play: Callable[[Driver], Awaitable[None]],
    size: tuple[int, int] = (80, 24),
) -> Outcome | None:
    """Open the screen, let ``play`` press its keys, and return how it was left."""

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await play(pilot)

    asyncio.run(run())
    return app.return_value


def text_of(pilot: Driver, place: str) -> str:
    return str(pilot.app.screen.query_one(place, Static).content)


def list_of(pilot: Driver) -> list[str]:
    listing = pilot.app.screen.query_one(ArticleList)
    return [listing.render_line(y).text.rstrip() for y in range(listing.size.height)]


def test_typing_filters_space_marks_and_enter_makes_an_epub(tmp_path: Path) -> None:
    app, state = make_app(tmp_path)

    async def play(pilot: Driver) -> None:
        await pilot.press("鐘", "樓", "space", "escape", "end", "space")
        assert titles(state) == ["钟楼慢了两刻", "灯塔重新点亮"]
        assert "2 marked" in text_of(pilot, "#status")
        await pilot.press("enter", "e")

    assert drive(app, play) == Outcome("epub", "")


def test_keys_that_come_all_at_once_take_effect_in_their_order(tmp_path: Path) -> None:
    app, state = make_app(tmp_path)

    async def play(pilot: Driver) -> None:
        for key in ("down", "space", "down", "down", "space", "tab", "less_than_sign"):
            app.simulate_key(key)
        await pilot.pause()

    drive(app, play)
    assert titles(state) == ["渡轮提前靠岸", "木桥会唱歌"]
    assert state.view == "marked"


def test_the_filter_line_takes_blanks_and_escape_clears_the_filter(
    tmp_path: Path,
) -> None:
    app, state = make_app(tmp_path)

    async def play(pilot: Driver) -> None:
        await pilot.press("slash", "2", "0", "2", "4", "space", "灯", "enter")
        assert (state.words, state.shown) == ("2024 灯", 1)
        await pilot.press("space", "backspace")
        assert (state.words, state.shown) == ("2024 ", 5)
        await pilot.press("escape")
        assert (state.words, titles(state)) == ("", ["灯塔重新点亮"])
        await pilot.press("slash", "x", "ctrl+u", "down")
        assert (state.words, state.place) == ("", 5)

    drive(app, play)


def test_enter_with_nothing_marked_says_so_and_changes_nothing(tmp_path: Path) -> None:
    app, state = make_app(tmp_path)

    async def play(pilot: Driver) -> None:
        await pilot.press("enter")
        assert "nothing is marked" in text_of(pilot, "#status")
        assert len(app.screen_stack) == 1

    assert drive(app, play) is None
    assert state.picked == ()


def test_the_question_at_enter_can_be_left_and_takes_a_title(tmp_path: Path) -> None:
    app, _ = make_app(tmp_path, kind="pdf")

    async def play(pilot: Driver) -> None:
        await pilot.press("space", "enter", "escape")
        assert len(app.screen_stack) == 1
        await pilot.press("enter", "t", *"me p", "enter", "enter")

    assert drive(app, play) == Outcome("pdf", "me p")


def test_leaving_with_marks_asks_and_can_remember_them(tmp_path: Path) -> None:
    saved: list[str] = []
    app, _ = make_app(tmp_path, saved)

    async def play(pilot: Driver) -> None:
        await pilot.press("space", "ctrl+x", "escape")
        assert len(app.screen_stack) == 1
        await pilot.press("ctrl+c", "s", *"bad/name", "enter")
        assert saved == []
        texts = [str(s.content) for s in app.screen.query(Static)]
        assert "a pick cannot be called so" in texts
        await pilot.press(*"weekly", "enter")

    assert drive(app, play) == Outcome()
    assert saved == ["weekly: 茶山下雪了"]


def test_marks_can_be_given_up_and_nothing_is_asked_without_any(tmp_path: Path) -> None:
    saved: list[str] = []
    app, _ = make_app(tmp_path, saved)

    async def discard(pilot: Driver) -> None:
        await pilot.press("space", "ctrl+q", "d")

    assert drive(app, discard) == Outcome()
    app, _ = make_app(tmp_path, saved)

    async def leave(pilot: Driver) -> None:
        await pilot.press("ctrl+x")

    assert drive(app, leave) == Outcome()
    assert saved == []


def test_ctrl_o_remembers_and_the_title_shows_the_name_and_changes(
    tmp_path: Path,
) -> None:
    saved: list[str] = []
    app, _ = make_app(tmp_path, saved)

    async def play(pilot: Driver) -> None:
        await pilot.press("space", "ctrl+o", *"w1", "enter")
        assert "remembered as w1" in text_of(pilot, "#status")
        assert text_of(pilot, "#title").startswith("dwexport pick w1: ")
        await pilot.press("down", "space")
        assert text_of(pilot, "#title").startswith("dwexport pick w1*: ")

    drive(app, play)
    assert saved == ["w1: 茶山下雪了"]


def test_the_preview_shows_the_text_of_the_article_under_the_cursor(
    tmp_path: Path,
) -> None:
    app, _ = make_app(tmp_path)

    async def play(pilot: Driver) -> None:
        await pilot.press("down")
        await wait_for(pilot, "木桥会唱歌：镇上的人都说没有见过这样的事。")
        await pilot.press("down")
        await wait_for(pilot, "钟楼慢了两刻：镇上的人都说没有见过这样的事。")
        assert "木桥" not in text_of(pilot, "#text")

    drive(app, play)


async def wait_for(pilot: Driver, text: str) -> None:
    for _ in range(500):
        if text in text_of(pilot, "#text"):
            return
        await pilot.pause(0.01)
    raise AssertionError(text_of(pilot, "#text"))


def test_the_length_of_what_is_marked_is_counted(tmp_path: Path) -> None:
    app, _ = make_app(tmp_path)

    async def play(pilot: Driver) -> None:
        await pilot.press("space", "down", "space")
        for _ in range(500):
            if "characters" in text_of(pilot, "#status"):
                break
            await pilot.pause(0.01)
        assert "2 marked: 42 characters, 1 min" in text_of(pilot, "#status")

    drive(app, play)


@pytest.mark.parametrize(
    ("size", "place"),
    [((120, 40), "beside"), ((80, 24), "below"), ((40, 12), "nowhere")],
)
def test_the_preview_is_where_the_terminal_has_room(
    size: tuple[int, int], place: str, tmp_path: Path
) -> None:
    app, _ = make_app(tmp_path)

    async def play(pilot: Driver) -> None:
        await pilot.pause()
        listing = pilot.app.screen.query_one("#list").region
        preview = pilot.app.screen.query_one("#preview").region
        found = "nowhere"
        if preview.area:
            found = "beside" if preview.y == listing.y else "below"
        assert found == place
        await pilot.press("ctrl+p")
        await pilot.pause()
        is_open = bool(pilot.app.screen.query_one("#preview").region.area)
        assert is_open == (place == "nowhere")

    drive(app, play, size)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_every_row_has_exactly_the_width_of_the_list(
    width: int, tmp_path: Path
) -> None:
    app, _ = make_app(tmp_path)

    async def play(pilot: Driver) -> None:
        await pilot.press("ctrl+g")
        listing = pilot.app.screen.query_one(ArticleList)
        for y in range(listing.size.height):
            assert cell_len(listing.render_line(y).text) == listing.size.width
        assert "木桥会唱歌" in "".join(list_of(pilot))
        for place in ("#title", "#hints"):
            assert cell_len(text_of(pilot, place)) == width

    drive(app, play, (width, 20))


def test_the_cursor_stays_visible_in_a_list_longer_than_the_screen(
    tmp_path: Path,
) -> None:
    app, state = make_app(tmp_path)

    async def play(pilot: Driver) -> None:
        for keys in (["end"], ["home"], ["ctrl+g", "end"], ["pageup", "home"]):
            await pilot.press(*keys)
            await pilot.pause()
            row = state.current
            assert isinstance(row, ArticleRow)
            assert any(row.title in line for line in list_of(pilot))

    drive(app, play, (60, 7))


def test_a_mouse_moves_the_cursor_and_marks_on_the_sign(tmp_path: Path) -> None:
    app, state = make_app(tmp_path)

    async def play(pilot: Driver) -> None:
        await pilot.click("#list", offset=(30, 2))
        assert (state.place, titles(state)) == (3, [])
        await pilot.click("#list", offset=(1, 1))
        assert titles(state) == ["木桥会唱歌"]

    drive(app, play)


def test_the_keys_are_shown_and_left_again(tmp_path: Path) -> None:
    app, _ = make_app(tmp_path)

    async def play(pilot: Driver) -> None:
        await pilot.press("question_mark")
        texts = "\n".join(str(s.content) for s in app.screen.query(Static))
        assert "Ctrl+G      group by day" in texts
        await pilot.press("escape")
        assert len(app.screen_stack) == 1

    drive(app, play)


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_on_a_chinese_terminal_no_english_is_left(
    language: Language, tmp_path: Path
) -> None:
    app, _ = make_app(tmp_path, [])

    def check(pilot: Driver) -> None:
        texts = [str(s.content) for s in pilot.app.screen.query(Static)]
        rows = pilot.app.screen.query(ArticleList)
        shown = "\n".join([*texts, *("\n".join(list_of(pilot)) for _ in rows)])
        assert english_words(shown, "pick", "rfa") == []

    async def play(pilot: Driver) -> None:
        for step in (
            ["ctrl+g"],
            ["tab"],
            ["enter"],
            ["tab", "less_than_sign"],
            ["slash", "灯"],
            ["enter", "space", "ctrl+o"],
            ["escape", "tab", "ctrl+g"],
            ["enter"],
            ["escape", "question_mark"],
            ["escape", "ctrl+x"],
        ):
            await pilot.press(*step)
            await pilot.pause()
            check(pilot)

    speak(language)
    try:
        drive(app, play, (200, 40))
    finally:
        speak("en")
