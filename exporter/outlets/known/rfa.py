"""Radio Free Asia (自由亚洲电台), https://www.rfa.org/."""

from exporter.model import Outlet
from exporter.outlets.lines import Furniture, copyright_line
from exporter.outlets.markup import FigureMarkup, Selector
from exporter.outlets.profile import Profile

_OUTLET = Outlet("rfa", "自由亚洲电台", "自由亞洲電台", "https://www.rfa.org/")

PROFILE = Profile(
    outlet=_OUTLET,
    hosts=("rfa.org",),
    interviewer_names=("RFA", "本台"),
    furniture=Furniture(closing=(copyright_line(_OUTLET, "RFA", "Radio Free Asia"),)),
    # <div class="image-inline">, in older articles <dl class="image-right captioned">,
    # with the icon of a magnifying glass that opens the large picture.
    figures=(
        FigureMarkup(
            mark=r"icon-zoom|image-(?:inline|left|right)",
            holder=Selector(("div", "dl"), classed="^image-(?:inline|left|right)$"),
            captions=(Selector(classed="^image-caption$"),),
            icon="icon-zoom",
            icon_holder="zoomattribute",
        ),
    ),
)
