"""Fallback faces, for characters for which the Chinese faces have no glyph.

Noto and Source Han CJK have no Č, ł, ğ, ₽ or ∙, no Hebrew and no Arabic.  Characters
enter; the faces that draw them leave, each with its share.  The user's own faces come
first.  The font packages that are installed with dwexport come before the system's
fonts: the Latin of Noto CJK was drawn from theirs, and they are the same everywhere.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from exporter.fonts.faces import (
    Design,
    Face,
    UnreadableFontError,
    drawn_by,
    is_text_face,
    pin_weight,
    read_face,
)
from exporter.fonts.sources import (
    BUNDLED_PACKAGE,
    FONT_SUFFIXES,
    MONOSPACED_FILES,
    MONOSPACED_PACKAGE,
    ask_fontconfig,
    machine_font_folders,
    package_files,
    read_files,
)
from exporter.journal import Journal
from exporter.model import Problem

Shares = dict[Face, set[str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a fallback face should look like."""

    design: Design
    weight: int
    monospaced: bool = False


@dataclass(frozen=True, slots=True)
class _Pack:
    """A package of fonts, and the values of its axes for each weight."""

    package: str
    pattern: str
    axes: Mapping[int, Mapping[str, float]] = field(default_factory=dict)


# Measured: with these values Source Serif and Sans are nearest to the Latin of Noto
# CJK, in the widths and the ink of the letters, when both have the same size.
_PACKS = (
    _Pack(
        "fontpkg_source_serif_4",
        "SourceSerif4[[]*.ttf",
        {400: {"wght": 350, "opsz": 20}, 700: {"wght": 475, "opsz": 18}},
    ),
    _Pack("fontpkg_source_sans_3", "SourceSans3[[]*.ttf", {700: {"wght": 650}}),
    _Pack(MONOSPACED_PACKAGE, MONOSPACED_FILES),
    _Pack("justmytype_intl_rtl", "*.ttf"),
    _Pack("justmytype_intl_sea", "*.ttf"),
    # Noto Sans of fifteen more scripts, and Noto Sans Symbols.
    _Pack("manimgx_fonts", "NotoSans[A-Z]*.ttf"),
    _Pack(BUNDLED_PACKAGE, "NotoSans[JK][PR]*.ttf"),
)
# System families whose Latin suits Noto CJK, the best first.
_FITTING = tuple(
    re.compile(name, re.IGNORECASE)
    for name in (
        r"Source (?:Serif|Sans|Code)(?! Han)",
        r"Noto (?:Serif|Sans)\b",
        r"Libertinus (?:Serif|Sans)",
        r"(?:Gentium|Charis)",
        r"DejaVu (?:Serif|Sans)",
        r"Liberation (?:Serif|Sans)",
        r"Free(?:Serif|Sans)",
    )
)
_FITTING_FILE = re.compile(
    r"(?:Noto(?:Serif|Sans|Emoji)|Source(?:Serif|Sans|Code)|Libertinus|Gentium|Charis"
    r"|DejaVu|Liberation|Free(?:Serif|Sans)).*",
    re.IGNORECASE,
)
_FC_COLUMNS = "%{file}\t%{index}\t%{slant}\t%{width}\t%{color}\n"
_ASKED_AT_MOST = 500
# fc-match sorts fonts by what they lack.  If this many in a row have none of the
# characters, no later font has any.
_FRUITLESS_AT_MOST = 5
_EUROPEAN = ("LATIN", "GREEK", "CYRILLIC", "COMBINING", "MODIFIER")
# A word in one of these scripts may take letters from several faces; a word in any
# other script takes them from one face.
_PATCHED = ("LATIN", "COMBINING", "MODIFIER", "CJK")


def share_characters(
    chars: Iterable[str],
    wanted: Wanted,
    *,
    own: Sequence[Face],
    journal: Journal,
) -> Shares:
    """Return the faces that draw ``chars``, and which of them, the best first.

    ``own`` are the faces of the user's folder.  Programs that fail and damaged files
    become Problems.  Characters that no face draws are in no share.
    """
    shares: Shares = {}
    order = [*_own_faces(own, wanted), *_bundled_faces(wanted)]
    left = _hand_out(set(chars), order, shares)
    if left:
        found, troubles = installed_faces(frozenset(left))
        journal.add_new(troubles)
        installed = [pin_weight(face, wanted.weight) for face in found]
        installed.sort(key=lambda face: _rank(face, wanted))
        fitting = [face for face in installed if _fits(face, wanted)]
        left = _hand_out(left, fitting, shares)
        left = {char for char in left if not is_european(char)}
        _hand_out(left, installed, shares)
        order += installed
    return {face: shares[face] for face in dict.fromkeys(order) if face in shares}


def candidate_faces(
    chars: frozenset[str], wanted: Wanted, *, own: Sequence[Face]
) -> list[Face]:
    """Return all faces to which ``share_characters`` may give some of ``chars``."""
    installed, _ = installed_faces(chars)
    return [
        *_own_faces(own, wanted),
        *_bundled_faces(wanted),
        *(pin_weight(face, wanted.weight) for face in installed),
    ]


def is_european(char: str) -> bool:
    """Return whether ``char`` is a letter or mark of Latin, Greek or Cyrillic."""
    return _is_letter(char) and _script_name(char) in _EUROPEAN


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM"


