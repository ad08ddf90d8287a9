"""The canary: what composition relies on in WeasyPrint is what it was written for."""

import hashlib
import importlib
import inspect
import re
import sys
from typing import Any

import pytest

from exporter.formats.pdf.weasyprint.composition import check_support, support
from tests.support.commandline import ROOT

pytestmark = pytest.mark.pango


def test_composition_can_be_had_here() -> None:
    assert check_support() is None


def test_the_release_is_the_one_that_is_required() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert re.findall(r'"weasyprint==([\d.]+)"', project) == [support.RELEASE]


@pytest.mark.parametrize("name", sorted(support.DIGESTS))
def test_what_is_relied_on_has_not_been_changed(name: str) -> None:
    source = inspect.getsource(support.find_relied_on(name))
    digest = hashlib.sha256(source.encode()).hexdigest()[:16]
    assert digest == support.DIGESTS[name], (
        f"weasyprint's {name} is not what composition was written for: "
        "read what changed before its digest is renewed"
    )


def test_everything_that_is_replaced_is_watched() -> None:
    from exporter.formats.pdf.weasyprint.composition.hooks import HOOKED

    replaced = {
        f"{module.__name__.removeprefix('weasyprint.')}.{name}"
        for module, name in HOOKED
    }
    assert replaced == set(support.SIGNATURES)
    assert replaced <= set(support.DIGESTS)


def test_everything_that_is_imported_is_watched_or_plain() -> None:
    """Functions and classes of WeasyPrint used by the package have a digest."""
    folder = ROOT / "exporter/formats/pdf/weasyprint/composition"
    used = set()
    for path in folder.glob("*.py"):
        text = path.read_text("utf-8")
        for module, names in re.findall(
            r"^from weasyprint\.(\S+) import (.+)$", text, re.MULTILINE
        ):
            used |= {f"{module}.{name.strip()}" for name in names.split(",")}
    watched = set(support.DIGESTS)
    modules = {"formatting_structure.boxes", "layout.inline", "layout.preferred"}
    modules.add("draw.text as drawing")
    values = {name for name in used if name.startswith("text.ffi.")}
    assert used - modules - values <= watched


def test_another_release_is_declined(monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint

    monkeypatch.setattr(weasyprint, "__version__", "71.2")
    assert check_support() == (
        f"WeasyPrint 71.2 is installed, and composition is written for"
        f" {support.RELEASE}"
    )


def test_an_old_pango_is_declined(monkeypatch: pytest.MonkeyPatch) -> None:
    ffi = importlib.import_module("weasyprint.text.ffi")

    class Old:
        def pango_version(self) -> int:
            return 14_812

    monkeypatch.setattr(ffi, "pango", Old())
    assert check_support() == "Pango 1.48.12 is installed, and composition needs 1.50"


def test_a_changed_function_is_declined(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.layout import inline

    def justify_line(line: Any) -> None: ...

    monkeypatch.setattr(inline, "justify_line", justify_line)
    assert check_support() == "WeasyPrint's layout.inline.justify_line has been changed"


def test_a_weasyprint_that_does_not_load_is_declined(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    reason = check_support()
    assert reason is not None
    assert reason.startswith("WeasyPrint cannot be loaded: ")
