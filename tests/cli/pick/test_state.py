"""The state of the list: filter, marks, order, groups, without a screen."""

from datetime import UTC, datetime

from exporter.cli.pick.rows import ArticleRow, make_lost_rows, make_rows, show_text
from exporter.cli.pick.state import GroupLine, PickState
from exporter.model import ArticleHeader, Location, Outlet

DW = Outlet("dw", "德国之声", "德國之聲")
BBC = Outlet("bbc", "BBC中文", "BBC中文")


def header(number: int, title: str, outlet: Outlet = DW, day: int = 1) -> ArticleHeader:
    return ArticleHeader(
        id=f"a-{number}",
        location=Location(f"/news/{number}.md"),
        title=title,
        url=f"https://example.org/a-{number}",
        outlet=outlet,
        published=datetime(2024, 6, day, 8, tzinfo=UTC),
    )


HEADERS = [
    header(1, "朝鮮發射導彈", day=3),
    header(2, "台湾的灯塔", BBC, day=3),
    header(3, "渡轮与灯塔", day=2),
    header(4, "ＮＡＴＯ 峰会", BBC, day=1),
]


def make_state() -> PickState:
    return PickState(make_rows(HEADERS, UTC))


def ids(lines: object) -> list[str]:
    assert isinstance(lines, list | tuple)
    return [
        x.entry.split()[0] if isinstance(x, ArticleRow) else f"={x.title}"
        for x in lines
    ]


def test_both_scripts_and_widths_find_each_other() -> None:
    state = make_state()
    found = {}
    for words in ("朝鲜发射", "臺灣", "nato", "a-3", "bbc", "德國之聲", "2024-06-02"):
        state.filter(words)
        found[words] = ids(state.lines)
    assert found == {
        "朝鲜发射": ["a-1"],
        "臺灣": ["a-2"],
        "nato": ["a-4"],
        "a-3": ["a-3"],
        "bbc": ["a-2", "a-4"],
        "德國之聲": ["a-1", "a-3"],
        "2024-06-02": ["a-3"],
    }


def test_all_words_of_the_filter_must_be_there() -> None:
    state = make_state()
    state.filter("灯塔 渡轮")
    assert ids(state.lines) == ["a-3"]
    state.filter("灯塔 大桥")
    assert (state.lines, state.current, state.place) == ([], None, 0)


def test_the_cursor_stays_on_its_article_if_the_filter_keeps_it() -> None:
    state = make_state()
    state.go(2)
    state.filter("灯塔")
    assert state.current is state.rows[2]
    state.filter("朝鲜")
    assert state.current is state.rows[0]


def test_the_cursor_stops_at_both_ends() -> None:
    state = make_state()
    state.go(-5)
    assert state.place == 1
    state.go(50)
    assert state.place == 4


def test_marks_are_kept_in_the_order_of_marking() -> None:
    state = make_state()
    state.go(3)
    state.toggle()
    state.go(-3)
    state.toggle()
    state.show("marked")
    assert ids(state.lines) == ["a-4", "a-1"]
    assert ids(state.picked) == ["a-4", "a-1"]


def test_marking_all_shown_leaves_the_others_and_a_second_time_takes_it_back() -> None:
    state = make_state()
    state.toggle()
    state.filter("灯塔")
    state.toggle_shown()
    assert ids(tuple(state.marks)) == ["a-1", "a-2", "a-3"]
    state.toggle_shown()
    assert ids(tuple(state.marks)) == ["a-1"]


def marked_state() -> PickState:
    state = make_state()
    state.toggle_shown()
    state.show("marked")
    return state


def test_marked_articles_move_one_place_until_the_end() -> None:
    state = marked_state()
    assert state.move(1)
    assert ids(state.lines) == ["a-2", "a-1", "a-3", "a-4"]
    assert ids(state.picked) == ids(state.lines)
    assert state.current is state.rows[0]
    state.go(-9)
    assert not state.move(-1)
    assert ids(state.picked) == ["a-2", "a-1", "a-3", "a-4"]


