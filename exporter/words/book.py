"""The book's own words: each one in three languages, side by side.

Everything that a reader sees in a book and that is not part of an article comes from
here, in the script of the book or of the article around it.  The English is for people
who work on the words.  To add a word, add a line with all three.
"""

from __future__ import annotations

from typing import Self, overload

from exporter.words.codes import Reason
from exporter.words.languages import Script, WordLanguage, Words
from exporter.words.reasons import word_reason


class BookWord(Words):
    """A word of ``Wording``: the class gives all languages, an instance gives one."""

    __slots__ = ()

    @overload
    def __get__(self, wording: None, owner: type[Wording]) -> Self: ...

    @overload
    def __get__(self, wording: Wording, owner: type[Wording]) -> str: ...

    def __get__(self, wording: Wording | None, owner: type[Wording]) -> Self | str:
        """Return the word in the language of ``wording``."""
        return self if wording is None else self.in_language(wording.language)


class Wording:
    """All words of one language; ``{…}`` are filled in with ``str.format``."""

    __slots__ = ("language",)

    def __init__(self, language: WordLanguage) -> None:
        """Keep ``language``."""
        self.language = language

    cover = BookWord("Cover", "封面", "封面")
    cover_kind = BookWord("Collected news", "新闻合订本", "新聞合訂本")
    cover_volume = BookWord(
        "Volume {number} / {count}",
        "第{number}卷／共{count}卷",
        "第{number}卷／共{count}卷",
    )
    cover_articles = BookWord("{count} reports", "{count}篇报道", "{count}篇報導")
    cover_more_outlets = BookWord(
        " and others, {count} outlets", " 等{count}家", " 等{count}家"
    )
    title_page = BookWord("Title page", "书名页", "書名頁")
    contents = BookWord("Contents", "目录", "目錄")
    start = BookWord("Start of the text", "正文", "正文")
    copyright_page = BookWord("Copyright", "版权声明", "版權聲明")
    landmarks = BookWord("Landmarks", "导览", "導覽")
    news = BookWord("Selected news", "新闻选集", "新聞選集")
    outlets_and_more = BookWord(
        "{first} and others, {count} outlets",
        "{first}等{count}家媒体",
        "{first}等{count}家媒體",
    )
    other_topics = BookWord("Other", "其他", "其他")
    see_volume = BookWord(
        "see “{title}” in volume {number}",
        "见第{number}卷《{title}》",
        "見第{number}卷《{title}》",
    )
    articles = BookWord("{count} articles", "{count}篇文章", "{count}篇文章")
    volume = BookWord(
        "Volume {number} of {count}",
        "第{number}卷，共{count}卷",
        "第{number}卷，共{count}卷",
    )
    image_missing = BookWord(
        "The picture could not be had", "图片未能取得", "圖片未能取得"
    )
    image_left_out = BookWord("[picture]", "〔图〕", "〔圖〕")
    image_shows = BookWord(
        "The picture shows: {alt}", "图片内容：{alt}", "圖片內容：{alt}"
    )
    image_alt = BookWord(
        "Picture (the article does not describe it)",
        "图片（原文无说明）",
        "圖片（原文無說明）",
    )
    image_goes_on = BookWord(
        "Part {number} of {count} of the picture above",
        "上图第{number}部分，共{count}部分",
        "上圖第{number}部分，共{count}部分",
    )
    gallery_shown = BookWord(
        "These {count} pictures are in: ",
        "这组图片（{count}张）见：",
        "這組圖片（{count}張）見：",
    )
    gallery_shown_here = BookWord(
        "These {count} pictures are in another place of this article.",
        "这组图片（{count}张）见本文另一处。",
        "這組圖片（{count}張）見本文另一處。",
    )
    credit = BookWord("Picture: ", "图片来源：", "圖片來源：")
    video = BookWord("Video", "视频", "影片")
    audio = BookWord("Audio", "音频", "音訊")
    embed = BookWord("Embedded content", "嵌入内容", "嵌入內容")
    cannot_play = BookWord(
        "It cannot be played here; open it on a device with a network:",
        "此处无法播放，请在联网设备上打开：",
        "此處無法播放，請在連網裝置上開啟：",
    )
    source = BookWord("Original", "原文", "原文")
    topics = BookWord("Topics", "主题", "主題")
    related = BookWord("Related articles in this book", "本书相关文章", "本書相關文章")
    continued = BookWord("continued", "续", "續")
    rights_intro = BookWord(
        (
            "A reader chose the articles of this book from an archive of news, "
            "for personal reading. The copyright of each article and picture "
            "remains with its outlet and its author; nothing was rewritten."
        ),
        "本书由读者从新闻存档中选编而成，仅供个人阅读。各篇文章与图片的版权归原媒体及原作者所有，本书未作改写。",
        "本書由讀者從新聞存檔中選編而成，僅供個人閱讀。各篇文章與圖片的版權歸原媒體及原作者所有，本書未作改寫。",
    )
    rights_intro_converted = BookWord(
        (
            "A reader chose the articles of this book from an archive of news, "
            "for personal reading. The copyright of each article and picture "
            "remains with its outlet and its author; nothing was rewritten but the "
            "script."
        ),
        "本书由读者从新闻存档中选编而成，仅供个人阅读。各篇文章与图片的版权归原媒体及原作者所有；除下述转换外，本书未作改写。",
        "本書由讀者從新聞存檔中選編而成，僅供個人閱讀。各篇文章與圖片的版權歸原媒體及原作者所有；除下述轉換外，本書未作改寫。",
    )
    rights_converted = BookWord(
        (
            "A program (OpenCC) converted {count} of the articles into {script}. So "
            "their text is not the outlet's letter for "
            "letter; the original is at the address at the end of each article."
        ),
        "本书有{count}篇文章由软件（OpenCC）转换为{script}，文字与媒体的原文并非逐字相同；原文请见每篇文章末尾的网址。",
        "本書有{count}篇文章由軟體（OpenCC）轉換為{script}，文字與媒體的原文並非逐字相同；原文請見每篇文章末尾的網址。",
    )
    script_hans = BookWord("Simplified Chinese", "简体中文", "簡體中文")
    script_hant = BookWord("Traditional Chinese", "繁体中文", "繁體中文")
    script_tw = BookWord(
        "Traditional Chinese, with the characters and words of Taiwan",
        "台湾的繁体中文（字形与用词）",
        "臺灣的繁體中文（字形與用詞）",
    )
    script_hk = BookWord(
        "Traditional Chinese, with the characters of Hong Kong",
        "香港的繁体中文（字形）",
        "香港的繁體中文（字形）",
    )
    rights_holders = BookWord("Where the articles come from", "文章来源", "文章來源")
    rights_share = BookWord(
        "{outlet}: {count} articles, {range}",
        "{outlet}：{count}篇，{range}",
        "{outlet}：{count}篇，{range}",
    )
    rights_notices = BookWord(
        "Copyright notices of the outlets", "媒体的版权声明", "媒體的版權聲明"
    )
    rights_no_notice = BookWord(
        (
            "The articles chosen carry no notice; their copyright remains with "
            "the outlet."
        ),
        "所选文章未附版权声明；版权归该媒体所有。",
        "所選文章未附版權聲明；版權歸該媒體所有。",
    )
    rights_use = BookWord(
        "How this book may be used", "可以怎样使用本书", "可以怎樣使用本書"
    )
    rights_use_text = BookWord(
        (
            "You may read this book on your own devices and keep copies for "
            "yourself. Without permission of the holders of the copyright, do "
            "not distribute or sell it, and do not use its articles and "
            "pictures in other publications. The address of the original stands"
            " at the end of each article; name the outlet where you quote it."
        ),
        (
            "您可以在自己的设备上阅读本书，并为自己保存副本。未经版权人许可，请"
            "勿公开传播、出售本书，或将其中的文章与图片用于其他出版物。每篇文章"
            "末尾都附有原文地址，引用时请注明原媒体。"
        ),
        (
            "您可以在自己的裝置上閱讀本書，並為自己保存副本。未經版權人許可，請"
            "勿公開傳播、出售本書，或將其中的文章與圖片用於其他出版物。每篇文章"
            "末尾都附有原文位址，引用時請註明原媒體。"
        ),
    )
    rights_sources = BookWord("Addresses of the outlets", "媒体网址", "媒體網址")
    rights_feeds = BookWord(
        "Feeds that the archive was made of", "存档所用的订阅源", "存檔所用的訂閱源"
    )
    rights_fonts = BookWord("Fonts", "字体", "字型")
    rights_font = BookWord(
        "{family}, {licence}", "{family}，{licence}", "{family}，{licence}"
    )
    rights_no_fonts = BookWord(
        "No fonts are embedded; the reading device chooses them.",
        "本书未嵌入字体，由阅读设备选用。",
        "本書未嵌入字型，由閱讀裝置選用。",
    )
    rights_made = BookWord(
        "Made by dwexport {version}.",
        "由 dwexport {version} 制作。",
        "由 dwexport {version} 製作。",
    )
    accessibility = BookWord(
        (
            "The text can be reflowed; headings, contents and navigation are "
            "complete. Pictures have the descriptions of the articles as "
            "alternative text, and the language of each article and paragraph "
            "is marked. Pictures that no article describes have a general "
            "alternative text only."
        ),
        "本书为可重排文本，标题、目录与导览俱全，图片附有原文说明作为替代文字，并标明每篇文章与每个段落的语言。没有原文说明的图片只有通用的替代文字。",
        "本書為可重排文字，標題、目錄與導覽俱全，圖片附有原文說明作為替代文字，並標明每篇文章與每個段落的語言。沒有原文說明的圖片只有通用的替代文字。",
    )
    code = BookWord("QR code: {address}", "二维码：{address}", "QR碼：{address}")
    index = BookWord("Index", "索引", "索引")
    index_authors = BookWord("Index of authors", "作者索引", "作者索引")
    index_topics = BookWord("Index of topics", "主题索引", "主題索引")
    index_outlets = BookWord("Index of outlets", "媒体索引", "媒體索引")
    separator = BookWord(", ", "、", "、")


_WORDINGS: dict[Script, Wording] = {"hans": Wording("hans"), "hant": Wording("hant")}


def script_of(lang: str) -> Script:
    """Return the script that a BCP 47 tag asks for; Simplified if it asks for none."""
    tag = lang.lower()
    if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
        return "hant"
    return "hans"


def is_hong_kong(lang: str) -> bool:
    """Return whether a BCP 47 tag asks for the forms of Hong Kong."""
    return lang.lower().endswith("-hk")


def script_name(lang: str) -> str:
    """Return the name of the script of ``lang``, a BCP 47 tag, in that script."""
    words = wording_for(lang)
    if script_of(lang) == "hans":
        return words.script_hans
    if is_hong_kong(lang):
        return words.script_hk
    return words.script_tw if lang.lower().endswith("-tw") else words.script_hant


def wording_for(lang: str) -> Wording:
    """Return the words for a book or article in ``lang``."""
    return _WORDINGS[script_of(lang)]


def reason_text(reason: Reason, lang: str) -> str:
    """Return why an image is missing, in the reader's language."""
    return word_reason(reason, script_of(lang))
