"""A run killed at any moment leaves the old book or a whole new one."""

from collections.abc import Iterator

import pytest

from tests.support.image_server import ImageServer
from tests.support.kills import Run, Scene, kill, moments

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Yield an archive, its pictures on a server, and its book."""
    with ImageServer() as server:
        yield Scene.prepare(tmp_path_factory.mktemp("kills"), server)


@pytest.mark.parametrize("moment", moments(3, seed=1))
def test_a_killed_run_leaves_the_old_book_or_a_whole_new_one(
    scene: Scene, moment: float
) -> None:
    trace = scene.kill_at(moment)
    assert trace.faults == ()


def test_a_run_killed_while_it_reads_leaves_no_process(scene: Scene) -> None:
    trace = scene.kill_while_reading()
    assert (trace.target, trace.faults) == ("old", ())


def test_a_run_killed_while_it_writes_leaves_the_old_book(scene: Scene) -> None:
    trace = scene.kill_while_writing()
    assert (trace.target, trace.faults) == ("old", ())
    assert trace.leftovers > 0


def test_two_runs_at_once_with_one_store_and_target_both_succeed(scene: Scene) -> None:
    run = Run(scene, "shared")
    first, second = run.start(), run.start()
    for process in (first, second):
        _, errors = process.communicate()
        assert (process.returncode, errors) == (0, b"")
    trace = run.inspect(1.0, ended=True)
    assert (trace.target, trace.leftovers, trace.faults) == ("new", 0, ())


def test_run_succeeds_while_another_run_with_its_store_is_killed(scene: Scene) -> None:
    run = Run(scene, "half")
    first, second = run.start(), run.start()
    while not list(run.store.glob("blobs/*/*")):
        assert first.poll() is None
    kill(first)
    _, errors = second.communicate()
    assert (second.returncode, errors) == (0, b"")
    trace = run.inspect(1.0, ended=True)
    assert (trace.target, trace.faults) == ("new", ())
