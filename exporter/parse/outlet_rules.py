"""What each outlet adds to its articles, and how it writes them: one table.

Every rule is read off articles as they were archived, and named in the report
wherever it leaves something out.  ``python -m tools.recurring_lines ARCHIVE``
finds lines that a rule is missing for.

An outlet without an entry has no rules: all that its articles hold is text.
"""

from __future__ import annotations

import re

from exporter.model import Outlet
from exporter.outlets import outlet_names
from exporter.parse.furniture import LineRule, OutletRules

_NO_RULES = OutletRules()

# What a copyright line is made of besides names: signs, years, the usual words.
_SIGN = r"(?:©|[(（][cC][)）]|[cC]opyright|COPYRIGHT|版[权權])"
# What one of these signs holds, as it is written.
_SIGNS = ("©", "(c", "(C", "（c", "（C", "opyright", "COPYRIGHT", "版权", "版權")
_RESERVED = (
    r"版[权權]所有|版[权權]|不得[转轉][载載]|未[经經][许許]可不得[转轉][载載]"
    r"|[Aa]ll [Rr]ights [Rr]eserved|ALL RIGHTS RESERVED"
)
_YEARS = r"(?:19|20)\d\d年?"


def rules_for(outlet: Outlet) -> OutletRules:
    """Return what is known of the articles of ``outlet``."""
    return _RULES.get(outlet.code, _NO_RULES)


def _copyright_line(code: str, *others: str) -> LineRule:
    """Return the rule for a line that only says whose the article is.

    It begins with ©, (c), Copyright or 版权所有 and holds nothing but years, the
    usual words, and a name of the outlet, or one of the ``others`` its articles
    come from.  A sentence about copyright has other words, so it fits no rule.
    """
    names = "|".join(map(re.escape, (*outlet_names(code), *others)))
    # No two parts begin alike, and each is at least one character: linear time.
    part = rf"(?:{names}|{_SIGN}|{_RESERVED}|{_YEARS}|[ ,，.。:：!！|、–—-])"
    line = rf"(?={_SIGN})(?=.{{0,100}}?(?:{names}))(?i:{part}{{1,40}})"
    return LineRule(f"{code}-copyright-line", f"(?P<notice>{line})", signs=_SIGNS)


_DW = OutletRules(
    closing=(
        # © 2024年德国之声版权声明：本文所有内容受到著作权法保护，…并受到刑事追究。
        # Plain or in <em>, split over two <em>, Simplified or Traditional, and
        # often behind the last sentence of the text.
        LineRule(
            "dw-copyright-notice",
            r"(?P<notice>(?:©?\s*\d{4}\s*年?\s*)?德[国國]之[声聲]版[权權][声聲]明"
            r"[：:]\s*本文(?:(?!版[权權][声聲]明)[^\n]){0,200}?刑事追究\s*。?)",
            is_sentence=True,
        ),
        _copyright_line("dw"),
        LineRule(
            "dw-disclaimer",
            # 摘编自其他媒体的内容，不代表德国之声的立场或观点。 · 摘译自其它媒体，…
            "摘[编編译譯]自其[他它]媒[体體](?:的?[内內]容)?，不代表德[国國]之[声聲]"
            "(?:的)?(?:立[场場]或)?(?:[观觀][点點]|立[场場])。?",
            stays=True,
        ),
        # 德国之声致力于为您提供客观中立的新闻报道，…仅代表作者或专家个人立场。
        LineRule(
            "dw-statement",
            r"德[国國]之[声聲]致力[于於][^\n]{0,120}[个個]人立[场場]。?",
            stays=True,
        ),
        # DW中文有Instagram！欢迎搜寻dw.chinese，看更多深入浅出的图文与影音报道。
        LineRule(
            "dw-instagram-advert",
            r"DW中文有\s*Instagram\s*[！!][^。©\n]{0,80}。?",
            is_sentence=True,
            lines_after=2,
        ),
    ),
    players=(
        # What the player says where it cannot play.
        LineRule(
            "dw-player-message",
            r"To view this video please enable JavaScript.{0,120}?HTML5 video",
        ),
    ),
)

