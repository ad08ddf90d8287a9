"""``dwexport doctor``: checks what the program needs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from exporter.cli.command import Command
from exporter.cli.console import put_json, put_lines
from exporter.cli.doctor_options import DoctorArguments
from exporter.errors import EXIT_COMPLETE, EXIT_FAILED, ConfigError
from exporter.sizes import read_size
from exporter.words import Message, join

if TYPE_CHECKING:
    from exporter.doctor import Check, Finding, FindingState

_EPILOG = """\
Examples:

\b
  dwexport doctor
  dwexport doctor --archive ~/news
  dwexport doctor --json | jq '.[] | select(.state != "ok")'

Exit codes: 0 no error; 1 something is missing or damaged.
"""
_STATES: dict[FindingState, str] = {
    "ok": Message("ok     "),
    "warning": Message("warning"),
    "error": Message("error  "),
}


def make_command(groups: tuple[type, ...]) -> Command:
    """Return the command; it also checks the configuration of ``groups``."""

    def run(doctor: DoctorArguments) -> int:
        """Check what the program needs, and say what to do about each fault.

        Python, the terminal, Pango, fonts, the archive, what is kept between runs,
        the proxy, free disk space, EPUBCheck and the configuration. Nothing is
        changed and nothing is sent.
        """
        return _examine(doctor, groups)

    return Command("doctor", run, (DoctorArguments,), _EPILOG, mends=True)


def _examine(doctor: DoctorArguments, groups: tuple[type, ...]) -> int:
    from exporter.doctor import CHECKS, Check, Surroundings, examine

    surroundings = Surroundings(
        archive=doctor.archive,
        cache_dir=doctor.cache_dir,
        font_dir=doctor.font_dir,
        max_store_bytes=read_size(doctor.max_cache, "--max-cache"),
        encoding=getattr(sys.stdout, "encoding", None) or "utf-8",
        online=doctor.online,
    )
    own = Check(
        "configuration",
        Message("Configuration"),
        lambda _: _check_configuration(groups),
    )
    found: list[tuple[Check, Finding]] = []
    for check, finding in examine(surroundings, (own, *CHECKS)):
        found.append((check, finding))
        if not doctor.as_json:
            put_lines(_lines(check, finding))
    if doctor.as_json:
        _put_json(found)
    states = {finding.state for _, finding in found}
    return EXIT_FAILED if "error" in states else EXIT_COMPLETE


def _check_configuration(groups: tuple[type, ...]) -> Iterator[Finding]:
    """Read the configuration again, and name its files."""
    from exporter.cli.settings import configuration_files, read_configuration
    from exporter.doctor import Finding

    try:
        settings = read_configuration(groups)
    except ConfigError as error:
        yield Finding("error", error.message, error.hint)
        return
    files = [str(file) for file in configuration_files() if file.exists()]
    if not files:
        yield Finding(
            "ok", Message("no dwexport.toml; dwexport config init writes one")
        )
        return
    yield Finding(
        "ok",
        Message(
            "{files}: {number} options are set",
            files=join(Message(", "), files),
            number=len(settings),
        ),
    )


def _lines(check: Check, finding: Finding) -> list[str]:
    values = {"state": _STATES[finding.state], "subject": check.subject}
    lines: list[str] = [
        Message("{state}  {subject}: {what}", **values, what=finding.what)
    ]
    if finding.hint:
        lines.append(Message("         try: {hint}", hint=finding.hint))
    return lines


def _put_json(found: list[tuple[Check, Finding]]) -> None:
    rows = [
        {
            "check": check.code,
            "state": finding.state,
            "what": finding.what,
            "hint": finding.hint,
        }
        for check, finding in found
    ]
    put_json(rows)
