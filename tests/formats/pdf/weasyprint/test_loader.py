"""WeasyPrint is loaded quickly, and also where its libraries are hard to find."""

import ctypes.util
import importlib
import subprocess
import sys
from types import ModuleType

import pytest

from exporter.formats.pdf.weasyprint import loader
from tests.support.commandline import ROOT

_COUNTED = """
import subprocess, sys
started = []
class Popen(subprocess.Popen):
    def __init__(self, *arguments, **options):
        started.append(arguments)
        super().__init__(*arguments, **options)
subprocess.Popen = Popen
import ctypes.util
before = ctypes.util.find_library
from exporter.formats.pdf.weasyprint import load_engine
load_engine()
assert ctypes.util.find_library is before
print(len(started))
"""


@pytest.mark.slow
@pytest.mark.pango
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux starts processes")
def test_loading_on_linux_starts_no_processes() -> None:
    """No compiler or linker is started to look for the libraries."""
    done = subprocess.run(
        [sys.executable, "-c", _COUNTED],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "0\n"


def test_library_not_found_by_name_is_searched_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second import searches for the library as Python itself does."""
    search, engine = ctypes.util.find_library, ModuleType("engine")
    searches = []

    def import_slowly(name: str) -> ModuleType:
        searches.append(ctypes.util.find_library)
        if ctypes.util.find_library is not search:
            raise OSError(name)
        return engine

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(importlib, "import_module", import_slowly)
    assert loader._import_engine() is engine
    assert len(searches) == 2
    assert searches[0]("c") is None
