"""Chinese, Japanese and Korean characters: ranges of Unicode, and classes of marks.

Ranges are written for the brackets of a regular expression.  They are named after
blocks of Unicode 15 (Blocks.txt).  Classes of marks are plain strings of characters;
their names are those of CLREQ 3.1.1 and GB/T 15834 (docs/typesetting.md).

Several stages ask which characters are Chinese, and they do not mean the same.  All
their ranges are here side by side, each with its reason.
"""

# ------------------------------------------------------------ blocks of Unicode
RADICALS = "\u2e80-\u2fdf"  # CJK Radicals Supplement, Kangxi Radicals
KANGXI_RADICALS = "\u2f00-\u2fd5"
IDEOGRAPHIC_SIGNS = "\u3005-\u3007"  # 々〆〇, in CJK Symbols and Punctuation
HANGZHOU_NUMERALS = "\u3021-\u3029"  # in CJK Symbols and Punctuation
KANA_LETTERS = "\u3041-\u3096\u30a1-\u30fa"  # Hiragana, Katakana
# With voicing and iteration marks, but without ・ (U+30FB).
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
# The ideographs of legacy encodings of Chinese, by which an encoding is guessed
# (archive.chinese).
LEGACY_HAN = f"{EXTENSION_A}{UNIFIED}"
# Whether words beside an image are Chinese at all (xhtml.placement).  It is one range
# for speed, so it includes the hexagrams of the Yijing between the two blocks.
BASIC_HAN = "\u3400-\u9fff"
# Whether a line may be verse (parse.verse).  Compatibility ideographs have been
# replaced by ordinary ones before (letters).
VERSE_HAN = f"{BASIC_HAN}{SUPPLEMENTARY_PLANES}"
# Every ideograph, for the direction of text (directions).
IDEOGRAPHS = f"{BASIC_HAN}{COMPATIBILITY}{SUPPLEMENTARY_PLANES}"
# Also the signs 々 and 〇, which replace ideographs: for spaces (parse.runs), code
# (parse.preformatted_text), language and script (language).
HAN = f"\u3005\u3007{IDEOGRAPHS}"
# Everything that is drawn like an ideograph, for the lines of a title (cover.text).
DRAWN_AS_HAN = f"{RADICALS}{IDEOGRAPHIC_SIGNS}{IDEOGRAPHS}"
# Characters with a gap beside Latin (CLREQ 3.2.2): ideographs, kana and bopomofo, but
# no hexagrams (composition.classes).  The last two of a plane are no characters.
SPACED_FROM_LATIN = (
    f"{RADICALS}{IDEOGRAPHIC_SIGNS}{HANGZHOU_NUMERALS}{KANA}{BOPOMOFO}"
    f"{SMALL_EXTENSIONS}{LEGACY_HAN}{COMPATIBILITY}\U00020000-\U0003fffd"
)
# Characters that make a quotation mark beside them Chinese (latin_marks): also Chinese
# marks, vertical forms and full-width letters.  Hangul is left out, because its
# quotation marks are those of Latin text.
BESIDE_CHINESE_QUOTES = (
    f"\u2e80-\u312f\u31a0-\u4dbf{UNIFIED}{COMPATIBILITY}\ufe30-\ufe4f\uff01-\uff60"
    "\U00020000-\U0003fffd"
)
# Characters after which a line of a table's cell may end (xhtml.columns): also Hangul,
# Chinese marks and small forms.  Other planes are too rare to change a width.
BREAKS_BEHIND = f"\u2e80-\u9fff\uac00-\ud7ff{COMPATIBILITY}\ufe30-\ufe6f\uff00-\uff60"
# Characters that are evidence for or against Chinese (archive.chinese): Han, kana,
# Hangul, and those with which encodings fill their gaps, such as private use, accented
# letters and boxes.  Punctuation and digits are no evidence.
TELLS_ENCODING = (
    "\u00c0-\u02af\u0370-\u1fff\u2460-\u25ff\u3040-\u318f\u31f0-\u4dbf"
    f"{UNIFIED}\ua000-\ud7ff\ue000-\uf8ff\uff66-\uffdc{SUPPLEMENTARY_PLANES}\ufffd"
)
# Characters that few Chinese texts hold (archive.encodings).  The range includes the
# marks between the two blocks of kana.
KANA_OR_HANGUL = f"\u3041-\u30fa{HANGUL_SYLLABLES}"

# ---------------------------------------------------------------- classes of marks
CURLY_QUOTES = "“”‘’"
OPENING_QUOTES, CLOSING_QUOTES = "“‘「『", "”’」』"
OPENING_BRACKETS, CLOSING_BRACKETS = "（〔［｛《〈【〖", "）〕］｝》〉】〗"
OPENING_MARKS = f"{OPENING_QUOTES}{OPENING_BRACKETS}"
CLOSING_MARKS = f"{CLOSING_QUOTES}{CLOSING_BRACKETS}"
PAUSES = "，、；："
SENTENCE_STOPS = "。！？"
# Only Chinese uses corner quotes.  Latin text also uses curly quotes, dashes, ellipses
# and the interpunct.
CORNER_QUOTES, CLOSING_CORNERS = "「」『』", "」』"
SHARED_WITH_LATIN = f"{CURLY_QUOTES}—…·"
# Marks that are Chinese whatever stands beside them.
FULL_WIDTH_MARKS = (
    f"{PAUSES}{SENTENCE_STOPS}{OPENING_BRACKETS}{CLOSING_BRACKETS}{CORNER_QUOTES}"
)
