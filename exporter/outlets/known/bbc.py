"""BBC News 中文, https://www.bbc.com/zhongwen/.

Its pages changed their markup in 2020; archives have both forms.
"""

from exporter.model import Outlet
from exporter.outlets.lines import Furniture, LineRule, copyright_line
from exporter.outlets.markup import FigureMarkup, PlayerMarkup, Selector
from exporter.outlets.profile import ImageForms, Profile

_OUTLET = Outlet("bbc", "BBC中文", "BBC中文", "https://www.bbc.com/zhongwen/")

# Who made an embedded post or player: Twitter, YouTube, Facebook (Meta) …
_PROVIDER = r"[A-Za-z][A-Za-z .()]{0,24}?"

_IMAGE_COPYRIGHT = LineRule(
    "bbc-picture-copyright-line",
    "(?P<notice>(?:本文)?(?:全部|所有)[图圖照]片"
    "(?:版[权權]所有|均?受版[权權]保[护護])。?"
    "|All (?:images|pictures|photos) (?:are )?(?:subject to )?copyright"
    r"(?:ed)?\.?)",
    example="全部图片版权所有",
)
# The words of buttons and players are in both scripts, as in the page's templates.
# A message may be followed by the label of its button:
# Play video, "…", 节目全长 2,25 02:25
_PLAYER_MESSAGE = LineRule(
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
    example="你的媒体不支持播放多媒体材料",
)
_THIRD_PARTY_WARNING = LineRule(
    "bbc-third-party-warning",
    r"告知\s*[:：]\s*(?:(?:第三方|[协協]作方)[内內]容可能(?:包含|含有)[广廣]告"
    r"|BBC\s*不[对對]外[来來][网網]站[内內]容[负負][责責])。?"
    rf"|{_PROVIDER}\s*[内內]容可能(?:包含|含有)[广廣]告。?"
    r"|BBC\s*[对對]外部[网網]站[内內]容不[负負][责責]任。?",
    example="告知：第三方内容可能包含广告",
)
_EMBED_CONTROL = LineRule(
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
    example="跳过 Twitter 帖子, 1",
)

PROFILE = Profile(
    outlet=_OUTLET,
    hosts=("bbc.com", "bbc.co.uk"),
    other_names=("BBC",),
    byline_example="<div><i>2020年 7月 20日</i></div>",
    interviewer_names=("BBC", "BBC中文"),
    # Until 2020.
    lead_classes=("story-body__introduction",),
    furniture=Furniture(
        closing=(copyright_line(_OUTLET), _IMAGE_COPYRIGHT),
        controls=(_PLAYER_MESSAGE, _THIRD_PARTY_WARNING, _EMBED_CONTROL),
    ),
    # Until 2020: <div class="media-landscape no-caption"> and the like.  Inside it,
    # <span class="image-and-copyright-container"> holds the picture and its credit.
    figures=(
        FigureMarkup(
            mark="image-and-copyright-container",
            holder=Selector(classed="^image-and-copyright-container$"),
            around="div",
            captions=(Selector(("figcaption",)),),
        ),
    ),
    # Until 2020: <figure class="media-with-caption"><div data-playable="{…}">.
    players=(
        PlayerMarkup(
            attribute="data-playable",
            address_keys=("settings", "externalEmbedUrl"),
            around="media-with-caption",
            messages="placeholder__caption",
        ),
    ),
    # 图像加注文字， and similar labels are for screen readers.  If their markup is
    # lost, only the words show that they are labels.
    caption_label=(
        r"(?:Image|Video|Audio|Media) caption|[说說]明文字"
        r"|(?:[图圖]像|[视視][频頻]|影片|音[频頻])加[注註]文字"
    ),
    # Until 2020: pictures one pixel high.
    decoration_alt="presentational (?:white space|gr[ae]y line)",
    # Seen: 640 in most articles.
    image_forms=(
        ImageForms(r"\bichef\.bbci\.co\.uk/news/(\d{2,4})/cpsprodpb/", ("1024", "976")),
    ),
)
