"""The articles that come first: found as users name them, among those chosen."""

from collections.abc import Sequence

import pytest

from exporter.errors import UsageError
from exporter.model import ArticleHeader
from exporter.selection import find_leads
from tests.support.books import article

HEADERS = [article(number=number).header for number in range(1, 5)]


def found(headers: Sequence[ArticleHeader], *entries: str) -> list[str]:
    return [location.path for location in find_leads(headers, entries)]


@pytest.mark.parametrize(
    "entry",
    [
        "a-90000003",
        " A-90000003 ",
        "90000003",
        "https://www.dw.com/zh/dengta/a-90000003",
        "articles/dw/3.md",
        "3.md",
    ],
)
def test_a_lead_is_named_by_id_number_address_or_path(entry: str) -> None:
    assert found(HEADERS, entry) == ["articles/dw/3.md"]


def test_leads_keep_the_order_of_the_options_once_each() -> None:
    entries = ("a-90000004", "a-90000002", "a-90000004")
    assert found(HEADERS, *entries) == ["articles/dw/4.md", "articles/dw/2.md"]
    assert found(HEADERS) == found(HEADERS, " ") == []


def test_an_unknown_lead_is_refused_with_the_nearest_ids() -> None:
    with pytest.raises(UsageError) as caught:
        find_leads(HEADERS, ["a-90000031"])
    assert "--lead a-90000031: none of the articles chosen" in caught.value.message
    assert "did you mean a-90000003" in str(caught.value.hint)


def test_a_lead_unlike_all_ids_gets_a_hint_without_names() -> None:
    with pytest.raises(UsageError) as caught:
        find_leads(HEADERS, ["\x1b[2J灯"])
    assert "\x1b" not in caught.value.message
    assert "dwexport list" in str(caught.value.hint)