# Who made what BBC shows inside of an article: Twitter, YouTube, Facebook (Meta)…
_PROVIDER = r"[A-Za-z][A-Za-z .()]{0,24}?"
_BBC = OutletRules(
    closing=(
        _copyright_line("bbc"),
        # 全部图片版权所有 · 所有圖片均受版權保護
        LineRule(
            "bbc-picture-copyright-line",
            "(?P<notice>(?:本文)?(?:全部|所有)[图圖照]片"
            "(?:版[权權]所有|均?受版[权權]保[护護])。?"
            "|All (?:images|pictures|photos) (?:are )?(?:subject to )?copyright"
            r"(?:ed)?\.?)",
        ),
    ),
    # In both scripts, as BBC's own page templates have them.  A player's message may
    # have the label of its button behind it: Play video, "…", 节目全长 2,25 02:25
    controls=(
        LineRule(
            "bbc-player-message",
            r"[你您]的(?:器材|[设設][备備]|[装裝]置|媒[体體]|[浏瀏][览覽]器|[电電][脑腦]|手[机機])"
            r"\s*(?:[暂暫]?不支[持援]|[无無]法)\s*(?:播放)?\s*(?:多?媒[体體]|[视視][频頻]|影[片音]"
            r"|音[频頻]|[内內]容)(?:材料|[内內]容|播放|文件|[档檔]案)*。?"
            r"(?:\s*Play (?:video|audio),[^\n]{1,200}?[\d:]+)?"
            r"|Play (?:video|audio),[^\n]{1,200}?(?:节目全长|節目全長)\s*[\d,: ]+"
            r"|Media playback is (?:not |un)supported on (?:your|this) device\.?"
            r"|To play this video you need to enable JavaScript in your browser\.?"
            r"|有[关關][内內]容(?:已[经經]不再向[读讀]者[观觀][众眾]提供|看[来來][暂暫][时時]不能[显顯]示"
            r"|[暂暫][时時]尚未可以[为為]你提供)。?",
        ),
        LineRule(
            "bbc-third-party-warning",
            r"告知\s*[:：]\s*(?:(?:第三方|[协協]作方)[内內]容可能(?:包含|含有)[广廣]告"
            r"|BBC\s*不[对對]外[来來][网網]站[内內]容[负負][责責])。?"
            rf"|{_PROVIDER}\s*[内內]容可能(?:包含|含有)[广廣]告。?"
            r"|BBC\s*[对對]外部[网網]站[内內]容不[负負][责責]任。?",
        ),
        LineRule(
            "bbc-embed-control",
            rf"跳[过過]\s*{_PROVIDER}\s*帖子(?:\s*[,，]\s*\d{{1,2}})?"
            rf"|(?:[结結]尾\s*{_PROVIDER}\s*帖子|{_PROVIDER}\s*帖子[结結]尾)"
            r"(?:\s*[,，]\s*\d{1,2})?"
            rf"|允[许許]\s*{_PROVIDER}\s*[内內]容\s*[?？]?"
            rf"|[此本]文包含\s*{_PROVIDER}\s*提供的[内內]容。由[于於][这這]些[内內]容[^\n]{{10,200}}"
            r"接受[并並][继繼][续續]\S?。?"
            r"|接受[并並][继繼][续續]"
            rf"|[继繼][续續][浏瀏][览覽]\s*{_PROVIDER}(?:\s*[,，]\s*外部[链鏈][接结結])?"
            r"|Skip [^\n]{1,30} and continue reading"
            r"|End of (?:热读|熱讀|特别推荐|特別推薦|[热熱][门門][内內]容)"
            r"|[内內]容[结結]尾。\s*退出",
        ),
    ),
    labels_captions=True,
)

