"""All checks, one after another; a check that fails itself is a finding, too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from exporter.doctor.faces import check_faces
from exporter.doctor.findings import Finding, Surroundings
from exporter.doctor.network import check_proxy
from exporter.doctor.programs import (
    check_epubcheck,
    check_page_layout,
    check_python,
    check_terminal,
)
from exporter.doctor.storage import (
    check_archive_folder,
    check_disk,
    check_indexes,
    check_store,
)
from exporter.words import Message, word_foreign


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name for programs, its subject in words, and what it does."""

    code: str
    subject: str
    run: Callable[[Surroundings], Iterable[Finding]]


CHECKS: tuple[Check, ...] = (
    Check("python", Message("Python"), check_python),
    Check("terminal", Message("Terminal"), check_terminal),
    Check("pango", Message("Page layout"), check_page_layout),
    Check("faces", Message("Fonts"), check_faces),
    Check("archive", Message("Archive"), check_archive_folder),
    Check("index", Message("Indexes"), check_indexes),
    Check("store", Message("Pictures"), check_store),
    Check("proxy", Message("Proxy"), check_proxy),
    Check("disk", Message("Free disk"), check_disk),
    Check("epubcheck", Message("EPUBCheck"), check_epubcheck),
)


def examine(
    surroundings: Surroundings, checks: Iterable[Check] = CHECKS
) -> Iterator[tuple[Check, Finding]]:
    """Yield the findings of all ``checks``, each as soon as it is known.

    A machine that needs a doctor may be broken in any way.  So an error of any kind
    ends only its own check.
    """
    for check in checks:
        try:
            for finding in check.run(surroundings):
                yield check, finding
        except Exception as error:  # noqa: BLE001 - see above
            what = Message(
                "the check itself failed: {kind}: {error}",
                kind=type(error).__name__,
                error=word_foreign(str(error)),
            )
            yield check, Finding("error", what)
