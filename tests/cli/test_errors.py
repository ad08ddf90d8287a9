"""Every error that ends a run: what the user reads, and the exit code.

``CASES`` holds every error the program knows: its cause, its exit code,
its words and its advice.  Each is run and must leave no file behind.  A test reads
the source and fails if an error has no case.
"""

import ast
import errno
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from PIL import Image

from exporter import errors
from exporter.assembly import make_volumes
from exporter.cli.app import make_app
from exporter.errors import ExportError
from exporter.fonts import find_faces
from exporter.images.store.upkeep import Removed
from tests.support.archives import fill, pack, pack_overlapping
from tests.support.commandline import ROOT, RunCli
from tests.support.news import NEWS, make_news, shell, story

_DAY = "2024-06-18T12:00:00Z"
_ARCHIVE_HINT = (
    "an archive is a folder of news articles, or a .zip of one: get one with "
    "`git clone` or as a .zip, then name it with --archive DIR, in the variable "
    "DWEXPORT_ARCHIVE, or as `archive` in dwexport.toml. "
    "To try the program: dwexport epub --archive samples"
)
_DATE_HINT = (
    "write a year (2024), a month (2024-06), a day (2024-06-18) or a time "
    "(2024-06-18T14:30, also with a zone: 2024-06-18T14:30+08:00)"
)
_ZONE_HINT = "write a zone's name (Asia/Shanghai), an offset (+08:00) or UTC"
_FONT_FILES = "name a folder that holds OTF, TTF or TTC files"

_WORDS_HINT = (
    "write it as in: {} '北约 峰会', '\"北约 峰会\"', '北约 OR 欧盟', '北约 -特朗普'"
)
_TOPIC = '<span data-type="AUTO_TOPIC">北約峰會</span>'

Arrange: TypeAlias = Callable[[Path, pytest.MonkeyPatch], object]


