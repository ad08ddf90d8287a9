"""The book's own words, in both scripts of Chinese.

What the articles say is theirs; everything else a reader sees in a book comes
from here, in the script of the book or of the article it stands in.
"""

from dataclasses import dataclass

from exporter.model import Script
from exporter.reasons import Reason
from exporter.words import word_reason


def script_of(lang: str) -> Script:
    """Return the script a BCP 47 tag asks for; Simplified when it asks none."""
    tag = lang.lower()
    if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
        return "hant"
    return "hans"


@dataclass(frozen=True, slots=True)
class Wording:
    """All words of one script; ``{…}`` are filled in with ``str.format``."""

    cover: str
    title_page: str
    contents: str
    start: str
    copyright_page: str
    landmarks: str
    news: str
    outlets_and_more: str
    articles: str
    volume: str
    image_missing: str
    image_left_out: str
    image_shows: str
    image_alt: str
    image_goes_on: str
    credit: str
    video: str
    audio: str
    embed: str
    cannot_play: str
    source: str
    topics: str
    continued: str
    rights_intro: str
    rights_holders: str
    rights_share: str
    rights_notices: str
    rights_no_notice: str
    rights_use: str
    rights_use_text: str
    rights_sources: str
    rights_feeds: str
    rights_fonts: str
    rights_font: str
    rights_no_fonts: str
    rights_made: str
    accessibility: str
    code: str
    index: str
    index_authors: str
    index_topics: str
    index_outlets: str
    separator: str = "、"


_HANS = Wording(
    cover="封面",
    title_page="书名页",
    contents="目录",
    start="正文",
    copyright_page="版权声明",
    landmarks="导览",
    news="新闻选集",
    outlets_and_more="{first}等{count}家媒体",
    articles="{count}篇文章",
    volume="第{number}卷，共{count}卷",
    image_missing="图片未能取得",
    image_left_out="〔图〕",
    image_shows="图片内容：{alt}",
    image_alt="图片（原文无说明）",
    image_goes_on="上图第{number}部分，共{count}部分",
    credit="图片来源：",
    video="视频",
    audio="音频",
    embed="嵌入内容",
    cannot_play="此处无法播放，请在联网设备上打开：",
    source="原文",
    topics="主题",
    continued="续",
    rights_intro=(
        "本书由读者从新闻存档中选编而成，仅供个人阅读。各篇文章与图片的"
        "版权归原媒体及原作者所有，本书未作改写。"
    ),
    rights_holders="文章来源",
    rights_share="{outlet}：{count}篇，{range}",
    rights_notices="媒体的版权声明",
    rights_no_notice="所选文章未附版权声明；版权归该媒体所有。",
    rights_use="可以怎样使用本书",
    rights_use_text=(
        "您可以在自己的设备上阅读本书，并为自己保存副本。未经版权人许可，"
        "请勿公开传播、出售本书，或将其中的文章与图片用于其他出版物。"
        "每篇文章末尾都附有原文地址，引用时请注明原媒体。"
    ),
    rights_sources="媒体网址",
    rights_feeds="存档所用的订阅源",
    rights_fonts="字体",
    rights_font="{family}，{licence}",
    rights_no_fonts="本书未嵌入字体，由阅读设备选用。",
    rights_made="由 dwexport {version} 制作。",
    accessibility=(
        "本书为可重排文本，标题、目录与导览俱全，图片附有原文说明作为替代文字，"
        "并标明每篇文章与每个段落的语言。没有原文说明的图片只有通用的替代文字。"
    ),
    code="二维码：{address}",
    index="索引",
    index_authors="作者索引",
    index_topics="主题索引",
    index_outlets="媒体索引",
)

_HANT = Wording(
    cover="封面",
    title_page="書名頁",
    contents="目錄",
    start="正文",
    copyright_page="版權聲明",
    landmarks="導覽",
    news="新聞選集",
    outlets_and_more="{first}等{count}家媒體",
    articles="{count}篇文章",
    volume="第{number}卷，共{count}卷",
    image_missing="圖片未能取得",
    image_left_out="〔圖〕",
    image_shows="圖片內容：{alt}",
    image_alt="圖片（原文無說明）",
    image_goes_on="上圖第{number}部分，共{count}部分",
    credit="圖片來源：",
    video="影片",
    audio="音訊",
    embed="嵌入內容",
    cannot_play="此處無法播放，請在連網裝置上開啟：",
    source="原文",
    topics="主題",
    continued="續",
    rights_intro=(
        "本書由讀者從新聞存檔中選編而成，僅供個人閱讀。各篇文章與圖片的"
        "版權歸原媒體及原作者所有，本書未作改寫。"
    ),
    rights_holders="文章來源",
    rights_share="{outlet}：{count}篇，{range}",
    rights_notices="媒體的版權聲明",
    rights_no_notice="所選文章未附版權聲明；版權歸該媒體所有。",
    rights_use="可以怎樣使用本書",
    rights_use_text=(
        "您可以在自己的裝置上閱讀本書，並為自己保存副本。未經版權人許可，"
        "請勿公開傳播、出售本書，或將其中的文章與圖片用於其他出版物。"
        "每篇文章末尾都附有原文位址，引用時請註明原媒體。"
    ),
    rights_sources="媒體網址",
    rights_feeds="存檔所用的訂閱源",
    rights_fonts="字型",
    rights_font="{family}，{licence}",
    rights_no_fonts="本書未嵌入字型，由閱讀裝置選用。",
    rights_made="由 dwexport {version} 製作。",
    accessibility=(
        "本書為可重排文字，標題、目錄與導覽俱全，圖片附有原文說明作為替代文字，"
        "並標明每篇文章與每個段落的語言。沒有原文說明的圖片只有通用的替代文字。"
    ),
    code="QR碼：{address}",
    index="索引",
    index_authors="作者索引",
    index_topics="主題索引",
    index_outlets="媒體索引",
)


def wording_for(lang: str) -> Wording:
    """Return the words for a book or article in ``lang``."""
    return _HANT if script_of(lang) == "hant" else _HANS


def reason_text(reason: Reason, lang: str) -> str:
    """Return why a picture is missing, in the reader's words."""
    return word_reason(reason, script_of(lang))
