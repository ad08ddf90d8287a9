"""Chinese, Japanese and Korean characters: ranges of Unicode, and classes of marks.

Ranges are written as they stand between the brackets of a regular expression, and are
named after blocks of Unicode 15 (Blocks.txt).  Classes of marks are plain strings of
characters; their names are those of CLREQ 3.1.1 and GB/T 15834 (docs/typesetting.md).

Several stages ask which characters are Chinese, and they do not mean the same.  All
their answers stand here side by side, each with its reason.
"""

# ------------------------------------------------------------ blocks of Unicode
RADICALS = "\u2e80-\u2fdf"  # CJK Radicals Supplement, Kangxi Radicals
KANGXI_RADICALS = "\u2f00-\u2fd5"
IDEOGRAPHIC_SIGNS = "\u3005-\u3007"  # 々〆〇, in CJK Symbols and Punctuation
HANGZHOU_NUMERALS = "\u3021-\u3029"  # in CJK Symbols and Punctuation
KANA_LETTERS = "\u3041-\u3096\u30a1-\u30fa"  # Hiragana, Katakana
# With voicing and iteration marks, which ・ (U+30FB) is not.
KANA = "\u3041-\u30fa\u30fc-\u30ff"
BOPOMOFO = "\u3100-\u312f"
# Bopomofo Extended, CJK Strokes, Katakana Phonetic Extensions.
SMALL_EXTENSIONS = "\u31a0-\u31ff"
EXTENSION_A = "\u3400-\u4dbf"
UNIFIED = "\u4e00-\u9fff"
COMPATIBILITY = "\uf900-\ufaff"
# Extensions B to H and the Compatibility Supplement.
SUPPLEMENTARY_PLANES = "\U00020000-\U0003ffff"
COMPATIBILITY_SUPPLEMENT = "\U0002f800-\U0002fa1f"
HANGUL_SYLLABLES = "\uac00-\ud7a3"
HANGUL_JAMO = "\u1100-\u11ff"

# ------------------------------------------------------------- what counts as Han
# What legacy encodings of Chinese hold (archive.chinese): texts are guessed by it.
LEGACY_HAN = f"{EXTENSION_A}{UNIFIED}"
# One range for speed: the hexagrams of the Yijing between the two blocks come along.
# Whether words beside an image are Chinese at all (xhtml.placing).
BASIC_HAN = "\u3400-\u9fff"
# Whether a line may be verse (parse.verse).  Compatibility ideographs are ordinary
# ones by then (letters).
VERSE_HAN = f"{BASIC_HAN}{SUPPLEMENTARY_PLANES}"
# Every ideograph: which way text runs (directions).
IDEOGRAPHS = f"{BASIC_HAN}{COMPATIBILITY}{SUPPLEMENTARY_PLANES}"
# With the signs that stand for ideographs, 々 and 〇: spaces (parse.runs), code
# (parse.typed), language and script (language).
HAN = f"\u3005\u3007{IDEOGRAPHS}"
# With everything that is drawn like an ideograph: lines of a title (cover.text).
DRAWN_AS_HAN = f"{RADICALS}{IDEOGRAPHIC_SIGNS}{IDEOGRAPHS}"
# What has a gap beside Latin (CLREQ 3.2.2): ideographs, kana and bopomofo, but no
# hexagrams (composition.classes).  The last two of a plane are no characters.
SPACED_FROM_LATIN = (
    f"{RADICALS}{IDEOGRAPHIC_SIGNS}{HANGZHOU_NUMERALS}{KANA}{BOPOMOFO}"
    f"{SMALL_EXTENSIONS}{LEGACY_HAN}{COMPATIBILITY}\U00020000-\U0003fffd"
)
# What tells a Chinese neighbour of a quotation mark (latin_marks): with Chinese marks,
# vertical forms and full-width letters; without Hangul, whose marks are those of Latin.
BESIDE_CHINESE_QUOTES = (
    f"\u2e80-\u312f\u31a0-\u4dbf{UNIFIED}{COMPATIBILITY}\ufe30-\ufe4f\uff01-\uff60"
    "\U00020000-\U0003fffd"
)
# Behind which a line of a table's cell may end (xhtml.columns): with Hangul, Chinese
# marks and small forms.  Characters of other planes are too rare to change a width.
BREAKS_BEHIND = f"\u2e80-\u9fff\uac00-\ud7ff{COMPATIBILITY}\ufe30-\ufe6f\uff00-\uff60"
# Which characters could tell that a text is not Chinese after all (archive.chinese):
# Han, kana, Hangul, and what encodings fill their gaps with, such as private use,
# accented letters and boxes.  Punctuation and digits say nothing.
TELLS_ENCODING = (
    "\u00c0-\u02af\u0370-\u1fff\u2460-\u25ff\u3040-\u318f\u31f0-\u4dbf"
    f"{UNIFIED}\ua000-\ud7ff\ue000-\uf8ff\uff66-\uffdc{SUPPLEMENTARY_PLANES}\ufffd"
)
# What few Chinese texts hold (archive.decoding); the marks between the two blocks of
# kana come along.
KANA_OR_HANGUL = f"\u3041-\u30fa{HANGUL_SYLLABLES}"

# ---------------------------------------------------------------- classes of marks
CURLY_QUOTES = "“”‘’"
OPENING_QUOTES, CLOSING_QUOTES = "“‘「『", "”’」』"
OPENING_BRACKETS, CLOSING_BRACKETS = "（〔［｛《〈【〖", "）〕］｝》〉】〗"
OPENING_MARKS = f"{OPENING_QUOTES}{OPENING_BRACKETS}"
CLOSING_MARKS = f"{CLOSING_QUOTES}{CLOSING_BRACKETS}"
PAUSES = "，、；："
SENTENCE_STOPS = "。！？"
# Corner quotes belong to Chinese alone.  Curly ones, dashes, ellipses and the
# interpunct belong to Latin text, too.
CORNER_QUOTES, CLOSING_CORNERS = "「」『』", "」』"
SHARED_WITH_LATIN = f"{CURLY_QUOTES}—…·"
# Marks that are Chinese whatever is beside them.
FULL_WIDTH_MARKS = (
    f"{PAUSES}{SENTENCE_STOPS}{OPENING_BRACKETS}{CLOSING_BRACKETS}{CORNER_QUOTES}"
)
