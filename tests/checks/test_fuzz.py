"""Fuzzing: kept inputs, random ones, and some steered by coverage."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.fuzz.__main__ import CASES, fuzz, is_installed, main
from checks.fuzz.targets import TARGETS

pytestmark = pytest.mark.slow

RUNS = 1_500
_CASES = [(path.parent.name, path) for path in sorted(CASES.glob("*/*"))]


def test_every_case_has_a_target() -> None:
    assert {name for name, _ in _CASES} <= set(TARGETS)


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty folder, because a list of articles may name files."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize(
    ("name", "case"), _CASES, ids=[f"{name}-{case.name}" for name, case in _CASES]
)
def test_every_kept_case_passes_its_target(name: str, case: Path) -> None:
    TARGETS[name].check(case.read_bytes())


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize("name", TARGETS)
def test_every_seed_passes_its_target(name: str) -> None:
    for seed in TARGETS[name].seeds():
        TARGETS[name].check(seed)


def broken(name: str) -> st.SearchStrategy[bytes]:
    """Return inputs like the seeds of a target, with pieces lost, put in and mixed."""
    pieces = [b"", b"\x00", b"\xff", b"\n", b"[](", b"-->", b"------", b"<td><tr>"]
    junk = st.sampled_from(pieces) | st.binary(max_size=12)
    seeds = st.sampled_from(TARGETS[name].seeds())
    ends = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted)

    def cut(seed: bytes, ends: list[float]) -> bytes:
        start, stop = (round(end * len(seed)) for end in ends)
        return seed[start:stop]

    parts = st.builds(cut, seeds, ends) | junk | seeds
    limit = TARGETS[name].max_bytes
    return st.lists(parts, max_size=5).map(lambda made: b"".join(made)[:limit])


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize("name", TARGETS)
@given(st.data())
@settings(suppress_health_check=list(HealthCheck))
def test_random_inputs_pass_their_target(name: str, data: st.DataObject) -> None:
    TARGETS[name].check(data.draw(broken(name)))


@pytest.mark.skipif(not is_installed(), reason="atheris is for Linux on x86-64 only")
@pytest.mark.parametrize("name", TARGETS)
def test_inputs_steered_by_coverage_pass_their_target(
    name: str, tmp_path: Path
) -> None:
    result = fuzz(name, tmp_path, f"-runs={RUNS}", "-seed=1")
    assert result.find == "", result.log
    assert result.executions >= RUNS
    assert result.branches > 50


@pytest.mark.skipif(not is_installed(), reason="atheris is for Linux on x86-64 only")
def test_fuzzer_finds_a_mistake_put_into_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a fuzzer that finds nothing might be unable to find anything."""
    sitecustomize = tmp_path / "sitecustomize.py"
    sitecustomize.write_text(
        "import exporter.urls\nexporter.urls._is_ipv6 = lambda host: True\n"
    )
    monkeypatch.setattr("checks.fuzz.__main__.EXTRA_PATH", [str(tmp_path)])
    result = fuzz("address", tmp_path / "work", "-runs=20000", "-seed=1")
    assert "AssertionError" in result.find
    assert "targets.py" in result.find


def test_unknown_fuzz_target_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["nonsense"])
    assert "there is no target nonsense" in capsys.readouterr().err
