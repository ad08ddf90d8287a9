"""The language and script of an article, and of the blocks that differ from it.

An ``Article`` enters; the same article leaves with ``lang`` set.  The only evidence is
the characters: ``data/scripts.txt`` lists those that only Simplified or only
Traditional Chinese uses.  Outlets mix the two, even in single captions.
"""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from exporter.language.phrases import mark_phrases
from exporter.model import (
    Article,
    Block,
    Direction,
    Figure,
    Gallery,
    Rule,
    Script,
    child_blocks,
    map_child_series,
    plain_text,
    texts_of,
    with_texts,
)
from exporter.text import (
    HAN,
    HANGUL_JAMO,
    HANGUL_SYLLABLES,
    KANA_LETTERS,
    direction_of,
    has_right_to_left,
    is_right_to_left,
    language_of_run,
)

ChineseTag: TypeAlias = Literal["zh-Hans", "zh-Hant"]

_TABLE_PATH = Path(__file__).parent / "data" / "scripts.txt"
# The classes of characters, one letter each, in the form for str.translate.
_HANS, _HANT, _NEUTRAL, _KANA, _HANGUL = "stnkg"
_RANGES = {
    _NEUTRAL: HAN,
    _KANA: KANA_LETTERS,
    _HANGUL: f"{HANGUL_SYLLABLES}{HANGUL_JAMO}",
}

# A block is clearly in a script if it has at least two characters of it, and three
# times as many as of the other.  So a quoted name does not make a paragraph
# Traditional, but two characters are enough in a caption that has none of the other
# script.
_MIN_EVIDENCE = 2
_MIN_RATIO = 3

