"""Radio France Internationale (法广), https://www.rfi.fr/cn/."""

from exporter.model import Outlet
from exporter.outlets.lines import Furniture, LineRule, copyright_line
from exporter.outlets.profile import ImageForms, Profile

_OUTLET = Outlet("rfi", "法广", "法廣", "https://www.rfi.fr/cn/")
_OTHER_NAMES = ("法国国际广播电台",)

_NEWSLETTER = LineRule(
    "rfi-newsletter-line",
    r"(?:[电電][邮郵]新[闻聞]\s*)?[头頭][条條]新[闻聞]就在您的每日新[闻聞]信[里裡裏]。?"
    r"\s*(?:我?[订訂][阅閱])?|我?[订訂][阅閱]",
    example="电邮新闻头条新闻就在您的每日新闻信里",
)
_APP = LineRule(
    "rfi-app-line",
    r"(?:[请請])?下[载載]法[广廣](?:的)?[应應]用程[序式]\s*[，,]?\s*跟[踪蹤][国國][际際]"
    r"[时時]事。?",
    example="下载法广应用程序跟踪国际时事",
)
_NAME_IN_TITLE = LineRule(
    "rfi-name-in-title",
    r"[–—-]\s*法[国國][国國][际際][广廣]播[电電][台臺]\s*[-–—]\s*RFI",
    example="– 法国国际广播电台 – RFI",
)

PROFILE = Profile(
    outlet=_OUTLET,
    hosts=("rfi.fr",),
    other_names=_OTHER_NAMES,
    # In summer and in winter it differs from the feed's time only by minutes.
    clock="Europe/Paris",
    byline_example="<div>20/07/2020 - 17:50</div>",
    interviewer_names=("法广", "法廣", "RFI"),
    furniture=Furniture(
        closing=(
            # © 2020 AFP: most articles are that agency's.
            copyright_line(_OUTLET, *_OTHER_NAMES, "AFP", "法新社", "RFI", "France 24"),
            _NEWSLETTER,
            _APP,
        ),
        controls=(LineRule("rfi-advert-label", "[广廣]告", example="广告"),),
        title_ending=_NAME_IN_TITLE,
    ),
    # Seen: w:310.
    image_forms=(
        ImageForms(
            r"\bs\.rfi\.fr/media/display/[^/]+/(w:\d{2,4})/", ("w:1280", "w:1024")
        ),
    ),
)
