"""Tables: header rows, columns of numbers, and tables too wide for the page."""

import re

import pytest

from exporter.model import Paragraph, Strong, Table, TableCell, Text
from exporter.xhtml.blocks import write_block
from exporter.xhtml.columns import (
    TableRoom,
    find_number_columns,
    has_long_word,
    measure_table,
    place_cells,
)
from exporter.xhtml.context import BlockContext
from exporter.xhtml.halves import halve_block
from exporter.xhtml.medium import E_READER
from exporter.xhtml.writer import Pen
from tests.support.articles import parse


def cell(text: str, **more: object) -> TableCell:
    return TableCell((Paragraph((Text(text),)),), **more)  # type: ignore[arg-type]


def table(*rows: str, head_rows: int = 0, **more: object) -> Table:
    cells = tuple(
        tuple(cell(text, header=n < head_rows) for text in row.split("|"))
        for n, row in enumerate(rows)
    )
    return Table(cells, head_rows=head_rows, **more)  # type: ignore[arg-type]


def written(block: Table, width_em: float, least_size: float = 1.0) -> str:
    context = BlockContext(
        {},
        lambda link, inner, pen: inner,
        E_READER.write_code,
        table_room=TableRoom(width_em, least_size, 0.8),
    )
    return write_block(block, Pen({}), context)


WIDE = table(
    "|".join(f"第{n}季度营收" for n in range(20)),
    "|".join(f"{n * 1234567}.50" for n in range(20)),
    "|".join(f"{n * 7654321}.50" for n in range(20)),
    head_rows=1,
)


# ------------------------------------------------------------------ parsing


@pytest.mark.parametrize(
    ("html", "heads"),
    [
        ("<thead><tr><td>甲<td>乙</thead><tbody><tr><td>一<td>二</tbody>", 1),
        ("<tr><th>甲<th>乙<tr><td>一<td>二", 1),
        ("<tr><th colspan=2>甲<tr><th>乙<th>丙<tr><td>一<td>二", 2),
        ("<tr><th rowspan=2>甲<th>乙<tr><td>丙<tr><td>一<td>二", 2),
        ("<tr><td><b>甲</b><td><b>乙</b><tr><td>一<td>二", 1),
        ("<tr><td><b>甲</b><td><b>乙</b><tr><td><b>一</b><td><b>二</b>", 0),
        ("<tr><th>甲<td>乙<tr><th>一<td>二", 0),
        ("<tr><th>甲<th>乙<tr><th>一<th>二", 0),
        ("<tr><td>甲<td>乙<tr><td>一<td>二", 0),
    ],
)
def test_header_rows_of_a_table_are_counted(html: str, heads: int) -> None:
    (made,) = parse(f"<table>{html}</table>").blocks
    assert isinstance(made, Table)
    assert made.head_rows == heads


def test_tfoot_before_the_body_is_moved_behind_it() -> None:
    html = (
        "<table><tfoot><tr><td>合计<td>3</tfoot><thead><tr><th>项<th>数</thead>"
        "<tbody><tr><td>船<td>1<tr><td>桥<td>2</tbody></table>"
    )
    (made,) = parse(html).blocks
    assert isinstance(made, Table)
    firsts = [row[0].blocks[0] for row in made.rows]
    assert [f.inlines[0].text for f in firsts] == ["项", "船", "桥", "合计"]  # type: ignore[union-attr]


# ------------------------------------------------------------------ columns


def test_cells_are_placed_after_cells_that_span_down_from_above() -> None:
    rows = (
        (cell("甲", rowspan=2), cell("乙", colspan=2)),
        (cell("丙"), cell("丁")),
        (cell("戊"),),
    )
    assert [[p.column for p in row] for row in place_cells(rows)] == [
        [0, 1],
        [1, 2],
        [0],
    ]


@pytest.mark.parametrize(
    "texts",
    [("1", "20"), ("+3", "−2.5%"), ("1,234", "—"), ("€3.5", "4万"), ("1 000", "(2)")],
)
def test_columns_of_numbers_are_found(texts: tuple[str, str]) -> None:
    made = table("项|数", *(f"船|{text}" for text in texts), "桥|7", head_rows=1)
    assert find_number_columns(made) == {1}
    assert '<td class="number">7</td>' in written(made, 40)
    assert '<th class="number" scope="col">数</th>' in written(made, 40)


