"""The guards of the test suite work: each makes a test that breaks its rule fail."""

import os
import socket
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.commandline import ROOT, RunCli
from tests.support.network import NetworkBlockedError

SUSPECTS = """
import logging
import socket
import pytest


def test_logs_a_surprise():
    logging.getLogger("somewhere").warning("the %s is lost", "glyph")


@pytest.mark.expects_log("somewhere: the glyph is lost")
def test_logs_what_it_announced():
    logging.getLogger("somewhere").warning("the %s is lost", "glyph")


@pytest.mark.expects_log("never said")
def test_does_not_log_what_it_announced():
    pass


def test_accepts_what_it_read(log_records):
    logging.getLogger("somewhere").error("read and cleared")
    assert log_records.pop().levelname == "ERROR"


def test_hides_that_it_reached_for_the_network():
    try:
        socket.getaddrinfo("example.org", 443)
    except AssertionError:
        pass


def test_is_innocent():
    logging.getLogger("somewhere").info("nothing to see")
"""


@pytest.mark.slow
def test_guards_fail_the_tests_that_break_the_rules(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(SUSPECTS)
    pytester.makeini("[pytest]\nmarkers = expects_log(regex): announced")
    os.environ["PYTHONPATH"] = str(ROOT)  # pytester restores the environment
    result = pytester.runpytest_subprocess("-p", "tests.conftest")
    result.assert_outcomes(passed=6, errors=3)
    result.stdout.fnmatch_lines_random(
        [
            "*unexpected: somewhere: the glyph is lost*",
            "*expected, but not logged: never said*",
            "*reached for the network: example.org*",
        ]
    )


def connect_tcp(host: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
        sock.connect((host, 443))


def connect_tcp6(host: str) -> None:
    with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as sock:
        sock.connect_ex((host, 443, 0, 0))


def send_udp(host: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.sendto(b"?", (host, 53))


def look_up(host: str) -> None:
    socket.getaddrinfo(host, 443)


@pytest.mark.parametrize(
    ("reach", "host"),
    [
        (connect_tcp, "192.0.2.1"),
        (connect_tcp, "10.0.0.1"),
        (connect_tcp, "example.org"),
        (connect_tcp6, "2001:db8::1"),
        (send_udp, "192.0.2.53"),
        (look_up, "example.org"),
        (look_up, "127.0.0.1.example.org"),
    ],
)
def test_outside_hosts_are_refused_by_name(
    reach: Callable[[str], None], host: str, network_tries: list[str]
) -> None:
    with pytest.raises(NetworkBlockedError, match=host):
        reach(host)
    assert network_tries == [host]
    network_tries.clear()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_loopback_is_reached(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection((host, port)) as client:
            assert client.getpeername()[1] == port


def test_ip_address_is_allowed_without_a_lookup() -> None:
    assert socket.getaddrinfo("192.0.2.1", 443)[0][4] == ("192.0.2.1", 443)


def test_host_name_under_invalid_is_unknown() -> None:
    with pytest.raises(socket.gaierror, match="not known"):
        socket.getaddrinfo("nowhere.invalid", 443)


def test_home_and_environment_of_the_user_are_hidden(
    home: Path, user_environ: Mapping[str, str]
) -> None:
    assert Path.home() == home
    assert Path(os.environ["XDG_CACHE_HOME"]).is_relative_to(home)
    assert user_environ.get("HOME") != str(home)
    assert not list(home.iterdir())
    assert not [name for name in os.environ if name.lower().endswith("_proxy")]
    assert not [name for name in os.environ if name.startswith("DWEXPORT_")]


def test_clock_of_a_test_stands_still_in_utc(clock: Callable[[], datetime]) -> None:
    assert clock() == clock()
    assert clock().tzname() == "UTC"
    assert datetime.now().astimezone().tzname() == "UTC"


def test_run_cli_keeps_stdout_and_stderr_apart(
    run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fake_main(argv: list[str]) -> int:
        sys.stdout.buffer.write(b"\xff")
        sys.stderr.write(f"{argv} {sys.stdin.read()} {os.environ['DWEXPORT_X']}")
        Path("made-here").touch()
        raise SystemExit(3)

    monkeypatch.setattr("exporter.cli.main", fake_main)
    result = run_cli("list", Path("a b"), stdin="纸", env={"DWEXPORT_X": "y"})
    assert result.exit_code == 3
    assert result.out_bytes == b"\xff"
    assert result.err == "['list', 'a b'] 纸 y"
    assert (tmp_path / "made-here").exists()
    assert "DWEXPORT_X" not in os.environ


def test_run_cli_writes_the_text_of_a_text_exit_to_stderr(
    run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fake_main(argv: list[str]) -> int:
        raise SystemExit(f"no {argv[0]}")

    monkeypatch.setattr("exporter.cli.main", fake_main)
    result = run_cli("archive")
    assert (result.exit_code, result.out, result.err) == (1, "", "no archive\n")


def test_run_cli_in_its_own_process_runs_the_module(run_cli: RunCli) -> None:
    result = run_cli("--version", own_process=True)
    assert result.exit_code == 0, result.err
    assert result.out.startswith("dwexport ")
    assert result.err == ""
