"""China Digital Times (中国数字时代), https://chinadigitaltimes.net/.

It keeps texts by others: essays, posts, messages.  Its site runs WordPress.
"""

from exporter.model import Outlet
from exporter.outlets.lines import Furniture, LineRule
from exporter.outlets.profile import Profile

# The lines come from the template of a feed plug-in, so their words stay English.
_FEED = LineRule(
    "cdt-feed-line",
    r"Feed enhanced by\s*(?:the\s*)?(?:Better Feed\s*(?:[Pp]lugin\s*)?from\s*)?Ozh",
    example="Feed enhanced by Better Feed from Ozh",
)
_TAGS = LineRule(
    "cdt-tags-line",
    r"Post tags:\s*(?P<topics>.{0,2000}?)",
    example="Post tags: 灯塔, 海",
)
_CATEGORIES = LineRule(
    "cdt-categories-line",
    r"Want more on these topics\s*\?\s*Browse the archive of posts filed under"
    r"\s.{1,400}?",
    example="Want more on these topics ? Browse the archive of posts filed under "
    "灯塔, 海.",
)
# get_post_time('Y') is there if the plug-in could not compute the year.
_POST = LineRule(
    "cdt-post-line",
    r"(?P<notice>©\s*[^|\n]{1,60}?),?\s*"
    r"(?:get_post_time\([^)\n]*\)|(?:19|20)\d\d)\.?\s*\|\s*Permalink\s*\|"
    r"[^\n]{0,160}?Add to\s*del\.icio\.us"
    r"(?:\s*\|\s*Search blogs linking this post with\s*Technorati)?",
    example="© 守灯人 for 中国数字时代, get_post_time('Y'). |Permalink |No comment "
    "|Add to del.icio.us",
)

PROFILE = Profile(
    outlet=Outlet(
        "cdt", "中国数字时代", "中國數字時代", "https://chinadigitaltimes.net/"
    ),
    hosts=("chinadigitaltimes.net",),
    other_names=("chinadigitaltimes",),
    # Labels in the record before a text that it keeps.
    record_labels=("主[题題][归歸][类類]", "CDS收藏"),
    furniture=Furniture(closing=(_FEED, _TAGS, _CATEGORIES, _POST)),
)
