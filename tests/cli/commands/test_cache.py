"""``dwexport cache``: info shows the store, prune shrinks it, clear empties it."""

import json
from pathlib import Path

import pytest

from exporter.images import hold_store
from exporter.journal import Journal
from tests.support.archives import fill
from tests.support.commandline import RunCli
from tests.support.images import jpeg
from tests.support.news import story

pytestmark = pytest.mark.slow

URL = "https://static.dw.com/image/90000077_303.jpg"
CACHE = ("--cache-dir", "cache")


@pytest.fixture
def store(tmp_path: Path, run_cli: RunCli) -> Path:
    """Give a store of three pictures."""
    body = "".join(
        f'<img src="https://static.dw.com/image/9000007{n}_303.jpg">' for n in (7, 8, 9)
    )
    fill(
        tmp_path,
        {"articles/dw/1.md": story(1, "2024-06-18T12:00:00Z", "灯塔", body=body)},
    )
    for n in (7, 8, 9):
        path = tmp_path / f"mirror/static.dw.com/image/9000007{n}_303.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(jpeg(seed=n))
    done = run_cli("images", *CACHE, "--offline", "--image-mirror", "mirror")
    assert done.exit_code == 0
    return tmp_path / "cache" / "images"


def files(store: Path) -> list[Path]:
    return [path for path in (store / "blobs").rglob("*") if path.is_file()]


def test_cache_without_a_subcommand_shows_info(store: Path, run_cli: RunCli) -> None:
    done = run_cli("cache", *CACHE)
    assert (done.exit_code, done.err) == (0, "")
    assert done.out.splitlines()[:3] == [
        "cache/images",
        "3 addresses known, 0 failed lately",
        "3 files, 0.0 MB; a limit of 10.0 GB",
    ]
    assert run_cli("cache", "info", *CACHE).out == done.out


def test_info_as_json_holds_the_same_numbers(store: Path, run_cli: RunCli) -> None:
    done = run_cli("cache", "info", "--json", *CACHE, "--max-cache", "none")
    state = json.loads(done.out)
    assert (state["files"], state["pictures"], state["max_bytes"]) == (3, 3, None)
    assert state["size_bytes"] == sum(path.stat().st_size for path in files(store))


def test_info_without_a_store_says_0_files_and_makes_none(
    run_cli: RunCli, tmp_path: Path
) -> None:
    done = run_cli("cache", *CACHE)
    assert (done.exit_code, done.err) == (0, "")
    assert "0 files, 0.0 MB" in done.out
    assert not (tmp_path / "cache").exists()


def test_info_of_an_address_describes_its_stored_image(
    tmp_path: Path, run_cli: RunCli
) -> None:
    from exporter.images.decode.conversion import prepare_image
    from exporter.images.decode.recipe import Prepared, Recipe
    from exporter.images.store.index import Source
    from exporter.images.store.store import Store

    recipe = Recipe(1600, 1600, 50_000_000)
    prepared = prepare_image(jpeg(), recipe)
    assert isinstance(prepared, Prepared)
    folder = tmp_path / "cache" / "images"
    with Store(folder, Journal(), now=lambda: 1_700_000_000.0) as store:
        source = Source(URL, final_url=URL)
        store.keep(jpeg(), prepared, recipe=recipe, source=source)
    proxied = f"https://images.weserv.nl/?url={URL.removeprefix('https://')}"
    done = run_cli("cache", "info", proxied, *CACHE)
    assert done.exit_code == 0
    assert "jpeg, 64 × 48 pixels" in done.out
    assert f"got 2023-11-14 22:13 UTC from {URL}" in done.out
    unknown = "https://a.example/x.jpg"
    done = run_cli("cache", "info", proxied, unknown, "--json", *CACHE)
    assert (done.exit_code, done.err) == (1, f"{unknown}: not in the cache\n")
    first, second = json.loads(done.out)
    assert second is None
    assert first["stored_at"] == "2023-11-14T22:13:20+00:00"
    assert (first["kind"], first["width_px"]) == ("jpeg", 64)


def test_prune_removes_files_down_to_the_size_given(
    store: Path, run_cli: RunCli
) -> None:
    limit = sum(path.stat().st_size for path in files(store)) - 1
    done = run_cli("cache", "prune", "--max-cache", f"{limit}B", *CACHE)
    assert (done.exit_code, done.out) == (0, "")
    assert done.err == "1 file removed, 0.0 MB\n"
    assert len(files(store)) == 2
    done = run_cli("cache", "prune", "--json", *CACHE)
    assert json.loads(done.out) == {"files": 0, "size_bytes": 0}


def test_prune_takes_max_cache_from_the_configuration(
    store: Path, run_cli: RunCli, tmp_path: Path
) -> None:
    (tmp_path / "dwexport.toml").write_text('max-cache = "1B"\ncache-dir = "cache"\n')
    assert run_cli("cache", "prune").err == "3 files removed, 0.0 MB\n"


def test_clear_removes_every_file(store: Path, run_cli: RunCli) -> None:
    assert (store.parent / "archive.sqlite").exists()
    done = run_cli("cache", "clear", *CACHE)
    assert (done.exit_code, done.out) == (0, "")
    assert done.err == "3 files removed, 0.0 MB\n"
    left = [p.name for p in store.parent.rglob("*") if p.is_file()]
    assert left == ["lock"]


@pytest.mark.parametrize("action", ["prune", "clear"])
def test_prune_and_clear_remove_nothing_while_a_run_holds_the_store(
    store: Path, run_cli: RunCli, action: str
) -> None:
    with hold_store(store):
        done = run_cli("cache", action, "--max-cache", "1B", *CACHE)
    assert (done.exit_code, done.out) == (1, "")
    assert "another run is using the pictures: nothing was removed" in done.err
    assert "try again when it has ended" in done.err
    assert len(files(store)) == 3


def test_prune_and_clear_with_an_address_are_wrong_usage(run_cli: RunCli) -> None:
    done = run_cli("cache", "prune", URL)
    assert (done.exit_code, done.out) == (2, "")
    assert "cache prune takes no addresses" in done.err


@pytest.mark.parametrize("command", ["cache", "images", "epub", "pdf"])
def test_a_cache_limit_that_is_no_size_is_wrong_usage(
    store: Path, run_cli: RunCli, command: str
) -> None:
    done = run_cli(command, "--max-cache", "much")
    assert (done.exit_code, done.out) == (2, "")
    assert "--max-cache 'much' is no size" in done.err
    assert "--max-cache 50MB, 1.5GB or none" in done.err
