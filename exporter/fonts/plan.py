"""Which face draws which character of a book.

The characters of each style enter.  A ``FontPlan`` leaves: which characters to cut out
of which face, and which ones no face has.  Nothing is cut here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from exporter.fonts.characters import (
    composed,
    is_accent,
    is_drawn,
    is_private,
    shaped_from,
    wanted_chars,
)
from exporter.fonts.css import other_family, stack
from exporter.fonts.faces import Face, drawn_by, lacking, latin_size, letter_width
from exporter.fonts.fallback import Wanted, is_european, share_characters
from exporter.fonts.selection import STYLES, FaceSet
from exporter.journal import Journal
from exporter.model import FontStyle, Problem
from exporter.text import ZERO_WIDTH_JOINER, ZERO_WIDTH_NON_JOINER, sequences_in

# Faces whose sizes differ by more than this do not match at any scale.
_SCALES = (0.75, 1.35)
_HALF_EM = 0.5

# Characters without ink that change the shape of the letter before or after them.
_SHAPERS = frozenset(
    (ZERO_WIDTH_JOINER, ZERO_WIDTH_NON_JOINER, *map(chr, range(0x180B, 0x1810)))
)


@dataclass(frozen=True, slots=True)
class Cut:
    """The characters to cut out of a face, for a style.

    ``family`` is the ``other_family`` of a fallback face, "" for the face of the style
    itself.  The face is drawn ``scale`` times as large as its own size.
    """

    face: Face
    style: FontStyle
    chars: frozenset[str]
    family: str = ""
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class FontPlan:
    """What to embed, in order, and what no face has.

    ``missing`` maps each character that no face has to the styles that use it, and also
    each sequence of emoji, which only emoji fonts draw as one sign.
    """

    cuts: tuple[Cut, ...]
    missing: Mapping[str, tuple[FontStyle, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def faces(self) -> tuple[Face, ...]:
        """Return the faces to credit, those of the text first."""
        return tuple(dict.fromkeys(cut.face for cut in self.cuts))


def plan_fonts(usage: Mapping[FontStyle, Collection[str]], faces: FaceSet) -> FontPlan:
    """Decide which of ``faces`` and fallback faces draws each character of ``usage``.

    A character that a style's own face lacks comes from the next face of its ``stack``
    that has it, else from a fallback face.  The stylesheet names the families in that
    order.  A style without characters gets nothing.
    """
    wanted: dict[FontStyle, set[str]] = defaultdict(set)
    absent: dict[FontStyle, set[str]] = {}
    missing: dict[str, list[FontStyle]] = defaultdict(list)
    for style in STYLES:
        sequences = sequences_in(usage.get(style, ()))
        for sequence in sequences:
            missing[sequence].append(style)
        used = frozenset("".join(set(usage.get(style, ())) - sequences))
        if not any(map(is_drawn, used)):
            continue
        absent[style] = _share_among_styles(style, used, faces, wanted)
    journal = Journal()
    others = _help_out(usage, absent, faces, journal)
    for style, chars in absent.items():
        drawn = {c for cut in others if _serves(cut, style) for c in cut.chars}
        for char in chars - drawn:
            missing[char].append(style)
    own = [
        _own_cut(style, frozenset(wanted[style]), faces)
        for style in STYLES
        if wanted.get(style)
    ]
    return FontPlan(
        cuts=(*own, *others),
        missing={char: tuple(styles) for char, styles in sorted(missing.items())},
        problems=tuple(journal.problems),
    )


def _share_among_styles(
    style: FontStyle,
    used: frozenset[str],
    faces: FaceSet,
    wanted: dict[FontStyle, set[str]],
) -> set[str]:
    """Add to ``wanted`` what the faces of the stack draw; return what none has.

    Accents are left to fallback faces.  Noto CJK has five accents but no places for
    them on its letters.  If its caron were embedded beside its C, a reader would set
    the caron askew over the C for every Č, also for the single character, and would
    not look for a face that has Č.
    """
    held, left, apart = _sort_out(faces.face(style), used)
    wanted[style] |= held
    for other in stack(style)[1:]:
        if not left:
            break
        have = left - lacking(faces.face(other), left)
        if have:
            wanted[other] |= {*have, " "}
            left -= have
    return set(left | apart)


@lru_cache(maxsize=2 * len(STYLES))
def _sort_out(
    face: Face, used: frozenset[str]
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return what ``face`` draws, what it lacks, and what no such face may draw.

    The answer is cached, because a book is planned twice: the copyright page names the
    faces of a first plan, and its own words seldom need other characters.
    """
    chars = wanted_chars(used)
    apart = frozenset(char for char in chars if is_accent(char) or is_private(char))
    lacked = lacking(face, chars - apart)
    left = frozenset(char for char in lacked & used if is_drawn(char))
    return chars - apart - lacked, left, apart