_MIN_KANA = 4
_MIN_KANA_IN_SENTENCE = 2
_MIN_HANGUL = 4
_MIN_CYRILLIC = 12
_MIN_WORDS = 5
_MIN_STOP_WORDS = 2
_MIN_STOP_WORD_SHARE = 0.15
# The branch for very long runs comes first.  Otherwise the other branches would try the
# run again from each of its characters.
_NO_WORD = re.compile(
    r"\S{100,}|https?://\S+|www\.\S+|\S+@\S+|[@#]\w+|\w+(?:\.\w+)+/\S*"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_NOT_RUSSIAN = re.compile(r"[ієїґўјљњћђџѕѓќ]", re.IGNORECASE)


def _word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_STOP_WORDS = {
    "en": _word_set(
        "a an and are as at be but by for from had has have he her his i in is it "
        "its not of on or our she that the their they this to was we were what "
        "which who will with would you your"
    ),
    "de": _word_set(
        "als am an auch auf aus bei bis das dass dem den der des die durch ein eine "
        "einem einen einer er es für hat ich im in ist mit nach nicht noch oder sich "
        "sie sind so über um und von vor war was wie wir wird zu zum zur"
    ),
    "fr": _word_set(
        "à au aux avec ce cette dans de des du elle en est et il ils je la le les "
        "leur mais ne nous on ou où par pas plus pour qu que qui sa se ses son sont "
        "sur un une vous été"
    ),
}


class _Evidence(NamedTuple):
    """How many characters of a text are evidence for each script and language.

    ``han`` counts all Han characters.  ``text`` is the text itself if it has no Han.
    """

    hans: int = 0
    hant: int = 0
    han: int = 0
    kana: int = 0
    hangul: int = 0
    text: str = ""


def detect_script(text: str) -> Script | None:
    """Return the script to which more characters of ``text`` belong.

    None if there is no such character, or as many for each script.
    """
    found = _weigh(text)
    if found.hans == found.hant:
        return None
    return "hans" if found.hans > found.hant else "hant"


def only_in_script(script: Script) -> str:
    """Return all characters that only ``script`` uses, in any order."""
    letter = _HANS if script == "hans" else _HANT
    return "".join(chr(code) for code, found in _listed().items() if found == letter)


def is_japanese(sentence: str) -> bool:
    """Return whether a sentence inside Chinese text is in Japanese.

    It is shorter than a block, so fewer kana decide; a single の does not, because
    Chinese brands are fond of it.
    """
    found = _weigh(sentence)
    return found.kana >= _MIN_KANA_IN_SENTENCE and 3 * found.kana >= found.han


def article_language(article: Article) -> ChineseTag:
    """Return the script of most of an article; Simplified without evidence.

    Galleries count only if nothing else gives evidence: outlets put Simplified
    galleries into Traditional articles, and they can be the longer part.
    """
    return _Tagger(article).lang


def tag_language(article: Article) -> Article:
    """Return ``article`` with its language, and that of its blocks, set.

    A block gets a tag if its own characters clearly differ from the rest: it is in the
    other Chinese script, or in another language without Han.  All blocks inside a
    tagged one get tags, too, so that none depends on inheritance.
    """
    tagger = _Tagger(article)
    blocks = tuple(tagger.tag(block, tagger.lang) for block in article.blocks)
    return replace(article, lang=tagger.lang, blocks=blocks)


class _Tagger:
    """Tags the blocks of one article, weighing each text once."""

    def __init__(self, article: Article) -> None:
        self._weighed: dict[int, _Evidence] = {}
        text = [b for b in article.blocks if not isinstance(b, Gallery)]
        found = _sum([_weigh(article.header.title), *map(self._evidence, text)])
        if found.hans == found.hant:
            found = _sum([found, *map(self._evidence, article.blocks)])
        self.lang: ChineseTag = "zh-Hant" if found.hant > found.hans else "zh-Hans"

    def tag(self, block: Block, outer: str, around: Direction = "ltr") -> Block:
        """Return ``block`` tagged.

        The blocks around it are in the language ``outer`` and run ``around``.
        """
        text = _all_words_of(block)
        # Few blocks have any, so this is looked for only once.
        may_run_left = has_right_to_left(text)
        runs_left = may_run_left and direction_of(text) == "rtl"
        direction = "rtl" if runs_left else _claimed_direction(block, text)
        lang = self._language(block, outer)
        if runs_left:
            lang = _right_to_left_language(text, getattr(block, "lang", ""), outer)
        block = map_child_series(
            block,
            lambda series: tuple(self.tag(child, lang, direction) for child in series),
        )
        own = "" if lang == outer == self.lang else lang
        # Repeated in every right-to-left block, because old readers need it.
        apart: Direction = direction if "rtl" in (direction, around) else ""
        if direction == "ltr" and may_run_left:
            block = _mark_phrases(block)
        if isinstance(block, Rule) or (block.lang, block.direction) == (own, apart):
            return block
        return replace(block, lang=own, direction=apart)

    def _evidence(self, block: Block) -> _Evidence:
        found = self._weighed.get(id(block))
        if found is None:
            found = _weigh(_words_of(block))
            inside = child_blocks(block)
            if inside:
                found = _sum([found, *map(self._evidence, inside)])
            self._weighed[id(block)] = found
        return found

    def _language(self, block: Block, outer: str) -> str:
        """Return the language of ``block``, ``outer`` unless it clearly differs.

        A gallery's or table's own words count before those of the blocks in it.
        """
        claimed = getattr(block, "lang", "")
        found = self._evidence(block)
        clear = _clear_language(_weigh(_words_of(block))) if child_blocks(block) else ""
        clear = clear or _clear_language(found)
        if clear or not found.han:
            return clear or _believable(claimed, found) or outer
        return outer if outer in ("zh-Hans", "zh-Hant") else self.lang


class _ScriptClasses(dict[int, str | None]):
    """The class of each character, looked up when the character is first met."""

    def __missing__(self, code: int) -> str | None:
        found = _class_of(code)
        self[code] = found
        return found


@cache
def _classes() -> _ScriptClasses:
    return _ScriptClasses(_listed())


@cache
def _listed() -> dict[int, str]:
    """Return the class of each character that ``data/scripts.txt`` lists."""
    listed: dict[int, str] = {}
    letters = {"hans": _HANS, "hant": _HANT}
    for line in _TABLE_PATH.read_text(encoding="utf-8").splitlines():
        script, _, characters = line.partition(" ")
        if script in letters:
            listed.update(dict.fromkeys(map(ord, characters), letters[script]))
    return listed


def _class_of(code: int) -> str | None:
    """Return the class of a character that ``data/scripts.txt`` does not list."""
    character = chr(code)
    for letter, ranges in _RANGES.items():
        if re.match(f"[{ranges}]", character):
            return letter
    return None


def _weigh(text: str) -> _Evidence:
    classes = text.translate(_classes())
    hans, hant = classes.count(_HANS), classes.count(_HANT)
    han = hans + hant + classes.count(_NEUTRAL)
    return _Evidence(
        hans,
        hant,
        han,
        classes.count(_KANA),
        classes.count(_HANGUL),
        "" if han else text,
    )


def _sum(parts: list[_Evidence]) -> _Evidence:
    if not parts:
        return _Evidence()
    hans, hant, han, kana, hangul = (
        sum(column) for column in list(zip(*parts, strict=True))[:5]
    )
    text = "" if han else "\n".join(part.text for part in parts)
    return _Evidence(hans, hant, han, kana, hangul, text)


def _clear_language(found: _Evidence) -> str:
    """Return the language with most of the evidence, "" if it is not clear."""
    if found.hant >= max(_MIN_EVIDENCE, _MIN_RATIO * found.hans):
        script = "zh-Hant"
    elif found.hans >= max(_MIN_EVIDENCE, _MIN_RATIO * found.hant):
        script = "zh-Hans"
    else:
        script = ""
    return _foreign_language(found) or script


def _foreign_language(found: _Evidence) -> str:
    """Return the language of a text that is not Chinese, "" if it may be Chinese."""
    if found.kana >= _MIN_KANA and 3 * found.kana >= found.han:
        return "ja"  # at least one kana in four: Japanese prose has more
    if found.hangul >= _MIN_HANGUL and found.hangul >= found.han:
        return "ko"
    if found.han or not found.text:
        return ""
    text = _NO_WORD.sub(" ", found.text)
    letters = sum(map(str.isalpha, text))
    cyrillic = len(_CYRILLIC.findall(text))
    if cyrillic >= _MIN_CYRILLIC and 2 * cyrillic > letters:
        return "" if _NOT_RUSSIAN.search(text) else "ru"
    return _latin_language([w.replace("’", "'") for w in _WORD.findall(text.lower())])


def _latin_language(words: list[str]) -> str:
    """Return the language whose stop words are clearly the most frequent."""
    if len(words) < _MIN_WORDS:
        return ""
    hits = {
        lang: sum(word in stop_words for word in words)
        for lang, stop_words in _STOP_WORDS.items()
    }
    best, second = sorted(hits, key=lambda lang: -hits[lang])[:2]
    needed = max(_MIN_STOP_WORDS, _MIN_STOP_WORD_SHARE * len(words), hits[second] + 1)
    return best if hits[best] >= needed else ""


def _believable(claimed: str, found: _Evidence) -> str:
    """Return the language that the archive claims for text in other letters than Han.

    Templates claim one language for everything.  A claim is refused if that language
    is not written in the letters of the text.
    """
    other = ("zh", "ja", "ko")
    if claimed.split("-")[0].lower() in other or is_right_to_left(claimed):
        return ""
    return claimed if any(map(str.isalpha, found.text)) else ""


def _right_to_left_language(text: str, claimed: str, outer: str) -> str:
    """Return the language of ``text``: as claimed, as around it, or by its letters."""
    if is_right_to_left(claimed):
        return claimed
    found = language_of_run(text)
    # Arabic is assumed if no letter points to another language.
    is_open = found == "ar" and outer.split("-")[0] not in ("he", "yi", "syr", "dv")
    return outer if is_open and is_right_to_left(outer) else found


def _claimed_direction(block: Block, text: str) -> Direction:
    """Return the direction of ``block``, whose ``text`` does not run leftward itself.

    The archive's claim counts only for text without Han, because Chinese never runs
    from right to left.
    """
    claimed = getattr(block, "direction", "")
    return "rtl" if claimed == "rtl" and not _weigh(text).han else "ltr"


def _mark_phrases(block: Block) -> Block:
    """Return ``block`` with its own right-to-left words marked."""
    if not has_right_to_left(_words_of(block)):
        return block
    return with_texts(block, tuple(map(mark_phrases, texts_of(block))))


def _all_words_of(block: Block) -> str:
    """Return the words of a block and of the blocks in it."""
    return "\n".join([_words_of(block), *map(_all_words_of, child_blocks(block))])


def _words_of(block: Block) -> str:
    """Return a block's own words, without those of nested blocks."""
    words = [plain_text(text) for text in texts_of(block)]
    if isinstance(block, Figure):
        words.append(block.image.alt)
    return "\n".join(words)
