"""Deutsche Welle (德国之声), https://www.dw.com/zh/."""

from exporter.model import Outlet
from exporter.outlets.lines import Furniture, LineRule, copyright_line
from exporter.outlets.markup import GalleryMarkup
from exporter.outlets.profile import ImageForms, ImageTwins, Numbering, Profile

_OUTLET = Outlet("dw", "德国之声", "德國之聲", "https://www.dw.com/zh/")
_OTHER_NAMES = ("德国之声中文网", "deutsche welle")

# It comes in plain text or in <em>, split into two <em>, in both scripts, and often
# directly after the last sentence of the text.
_COPYRIGHT_NOTICE = LineRule(
    "dw-copyright-notice",
    r"(?P<notice>(?:©?\s*\d{4}\s*年?\s*)?德[国國]之[声聲]版[权權][声聲]明"
    r"[：:]\s*本文(?:(?!版[权權][声聲]明)[^\n]){0,200}?刑事追究\s*。?)",
    example="© 2024年德国之声版权声明：本文所有内容受到著作权法保护，"
    "如无德国之声特别授权，不得擅自使用。任何不当行为都将导致追偿，并受到刑事追究。",
    is_sentence=True,
)
_DISCLAIMER = LineRule(
    "dw-disclaimer",
    "摘[编編译譯]自其[他它]媒[体體](?:的?[内內]容)?，不代表德[国國]之[声聲]"
    "(?:的)?(?:立[场場]或)?(?:[观觀][点點]|立[场場])。?",
    example="摘编自其他媒体的内容，不代表德国之声的立场或观点。",
    stays=True,
)
_STATEMENT = LineRule(
    "dw-statement",
    r"德[国國]之[声聲]致力[于於][^\n]{0,120}[个個]人立[场場]。?",
    example="德国之声致力于为您提供客观中立的新闻报道，评论仅代表作者个人立场。",
    stays=True,
)
_INSTAGRAM_ADVERT = LineRule(
    "dw-instagram-advert",
    r"DW中文有\s*Instagram\s*[！!][^。©\n]{0,80}。?",
    example="DW中文有Instagram！欢迎搜寻dw.chinese，看更多深入浅出的图文与影音报道。",
    is_sentence=True,
    lines_after=2,
)
# The player's message if it cannot play.
_PLAYER_MESSAGE = LineRule(
    "dw-player-message",
    r"To view this video please enable JavaScript.{0,120}?HTML5 video",
    example="To view this video please enable JavaScript, and consider upgrading to a "
    "web browser that supports HTML5 video",
)

PROFILE = Profile(
    outlet=_OUTLET,
    hosts=("dw.com", "dw.de"),
    other_names=_OTHER_NAMES,
    # Articles' addresses end in a-69399723, also in the query of a proxy's address.
    # Links between articles name the API instead.
    numbering=Numbering(
        patterns=(
            r"^https?://api\.dw\.com/api/detail/article/([0-9]+)",
            r"(?:^|[/=])a-([0-9]+)(?=$|[/?#&\s])",
        ),
        id_form="a-{}",
        public_form="https://www.dw.com/zh/a-{}",
        private_hosts=("api.dw.com",),
    ),
    byline_example="<div><i>林一舟<br>2024-06-18T12:37:07.167Z</i></div>",
    interviewer_names=("德国之声", "德國之聲", "DW"),
    topic_marks=(("data-type", "AUTO_TOPIC"),),
    furniture=Furniture(
        closing=(
            _COPYRIGHT_NOTICE,
            copyright_line(_OUTLET, *_OTHER_NAMES),
            _DISCLAIMER,
            _STATEMENT,
            _INSTAGRAM_ADVERT,
        ),
        players=(_PLAYER_MESSAGE,),
    ),
    # <h3>相关图集：…</h3><div><img><b>heading</b>：text</div><div><img>…
    # An article that is only a gallery has <img><br><b> and no <h3>.
    galleries=(
        GalleryMarkup(mark="<img", item="div", headings=("b", "strong"), title="h3"),
    ),
    image_twins=ImageTwins(("static.dw.com", "api.dw.com"), "/image/"),
    # Seen: 303 in nearly all articles, 401, 404, 605, 804, 906, 1004.
    image_forms=(
        ImageForms(
            r"\bdw\.com/image/\d+_(\d{1,4})\.\w+$",
            ("906", "605", "1004", "804", "401"),
        ),
    ),
)