_RFI = OutletRules(
    clock="Europe/Paris",  # minutes before the feed's time, in summer and in winter
    # © 2020 AFP: most articles are the agency's.
    closing=(
        _copyright_line("rfi", "AFP", "法新社", "RFI", "France 24"),
        # 电邮新闻头条新闻就在您的每日新闻信里 · 下载法广应用程序跟踪国际时事
        LineRule(
            "rfi-newsletter-line",
            r"(?:[电電][邮郵]新[闻聞]\s*)?[头頭][条條]新[闻聞]就在您的每日新[闻聞]信[里裡裏]。?"
            r"\s*(?:我?[订訂][阅閱])?|我?[订訂][阅閱]",
        ),
        LineRule(
            "rfi-app-line",
            r"(?:[请請])?下[载載]法[广廣](?:的)?[应應]用程[序式]\s*[，,]?\s*跟[踪蹤][国國][际際]"
            r"[时時]事。?",
        ),
    ),
    controls=(LineRule("rfi-advert-label", "[广廣]告"),),
    title_ending=LineRule(
        "rfi-name-in-title",
        r"[–—-]\s*法[国國][国國][际際][广廣]播[电電][台臺]\s*[-–—]\s*RFI",
    ),
)

# [欢迎点击此处、或发送邮件至cn.letters@nytimes.com订阅《纽约时报》中文简报。]
# （欢迎点击此处订阅NYT简报，我们将在每个工作日发送最新内容至您的邮箱。）
# In brackets of either kind, and in both scripts.
_NYT_SUBSCRIPTION = LineRule(
    "nyt-subscription-line",
    r"[（(\[［【]\s*[欢歡]迎\s*[点點][击擊]此[处處]"
    r"(?=[^（）()\[\]［］【】\n]{0,80}[订訂][阅閱])[^（）()\[\]［］【】\n]{0,200}[）)\]］】]",
    lines_after=2,
)
_NYT = OutletRules(
    clock="Asia/Shanghai",
    opening=(_NYT_SUBSCRIPTION,),
    closing=(
        _NYT_SUBSCRIPTION,
        # Before or behind who translated the article, and when it came out first.
        LineRule(
            "nyt-english-version-line",
            "[点點][击擊]查看本文英文版。?",
            lines_after=2,
        ),
        # 感谢阅读今天的简报，新读者请点击此处订阅。…请来信与我们分享：cn.letters@…
        # Where to write is for the copyright page, once.
        LineRule(
            "nyt-briefing-farewell",
            r"(?P<notice>感[谢謝][阅閱][读讀][^\n]{0,20}[简簡][报報][^\n]{0,300}?"
            r"cn\.letters@nytimes\.com\s*。?)",
        ),
        _copyright_line("nyt", "The New York Times", "New York Times"),
    ),
)

_VOA = OutletRules(
    closing=(
        LineRule("voa-playlist-line", r"《时事大家谈》\s*YouTube播放列表：\s*\S+"),
        _copyright_line("voa", "VOA", "Voice of America"),
    ),
    # What stands around a player: what it lacks, its clock, its buttons.  The links
    # to its files stay.
    controls=(
        LineRule(
            "voa-player-line",
            r"(?:没有媒体可用资源|沒有媒體可用資源|No media source currently available)"
            r"|The (?:code|URL) has been copied to your clipboard\.?"
            r"|0:00\s+\d[\d:]{3,7}\s+0:00"
            r"|嵌入|分享|在?(?:Facebook|Twitter|WhatsApp|[脸臉][书書]|推特|微信)上?分享"
            r"|width\s*(?:\d+\s*)?px\s*height\s*(?:\d+\s*)?px",
        ),
    ),
)

