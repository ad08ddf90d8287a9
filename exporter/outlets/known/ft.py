"""The Financial Times (FT中文网), https://www.ftchinese.com/."""

from exporter.model import Outlet
from exporter.outlets.lines import Furniture, LineRule, copyright_line
from exporter.outlets.profile import Profile

_OUTLET = Outlet("ft", "金融时报", "金融時報", "https://www.ftchinese.com/")
_OTHER_NAMES = ("FT中文网", "金融时报中文网")

_COPYRIGHT_NOTICE = LineRule(
    "ft-copyright-notice",
    r"(?P<notice>(?:版[权權][声聲]明\s*[：:]\s*)?本文版[权權](?:[归歸]|[属屬]于|屬於)"
    r"\s*(?:FT中文[网網]|《?金融[时時][报報]》?)\s*所有[，,]"
    r"[^。\n]{0,160}(?:必究|追究|[转轉][载載])[^。\n]{0,20}。?)",
    example="版权声明：本文版权归FT中文网所有，未经允许任何单位或个人不得转载，"
    "复制或以任何其他方式使用本文全部或部分，侵权必究。",
)

PROFILE = Profile(
    outlet=_OUTLET,
    hosts=("ft.com", "ftchinese.com"),
    other_names=_OTHER_NAMES,
    byline_example="<div></div>",
    interviewer_names=("FT", "FT中文网", "FT中文網"),
    lead_classes=("story-lead",),
    furniture=Furniture(
        closing=(
            _COPYRIGHT_NOTICE,
            copyright_line(
                _OUTLET, *_OTHER_NAMES, "FT", "Financial Times", "英国《金融时报》"
            ),
        ),
    ),
)
