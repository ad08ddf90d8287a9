"""The functions of WeasyPrint and pydyf that our code relies on are unchanged."""

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from exporter.formats.pdf.weasyprint import load_engine, support
from exporter.formats.pdf.weasyprint.support import Part, check_support
from exporter.journal import Journal
from exporter.model import Problem
from tests.support.commandline import ROOT

pytestmark = pytest.mark.pango

ROOM = ROOT / "exporter/formats/pdf/weasyprint"
WATCHED = [(module, name) for module, of in support.DIGESTS.items() for name in of]
# Names that their documentation describes, and plain values.
PUBLIC = {
    *("weasyprint.CSS", "weasyprint.HTML", "weasyprint.Document"),
    *("weasyprint.text.fonts.FontConfiguration",),
    *("weasyprint.urls.URLFetcher", "weasyprint.urls.URLFetcherResponse"),
    *("weasyprint.text.ffi.ffi", "weasyprint.text.ffi.pango"),
    *("weasyprint.text.ffi.FROM_UNITS", "weasyprint.text.ffi.TO_UNITS"),
    *("pydyf.Dictionary", "pydyf.Array", "pydyf.String", "pydyf.PDF"),
}
# Other names of a watched function, by the name under which it is watched.
ELSEWHERE = {
    "weasyprint.pdf.add_tags": "weasyprint.pdf.tags.add_tags",
    "weasyprint.pdf.Stream": "weasyprint.pdf.stream.Stream",
    "pydyf.zlib": "pydyf.Stream.data",
}


# ------------------------------------------------------------ the one list


def test_installed_release_supports_every_part() -> None:
    assert check_support() == {}


@pytest.mark.parametrize(
    ("module", "name"), WATCHED, ids=[f"{m}.{n}" for m, n in WATCHED]
)
def test_functions_we_rely_on_have_their_known_digests(module: str, name: str) -> None:
    parts = [part.name for part in Part if name in relied_on(part).get(module, ())]
    assert support.digest_of(module, name) == support.DIGESTS[module][name], (
        f"{module}.{name} is not what {', '.join(parts)} was written for: "
        "read what changed before its digest is renewed"
    )


def test_every_digest_belongs_to_a_function_some_part_relies_on() -> None:
    relied = {
        (module, name)
        for part in Part
        for module, names in relied_on(part).items()
        for name in names
    }
    assert set(WATCHED) == relied
    assert set(support.RELIANCE) == set(Part)


@pytest.mark.parametrize("library", support.RELEASES)
def test_required_release_is_the_release_of_the_digests(library: str) -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    (required,) = re.findall(rf'"{library}([=<>][^"]+)",', project)
    assert required == f"=={support.RELEASES[library]}"


def relied_on(part: Part) -> dict[str, list[str]]:
    return {m: names.split() for m, names in support.RELIANCE[part].items()}


# ------------------------------------------- what our own sources rely on


def test_every_library_name_used_by_our_code_is_watched_or_public() -> None:
    watched = {f"{module}.{name}" for module, name in WATCHED}
    unwatched = [
        f"{path.name}: {name}"
        for path in sorted(ROOM.rglob("*.py"))
        for name in names_of_theirs(path.read_text("utf-8"))
        if ELSEWHERE.get(name, name) not in watched | PUBLIC
    ]
    assert unwatched == []


def test_every_use_of_a_library_name_is_found_in_source() -> None:
    source = (
        "import pydyf\n"
        "from weasyprint.layout import inline, table as tables\n"
        "from weasyprint.text.line_break import split_first_line\n"
        "if TYPE_CHECKING:\n"
        "    x = pydyf.PDF(), pydyf.Stream.data, inline.LineBox\n"
        "def f():\n"
        "    HOOKED = ((inline, 'split_inline_box'),)\n"
        "    with replaced(tables, 'table_layout', None):\n"
        "        return split_first_line()\n"
    )
    assert set(names_of_theirs(source)) == {
        "pydyf.PDF",
        "pydyf.Stream.data",
        "weasyprint.layout.inline.LineBox",
        "weasyprint.layout.inline.split_inline_box",
        "weasyprint.layout.table.table_layout",
        "weasyprint.text.line_break.split_first_line",
    }