@pytest.mark.parametrize(
    "texts", [("1", "两艘"), ("2024年6月", "2024年7月"), ("1", "—")]
)
def test_columns_of_words_are_not_columns_of_numbers(texts: tuple[str, str]) -> None:
    made = table("项|数", *(f"船|{text}" for text in texts), head_rows=1)
    assert find_number_columns(made) == frozenset()


def test_long_words_in_cells_can_break_but_numbers_cannot() -> None:
    made = table("甲|https://example.org/a/very/long/address", "乙|12,345,678")
    html = written(made, 40)
    assert '<td class="breaks"><span class="address">https' in html
    assert has_long_word(made.rows[0][1].blocks)
    assert not has_long_word(made.rows[1][1].blocks)


# --------------------------------------------------------------- fitting it in


def test_header_rows_are_written_as_thead() -> None:
    html = written(table("甲|乙", "一|二", "三|四", head_rows=1), 40)
    assert re.search(r"<thead>\n<tr>.*甲.*</tr>\n</thead>\n<tbody>\n<tr>", html)


def test_table_that_nearly_fits_is_set_in_smaller_type() -> None:
    need = measure_table(WIDE)
    assert "style" not in written(WIDE, need + 1)
    smaller = written(WIDE, need * 0.9, 0.8)
    assert 'style="font-size: 0.720em"' in smaller
    assert smaller.startswith("<table")


def test_table_too_wide_for_the_page_becomes_records_with_the_column_names() -> None:
    html = written(WIDE, 40, 0.8)
    assert "<table" not in html
    assert html.count('<div class="record">') == 2
    assert "<p><b>第3季度营收：</b>3703701.50</p>" in html
    words = re.sub(r"<[^>]+>|\s", "", html)
    for row in WIDE.rows:
        for one in row:
            assert one.blocks[0].inlines[0].text in words  # type: ignore[union-attr]


def test_records_of_a_table_with_two_header_rows_have_both_names() -> None:
    top = (cell("产量", header=True, colspan=2), cell("地", header=True, rowspan=2))
    low = (cell("去年", header=True), cell("今年", header=True))
    body = (cell("1" * 12), cell("2" * 12), cell("望津" * 30))
    html = written(Table((top, low, body), head_rows=2), 10)
    assert "<b>产量 · 去年：</b>111111111111" in html
    assert "<b>产量 · 今年：</b>222222222222" in html
    assert "<b>地：</b>望津" in html


def test_cell_that_spans_rows_is_repeated_in_each_of_their_records() -> None:
    heads = tuple(cell(text, header=True) for text in ("组", "船", "数"))
    first = (cell("甲组", rowspan=2), cell("渡轮" * 40), cell("1" * 12))
    second = (cell("驳船" * 40), cell("2" * 12))
    third = (cell("乙组"), cell("拖轮" * 40), cell("3" * 12))
    html = written(Table((heads, first, second, third), head_rows=1), 10)
    records = html.split('<div class="record">')[1:]
    assert ["<b>组：</b>甲组" in record for record in records] == [True, True, False]
    assert ["<b>船：</b>" in record for record in records] == [True] * 3
    assert records[1].index("甲组") < records[1].index("驳船")
    assert "<b>组：</b>乙组" in records[2]


def test_table_room_shrinks_in_a_quote_and_is_unlimited_in_a_cell() -> None:
    context = BlockContext(
        {},
        lambda link, inner, pen: inner,
        E_READER.write_code,
        table_room=TableRoom(60),
        nested_room=TableRoom(30, size_em=1.0),
    )
    assert context.indented(2).table_room.width_em == 28
    assert context.in_cell().table_room.width_em == float("inf")


def test_both_halves_of_a_split_table_have_its_header_rows() -> None:
    bold = TableCell((Paragraph((Strong((Text("项"),)),)),), header=True)
    made = Table(
        ((bold, cell("数", header=True)), *table("一|1", "二|2").rows), head_rows=1
    )
    halves = halve_block(made)
    assert halves is not None
    for half, words in zip(halves, ("一", "二"), strict=True):
        assert isinstance(half, Table)
        assert half.head_rows == 1
        assert words in str(half.rows[1])
        assert "项" in str(half.rows[0])
