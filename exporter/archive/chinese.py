"""Whether characters are Chinese text, or only look like it.

Bytes in one encoding of Chinese are nearly always valid in another, where they give
rare characters that news does not use.  So the share of common characters shows the
right encoding.  Measured on news of nine outlets: of an article's characters, more than
50 in 100 are in the list below; if the same articles are read in a wrong encoding,
fewer than 3.
"""

import re

from exporter.text import LEGACY_HAN, TELLS_ENCODING

_SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着"
    "下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小"
    "部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三"
    "又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西"
    "斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各"
    "入几口认条平系气题活更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管"
    "期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像"
    "难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今"
    "切院让识候带导争运台湾港香京俄英法韩元百千亿六七八九零两届议选票党委员警察案判律记者"
    "媒体报道网络视频图片版权所属编译综合消息星期周末早晚昨今明访华总统总理部长主席大使馆"
)
_TRADITIONAL = (
    "這個們來為國說時會對於著後裡裏過發種經麼學動現當沒還進樣開從實軍無與長機業關點將兩間"
    "問應戰頭體見產製話給門員東聲論處義幾認條氣題別變總電數報結務場計資許統區隊決馬書則聽"
    "卻達強難權設記類據邊張該規萬覺術領確傳師觀讓識帶導爭運臺灣韓億屆議選黨網絡視頻圖屬編"
    "譯綜訪華"
)
COMMON = frozenset(_SIMPLIFIED + _TRADITIONAL)
# Compiled when a text needs a closer look, which is rare: it takes milliseconds.
_HAN = f"[{LEGACY_HAN}]"
_TELLING = f"[{TELLS_ENCODING}]"
# A text in another language does not have this many by chance.
_ENOUGH = 30
_SAMPLE_CHARS = 2000
# Most texts can be judged by their first lines.
_STEP_CHARS = 250


def chinese_share(text: str) -> float:
    """Return the share of common Chinese among the characters that are evidence.

    From 0 to 1; 0 if no character is evidence.
    """
    telling = re.findall(_TELLING, text[:_SAMPLE_CHARS])
    if not telling:
        return 0.0
    return sum(c in COMMON for c in telling) / len(telling)


def count_han(text: str) -> int:
    """Return how many of the first few thousand characters are ideographs."""
    return len(re.findall(_HAN, text[:_SAMPLE_CHARS]))


def is_plainly_chinese(text: str) -> bool:
    """Return, quickly, whether a text is Chinese without doubt."""
    found = 0
    for start in range(0, _SAMPLE_CHARS, _STEP_CHARS):
        found += sum(map(COMMON.__contains__, text[start : start + _STEP_CHARS]))
        if found >= _ENOUGH:
            return True
    return False
