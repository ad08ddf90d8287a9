"""Many runs may use a store at once; one process alone may clean it."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from exporter.images.store.lock import clean_store, hold_store
from tests.support.commandline import ROOT

_HOLDER = """
import sys
from pathlib import Path
from exporter.images.store.lock import hold_store
with hold_store(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def start_holder(folder: Path) -> subprocess.Popen[str]:
    """Start a process that holds the store; return once it holds it."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_many_runs_can_hold_a_store_at_once(tmp_path: Path) -> None:
    with hold_store(tmp_path):
        with hold_store(tmp_path), clean_store(tmp_path) as company:
            assert company == "shared"
        with clean_store(tmp_path) as company:
            assert (
                company == "shared"
            )  # the end of the second hold did not end the first
    with clean_store(tmp_path) as company:
        assert company == "alone"


def test_a_store_that_is_held_or_cleaned_is_shared_for_a_cleaner(
    tmp_path: Path,
) -> None:
    with hold_store(tmp_path), clean_store(tmp_path) as company:
        assert company == "shared"
    with clean_store(tmp_path) as company:
        assert company == "alone"
        with clean_store(tmp_path) as other:
            assert other == "shared"


@pytest.mark.slow
def test_a_killed_run_no_longer_holds_the_store(tmp_path: Path) -> None:
    holder = start_holder(tmp_path)
    with clean_store(tmp_path) as company:
        assert company == "shared"
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    with clean_store(tmp_path) as company:
        assert company == "alone"


def test_a_run_waits_while_the_store_is_cleaned(tmp_path: Path) -> None:
    held = threading.Event()

    def hold() -> None:
        with hold_store(tmp_path):
            held.set()

    thread = threading.Thread(target=hold)
    with clean_store(tmp_path):
        thread.start()
        assert not held.wait(0.1)
    thread.join()
    assert held.is_set()


def test_a_file_in_place_of_the_store_folder_is_not_locked(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("")
    with hold_store(path), clean_store(path) as company:
        assert company == "unknown"