def _nothing(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Change nothing."""


@dataclass(frozen=True, slots=True)
class Case:
    """A command that fails.

    ``message`` and ``hint`` are exact, except that ``*`` stands for any text.
    ``command`` runs in an archive's folder, which ``arrange`` prepares.
    """

    command: str
    message: str
    hint: str
    code: int = 1
    arrange: Arrange = _nothing
    env: Mapping[str, str] = field(default_factory=dict)


def _write(name: str, data: bytes | str = b"") -> Arrange:
    raw = data.encode() if isinstance(data, str) else data
    return lambda folder, patch: fill(folder, {name: raw})


def _folder(name: str) -> Arrange:
    return lambda folder, patch: (folder / name).mkdir()


def _folder_in(parent: str, name: str) -> Arrange:
    return lambda folder, patch: (folder / parent / name).mkdir(parents=True)


def _patched(target: str, value: Any) -> Arrange:
    return lambda folder, patch: patch.setattr(target, value)


def _failing(target: str, error: Exception) -> Arrange:
    def fail(*args: object, **options: object) -> None:
        raise error

    return _patched(target, fail)


def _both(first: Arrange, second: Arrange) -> Arrange:
    def arrange(folder: Path, patch: pytest.MonkeyPatch) -> None:
        first(folder, patch)
        second(folder, patch)

    return arrange


def _image(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Add an article with a picture, which the folder ``mirror`` holds."""
    text = '<p>灯塔。</p><img src="https://static.dw.com/image/1.jpg">'
    fill(folder, {"articles/dw/1000001.md": story(1, _DAY, "灯塔", body=text)})
    path = folder / "mirror/static.dw.com/image/1.jpg"
    path.parent.mkdir(parents=True)
    Image.linear_gradient("L").resize((640, 480)).save(path)


def _unlink_images(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Take the store's pictures away between planning and writing."""

    def plan_and_unlink(*args: Any) -> Any:
        planned = make_volumes(*args)
        for path in (folder / "cache/images/blobs").rglob("*.jpg"):
            path.unlink()
        return planned

    patch.setattr("exporter.assembly.make_volumes", plan_and_unlink)


def _no_list(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Make the folder ``fonts`` unreadable by a patch: permissions do not stop root."""
    (folder / "fonts").mkdir()
    walk = os.walk

    def walked(top: Any, onerror: Any = None, **options: Any) -> Iterator[Any]:
        if Path(top).name == "fonts":
            onerror(PermissionError(errno.EACCES, "Permission denied", str(top)))
            return iter(())
        return walk(top, onerror=onerror, **options)

    patch.setattr(os, "walk", walked)


def _no_fonts(folder: Path, patch: pytest.MonkeyPatch) -> None:
    for source in ("system_faces", "bundled_faces"):
        patch.setattr(f"exporter.fonts.selection.{source}", lambda problems: [])


def _broken_zip(folder: Path, patch: pytest.MonkeyPatch) -> None:
    path = pack(folder / "n.zip", NEWS)
    path.write_bytes(path.read_bytes().replace(b"PK\1\2", b"PK\1\3"))


_LONG = "a" * 300 + ".epub"
_BUSY = Removed(busy=True)
_BOOK = "epub --images none --fonts none"
_IMAGES = "epub --fonts none --image-mirror mirror --cache-dir cache -o b.epub"
_FETCHING = "epub --fonts none --cache-dir cache -o b.epub"

_HISTORY = "state/history/weekly.jsonl"
_SINCE = "--since-last weekly --state-dir state"


def _lock(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Take the name ``weekly`` as another run would."""
    patch.setattr("exporter.history.memory.lock_alone", lambda file: "taken")
    patch.setattr("exporter.history.memory._PATIENCE_SECONDS", 0.0)
    fill(folder, {"state/history/weekly.lock": b""})


CASES: Mapping[str, Case] = {
    # ------------------------------------------------------ earlier runs
    "a name that cannot be one": Case(
        "list --since-last a/weekly weekly",
        "--since-last 'a/weekly' cannot be a name",
        "take letters, digits and hyphens, at most 60: --since-last weekly",
        code=2,
    ),
    "an empty history": Case(
        f"list {_SINCE}",
        f"the history {_HISTORY} is damaged: its first line cannot be read",
        "dwexport history repair weekly keeps the runs that can be read; the articles "
        "of the others will come again",
        arrange=_write(_HISTORY),
    ),
    "a history that is a folder": Case(
        f"list {_SINCE}",
        f"{_HISTORY} cannot be read: Is a directory",
        "move it away, or name another folder with --state-dir",
        arrange=_folder_in("state/history", "weekly.jsonl"),
    ),
    "a folder of histories that is a file": Case(
        f"{_BOOK} {_SINCE} -o b.epub",
        "cannot write state/history/weekly.lock: *",
        "name a folder you may write to with --state-dir",
        arrange=_write("state/history"),
    ),
    "histories that cannot be listed": Case(
        "history --state-dir state",
        "state/history cannot be read: Not a directory",
        "name another folder with --state-dir",
        arrange=_write("state/history"),
    ),
    "a history in use": Case(
        f"{_BOOK} {_SINCE} -o b.epub",
        "another run with --since-last weekly is under way",
        "wait for its end, or take another name",
        arrange=_lock,
    ),
    "a name without a history": Case(
        "history weekly --state-dir state",
        "nothing is remembered under 'weekly'",
        "--since-last weekly begins one",
        code=2,
    ),
    "a verb without a name": Case(
        "history undo",
        "history undo wants a name",
        "dwexport history lists the names",
        code=2,
    ),
    "words that history does not know": Case(
        "history weekly again",
        "history does not know 'weekly again'",
        "dwexport history, history NAME, or history undo, forget or repair NAME",
        code=2,
    ),
    # ------------------------------------------------------ the archive
    "a current folder without an archive": Case(
        "list",
        "there is no archive to read",
        _ARCHIVE_HINT,
        arrange=lambda folder, patch: (folder / "articles").rename(folder / "other"),
    ),
    "an archive that is not there": Case(
        "list --archive nowhere", "nowhere does not exist", _ARCHIVE_HINT
    ),
    "an empty folder": Case(
        "list --archive empty",
        "empty is empty",
        _ARCHIVE_HINT,
        arrange=_folder("empty"),
    ),
    "a file that is no archive": Case(
        "list --archive README.md",
        "README.md is neither a folder nor a .zip",
        _ARCHIVE_HINT,
    ),
    "a name too long for an archive": Case(
        f"list --archive {_LONG}",
        f"{_LONG} cannot be read: file name too long",
        _ARCHIVE_HINT,
    ),
    "a .zip cut off": Case(
        "list --archive n.zip",
        "n.zip is damaged: it is a .zip without its end",
        "get the .zip again, or unpack it and name the folder instead",
        arrange=_write("n.zip", b"PK\3\4" + bytes(100)),
    ),
    "a .zip whose members share their bytes": Case(
        "list --archive n.zip",
        "n.zip is not read: its members overlap",
        "get the archive from where it is published, or clone its repository",
        arrange=lambda folder, patch: pack_overlapping(folder / "n.zip"),
    ),
    "a .zip with a broken directory": Case(
        "list --archive n.zip",
        "n.zip is no .zip that can be read: Bad magic number for central directory",
        "get the .zip again, or unpack it and name the folder instead",
        arrange=_broken_zip,
    ),
    "a folder without articles": Case(
        "list --archive lists",
        "the archive holds no article",
        "articles begin with a header: <!--time-->, [title](address), a rule; "
        "name the folder that holds them with --archive",
    ),
    "an argument that is not there": Case(
        "list nowhere.md",
        "nowhere.md does not exist",
        "name article files, folders of them, or .zip archives",
    ),
    # ------------------------------------------------------- the choice
    "words without a closing mark": Case(
        'list --match "北约',
        "--match '\"北约': a quotation mark is not closed",
        _WORDS_HINT.format("--match"),
        code=2,
    ),
    "an OR without words in the title": Case(
        "list --exclude-title OR",
        "--exclude-title 'OR': OR must stand between two words",
        _WORDS_HINT.format("--exclude-title"),
        code=2,
    ),
    "an expression that does not compile": Case(
        "list --exclude-regex (灯",
        "--exclude-regex '(灯' is no regular expression: missing ): (灯",
        "write it as RE2 wants it; look-around and \\1 do not exist there",
        code=2,
    ),
    "an expression that would take too long": Case(
        "list --regex .{1000}",
        "--regex '.{1000}' is too large: it would take too long",
        "repeat less often: .{0,100} instead of .{0,1000}",
        code=2,
    ),
    "lengths in the wrong order": Case(
        "list --min-length 9 --max-length 8",
        "--min-length 9 is more than --max-length 8",
        "exchange them",
        code=2,
    ),
    "an id that no article has": Case(
        "list --id a-1004",
        "--id 'a-1004': no article has it",
        "did you mean a-1003 or a-1002 or a-1001?",
        code=2,
    ),
    "an id to exclude that no article has": Case(
        "list --exclude-id 雪",
        "--exclude-id '雪': no article has it",
        "`dwexport list` begins each line with the id",
        code=2,
    ),
    "an author that no article has": Case(
        "list --author 林一船",
        "--author '林一船': no article is by that author",
        "did you mean 林一舟?",
        code=2,
        arrange=_write(
            "articles/dw/1000001.md",
            story(
                9, _DAY, "灯", body="<div><i>林一舟<br>2024-06-18</i></div><p>灯</p>"
            ),
        ),
    ),
    "an author to exclude that no article has": Case(
        "list --exclude-author 周晚",
        "--exclude-author '周晚': no article is by that author",
        "`dwexport authors` lists them",
        code=2,
    ),
    "a topic that no article has": Case(
        "list --topic 北约 --since 2024-06-20",
        "--topic '北约': no article has that topic",
        "did you mean 北約峰會?",
        code=2,
        arrange=_write(
            "articles/dw/1000001.md",
            story(9, _DAY, "灯", body=f"<p>{_TOPIC}</p>"),
        ),
    ),
    "a topic to exclude that no article has": Case(
        "list --exclude-topic 北约",
        "--exclude-topic '北约': no article has that topic",
        "`dwexport topics` lists them",
        code=2,
    ),
    "an outlet to exclude that is not there": Case(
        "list --exclude-source 灯报",
        "--exclude-source '灯报': no article comes from there",
        "there are: dw 德国之声 (4), bbc BBC中文 (1), rfa 自由亚洲电台 (1)",
        code=2,
    ),
    "options that fit no article": Case(
        "list --since 2030 --source dw",
        "no article was selected: 6 articles were looked at, dated from 2024-05-30 "
        "to 2024-06-30, and none fits --source and --since, --until or --last",
        "change --source or --since, --until or --last",
    ),
    "an empty list": Case(
        "list --from -",
        "no article was selected: 6 articles were looked at, dated from 2024-05-30 "
        "to 2024-06-30, and none fits --from",
        "change --from",
    ),
    "a source that is not there": Case(
        "list --source xinhua",
        "--source 'xinhua': no article comes from there",
        "there are: dw 德国之声 (4), bbc BBC中文 (1), rfa 自由亚洲电台 (1)",
        2,
    ),
    "a limit of 0": Case(
        "list --limit 0",
        "--limit 0 leaves no article",
        "write how many articles the book may have, or leave out --limit",
        2,
    ),
    "text that is no date": Case(
        "list --since junk", "--since 'junk' is no date", _DATE_HINT, 2
    ),
    "no such day": Case(
        "list --until 2024-02-30",
        "--until '2024-02-30' is no date: day is out of range for month",
        _DATE_HINT,
        2,
    ),
    "a date with an impossible offset in hours": Case(
        "list --since 2024-06-18T14:30+99:00",
        "'2024-06-18T14:30+99:00' is no time zone",
        _ZONE_HINT,
        2,
    ),
    "a date with an impossible offset in minutes": Case(
        "list --since 2024-06-18T14:30+08:99",
        "--since '2024-06-18T14:30+08:99' has no such zone",
        _DATE_HINT,
        2,
    ),
    "since after until": Case(
        "list --since 2024-07 --until 2024-06",
        "--since 2024-07 lies after --until 2024-06",
        "swap the two",
        2,
    ),
    "text that is no duration": Case(
        "list --last soon",
        "--last 'soon' is no stretch of time",
        "write a number and a unit: 36h, 7d, 2w, 3m or 1y",
        2,
    ),
    "last together with since": Case(
        "list --last 7d --since 2024",
        "--last cannot go together with --since or --until",
        "leave out --last, or both others",
        2,
    ),
    "an unknown time zone": Case(
        "list --tz Mars/Olympus",
        "there is no time zone called 'Mars/Olympus'",
        _ZONE_HINT,
        2,
    ),
    "a town without its zone": Case(
        "list --tz shanghai",
        "there is no time zone called 'shanghai'",
        f"{_ZONE_HINT}; did you mean Asia/Shanghai?",
        2,
    ),
    "a list that is not there": Case(
        "epub --from nowhere.txt",
        "the list nowhere.txt cannot be read: No such file or directory",
        "--from wants a file with paths, urls or ids, or - for a pipe",
    ),
    "a list that is a folder": Case(
        "epub --from articles",
        "the list articles cannot be read: Is a directory",
        "--from wants a file with paths, urls or ids, or - for a pipe",
    ),
    "an article emptied after the scan": Case(
        f"{_BOOK} articles/dw/1000009.md",
        "none of the articles chosen can be read; the first: "
        "articles/dw/1000009.md: it is empty",
        "get the archive again, or choose others",
        # The file is emptied between the scan and the reading.
        arrange=_patched("exporter.archive.reader.read_bytes", lambda path: b""),
    ),
    # ----------------------------------------------------- the list's forms
    "json together with paths": Case(
        "list --json --paths", "--json and --paths exclude each other", "use one", 2
    ),
    "NUL ends without paths": Case(
        "list -0", "--null goes with --paths", "add --paths", 2
    ),
    # ------------------------------------------------------- the book's place
    "a size in words": Case(
        f"{_BOOK} --max-size huge",
        "--max-size 'huge' is no size",
        "--max-size 50MB, 1.5GB or none",
        2,
    ),
    "a size of 0": Case(
        f"{_BOOK} --max-size 0",
        "--max-size '0' is no size",
        "--max-size 50MB, 1.5GB or none",
        2,
    ),
    "a folder as the book's file": Case(
        f"{_BOOK} -o articles",
        "articles is a folder, and the book is a file",
        "name a file in it, such as -o articles/book.epub",
        2,
    ),
    "a missing folder as the book's file": Case(
        f"{_BOOK} -o books/",
        "there is no folder books/",
        "create it, or name a file",
        2,
    ),
    "a book in a missing folder": Case(
        f"{_BOOK} -o books/b.epub",
        "cannot write books/b.epub: No such file or directory",
        "create the folder first, or choose another with -o",
    ),
    "a book below a file": Case(
        f"{_BOOK} -o README.md/b.epub",
        "cannot write README.md/b.epub: Not a directory",
        "part of the path is a file: choose another path with -o",
    ),
    "a book with too long a name": Case(
        f"{_BOOK} -o {_LONG}",
        f"cannot write {_LONG}: File name too long",
        "choose a shorter name with -o",
    ),
    "a folder that cannot be written": Case(
        f"{_BOOK} -o b.epub",
        "cannot write b.epub: Permission denied",
        "choose a folder you may write to with -o",
        arrange=_failing(
            "exporter.output.tempfile.TemporaryFile",
            PermissionError(errno.EACCES, "Permission denied"),
        ),
    ),
    "a current folder that cannot be written": Case(
        _BOOK,
        "cannot write to the current folder: Read-only file system",
        "name a file elsewhere with -o",
        arrange=_failing(
            "exporter.output.tempfile.TemporaryFile",
            OSError(errno.EROFS, "Read-only file system"),
        ),
    ),
    "a device as the book's file": Case(
        f"{_BOOK} -o /dev/null",
        "/dev/null is a device or a pipe, and no file",
        "write the book to standard output, with -o -, and send that there",
        2,
    ),
    "a book over an article": Case(
        f"{_BOOK} -o articles/dw/1000009.md articles/dw/1000008.md",
        "articles/dw/1000009.md exists and is no EPUB: it would be lost",
        "name another file, or move this one away",
        2,
    ),
    "a book over the archive": Case(
        f"{_BOOK} --archive n.zip -o n.zip",
        "n.zip exists and is no EPUB: it would be lost",
        "name another file, or move this one away",
        2,
        arrange=lambda folder, patch: pack(folder / "n.zip", NEWS),
    ),
    "a book over a file with its default name": Case(
        f"{_BOOK} --title README.md --source bbc",
        "README.md.epub exists and is no EPUB: it would be lost",
        "name another file, or move this one away",
        2,
        arrange=_write("README.md.epub", "notes"),
    ),
    "a book written to a terminal": Case(
        f"{_BOOK} -o -",
        "a book is no text for a terminal",
        "dwexport epub … -o - > book.epub",
        2,
        arrange=_patched("exporter.cli.books.is_terminal", lambda stream: True),
    ),
    "no room for the temporary file of standard output": Case(
        f"{_BOOK} -o -",
        "cannot write a temporary file: No space left on device",
        "make room there, or name another folder in the variable TMPDIR",
        arrange=_failing(
            "exporter.output.tempfile.TemporaryFile",
            OSError(errno.ENOSPC, "No space left on device"),
        ),
    ),
    "a problem with strict": Case(
        f"{_BOOK} --strict",
        "1 problem, and --strict was given: nothing was written",
        "leave --strict out to get the book with its problems named",
        arrange=_write("articles/dw/1000001.md", bytes(100)),
    ),
    # ------------------------------------------------------- the report
    "book and report in one file": Case(
        f"{_BOOK} -o a.json --report ./a.json",
        "-o and --report name the same file",
        "give each its own",
        2,
    ),
    "a report in a missing folder": Case(
        f"{_BOOK} --report reports/r.json",
        "cannot write reports/r.json: No such file or directory",
        "--report wants a file, in a folder that is there",
    ),
    "a folder as the report's file": Case(
        f"{_BOOK} --report articles",
        "articles is a folder, and the report is a file",
        "--report wants a file, in a folder that is there",
        2,
    ),
    "a report over another file": Case(
        f"{_BOOK} --report README.md",
        "README.md exists and is no report of dwexport: it would be lost",
        "name another file, or move this one away",
        2,
    ),
    # ------------------------------------------------------- pictures
    "a mirror that is not there": Case(
        f"{_FETCHING} --image-mirror nowhere",
        "the image mirror nowhere is not a folder",
        "give --image-mirror a folder that holds static.dw.com/image/…",
    ),
    "a worker that cannot be started": Case(
        _IMAGES,
        "no process to decode pictures could be started: "
        "[Errno 11] Resource temporarily unavailable",
        "leave the pictures out with --images none",
        arrange=_both(
            _image,
            _failing(
                "exporter.images.decode.workers.subprocess.Popen",
                BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"),
            ),
        ),
    ),
    "no room in the store": Case(
        _IMAGES,
        "the picture store cache/images cannot be used: No space left on device",
        "make room there, or name another folder with --cache-dir",
        arrange=_both(
            _image,
            _failing(
                "exporter.images.store.store.Store._write",
                OSError(errno.ENOSPC, "No space left on device"),
            ),
        ),
    ),
    "a proxy address that cannot be used": Case(
        _FETCHING,
        "the proxy 127.0.0.1:70 of the environment cannot be used",
        "set HTTPS_PROXY to http://host:port or socks5://host:port, or use --offline",
        arrange=_image,
        env={"HTTPS_PROXY": "gopher://me:secret@127.0.0.1:70"},
    ),
    "certificates that are not there": Case(
        _FETCHING,
        "the certificates for https cannot be read: "
        "[Errno 2] No such file or directory",
        "correct or unset SSL_CERT_FILE and SSL_CERT_DIR",
        arrange=_image,
        env={"SSL_CERT_FILE": "/nowhere/certificates.pem"},
    ),
    "a stored picture deleted before writing": Case(
        f"{_IMAGES} --source dw",
        "an image in the store cannot be read: *.jpg: No such file or directory",
        "run the command again: it fetches what is missing",
        arrange=_both(_image, _unlink_images),
    ),
    "an unknown device": Case(
        "epub --device kindle",
        "--device 'kindle' is no screen",
        "--device any, 6in, 7in, 8in, 10in, or its pixels, such as 1236x1648",
        2,
    ),
    "an address for cache clear": Case(
        "cache clear https://a.example/x.jpg",
        "cache clear takes no addresses",
        "dwexport cache info ADDRESS tells of single pictures",
        2,
    ),
    "a cache in use": Case(
        "cache prune --cache-dir cache",
        "another run is using the pictures: nothing was removed",
        "try again when it has ended",
        arrange=_patched("exporter.images.prune_store", lambda *args, **options: _BUSY),
    ),
    "a file that cannot be removed": Case(
        "cache clear --cache-dir cache",
        "cache/images/tmp/x cannot be removed: Is a directory",
        "look who owns it, or name another folder with --cache-dir",
        arrange=_write("cache/images/tmp/x/y"),
    ),
    # ------------------------------------------------------- fonts
    "a font folder that is not there": Case(
        "epub --images none --font-dir nowhere",
        "the font folder nowhere does not exist",
        _FONT_FILES,
    ),
    "a font folder that is a file": Case(
        "epub --images none --font-dir README.md",
        "the font folder README.md is not a folder",
        _FONT_FILES,
    ),
    "a font folder that cannot be read": Case(
        "epub --images none --font-dir fonts",
        "the font folder fonts cannot be read: Permission denied",
        "check its permissions, or name another folder",
        arrange=_no_list,
    ),
    "an empty font folder": Case(
        "epub --images none --font-dir fonts",
        "no font in fonts can set Chinese",
        f"{_FONT_FILES} with Chinese characters, or leave the option out to use the "
        "fonts found here",
        arrange=_folder("fonts"),
    ),
    "a broken font": Case(
        "epub --images none --font-dir fonts",
        "no font in fonts can set Chinese; fonts/a.otf is no font, or a damaged one",
        f"{_FONT_FILES} with Chinese characters, or leave the option out to use the "
        "fonts found here",
        arrange=_write("fonts/a.otf", "no font at all"),
    ),
    "no Chinese font on the machine": Case(
        "epub --images none",
        "no font on this machine can set Chinese",
        "install fonts-noto-cjk, or reinstall dwexport with its dependencies, or name "
        "a folder of fonts with --font-dir",
        arrange=_no_fonts,
    ),
    "a font that cannot be subset": Case(
        "epub --images none",
        "the font * in * cannot be subset: it broke",
        "the file seems to be damaged: replace it, or name other fonts with --font-dir",
        arrange=_failing("exporter.fonts.subset.hb.subset", RuntimeError("it broke")),
    ),
    # ------------------------------------------------------- this installation
    "a stylesheet that is missing": Case(
        _BOOK,
        "a stylesheet is missing from this installation: *nowhere.css",
        "install dwexport again",
        arrange=_patched("exporter.formats.epub.writer.EPUB_STYLES", ("nowhere.css",)),
    ),
    "a book package that lacks a file": Case(
        f"{_BOOK} --title 缺页",
        "the package of '缺页' is incomplete: * of * files",
        "this is a bug: please report it with the articles you chose",
        arrange=_patched("exporter.formats.epub.package._OTHER_FILES", 99),
    ),
    # ------------------------------------------------------- the configuration
    "a variable with a bad value": Case(
        "list",
        "the variable DWEXPORT_LIMIT wants a whole number, not 'ten'",
        "correct it, or unset it",
        2,
        env={"DWEXPORT_LIMIT": "ten"},
    ),
    "an unknown key in the configuration": Case(
        "list",
        "dwexport.toml: 'sorce' is nothing that can be set here",
        "did you mean source?",
        2,
        arrange=_write("dwexport.toml", "sorce = 'dw'"),
    ),
    "a configured value of the wrong type": Case(
        "list",
        "dwexport.toml: limit wants a whole number, not 'ten'",
        "write limit = 10",
        2,
        arrange=_write("dwexport.toml", "limit = 'ten'"),
    ),
    "allow-host in the configuration of a folder": Case(
        "list",
        "dwexport.toml: allow-host cannot be set by a folder",
        "give --allow-host, or set it in your own configuration "
        "(dwexport config names its file)",
        2,
        arrange=_write("dwexport.toml", "allow-host = ['10.0.0.1']"),
    ),
    "a configuration that is a folder": Case(
        "list",
        "dwexport.toml cannot be read: Is a directory",
        "correct it, or move it away",
        2,
        arrange=_folder("dwexport.toml"),
    ),
    "a configuration that is no TOML": Case(
        "list",
        "dwexport.toml is not valid TOML: Invalid value (at line 1, column 11)",
        'lines look like: archive = "/home/me/news"',
        2,
        arrange=_write("dwexport.toml", "archive = here"),
    ),
}


_PAPERS = "--paper a4, letter, a5, b5, 6in, or a size such as 170x240mm or 6x9in"
_ENGINE = "exporter.formats.pdf.weasyprint.engine"
_PANGO = (
    "Debian, Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0; macOS: brew install pango"
)
_PRINT = "pdf --images none -o b.pdf"


class _Refuser:
    """Makes an import fail in the way a missing shared library does."""

    def __init__(self, name: str, error: Exception) -> None:
        self._name, self._error = name, error

    def find_spec(self, name: str, *rest: object) -> None:
        if name == self._name:
            raise self._error


def _refusing(error: Exception) -> Arrange:
    """Make the engine that lays out pages fail to load."""

    def arrange(folder: Path, patch: pytest.MonkeyPatch) -> None:
        refuser = _Refuser(_ENGINE, error)
        patch.setattr(sys, "meta_path", [refuser, *sys.meta_path])
        patch.delitem(sys.modules, _ENGINE, raising=False)
        patch.delattr(_ENGINE, raising=False)

    return arrange


# Errors of print; the last ones need its engine.
PRINTS: Mapping[str, Case] = {
    "two columns in the book layout": Case(
        f"{_PRINT} --layout book --columns 2",
        "--columns 2 is for briefings",
        "leave out --columns, or --layout book",
        2,
    ),
    "a font size in words": Case(
        f"{_PRINT} --font-size big",
        "--font-size 'big' is no size",
        "points, from 6 to 24: --font-size 11",
        2,
    ),
    "a font size too large": Case(
        f"{_PRINT} --font-size 99pt",
        "--font-size 99 is no size for text",
        "6 to 24 points",
        2,
    ),
    "an unknown paper size": Case(
        f"{_PRINT} --paper a44", "--paper 'a44' is no paper", _PAPERS, 2
    ),
    "a paper size too small": Case(
        f"{_PRINT} --paper 30x40mm",
        "--paper '30x40mm' is no paper that text fits on",
        f"sides of 50 to 1200 mm; {_PAPERS}",
        2,
    ),
    "columns too narrow": Case(
        f"{_PRINT} --paper 6in --font-size 12 --columns 2",
        "lines of 8 characters are too short",
        "larger --paper, a smaller --font-size, or --columns 1",
        2,
    ),
    "a stylesheet that is not there": Case(
        f"{_PRINT} --css house.css",
        "the stylesheet house.css cannot be read: No such file or directory",
        "--css wants a CSS file in UTF-8",
    ),
    "a stylesheet that is no CSS": Case(
        f"{_PRINT} --css house.css",
        "the stylesheet house.css is not valid CSS: "
        "line 2: neither name: value; nor a rule with its block",
        "correct the lines named, or leave --css out",
        arrange=_write("house.css", "p { color: red }\nh1 { color red }"),
    ),
    "a stylesheet that asks for a picture": Case(
        f"{_PRINT} --css house.css",
        "the stylesheet house.css asks for another file in line 1: http://x.test/a.png",
        "nothing is fetched for print: put it into the stylesheet, "
        "pictures as data: addresses",
        arrange=_write("house.css", "h1 { background: url(http://x.test/a.png) }"),
    ),
    "a PDF over an EPUB": Case(
        f"{_PRINT[:-5]}b.epub",
        "b.epub exists and is no PDF: it would be lost",
        "name another file, or move this one away",
        2,
        arrange=_write(
            "b.epub", b"PK\3\4" + bytes(26) + b"mimetypeapplication/epub+zip"
        ),
    ),
    "Pango is not there": Case(
        _PRINT,
        "a library that lays out pages cannot be loaded: cannot load library 'x'",
        _PANGO,
        arrange=_refusing(OSError("cannot load library 'x'\nand so on")),
    ),
    "WeasyPrint is not there": Case(
        _PRINT,
        "WeasyPrint cannot be loaded: No module named 'weasyprint'",
        "install dwexport again",
        arrange=_refusing(ImportError("No module named 'weasyprint'")),
    ),
}
ENGINE: Mapping[str, Case] = {
    "an old Pango": Case(
        _PRINT,
        "Pango 1.42.4 is too old to lay out pages",
        f"install Pango 1.44 or newer ({_PANGO})",
        arrange=_patched(f"{_ENGINE}.pango_version", lambda: (1, 42, 4)),
    ),
    "a font that cannot be loaded": Case(
        _PRINT,
        "a font cannot be loaded: Font-face 'x' cannot be loaded",
        "name other fonts with --font-dir",
        arrange=_patched(
            "exporter.formats.pdf.press.font_face_css",
            lambda files, prefix: "@font-face { font-family: x; src: url(no.otf) }",
        ),
    ),
}


# Errors that need a real process: its streams are closed, full or left unread.
STREAMS: Mapping[str, Case] = {
    "standard input closed": Case(
        "dwexport list --from - <&-",
        "standard input is closed",
        "name a file with --from FILE",
    ),
    "standard output closed": Case(
        f"dwexport {_BOOK} -o - >&-",
        "standard output is closed",
        "send it somewhere",
    ),
    "a full disk behind standard output": Case(
        f"dwexport {_BOOK} -q -o - > /dev/full",
        "cannot write to standard output: No space left on device",
        "free some space, or send it elsewhere",
    ),
    "a pipe closed before the end of the book": Case(
        f"dwexport {_BOOK} -q -o - | true",
        "whoever read the book from standard output went away before its end",
        "write it to a file with -o FILE",
    ),
}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Path]:
    """Return a folder that holds an archive; fonts are searched for again."""
    find_faces.cache_clear()
    yield make_news(tmp_path / "news")
    find_faces.cache_clear()


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_error_says_what_and_what_to_do(
    here: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    case.arrange(here, monkeypatch)
    before = _state(here)
    done = run_cli(*case.command.split(), cwd=here, env=case.env)
    _check_words(done.err, case)
    assert (done.exit_code, done.out) == (case.code, "")
    assert _state(here) == before


@pytest.mark.parametrize("case", PRINTS.values(), ids=PRINTS)
def test_every_error_of_print_says_what_and_what_to_do(
    here: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    test_every_error_says_what_and_what_to_do(here, run_cli, monkeypatch, case)


@pytest.mark.pango
@pytest.mark.parametrize("case", ENGINE.values(), ids=ENGINE)
def test_every_error_of_the_engine_says_what_and_what_to_do(
    here: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    test_every_error_says_what_and_what_to_do(here, run_cli, monkeypatch, case)


@pytest.mark.slow
@pytest.mark.parametrize("case", STREAMS.values(), ids=STREAMS)
def test_every_error_of_a_stream_says_what_and_what_to_do(
    here: Path, case: Case
) -> None:
    before = _state(here)
    done = shell(case.command, cwd=here)
    _check_words(done.stderr, case)
    assert (done.returncode, done.stdout) == (case.code, "")
    assert _state(here) == before


@pytest.mark.slow
def test_every_error_raised_in_the_source_has_a_case() -> None:
    found = (CASES, PRINTS, ENGINE, STREAMS)
    cases = [case for cases in found for case in cases.values()]
    sites = list(_raise_sites())
    assert len(sites) > 50
    missing = [
        f"{place}: {pattern}"
        for place, pattern in sites
        if not any(re.fullmatch(pattern, case.message, re.DOTALL) for case in cases)
    ]
    assert missing == []


def _check_words(err: str, case: Case) -> None:
    said, advice = err.splitlines()[-2:]
    message = re.escape(case.message).replace(r"\*", ".+")
    assert re.fullmatch(f"dwexport: {message}", said)
    assert advice == f"  try: {case.hint}"
    assert "Traceback" not in err


def _state(folder: Path) -> dict[Path, bytes]:
    """Return every file in ``folder`` but those of the cache, with its bytes."""
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] != "cache"
    }


# ------------------------------------------------------- reading the source

_ERRORS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, ExportError)
}


def _raise_sites() -> Iterator[tuple[str, str]]:
    """Yield where the source makes an ExportError, and its message as a regex."""
    package = ROOT / "exporter"
    commands = {command.name for command in make_app({}).registered_commands}
    for path in sorted(package.rglob("*.py")):
        if path.name == "errors.py":
            continue
        if path.parent.name == "pdf" and "pdf" not in commands:
            continue  # no command can cause it yet
        tree = ast.parse(path.read_text("utf-8"))
        functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
        for function in functions:
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and _called(call) in _ERRORS:
                    place = f"{path.relative_to(package)}:{call.lineno}"
                    yield place, _pattern(call.args[0], function)


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _pattern(message: ast.expr, function: ast.FunctionDef) -> str:
    """Return a regex for the values an expression may have."""
    if isinstance(message, ast.Constant):
        return re.escape(str(message.value))
    if isinstance(message, ast.JoinedStr):
        return "".join(_pattern(part, function) for part in message.values)
    if isinstance(message, ast.Name):
        values = [
            node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign)
            and [ast.unparse(t) for t in node.targets] == [message.id]
        ]
        if values:
            return "|".join(_pattern(value, function) for value in values)
    return ".*"