_CDT = OutletRules(
    # The template of the feed plug-in: its words stay English.
    closing=(
        LineRule(
            "cdt-feed-line",
            r"Feed enhanced by\s*(?:the\s*)?(?:Better Feed\s*(?:[Pp]lugin\s*)?from\s*)?"
            r"Ozh",
        ),
        LineRule("cdt-tags-line", r"Post tags:\s*(?P<topics>.{0,2000}?)"),
        LineRule(
            "cdt-categories-line",
            r"Want more on these topics\s*\?\s*Browse the archive of posts filed under"
            r"\s.{1,400}?",
        ),
        # © 名字 for 中国数字时代, get_post_time('Y'). |Permalink |… |Add to del.icio.us
        # The year, where the plug-in could work it out.
        LineRule(
            "cdt-post-line",
            r"(?P<notice>©\s*[^|\n]{1,60}?),?\s*"
            r"(?:get_post_time\([^)\n]*\)|(?:19|20)\d\d)\.?\s*\|\s*Permalink\s*\|"
            r"[^\n]{0,160}?Add to\s*del\.icio\.us"
            r"(?:\s*\|\s*Search blogs linking this post with\s*Technorati)?",
        ),
    ),
)

# 编译 张三/李四；审校 王五 · (记者 张三) · 作者 李四
_REUTERS_CREDITS = (
    r"[（(]?(?:编译|編譯|审校|審校|记者|記者|作者|撰稿|撰写|撰寫|整理|编审|編審|发稿|發稿)"
    r"[^。！？，\n]{1,200}"
)
_REUTERS = OutletRules(
    opening=(
        LineRule(
            "reuters-reading-time", r"\d{1,2}\s*(?:分[钟鐘][阅閱][读讀]|Min Read)"
        ),
    ),
    # Beside the picture that opens a series.
    players=(
        LineRule("reuters-slideshow-label", r"Slideshow\s*\(\s*\d+\s*images?\s*\)"),
    ),
    closing=(
        LineRule(
            "reuters-standards-line",
            r"我[们們]的[标標][准準]\s*[：:]\s*[汤湯]森路透\s*[“\"「]信任原[则則][”\"」]。?"
            r"|Our Standards:\s*The Thomson Reuters Trust Principles\.?",
        ),
        # What stands before the credits goes, they stay.
        LineRule("reuters-credits", _REUTERS_CREDITS, stays=True),
        # 路透全新邮件产品服务——“每日财经荟萃”，…请点击此处(here)开通此服务。
        LineRule(
            "reuters-mail-service-line",
            r"\*{0,2}\s*路透(?:全新)?[邮郵]件[产產]品服[务務][^。\n]{0,120}。"
            r"[^。\n]{0,10}[点點][击擊]此[处處][^。\n]{0,80}[开開]通此服[务務]。?",
            lines_after=1,
        ),
        # (如欲参阅原文报导，请点选 [nL3N2EJ0JG])  A code for terminals leads nowhere.
        LineRule(
            "reuters-terminal-code-line",
            r"[（(]?[^（）()。\n]{0,40}[点點](?:[选選]|[击擊])[^（）()。\n]{0,10}?"
            r"[\[［<(（]?\s*n[A-Z][A-Z0-9]{6,12}\s*[\]］>)）]?\s*[）)]?。?",
            lines_after=1,
        ),
        _copyright_line("reuters", "Reuters", "Thomson Reuters", "汤森路透"),
    ),
    wraps_lines=True,
    clock="UTC",
)

_FT = OutletRules(
    closing=(
        # 版权声明：本文版权归FT中文网所有，未经允许任何单位或个人不得转载，…侵权必究。
        LineRule(
            "ft-copyright-notice",
            r"(?P<notice>(?:版[权權][声聲]明\s*[：:]\s*)?本文版[权權](?:[归歸]|[属屬]于|屬於)"
            r"\s*(?:FT中文[网網]|《?金融[时時][报報]》?)\s*所有[，,]"
            r"[^。\n]{0,160}(?:必究|追究|[转轉][载載])[^。\n]{0,20}。?)",
        ),
        _copyright_line("ft", "FT", "Financial Times", "英国《金融时报》"),
    ),
)

_RFA = OutletRules(closing=(_copyright_line("rfa", "RFA", "Radio Free Asia"),))

_RULES = {
    "dw": _DW,
    "bbc": _BBC,
    "rfi": _RFI,
    "nyt": _NYT,
    "voa": _VOA,
    "cdt": _CDT,
    "reuters": _REUTERS,
    "ft": _FT,
    "rfa": _RFA,
}