def _help_out(
    usage: Mapping[FontStyle, Collection[str]],
    absent: Mapping[FontStyle, set[str]],
    faces: FaceSet,
    journal: Journal,
) -> list[Cut]:
    """Return the cuts of fallback faces; both scripts share them.

    The cuts of one family and weight go from the best to the worst.  Readers try them
    in this order.
    """
    groups: dict[tuple[str, int], list[FontStyle]] = defaultdict(list)
    for style, chars in absent.items():
        if chars:
            groups[style.family, style.weight].append(style)
    cuts: list[Cut] = []
    for styles in groups.values():
        style, beside = styles[0], faces.face(styles[0])
        chars = set().union(*(absent[style] for style in styles))
        shares = share_characters(
            {char for char in chars if not is_private(char)},
            Wanted(beside.design, style.weight, style.family == "mono"),
            own=faces.own,
            journal=journal,
        )
        noted = set().union(*(usage[style] for style in styles))
        used = frozenset("".join(noted - sequences_in(noted)))
        for face, share in shares.items():
            more = drawn_by(face, _companions(share, used))
            shapers = _SHAPERS.intersection(used)
            held = frozenset({*share, *more, *shapers - lacking(face, shapers), " "})
            held |= shaped_from(held) - lacking(face, shaped_from(held))
            scale = _scale(face, beside)
            cuts.append(Cut(face, style, held, other_family(style), scale))
    return cuts


def _own_cut(style: FontStyle, chars: frozenset[str], faces: FaceSet) -> Cut:
    """Return the cut of the face of ``style``.

    A monospaced face without Chinese is made half an em wide, because in code a Chinese
    character takes the room of two letters.
    """
    face = faces.face(style)
    width = letter_width(face) if style.family == "mono" else 0.0
    if not width or style.script in face.scripts or face.extension != "ttf":
        return Cut(face, style, chars)
    return Cut(face, style, chars, scale=_HALF_EM / width)


def helping_face(text: str, style: FontStyle, faces: FaceSet) -> Face | None:
    """Return a face that draws all of ``text`` if that of ``style`` does not.

    None if no single face draws all of it, or if the face of ``style`` does.
    """
    chars = {char for char in text if is_drawn(char)}
    face = faces.face(style)
    if not lacking(face, chars):
        return None
    shares = share_characters(
        chars, Wanted(face.design, style.weight), own=faces.own, journal=Journal()
    )
    return next((face for face in shares if not lacking(face, chars)), None)


def _serves(cut: Cut, style: FontStyle) -> bool:
    return (cut.style.family, cut.style.weight) == (style.family, style.weight)


def _companions(chars: Iterable[str], used: Iterable[str]) -> set[str]:
    """Return those of ``used`` that may be in one cluster with ``chars``.

    Readers take a letter and its marks from one face (CSS Fonts 4, section 5.3).  So a
    mark needs the letters, a letter needs the marks, and both need the letters composed
    of them.  Joiners belong to the letters whose shape they choose.
    """
    letters = {c for c in used if is_european(c) and not is_accent(c)}
    marks = set(filter(is_accent, used))
    more: set[str] = set()
    if marks.intersection(chars):
        more |= letters
    if marks and any(map(is_european, chars)):
        more |= marks | composed(letters | marks)
    return more


def _scale(face: Face, beside: Face) -> float:
    """Return by which factor to scale ``face`` so that it matches ``beside``."""
    if face.extension != "ttf":
        return 1.0  # the outlines of CFF have their own scale
    if beside.monospaced:
        width = letter_width(face) if face.monospaced else 0.0
        return _HALF_EM / width if width else 1.0
    size, aim = latin_size(face), latin_size(beside)
    if not size or not aim:
        return 1.0
    low, high = _SCALES
    return aim / size if low <= aim / size <= high else 1.0
