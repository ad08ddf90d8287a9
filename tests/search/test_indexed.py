"""The scan with an index answers as the plain scan, and reads only what changed."""

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter import readers
from exporter.journal import Journal, SilentProgress
from exporter.model import Article, ArticleHeader, Location
from exporter.parse import parse_article
from exporter.search import AllOf, AnyOf, Expression, Facts, Not, Word, find_facts
from exporter.search.indexed import scan_indexed
from exporter.search.scan import scan_facts
from exporter.text import fold_text
from tests.support.archives import article, fill, numbered, pack, scan

BAY = Word("海湾")


class Notes(SilentProgress):
    """Progress that keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def note(self, message: str) -> None:
        """Keep ``message``."""
        self.told.append(str(message))


@dataclass(frozen=True)
class Literal:
    """A regular expression, as far as the index is concerned."""

    pattern: str

    def holds_in(self, text: str) -> bool:
        return re.search(self.pattern, text) is not None


def ask(
    headers: tuple[ArticleHeader, ...],
    cache: Path,
    text: Expression | None = None,
    notes: Notes | None = None,
) -> dict[Location, Facts]:
    journal = Journal(progress=notes or Notes())
    found = find_facts(headers, journal, text=text, cache_dir=cache)
    assert journal.problems == []
    return found


def index_in(cache: Path) -> Path:
    (path,) = (cache / "search").glob("*.sqlite")
    return path


@contextmanager
def watching_reads(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Give the names of the files whose articles are parsed."""
    read: list[str] = []
    parse = parse_article

    def watch(header: ArticleHeader, body: str) -> Article:
        read.append(Path(header.location.member or header.location.path).name)
        return parse(header, body)

    with monkeypatch.context() as patched:
        patched.setattr(readers, "parse_article", watch)
        patched.setattr(readers, "_worker_count", lambda _: 0)
        yield read


def news(*bodies: str) -> dict[str, bytes]:
    """Return articles with these texts, by path."""
    return {
        f"articles/dw/{1000 + n}.md": article(
            1_718_714_822_000 + n,
            title=f"标题{n}",
            url=f"https://www.dw.com/zh/a-{1000 + n}",
            body=f"<p>{body}</p>",
        )
        for n, body in enumerate(bodies)
    }


TEXTS = (
    "海湾的渡轮停航",
    "海灣的渡輪停航，ＮＡＴＯ与灯塔",
    "灯塔守望者说：nato 不来",
    "𠮷野家在𠮷野",
    "他说“停航”，'停' \"航\" AND OR NOT * ( )",
    "只有山",
    "北约",
)


@pytest.mark.parametrize(
    "text",
    [
        None,
        *map(Word, ("海湾", "渡轮停", "渡轮停航", "湾的渡轮停航", "停", "约", "塔")),
        *map(Word, ("nato", "na", '"停"', '\' "航"', "and or not *", "( )")),
        *map(
            Word, ("𠮷野", "𠮷野家", "在𠮷野", "北约", "约\n", "\0", "\ud800", "没有")
        ),
        Not(BAY),
        Not(Word("渡轮停航")),
        AllOf((BAY, Not(Word("灯塔")))),
        AnyOf((Word("灯塔守望者"), Word("北约"), Literal("^只有山$"))),
        Literal("渡.停"),
        AllOf(()),
        AnyOf(()),
    ],
    ids=repr,
)
def test_the_index_answers_as_the_plain_scan(
    tmp_path: Path, text: Expression | None
) -> None:
    headers = scan(fill(tmp_path / "a", news(*TEXTS))).headers
    plain = scan_facts(headers, Journal(), text=text)
    first = ask(headers, tmp_path / "c", text)
    again = ask(headers, tmp_path / "c", text)
    assert list(first.items()) == list(again.items()) == list(plain.items())


