"""The New York Times (纽约时报), https://cn.nytimes.com/."""

from exporter.model import Outlet
from exporter.outlets.lines import Furniture, LineRule, copyright_line
from exporter.outlets.profile import ImageForms, Profile

_OUTLET = Outlet("nyt", "纽约时报", "紐約時報", "https://cn.nytimes.com/")
_OTHER_NAMES = ("纽约时报中文网", "nytimes")

# In brackets of either kind, in both scripts, before or after the article:
# [欢迎点击此处、或发送邮件至…订阅《纽约时报》中文简报。]
_SUBSCRIPTION = LineRule(
    "nyt-subscription-line",
    r"[（(\[［【]\s*[欢歡]迎\s*[点點][击擊]此[处處]"
    r"(?=[^（）()\[\]［］【】\n]{0,80}[订訂][阅閱])[^（）()\[\]［］【】\n]{0,200}[）)\]］】]",
    example="（欢迎点击此处订阅NYT简报，我们将在每个工作日发送最新内容至您的邮箱。）",
    lines_after=2,
)
# It stands before or after the names of translators and the date of first publication.
_ENGLISH_VERSION = LineRule(
    "nyt-english-version-line",
    "[点點][击擊]查看本文英文版。?",
    example="点击查看本文英文版。",
    lines_after=2,
)
# The address for letters is shown once, on the copyright page.
_BRIEFING_FAREWELL = LineRule(
    "nyt-briefing-farewell",
    r"(?P<notice>感[谢謝][阅閱][读讀][^\n]{0,20}[简簡][报報][^\n]{0,300}?"
    r"cn\.letters@nytimes\.com\s*。?)",
    example="感谢阅读今天的简报，新读者请点击此处订阅。如有建议，请来信与我们分享："
    "cn.letters@nytimes.com。",
)

PROFILE = Profile(
    outlet=_OUTLET,
    hosts=("nytimes.com",),
    other_names=_OTHER_NAMES,
    clock="Asia/Shanghai",
    byline_example="<div><i>JANE DOE<br>2020-07-20 19:22:17</i></div>",
    interviewer_names=("纽约时报", "紐約時報"),
    furniture=Furniture(
        opening=(_SUBSCRIPTION,),
        closing=(
            _SUBSCRIPTION,
            _ENGLISH_VERSION,
            _BRIEFING_FAREWELL,
            copyright_line(
                _OUTLET, *_OTHER_NAMES, "The New York Times", "New York Times"
            ),
        ),
    ),
    # Seen: articleLarge in all articles.
    image_forms=(
        ImageForms(
            r"\bnyt\.com/images/[^?]*-(articleLarge)(?:-v\d+)?\.\w+$",
            ("superJumbo", "jumbo"),
        ),
    ),
)
