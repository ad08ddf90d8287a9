"""A book of 200 pictures, a third of which go wrong in every way there is."""

import re

import pytest

from checks.fault_table import print_table
from exporter.words.languages import Words
from exporter.words.reasons import REASON_WORDS
from tests.support.fault_book import HURRY, FaultBook, make_fault_book
from tests.support.faults import bad_faults
from tests.support.harmless import assert_harmless

pytestmark = pytest.mark.slow


def first_words(words: Words) -> str:
    return words.english.partition("{")[0]


def chinese_pattern(english: str) -> str:
    """Return a pattern of the Chinese translation of a reason given in ``english``."""
    words = max(
        (w for w in REASON_WORDS.values() if english.startswith(first_words(w))),
        key=lambda w: len(first_words(w)),
    )
    return re.sub(r"\\\{\w+\\\}", "[0-9.]+", re.escape(words.simplified))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> FaultBook:
    """Return the book, made once for all tests of this module."""
    return make_fault_book(tmp_path_factory.mktemp("faults"), limits=HURRY)


def test_book_with_66_bad_images_is_made_with_problems(made: FaultBook) -> None:
    assert made.result.exit_code == 3, made.result.err
    assert len(made.served) == 200
    assert len([one for one in made.served if one.fault.reason]) == 66
    assert_harmless(made.entries)


def test_book_meets_every_fault(made: FaultBook) -> None:
    met = {one.fault.name for one in made.served}
    assert {fault.name for fault in bad_faults(made.options)} <= met
    for one in made.served:
        if one.fault.answers:
            assert made.asked[one.path], one.fault.name


def test_every_good_image_is_in_the_book(made: FaultBook) -> None:
    for number, one in enumerate(made.served):
        if not one.fault.reason:
            assert one.image in made.images, one.fault.name
            assert str(number) not in made.placeholders


def test_every_bad_image_has_a_placeholder_with_its_reason(made: FaultBook) -> None:
    told = {problem["url"]: problem["what"] for problem in made.report["problems"]}
    for number, one in enumerate(made.served):
        if one.fault.reason:
            assert one.image not in made.images, one.fault.name
            frame = made.placeholders[str(number)]
            assert one.url in frame
            assert re.search(f"<p>{chinese_pattern(told[one.url])}</p>", frame)


def test_report_lists_every_bad_image_with_its_reason(made: FaultBook) -> None:
    bad = [one for one in made.served if one.fault.reason]
    problems = made.report["problems"]
    assert [problem["url"] for problem in problems] == [one.url for one in bad]
    assert {problem["code"] for problem in problems} == {"image-missing"}
    for one, problem in zip(bad, problems, strict=True):
        assert one.fault.reason in problem["what"], one.fault.name
        assert problem["article"].startswith("a-")


def test_no_image_is_requested_more_often_than_allowed(made: FaultBook) -> None:
    once = made.options.max_redirects + 1
    for one in made.served:
        assert made.asked[one.path] <= once * (made.options.retries + 1)


def test_run_ends_within_the_limits_of_its_options(made: FaultBook) -> None:
    """This does not measure speed: the limit is the worst case the options allow."""
    assert made.seconds < made.limit_seconds


def test_no_unfinished_files_are_left_in_the_store(made: FaultBook) -> None:
    folder = made.options.store_dir
    assert list((folder / "tmp").iterdir()) == []
    blobs = [path for path in (folder / "blobs").rglob("*") if path.is_file()]
    good = [one for one in made.served if not one.fault.reason]
    assert len(blobs) >= len(good)


def test_fault_table_has_a_row_for_each_fault(
    made: FaultBook, capsys: pytest.CaptureFixture[str]
) -> None:
    print_table(made)
    rows = capsys.readouterr().out
    for one in made.served:
        assert f"\n{one.fault.name} " in rows
    assert "200 pictures, exit code 3, 66 in the report" in rows