_LETTERS = "湾灣轮𠮷aＡ\"' 。"
_WORDS = st.text(_LETTERS, min_size=1, max_size=5).map(fold_text).filter(bool).map(Word)
_EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(
    _WORDS | st.sampled_from("湾轮a").map(lambda c: Literal(f"{c}.轮|{c}$")),
    lambda parts: (
        parts.map(Not)
        | st.lists(parts, max_size=3).map(lambda p: AllOf(tuple(p)))
        | st.lists(parts, max_size=3).map(lambda p: AnyOf(tuple(p)))
    ),
    max_leaves=6,
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(_LETTERS, min_size=1, max_size=20), min_size=1, max_size=5),
    st.lists(_EXPRESSIONS, min_size=1, max_size=8),
)
def test_the_index_answers_any_expression_as_the_plain_scan(
    tmp_path_factory: pytest.TempPathFactory,
    bodies: list[str],
    expressions: list[Expression],
) -> None:
    folder = tmp_path_factory.mktemp("any")
    headers = scan(fill(folder / "a", news(*bodies))).headers
    ask(headers, folder / "c")
    for text in expressions:
        plain = scan_facts(headers, Journal(), text=text)
        assert ask(headers, folder / "c", text) == plain, text


@pytest.mark.slow
def test_the_index_answers_as_the_plain_scan_on_real_articles(
    tmp_path: Path, shared_corpus: Path
) -> None:
    headers = scan(shared_corpus).headers
    words = (
        "北约",
        "的",
        "朝鲜",
        "德国之声",
        "乌克兰",
        "nato",
        "拜登总统",
        "不在其中的",
    )
    questions: list[Expression] = [*map(Word, words), Literal(r"\d{4}年")]
    questions += [Not(part) for part in questions]
    questions += [AnyOf(tuple(questions[:2])), AllOf((Word("中国"), Not(Word("美国"))))]
    journal = Journal()
    for text in questions:
        plain = scan_facts(headers, journal, text=text)
        found = find_facts(headers, journal, text=text, cache_dir=tmp_path)
        assert list(found.items()) == list(plain.items()), text


def test_only_new_and_changed_files_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fill(tmp_path / "a", news(*TEXTS))
    with watching_reads(monkeypatch) as read:
        ask(scan(folder).headers, tmp_path / "c", BAY)
        assert len(read) == len(TEXTS)
        read.clear()
        ask(scan(folder).headers, tmp_path / "c", Literal("湾"))
        assert read == []
        fill(folder, {"articles/dw/1005.md": news("", *TEXTS)["articles/dw/1001.md"]})
        fill(folder, {"articles/dw/1900.md": article(body="<p>新的海湾</p>", url="u")})
        found = ask(scan(folder).headers, tmp_path / "c", BAY)
        assert sorted(read) == ["1005.md", "1900.md"]
        assert len(found) == 4


def test_a_file_that_is_gone_leaves_the_index(tmp_path: Path) -> None:
    folder = fill(tmp_path / "a", news(*TEXTS))
    ask(scan(folder).headers, tmp_path / "c")
    (folder / "articles/dw/1000.md").unlink()
    (folder / "articles/dw/1001.md").write_bytes(article(body="<p>海湾</p>"))
    assert len(ask(scan(folder).headers, tmp_path / "c", BAY)) == 1
    with closing(sqlite3.connect(index_in(tmp_path / "c"))) as connection:
        for table in ("articles", "texts"):
            rows = connection.execute(f"SELECT count(*) FROM {table}")
            assert rows.fetchone() == (len(TEXTS) - 1,)
        found = connection.execute(
            "SELECT count(*) FROM trigrams WHERE trigrams MATCH '\"渡轮停\"'"
        )
        assert found.fetchone() == (0,)


def test_members_of_a_zip_are_read_again_if_the_zip_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack(tmp_path / "a.zip", news(*TEXTS))
    with watching_reads(monkeypatch) as read:
        for _ in range(2):
            assert len(ask(scan(path).headers, tmp_path / "c", BAY)) == 2
        assert len(read) == len(TEXTS)
        pack(path, news("海湾", "没有"))
        assert len(ask(scan(path).headers, tmp_path / "c", BAY)) == 1
        assert len(read) == len(TEXTS) + 2
    with closing(sqlite3.connect(index_in(tmp_path / "c"))) as connection:
        assert connection.execute("SELECT count(*) FROM texts").fetchone() == (2,)


