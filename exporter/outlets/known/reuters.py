"""Reuters (路透), https://cn.reuters.com/."""

from exporter.model import Outlet
from exporter.outlets.lines import Furniture, LineRule, copyright_line
from exporter.outlets.profile import Profile

_OUTLET = Outlet("reuters", "路透", "路透", "https://cn.reuters.com/")
_OTHER_NAMES = ("路透社",)

_READING_TIME = LineRule(
    "reuters-reading-time",
    r"\d{1,2}\s*(?:分[钟鐘][阅閱][读讀]|Min Read)",
    example="2 分钟阅读",
)
# Beside the picture that opens a series.
_SLIDESHOW_LABEL = LineRule(
    "reuters-slideshow-label",
    r"Slideshow\s*\(\s*\d+\s*images?\s*\)",
    example="Slideshow ( 2 images )",
)
_STANDARDS = LineRule(
    "reuters-standards-line",
    r"我[们們]的[标標][准準]\s*[：:]\s*[汤湯]森路透\s*[“\"「]信任原[则則][”\"」]。?"
    r"|Our Standards:\s*The Thomson Reuters Trust Principles\.?",
    example="我们的标准：汤森路透“信任原则”",
)
# 编译 张三/李四；审校 王五 · (记者 张三) · 作者 李四
# The line before the credits is left out; the credits stay.
_CREDITS = LineRule(
    "reuters-credits",
    r"[（(]?(?:编译|編譯|审校|審校|记者|記者|作者|撰稿|撰写|撰寫|整理|编审|編審|发稿|發稿)"
    r"[^。！？，\n]{1,200}",
    example="编译 林一舟；审校 周晚",
    stays=True,
)
_MAIL_SERVICE = LineRule(
    "reuters-mail-service-line",
    r"\*{0,2}\s*路透(?:全新)?[邮郵]件[产產]品服[务務][^。\n]{0,120}。"
    r"[^。\n]{0,10}[点點][击擊]此[处處][^。\n]{0,80}[开開]通此服[务務]。?",
    example="路透全新邮件产品服务——“灯塔早报”，每天早上送来海上的消息。"
    "请点击此处(here)开通此服务。",
    lines_after=1,
)
# A code for Reuters' own terminals is no use in a book.
_TERMINAL_CODE = LineRule(
    "reuters-terminal-code-line",
    r"[（(]?[^（）()。\n]{0,40}[点點](?:[选選]|[击擊])[^（）()。\n]{0,10}?"
    r"[\[［<(（]?\s*n[A-Z][A-Z0-9]{6,12}\s*[\]］>)）]?\s*[）)]?。?",
    example="(如欲参阅原文报导，请点选 [nL3N0XX0AA])",
    lines_after=1,
)

PROFILE = Profile(
    outlet=_OUTLET,
    hosts=("reuters.com",),
    other_names=_OTHER_NAMES,
    clock="UTC",
    byline_example="<div><i>2020-07-20T10:20:18</i></div>",
    # Market reports of 2020 were cut at about 92 columns, in the middle of words.
    wraps_lines=True,
    furniture=Furniture(
        opening=(_READING_TIME,),
        players=(_SLIDESHOW_LABEL,),
        closing=(
            _STANDARDS,
            _CREDITS,
            _MAIL_SERVICE,
            _TERMINAL_CODE,
            copyright_line(
                _OUTLET, *_OTHER_NAMES, "Reuters", "Thomson Reuters", "汤森路透"
            ),
        ),
    ),
)