def names_of_theirs(source: str) -> Iterator[str]:
    """Yield the full name of each function or class of theirs in ``source``.

    A module is yielded by what is named of it: ``boxes.LineBox``, or
    ``replaced(boxes, "LineBox", …)``, or ``(boxes, "LineBox")``.
    """
    tree = ast.parse(source)
    aliases: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [(alias.asname or alias.name, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [
                (a.asname or a.name, f"{node.module}.{a.name}") for a in node.names
            ]
        else:
            continue
        aliases |= {n: f for n, f in names if re.match(r"(weasyprint|pydyf)\b", f)}
    yield from (name for name in aliases.values() if not is_module(name))
    inner = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and id(node) not in inner:
            owner = ast.unparse(node.value)
            name = node.attr
        elif isinstance(node, ast.Call | ast.Tuple):
            match node.args if isinstance(node, ast.Call) else node.elts:
                case [first_part, ast.Constant(value=str(name)), *_]:
                    owner = ast.unparse(first_part)
                case _:
                    continue
        else:
            continue
        first, dot, rest = owner.partition(".")
        if first in aliases:
            yield outermost(f"{aliases[first]}{dot}{rest}.{name}")


def outermost(name: str) -> str:
    """Return the class that ``name`` is an attribute of, if that is watched or public.

    Otherwise return ``name`` itself.
    """
    known = {f"{module}.{inside}" for module, inside in WATCHED} | PUBLIC | {*ELSEWHERE}
    around = name.rpartition(".")[0]
    is_own = name in known or is_module(around)
    return name if is_own or around not in known else around


def is_module(name: str) -> bool:
    if name in sys.modules:
        return isinstance(sys.modules[name], ModuleType)
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True


# ------------------------------------------------------- with other releases


def test_another_release_with_the_same_sources_supports_every_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import pydyf
    import weasyprint

    monkeypatch.setattr(weasyprint, "__version__", "71.2")
    monkeypatch.setattr(pydyf, "VERSION", "0.14.0")
    assert check_support() == {}


@pytest.mark.parametrize(
    ("module", "name", "parts"),
    [
        ("weasyprint.layout.inline", "justify_line", {Part.COMPOSITION}),
        ("weasyprint.anchors", "gather_anchors", {Part.LINKS}),
        ("pydyf", "Stream.set_color_rgb", {Part.COLOURS}),
        ("pydyf", "PDF.page_references", {Part.SPEED}),
        (
            "weasyprint.document",
            "Page",
            {Part.ARTIFACTS, Part.LINKS, Part.BOUNDS},
        ),
    ],
)
def test_parts_that_rely_on_a_changed_function_are_left_out(
    module: str, name: str, parts: set[Part], monkeypatch: pytest.MonkeyPatch
) -> None:
    release(monkeypatch, module, name)
    lacking = check_support()
    assert set(lacking) == parts
    library = "pydyf 0.14.0" if module == "pydyf" else "WeasyPrint 71.2"
    known = support.RELEASES[module.partition(".")[0]]
    where = f"{module}.{name}".partition(".")[2]
    assert set(lacking.values()) == {f"{where} of {library} is not that of {known}"}


def release(monkeypatch: pytest.MonkeyPatch, module: str, name: str) -> None:
    """Let another release be installed, in which ``name`` is changed."""
    import pydyf
    import weasyprint

    if module == "pydyf":
        monkeypatch.setattr(pydyf, "VERSION", "0.14.0")
    else:
        monkeypatch.setattr(weasyprint, "__version__", "71.2")
    changed = {**support.DIGESTS[module], name: "another"}
    monkeypatch.setattr(support, "DIGESTS", {**support.DIGESTS, module: changed})


def test_removed_function_counts_as_changed() -> None:
    assert support.digest_of("weasyprint.layout.inline", "no_such_function") == ""
    assert support.digest_of("weasyprint.no_such_module", "justify_line") == ""
    assert support.digest_of("no_such_library", "justify_line") == ""


def test_digest_is_of_the_source_file_even_while_a_function_is_replaced() -> None:
    from weasyprint.layout import inline

    before = support.digest_of("weasyprint.layout.inline", "justify_line")
    with support.replaced(inline, "justify_line", None):
        support._sources_in.cache_clear()
        assert support.digest_of("weasyprint.layout.inline", "justify_line") == before


def test_old_pango_turns_composition_off(monkeypatch: pytest.MonkeyPatch) -> None:
    ffi = importlib.import_module("weasyprint.text.ffi")

    class Old:
        def pango_version(self) -> int:
            return 14_812

    monkeypatch.setattr(ffi, "pango", Old())
    reason = "Pango 1.48.12 is installed, and 1.50 is needed"
    assert check_support() == {Part.COMPOSITION: reason}


# ---------------------------------------------- a book without each part

ALL_KINDS = (
    "<!DOCTYPE html><html lang=zh-Hans><title>页</title><body>"
    "<h1>渡轮</h1><p>雾中 Ferry 靠岸，<a href='https://x.test/'>连<b>接</b></a>。"
    "<p>مرحبا <span style='color: #a33'>红</span>"
    "<table><tr><th>列<th>列<tr><td>格<td>格</table>"
)
STYLE = "@page { @bottom-center { content: counter(page) } } p { text-align: justify }"


@pytest.mark.slow
@pytest.mark.parametrize("part", Part)
def test_book_without_an_unsupported_part_is_made_with_a_problem(
    part: Part, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    engine = load_engine()
    monkeypatch.setattr(engine, "check_support", lambda: {part: "reason"})
    problems: list[Problem] = []
    journal = Journal(problems=problems)
    with engine.Press({}, engine.Styles(STYLE), journal, grey=True) as press:
        assert press.composes is (part is not Part.COMPOSITION)
        pages = press.lay_out(ALL_KINDS, pages=1)
        pages.find_overruns()
        path = tmp_path / "x.pdf"
        with path.open("wb") as target:
            pages.write(
                target, identifier="urn:x", variant="pdf/ua-1", view=engine.View()
            )
        pages.foreign_fonts()
    assert path.read_bytes().startswith(b"%PDF-")
    (problem,) = [p for p in problems if p.code.endswith("-unsupported")]
    assert problem.what == f"{part.words} cannot be had: reason"
    assert problem.done == part.loss
    is_lines = part is Part.COMPOSITION
    kind = "composition" if is_lines else "correction"
    assert problem.code == f"{kind}-unsupported"


def test_replaced_attribute_that_was_inherited_is_removed_afterwards() -> None:
    class Above:
        name = "above"

    class Below(Above):
        pass

    with support.replaced(Below, "name", "other"):
        assert Below.name == "other"
        assert Above.name == "above"
    assert "name" not in vars(Below)