def test_an_article_keeps_its_place_however_the_archive_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "a", news(*TEXTS))
    (tmp_path / "link").symlink_to(tmp_path / "a")
    monkeypatch.chdir(tmp_path)
    with watching_reads(monkeypatch) as read:
        for name in (tmp_path / "a", Path("a"), Path("link"), Path("a/articles/dw")):
            assert len(ask(scan(name).headers, tmp_path / "c", BAY)) == 2
        assert len(read) == len(TEXTS)


def test_only_what_is_asked_for_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = scan(fill(tmp_path / "a", news(*TEXTS))).headers
    with watching_reads(monkeypatch) as read:
        assert len(ask(headers[:3], tmp_path / "c", BAY)) == 2
        assert len(read) == 3
        assert len(ask(headers[1:5], tmp_path / "c", BAY)) == 1
        assert len(read) == 5


def test_an_article_that_cannot_be_read_is_a_problem_each_time(tmp_path: Path) -> None:
    found = scan(fill(tmp_path / "a", numbered(3)))
    Path(found.headers[1].location.path).unlink()
    for _ in range(2):
        journal = Journal()
        assert len(find_facts(found.headers, journal, cache_dir=tmp_path / "c")) == 2
        assert [p.code for p in journal.problems] == ["article-unreadable"]


def test_other_versions_of_the_program_have_an_index_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = scan(fill(tmp_path / "a", news(*TEXTS))).headers
    ask(headers, tmp_path / "c")
    old = index_in(tmp_path / "c")
    with watching_reads(monkeypatch) as read:
        monkeypatch.setattr(
            "exporter.search.indexed.take_fingerprint", lambda: "00000000"
        )
        assert len(ask(headers, tmp_path / "c", BAY)) == 2
        assert len(read) == len(TEXTS)
    assert not old.exists()
    assert index_in(tmp_path / "c").name == "index-00000000.sqlite"


def _write_junk(path: Path) -> None:
    path.write_bytes(b"this is no database" * 100)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def _wipe_middle(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))


def _drop_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE texts")