def test_moving_in_a_filtered_list_swaps_with_the_one_shown_before() -> None:
    state = marked_state()
    state.filter("bbc")
    state.go(1)
    assert state.move(-1)
    assert ids(state.lines) == ["a-4", "a-2"]
    assert ids(state.picked) == ["a-1", "a-4", "a-3", "a-2"]


def test_nothing_moves_in_the_list_of_all_articles() -> None:
    state = make_state()
    state.toggle_shown()
    assert not state.move(1)
    assert ids(state.lines) == ["a-1", "a-2", "a-3", "a-4"]


def test_an_unmarked_row_stays_until_the_list_is_shown_again() -> None:
    state = marked_state()
    state.go(1)
    state.toggle()
    assert ids(state.lines) == ["a-1", "a-2", "a-3", "a-4"]
    assert ids(state.picked) == ["a-1", "a-3", "a-4"]
    state.toggle()
    assert ids(state.picked) == ["a-1", "a-2", "a-3", "a-4"]
    state.toggle()
    state.show("marked")
    assert ids(state.lines) == ["a-1", "a-3", "a-4"]


def test_groups_have_headings_and_the_cursor_steps_over_them() -> None:
    state = make_state()
    shown = {}
    for _ in range(4):
        state.regroup()
        shown[state.group] = ids(state.lines)
    assert shown == {
        "day": [
            "=2024-06-03",
            "a-1",
            "a-2",
            "=2024-06-02",
            "a-3",
            "=2024-06-01",
            "a-4",
        ],
        "month": ["=2024-06", "a-1", "a-2", "a-3", "a-4"],
        "outlet": ["=BBC中文", "a-2", "a-4", "=德国之声", "a-1", "a-3"],
        "none": ["a-1", "a-2", "a-3", "a-4"],
    }
    state.regroup()
    places = [state.place]
    for _ in range(3):
        state.go(1)
        places.append(state.place)
    for _ in range(4):
        state.go(-1)
        places.append(state.place)
    assert places == [1, 2, 3, 4, 3, 2, 1, 1]
    assert isinstance(state.lines[0], GroupLine)
    assert state.lines[0].articles == 2


def test_a_book_has_the_groups_together_and_nothing_moves_out_of_them() -> None:
    state = marked_state()
    while state.group != "outlet":
        state.regroup()
    assert ids(state.picked) == ["a-2", "a-4", "a-1", "a-3"]
    state.go(9)
    state.go(-2)
    assert state.current is state.rows[3]
    assert not state.move(1)
    assert state.move(-1)
    assert ids(state.picked) == ["a-4", "a-2", "a-1", "a-3"]


def test_a_pick_is_changed_by_marks_order_and_group_and_not_by_looking() -> None:
    state = make_state()
    state.filter("灯")
    state.regroup()
    state.go(1)
    assert not state.is_changed
    state.toggle()
    assert state.is_changed
    state.note_saved()
    assert not state.is_changed
    state.regroup()
    assert state.is_changed
    state.toggle()
    assert state.is_changed


def test_marked_rows_may_lie_outside_the_selection_or_be_lost() -> None:
    (outside,) = make_rows([header(9, "昨天的文章")], UTC)
    (lost,) = make_lost_rows(["a-8  2024-05-01 08:00  德国之声  消失的 文章"])
    state = PickState(make_rows(HEADERS, UTC), marked=[outside, lost])
    assert not state.is_changed
    assert ids(state.lines) == ["a-1", "a-2", "a-3", "a-4"]
    state.show("marked")
    assert ids(state.lines) == ["a-9", "a-8"]
    assert (lost.header, lost.title, lost.outlet) == (None, "消失的 文章", "德国之声")
    assert lost.time == "2024-05-01 08:00"


def test_editions_are_named_by_path_because_an_id_names_all() -> None:
    editions = [header(1, "旧版"), header(1, "新版")]
    rows = make_rows([*editions, header(2, "别的")], UTC)
    assert [row.entry for row in rows][:2] == ["/news/1.md", "/news/1.md"]
    assert rows[2].entry == "a-2  2024-06-01 08:00  德国之声  别的"


def test_text_for_the_screen_holds_nothing_that_a_terminal_obeys() -> None:
    shown = show_text("标\x1b[31m题\n第二\u202e行\x07\tx")
    assert shown == "标[31m题 第二行 x"
