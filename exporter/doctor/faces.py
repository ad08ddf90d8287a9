"""Checks of the fonts: a face for each style, and the characters that it has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from exporter.doctor.findings import Finding, Surroundings, finding_of
from exporter.errors import FontError
from exporter.model import FontStyle, Script
from exporter.words import Message, join

_INSTALL_FONTS = Message(
    "Debian, Ubuntu: apt-get install fonts-noto-cjk; macOS: brew install --cask "
    "font-noto-serif-cjk font-noto-sans-cjk; or name a folder with --font-dir"
)
# One letter or sign of every script that the fallback faces should have.
_OTHER_SCRIPTS = "AĂΩЖאبहกကខ한あⅣ☃𝑥😀"
# The rows of Han characters in GB 2312 and Big5 (the frequent and the other ones).
_GB2312_ROWS = range(0xB0, 0xF8)
_BIG5_ROWS = (*range(0xA4, 0xC7), *range(0xC9, 0xFA))
_NAMES: dict[Script, str] = {
    "hans": Message("Simplified"),
    "hant": Message("Traditional"),
}
_SETS: dict[Script, str] = {"hans": "GB 2312", "hant": "Big5"}


def check_faces(surroundings: Surroundings) -> Iterator[Finding]:
    """Say which face sets which script, and how many characters it has."""
    from exporter.fonts import find_faces, lacking

    try:
        faces = find_faces(surroundings.font_dir)
    except FontError as error:
        yield finding_of(error)
        return
    for problem in faces.problems:
        yield Finding(
            "warning",
            Message("{where}: {what}", where=problem.where, what=problem.what),
            problem.done,
        )
    for script in ("hans", "hant"):
        for design in ("serif", "sans"):
            face = faces.face(FontStyle(script, design, 400))
            chars = common_characters(script)
            has = len(chars) - len(lacking(face, chars))
            what = Message(
                "{script}: {family}, {has:,} of the {number:,} characters of {set}",
                script=_NAMES[script],
                family=face.family,
                has=has,
                number=len(chars),
                set=_SETS[script],
            )
            is_fit = has == len(chars) and face.design == design
            yield Finding(
                "ok" if is_fit else "warning", what, "" if is_fit else _INSTALL_FONTS
            )
    yield from _check_other_scripts(surroundings)


def _check_other_scripts(surroundings: Surroundings) -> Iterator[Finding]:
    from exporter.fonts import find_faces, plan_fonts

    faces = find_faces(surroundings.font_dir)
    plan = plan_fonts({FontStyle("hans", "serif", 400): set(_OTHER_SCRIPTS)}, faces)
    missing = [char for char in _OTHER_SCRIPTS if char in plan.missing]
    if not missing:
        yield Finding("ok", Message("other scripts: every one that was tried"))
        return
    yield Finding(
        "warning",
        Message(
            "other scripts: no font has {characters}",
            characters=join(Message(", "), missing),
        ),
        Message(
            "install a font that has them, such as those of fonts-noto-core; "
            "they are set as 〓 in a PDF"
        ),
    )


@lru_cache(maxsize=2)
def common_characters(script: Script) -> frozenset[str]:
    """Return the Han characters of GB 2312 for Simplified, of Big5 for Traditional."""
    codec, rows = ("gb2312", _GB2312_ROWS) if script == "hans" else ("big5", _BIG5_ROWS)
    cells = (bytes((row, cell)) for row in rows for cell in range(0x40, 0xFF))
    decoded = (cell.decode(codec, "ignore") for cell in cells)
    return frozenset(
        char for char in decoded if len(char) == 1 and "一" <= char <= "龥"
    )
