"""The selection of a face for every style.

The user's folder comes before the system, the system before the bundled
package.  A style needs a face with its own regional forms, its design and its real
weight.  If no source has one, the design is given up first, then the regional forms,
last the weight: Chinese in the wrong family reads better than in the wrong regional
forms, and these read better than the wrong weight.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from exporter.errors import FontError
from exporter.fonts.faces import Face, Region, pin_weight
from exporter.fonts.sources import (
    bundled_faces,
    monospaced_faces,
    system_faces,
    user_faces,
)
from exporter.journal import Journal
from exporter.model import FontStyle, Problem, Script
from exporter.words import Message

STYLES: tuple[FontStyle, ...] = tuple(
    FontStyle(script, family, weight)
    for script in ("hans", "hant")
    for family in ("serif", "sans", "mono")
    for weight in (400, 700)
)
# How well a face's region suits a script.  Regions that are not listed do not suit it.
_Ranks: TypeAlias = Mapping[Script, Mapping[Region, int]]
_REGION_RANKS: _Ranks = {
    "hans": {"SC": 0, "": 1},
    "hant": {"TC": 0, "": 1, "HK": 2},
}
_HONG_KONG_RANKS: _Ranks = {**_REGION_RANKS, "hant": {"HK": 0, "": 1, "TC": 2}}
# CSS weights that are accepted for a style; no weight is synthesised.
_WEIGHT_RANGES = {400: (300, 500), 700: (600, 900)}
_RELAXED: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset({"design"}),
    frozenset({"design", "region"}),
    frozenset({"design", "region", "weight"}),
)

_FaceSource = Callable[[], Sequence[Face]]


@dataclass(frozen=True, slots=True)
class FaceSet:
    """A face for every style, and the Problems met while looking for them.

    ``own`` are all the faces in the user's folder, those that can set no
    Chinese too.
    """

    chosen: Mapping[FontStyle, Face]
    problems: tuple[Problem, ...] = ()
    own: tuple[Face, ...] = ()

    def face(self, style: FontStyle) -> Face:
        """Return the face that sets ``style``."""
        return self.chosen[style]


@lru_cache(maxsize=8)
def find_faces(font_dir: Path | None, *, hong_kong: bool = False) -> FaceSet:
    """Return a face for every style, looking in ``font_dir`` first.

    With ``hong_kong`` Traditional text is set in the forms of Hong Kong if there is a
    face with them.

    The answer is kept for the life of the process.  Raises FontError when
    ``font_dir`` cannot be used, or when no font at all can set Chinese.
    """
    journal = Journal()

    @lru_cache(maxsize=1)
    def installed() -> Sequence[Face]:
        return system_faces(journal)

    @lru_cache(maxsize=1)
    def bundled() -> Sequence[Face]:
        return bundled_faces(journal)

    @lru_cache(maxsize=1)
    def monospaced() -> Sequence[Face]:
        return monospaced_faces(journal)

    ranks = _HONG_KONG_RANKS if hong_kong else _REGION_RANKS
    sources: list[_FaceSource] = [installed, bundled]
    own: list[Face] = []
    if font_dir is not None:
        own = user_faces(font_dir, journal)
        sources.insert(0, lambda: own)
    chosen: dict[FontStyle, Face] = {}
    for style in STYLES:
        if style.family == "mono":
            face = _choose_monospaced(style, [*sources, monospaced], ranks)
            chosen[style] = face or chosen[replace(style, family="sans")]
        else:
            chosen[style] = _choose_face(style, sources, ranks)
    restricted = sorted({f.family for f in chosen.values() if f.restricted})
    journal.add(
        *(
            Problem(
                "font-restricted",
                family,
                Message("its maker does not permit embedding (OS/2 fsType)"),
                Message("embedded it; keep the book to yourself"),
            )
            for family in restricted
        )
    )
    return FaceSet(chosen, tuple(journal.problems), tuple(own))


def _choose_face(
    style: FontStyle, sources: Sequence[_FaceSource], ranks: _Ranks
) -> Face:
    for relaxed in _RELAXED:
        for source in sources:
            fit = [face for face in source() if _fits(face, style, relaxed, ranks)]
            if fit:
                face = min(fit, key=lambda face: _rank(face, style, ranks))
                return pin_weight(face, style.weight)
    raise FontError(
        Message("no font on this machine can set Chinese"),
        hint=Message(
            "install fonts-noto-cjk, or reinstall dwexport with its "
            "dependencies, or name a folder of fonts with --font-dir"
        ),
    )


def _choose_monospaced(
    style: FontStyle, sources: Sequence[_FaceSource], ranks: _Ranks
) -> Face | None:
    """Return the monospaced face for ``style``, None if there is none.

    A face that also has Chinese is preferred.  With another one, Chinese comes from the
    next face of the stack.
    """
    for source in sources:
        fit = [
            face
            for face in source()
            if face.monospaced and _weight_fits(face, style.weight)
        ]
        if fit:
            face = min(fit, key=lambda face: _rank_monospaced(face, style, ranks))
            return pin_weight(face, style.weight)
    return None


def _rank_monospaced(face: Face, style: FontStyle, ranks: _Ranks) -> tuple[object, ...]:
    return (style.script not in face.scripts, *_rank(face, style, ranks))


def _fits(face: Face, style: FontStyle, relaxed: frozenset[str], ranks: _Ranks) -> bool:
    if style.script not in face.scripts:
        return False
    if "design" not in relaxed and face.design != style.family:
        return False
    if "region" not in relaxed and face.region not in ranks[style.script]:
        return False
    return "weight" in relaxed or _weight_fits(face, style.weight)


def _weight_fits(face: Face, weight: int) -> bool:
    low, high = _WEIGHT_RANGES[weight]
    return low <= pin_weight(face, weight).weight <= high


def _rank(face: Face, style: FontStyle, ranks: _Ranks) -> tuple[object, ...]:
    """Return how well ``face`` suits ``style``; smaller is better."""
    return (
        ranks[style.script].get(face.region, 9),
        face.design != style.family,
        face.monospaced != (style.family == "mono"),
        not face.certain,
        abs(pin_weight(face, style.weight).weight - style.weight),
        face.family,
        str(face.path),
        face.index,
    )