def _spoil_texts(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE texts SET packed = 'x'")
        connection.commit()


def _make_foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")


@pytest.mark.parametrize(
    "spoil",
    [
        *(_write_junk, _empty, _truncate, _wipe_middle),
        *(_drop_table, _spoil_texts, _make_foreign),
    ],
)
def test_a_damaged_index_is_replaced_by_a_new_one(
    tmp_path: Path, spoil: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = scan(fill(tmp_path / "a", news(*TEXTS))).headers
    question = Word("渡轮停航")
    right = ask(headers, tmp_path / "c", question)
    spoil(index_in(tmp_path / "c"))
    notes = Notes()
    assert ask(headers, tmp_path / "c", question, notes) == right
    ask(headers, tmp_path / "c", question)  # makes it anew at the latest
    assert len(notes.told) == (0 if spoil is _empty else 1)
    with watching_reads(monkeypatch) as read:
        notes = Notes()
        assert ask(headers, tmp_path / "c", question, notes) == right
        assert (read, notes.told) == ([], [])


def test_an_index_that_cannot_be_used_is_done_without(tmp_path: Path) -> None:
    headers = scan(fill(tmp_path / "a", news(*TEXTS))).headers
    right = scan_facts(headers, Journal(), text=BAY)
    (tmp_path / "file").touch()
    notes = Notes()
    for folder in (tmp_path / "file", tmp_path / "file" / "inside"):
        journal = Journal(progress=notes)
        assert scan_indexed(headers, journal, text=BAY, folder=folder) == right
    assert len(notes.told) == 2
    assert all("read instead" in told for told in notes.told)


@pytest.mark.slow
def test_a_locked_index_is_done_without_and_left_whole(tmp_path: Path) -> None:
    headers = scan(fill(tmp_path / "a", news(*TEXTS))).headers
    right = ask(headers, tmp_path / "c", BAY)
    more = scan(fill(tmp_path / "a", news(*TEXTS, "新的海湾"))).headers
    with closing(sqlite3.connect(index_in(tmp_path / "c"))) as other:
        other.execute("BEGIN IMMEDIATE")  # it writes: reading is possible
        notes = Notes()
        assert ask(headers, tmp_path / "c", BAY, notes) == right
        assert notes.told == []
        assert len(ask(more, tmp_path / "c", BAY, notes)) == 3
        assert len(notes.told) == 1
        assert "another run is writing it" in notes.told[0]
        other.execute("ROLLBACK")
        other.execute("BEGIN EXCLUSIVE")
        assert ask(headers, tmp_path / "c", BAY, notes) == right
        assert len(notes.told) == 2
    assert ask(more, tmp_path / "c", BAY).keys() > right.keys()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_index_answers_but_learns_nothing(tmp_path: Path) -> None:
    headers = scan(fill(tmp_path / "a", news(*TEXTS))).headers
    right = ask(headers, tmp_path / "c", BAY)
    index_in(tmp_path / "c").chmod(0o400)
    (tmp_path / "c/search").chmod(0o500)
    notes = Notes()
    assert ask(headers, tmp_path / "c", BAY, notes) == right
    assert notes.told == []
    more = scan(fill(tmp_path / "a", news(*TEXTS, "新的海湾"))).headers
    assert len(ask(more, tmp_path / "c", BAY, notes)) == 3
    assert len(notes.told) == 1


def test_a_full_disk_costs_the_index_but_not_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(1)
    bodies = [f"海湾 {dice.randbytes(200).hex()}" for _ in range(60)]
    headers = scan(fill(tmp_path / "a", news(*bodies))).headers
    connect = sqlite3.connect

    def connect_small(*arguments: object, **options: object) -> sqlite3.Connection:
        made = connect(*arguments, **options)  # type: ignore[call-overload]
        made.execute("PRAGMA max_page_count = 20")
        return made  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", connect_small)
    notes = Notes()
    assert len(ask(headers, tmp_path / "c", None, notes)) == 60
    assert len(notes.told) == 1
    assert "full" in notes.told[0]
    monkeypatch.undo()
    assert len(ask(headers, tmp_path / "c", None, notes)) == 60
    assert len(notes.told) == 1


_PROGRAM = """
import sys
from pathlib import Path
from exporter.archive import scan_archive
from exporter.journal import Journal
from exporter.search import Word, find_facts
headers = scan_archive(Path(sys.argv[1]), index_path=None, journal=Journal()).headers
cache = Path(sys.argv[2])
print(len(find_facts(headers, Journal(), text=Word("正文"), cache_dir=cache)))
"""


def start_run(archive: Path, cache: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", _PROGRAM, str(archive), str(cache)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_two_runs_may_build_the_index_at_once(tmp_path: Path) -> None:
    archive = fill(tmp_path / "a", numbered(600))
    runs = [start_run(archive, tmp_path / "c") for _ in range(3)]
    assert [run.communicate()[0] for run in runs] == ["600\n"] * 3
    headers = scan(archive).headers
    for text in (Word("正文"), Word("一段正文"), Not(Word("正文"))):
        plain = scan_facts(headers, Journal(), text=text)
        assert ask(headers, tmp_path / "c", text) == plain
    with closing(sqlite3.connect(index_in(tmp_path / "c"))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.slow
@pytest.mark.parametrize("pages", [1, 40, 200])
def test_a_run_that_is_killed_leaves_an_index_that_answers_rightly(
    tmp_path: Path, pages: int
) -> None:
    files = numbered(1600)
    archive = fill(tmp_path / "a", files)
    run = start_run(archive, tmp_path / "c")
    deadline = time.monotonic() + 60
    while run.poll() is None and time.monotonic() < deadline:
        sizes = [p.stat().st_size for p in (tmp_path / "c").glob("search/*.sqlite")]
        if sum(sizes) >= pages * 4096:
            break
        time.sleep(0.002)
    run.send_signal(signal.SIGKILL)
    run.communicate()
    headers = scan(archive).headers
    notes = Notes()
    for text in (Word("正文"), Word("一段正文")):
        assert len(ask(headers, tmp_path / "c", text, notes)) == 1600
    assert notes.told == []
    with closing(sqlite3.connect(index_in(tmp_path / "c"))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM texts").fetchone() == (1600,)


def test_a_removed_cache_folder_does_no_harm(tmp_path: Path) -> None:
    headers = scan(fill(tmp_path / "a", news(*TEXTS))).headers
    right = ask(headers, tmp_path / "c", BAY)
    shutil.rmtree(tmp_path / "c")
    assert ask(headers, tmp_path / "c", BAY) == right
