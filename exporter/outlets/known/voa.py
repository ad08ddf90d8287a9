"""Voice of America (美国之音), https://www.voachinese.com/."""

from exporter.model import Outlet
from exporter.outlets.lines import Furniture, LineRule, copyright_line
from exporter.outlets.markup import FigureMarkup, Selector
from exporter.outlets.profile import ImageForms, Profile

_OUTLET = Outlet("voa", "美国之音", "美國之音", "https://www.voachinese.com/")

_PLAYLIST = LineRule(
    "voa-playlist-line",
    r"《时事大家谈》\s*YouTube播放列表：\s*\S+",
    example="《时事大家谈》YouTube播放列表：https://example.org/l",
)
# The words around a player: missing media, its clock, its buttons.  The links to its
# files stay.
_PLAYER_LINE = LineRule(
    "voa-player-line",
    r"(?:没有媒体可用资源|沒有媒體可用資源|No media source currently available)"
    r"|The (?:code|URL) has been copied to your clipboard\.?"
    r"|0:00\s+\d[\d:]{3,7}\s+0:00"
    r"|嵌入|分享|在?(?:Facebook|Twitter|WhatsApp|[脸臉][书書]|推特|微信)上?分享"
    r"|width\s*(?:\d+\s*)?px\s*height\s*(?:\d+\s*)?px",
    example="The code has been copied to your clipboard.",
)

PROFILE = Profile(
    outlet=_OUTLET,
    hosts=("voachinese.com", "voanews.com"),
    byline_example="<div><i>Mon, 20 Jul 2020 19:22:03 GMT</i></div>",
    interviewer_names=("美国之音", "美國之音", "VOA"),
    furniture=Furniture(
        closing=(_PLAYLIST, copyright_line(_OUTLET, "VOA", "Voice of America")),
        controls=(_PLAYER_LINE,),
    ),
    figures=(
        FigureMarkup(
            mark="contentimage",
            holder=Selector(classed="^contentImage$"),
            captions=(
                Selector(classed="imageCaption"),
                Selector(("small",), is_last=True),
            ),
        ),
    ),
    # Seen: w900, with and without a cut (cx, cy, cw).
    image_forms=(
        ImageForms(
            r"\bgdb\.voanews\.com/[^/?]+_(w\d{2,4})(?:_[r-s]\w*)?\.\w+$",
            ("w1200", "w1023"),
        ),
    ),
)