def _script_name(char: str) -> str:
    """Return the script of a letter, which is the first word of its name."""
    return unicodedata.name(char, "").partition(" ")[0]


def _hand_out(chars: set[str], faces: Sequence[Face], shares: Shares) -> set[str]:
    """Add to ``shares`` what each of ``faces`` draws; return what none draws."""
    left = set(chars)
    scripts: dict[str, set[str]] = defaultdict(set)
    for char in filter(_is_letter, chars):
        scripts[_script_name(char)].add(char)
    for name in sorted(set(scripts).difference(_PATCHED)):
        letters = scripts[name]
        whole = (face for face in faces if drawn_by(face, letters) == letters)
        face = next(whole, None)
        if face is not None:
            shares.setdefault(face, set()).update(letters)
            left -= letters
    for face in faces:
        drawn = drawn_by(face, left)
        if drawn:
            shares.setdefault(face, set()).update(drawn)
            left -= drawn
    return left


def _own_faces(own: Iterable[Face], wanted: Wanted) -> list[Face]:
    faces = [pin_weight(face, wanted.weight) for face in own if _is_usable(face)]
    return sorted(faces, key=lambda face: _rank(face, wanted))


def _is_usable(face: Face) -> bool:
    return face.subsettable and not face.restricted and is_text_face(face)


def _rank(face: Face, wanted: Wanted) -> tuple[object, ...]:
    """Return how well ``face`` suits what is wanted; smaller is better."""
    return (
        face.monospaced != wanted.monospaced,
        face.design != wanted.design,
        abs(face.weight - wanted.weight),
        _fit(face),
        face.family,
        str(face.path),
        face.index,
    )


def _fits(face: Face, wanted: Wanted) -> bool:
    """Return whether letters of ``face`` may be in words of other faces."""
    beside = wanted.monospaced or not face.monospaced
    return beside and _fit(face) < len(_FITTING)


def _fit(face: Face) -> int:
    """Return the place of ``face``'s family in ``_FITTING``, or one after its last."""
    places = (n for n, name in enumerate(_FITTING) if name.match(face.family))
    return next(places, len(_FITTING))


@lru_cache(maxsize=8)
def _bundled_faces(wanted: Wanted) -> Sequence[Face]:
    """Return the faces of the packages, those of the wanted design first.

    Faces of one design stay in the order of the packages.  Monospaced faces are used
    in code only.
    """
    faces: list[Face] = []
    for pack in _PACKS:
        axes = pack.axes.get(wanted.weight, {})
        for face in read_files(package_files(pack.package, pack.pattern), Journal()):
            pinned = pin_weight(face, wanted.weight)
            faces.append(replace(pinned, axes={**pinned.axes, **axes}))
    fit = (face for face in faces if wanted.monospaced or not face.monospaced)
    return sorted(
        fit,
        key=lambda face: (
            face.monospaced != wanted.monospaced,
            face.design != wanted.design,
        ),
    )


@lru_cache(maxsize=32)
def installed_faces(
    chars: frozenset[str],
) -> tuple[Sequence[Face], Sequence[Problem]]:
    """Return the system's faces that may draw some of ``chars``.

    The answer is cached for the life of the process.  Programs that fail become
    Problems.
    """
    journal = Journal()
    codes = " ".join(f"{ord(char):x}" for char in sorted(chars)[:_ASKED_AT_MOST])
    pattern = f":slant=0:width=100:scalable=true:color=false:charset={codes}"
    output = ask_fontconfig(("fc-match", "-a", "-f", _FC_COLUMNS, pattern), journal)
    files = [
        path
        for folder in machine_font_folders()
        if folder.is_dir()
        for path in folder.iterdir()
        if _FITTING_FILE.fullmatch(path.name)
    ]
    faces = [
        *_open_matches(_parse_matches(output), chars),
        *filter(_is_usable, read_files(files, journal)),
    ]
    return faces, journal.problems


def _parse_matches(output: str) -> list[tuple[Path, int]]:
    """Return the upright outline faces of ordinary width, in fc-match's order."""
    found: dict[tuple[Path, int], None] = {}
    for line in output.splitlines():
        cells = line.split("\t")
        if len(cells) != 5 or not cells[1].isdigit():
            continue
        file, index, slant, width, colour = cells
        path = Path(file)
        upright = slant in ("0", "") and colour != "True"
        ordinary = width in ("100", "") or width.startswith("[")
        if upright and ordinary and path.suffix.lower() in FONT_SUFFIXES:
            # The upper half counts a variable font's named instances.
            found[path, int(index) & 0xFFFF] = None
    return list(found)


def _open_matches(
    matches: Iterable[tuple[Path, int]], chars: frozenset[str]
) -> Iterator[Face]:
    fruitless = 0
    for path, index in matches:
        try:
            face = read_face(path, index)
            drawn = face is not None and drawn_by(face, chars)
        except (
            UnreadableFontError
        ):  # another face may have the character; what none has becomes a Problem
            continue
        fruitless = 0 if drawn else fruitless + 1
        if fruitless > _FRUITLESS_AT_MOST:
            return
        if face is not None and drawn and _is_usable(face):
            yield face
