"""``--split``: what users write, and what it means."""

import pytest

from exporter.book import Split, read_split
from exporter.errors import UsageError


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("month", Split("month")),
        (" Week ", Split("week")),
        ("outlet", Split("outlet")),
        ("40", Split("articles", 40)),
        ("50MB", Split("bytes", 50_000_000)),
        ("1.5 gb", Split("bytes", 1_500_000_000)),
        ("none", None),
        ("", None),
    ],
)
def test_split_is_a_period_an_outlet_a_number_or_a_size(
    text: str, split: Split | None
) -> None:
    assert read_split(text) == split


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("0", "--split 0 leaves no article in a volume", "write month, week"),
        ("mnth", "a book cannot be split by 'mnth'", "did you mean month?"),
        ("foo", "a book cannot be split by 'foo'", "write month, week"),
        ("-5", "a book cannot be split by '-5'", "write month, week"),
        ("5 km", "--split '5 km' is no size", "--split 50MB"),
        ("0MB", "--split '0mb' is no size", "--split 50MB"),
    ],
)
def test_what_is_no_split_is_refused_with_the_nearest(
    text: str, message: str, hint: str
) -> None:
    with pytest.raises(UsageError) as caught:
        read_split(text)
    assert caught.value.message == message
    assert hint in str(caught.value.hint)
