"""What holds for every test: no network, an empty home, no unexpected warning.

Before any test is imported, the environment is emptied of the settings of the
user (home, configuration, caches, proxies, colours, time zone) and the network
is blocked.  A test may ask for:

``run_cli``         the command line, in a folder of the test's own
``clock``           a clock that stands still
``shared_corpus``   the folder of real articles, where there is one
``log_records``     the warnings logged so far; clear it to accept them
``network_tries``   the outside hosts reached for; clear it to accept them
``user_environ``    the environment as the user has it, for tools like pip
"""

import gc
import itertools
import logging
import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from checks.epubcheck import find_java
from tests.support.commandline import (
    ROOT,
    CliResult,
    RunCli,
    run_in_own_process,
    run_in_process,
)
from tests.support.network import block_network

pytest_plugins = ["pytester", "tests.support.golden_cases"]

NOW = datetime(2024, 7, 1, 12, 0, tzinfo=UTC)
CORPUS = ROOT.parent / "shared" / "corpus" / "articles"

_HOME_NUMBERS = itertools.count()
_USER_ENVIRON = pytest.StashKey[Mapping[str, str]]()
_NETWORK_TRIES = pytest.StashKey[list[str]]()

# Names, or starts of names, of variables that would make a run depend on its user.
_PERSONAL = re.compile(
    r"DWEXPORT_|XDG_|(?:NO|FORCE|CLICOLOR|PY)_?COLORS?|CLICOLOR|GITHUB_ACTIONS"
    r"|SOURCE_DATE_EPOCH|(?:https?|all|no|ftp)_proxy$",
    re.IGNORECASE,
)


def pytest_configure(config: pytest.Config) -> None:
    """Isolate the whole session, collection included."""
    config.stash[_USER_ENVIRON] = dict(os.environ)
    # A job in the background of a script ignores SIGINT, and so would the processes
    # that tests start and interrupt.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    home = tempfile.TemporaryDirectory(prefix="dwexport-home-")
    config.add_cleanup(home.cleanup)
    for name in [name for name in os.environ if _PERSONAL.match(name)]:
        del os.environ[name]
    os.environ.update(TZ="UTC", COLUMNS="100", TERM="dumb", LANGUAGE="en")
    time.tzset()
    _move_home(os.environ, Path(home.name))
    config.stash[_NETWORK_TRIES] = block_network()
    # Times are not tested. The examples are the same every time, so a red run
    # is red again.
    settings.register_profile("dwexport", deadline=None, derandomize=True)
    settings.load_profile("dwexport")


def pytest_sessionfinish() -> None:
    """Free the Pango objects that tests keep before the interpreter ends.

    At its end these objects may be freed in the wrong order, and it crashes.
    """
    kept = sys.modules.get("tests.support.composition")
    if kept is not None:
        kept.style_of.cache_clear()
        gc.collect()
        kept.fonts.cache_clear()
        gc.collect()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that needs a missing program or library; in CI, fail it."""
    reason = ""
    if item.get_closest_marker("epubcheck") and find_java() is None:
        reason = "EPUBCheck needs a Java runtime: run tools/system-packages java"
    elif item.get_closest_marker("pango"):
        from tests.support.prints import pango_trouble  # loads every stage

        reason = pango_trouble()
    if reason and os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    elif reason:
        pytest.skip(reason)


def _move_home(environ: MutableMapping[str, str], home: Path) -> None:
    environ["HOME"] = str(home)
    for name, folder in (
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_STATE_HOME", ".local/state"),
    ):
        environ[name] = str(home / folder)


# ------------------------------------------------------------- for every test


@pytest.fixture(autouse=True)
def home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Give the test an empty home folder, with caches and configuration inside."""
    # Pytest would list all earlier folders to find the next number, and
    # each of thousands of tests makes one.
    homes = tmp_path_factory.getbasetemp() / "homes"
    folder = homes / str(next(_HOME_NUMBERS))
    folder.mkdir(parents=True)
    places: dict[str, str] = {}
    _move_home(places, folder)
    for name, value in places.items():
        monkeypatch.setenv(name, value)
    return folder


@pytest.fixture(autouse=True)
def network_tries(pytestconfig: pytest.Config) -> Iterator[list[str]]:
    """Fail a test that tries to reach an outside host, also if it hides the error."""
    tries = pytestconfig.stash[_NETWORK_TRIES]
    tries.clear()
    yield tries
    if tries:
        pytest.fail(f"reached for the network: {', '.join(tries)}", pytrace=False)


class _Recorder(logging.Handler):
    """Keeps every record it is given."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def log_records(request: pytest.FixtureRequest) -> Iterator[list[logging.LogRecord]]:
    """Fail a test that logs a warning not announced by ``expects_log(regex)``.

    It fails too if an announced record is not logged.
    """
    recorder = _Recorder()
    logging.getLogger().addHandler(recorder)
    yield recorder.records
    logging.getLogger().removeHandler(recorder)
    expected = [mark.args[0] for mark in request.node.iter_markers("expects_log")]
    logged = [f"{r.name}: {r.getMessage()}" for r in recorder.records]
    surprises = [t for t in logged if not any(re.search(e, t) for e in expected)]
    absent = [e for e in expected if not any(re.search(e, t) for t in logged)]
    if surprises or absent:
        lines = [*(f"unexpected: {t}" for t in surprises)]
        lines += [f"expected, but not logged: {e}" for e in absent]
        pytest.fail("log records:\n" + "\n".join(lines), pytrace=False)


# ------------------------------------------------------------ on request


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """Return a clock that stands still at ``NOW``."""
    return lambda: NOW


@pytest.fixture(scope="session")
def user_environ(pytestconfig: pytest.Config) -> Mapping[str, str]:
    """Return the environment as it was before the tests emptied it."""
    return pytestconfig.stash[_USER_ENVIRON]


@pytest.fixture(scope="session")
def shared_corpus() -> Path:
    """Return the folder of real articles; skip where there is none."""
    if not CORPUS.is_dir():
        pytest.skip("no corpus of real articles beside the project")
    return CORPUS


@pytest.fixture
def run_cli(tmp_path: Path) -> RunCli:
    """Return a function that runs ``dwexport ARGS`` and returns its result.

    It runs in ``tmp_path`` unless ``cwd`` names another folder, in this process
    unless ``own_process`` is set, and never at a terminal.
    """

    def run(
        *args: str | Path,
        stdin: str = "",
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        own_process: bool = False,
    ) -> CliResult:
        runner = run_in_own_process if own_process else run_in_process
        words = [str(arg) for arg in args]
        return runner(words, stdin=stdin, cwd=cwd or tmp_path, env=env or {})

    return run
