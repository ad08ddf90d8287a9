"""The sample archive is what its README says."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from PIL import Image, __version__, features

from tests.support.commandline import ROOT

SAMPLES = ROOT / "samples"
MIRROR = SAMPLES / "images"
# Named by an article and absent on purpose: a book then shows a placeholder.
ABSENT = {
    "static.dw.com/image/90000027_303.jpg",
    "s2.reutersmedia.net/resources/r/",
}
SIMPLIFIED = re.compile("[们这来时说国后个会过]")
TRADITIONAL = re.compile("[們這來時說國後個會過]")
HEADER = re.compile(
    r"\A(?:<!--(?P<epoch>\d{13})-->\n)?\[(?P<title>.*)\]\((?P<url>https?://.*)\)\n"
    r"------\n(?:日期：(?P<date>[^\n]+)\n)?\n(?P<html>[^\n]+)\n\Z",
    re.DOTALL,
)

# Forms known from the archives: name -> how it looks in a raw file.
FORMS = {
    "byline": r"<div><i>[^\s<][^<]*<br>2024-[\d-]+T[\d:.]+Z</i></div>",
    "byline with an empty name": r"<div><i><br>2024-",
    "byline of null": r"<div><i>null [一-鿿]",
    "byline in double spaces": r"<div><i>  \S+  \S+<br>",
    "byline of compilers": r"<div><i>[^<]*（综合报道）<br>",
    "byline of compilers, Traditional": r"<div><i>[^<]*（綜合報導）<br>",
    "byline of excerpts": r"<div><i>[^<]*（摘编）<br>",
    "no byline": r"------\n\n<p>",
    "figure": r'<img src="[^"]+" width="100%"><div><small style="color: #999;">[^<]',
    "figure without a caption": r'<small style="color: #999;"></small></div>',
    "figure without an address": r'<img src="" width="100%"><div>',
    "gallery": r'<h3>相关图集：[^<]+</h3><div><img src="[^"]+" width="100%"><b>',
    "gallery amid the text": r"<h3>相关图集.*</b>：[^<]+</div><p>(?:<strong>)?[^<]{5}",
    "gallery only": r'------\n\n<div><img src="[^"]+" width="100%"><br><b>',
    "gallery entry without an address": r'<div><img src="" width="100%"><b>',
    "Simplified gallery, Traditional text": r"德國之聲中文網.*<h3>相关图集：",
    "subheading": r"<p><strong>[^<]{2,20}</strong></p>",
    "subheading in pieces": r"<p><strong>[^<]+</strong><strong>[^<]+</strong></p>",
    "emphasised paragraph": r"<p><strong>[^<]{50,}。</strong></p>",
    "blank paragraph": r"<p> </p>",
    "hollow strong": r"<p><strong></strong></p>",
    "hollow em": r"<p><em></em></p>",
    "question in bold": r"<p><strong>德国之声：[^<]+？</strong></p>",
    "link to an article here": r"detail/article/900001\d\d\" rel=\"ArticleRef\"",
    "link to an article elsewhere": r"detail/article/9000900\d\" rel=\"ArticleRef\"",
    "link with a hollow span": r"</a><span></span></p>",
    "link outside": r'rel="ExternalRef"',
    "topic": r'<span data-id="\d+" data-type="AUTO_TOPIC" title="Automatische Them',
    "video": r'</small></p><video src="https://[^"]+\.mp4" controls',
    "player": r'<iframe width="100%" [^>]*src="https://www\.youtube\.com/embed/',
    "promotion": r"DW中文有Instagram！欢迎搜寻dw\.chinese",
    "promotion, Traditional": r"DW中文有Instagram！歡迎搜尋dw\.chinese",
    "podcast": r"收听DW中文播客",
    "feed advert": r"<br><hr><div>获取更多RSS：<br><a href=\"https://feedx\.net\"",
    "notice": r"<p><em>© 2024年德国之声版权声明：[^<]+追究。</em></p>",
    "notice in two": r"<p><em>©</em><em>2024年德国之声版权声明：",
    "notice in four": r"<p><em>© 2024</em><em>年</em><em> </em><em>德国之声版权声明：",
    "notice, nested": r"<p><em>© 2024</em><em>年<em> </em>德国之声版权声明：",
    "notice, its stop apart": r"刑事追究</em><em>。</em></p>",
    "notice, plain": r"<p>© 2024年德国之声版权声明：",
    "notice, spaced": r"© 2024年 德国之声版权声明：",
    "notice, Traditional": r"<p><em>© 2024年德國之聲版權聲明：",
    "notice, Traditional and plain": r"<p>© 2024年 ?德國之聲版權聲明：",
    "notice, Traditional and split": r"<p><em>© 2024</em><em>年德國之聲版權聲明：",
    "disclaimer": r"<em>摘编自其他媒体的内容，不代表德国之声的立场或观点。</em>",
    "credit": r"<p>（综合报道）</p>",
    "credit of agencies": r"<p>（路透社、法新社）</p>",
    "both scripts in one article": r"国.*「[^」]*[們這說時]",
    "header without epoch": r"\A\[.*\]\(.*\)\n------\n日期：\w{3}, \d\d \w{3} 2024 ",
    "title with brackets": r"\A<!--\d+-->\n\[[^\]\n]*\[[^\]\n]+\]",
    "title with a line break": r"\A<!--\d+-->\n\[[^\]\n]+\n[^\]\n]+\]\(http",
    "address with a space": r"\]\(https://www\.dw\.com/[^)\n]* [^)\n]*/a-9",
    "ordered list": r"<ol><li>",
    "unordered list": r"<ul><li>",
    "quotation": r"<blockquote><p>",
    "table": r"<table>.*<th",
    "table with spans": r"rowspan=\"2\".*colspan=\"3\"",
    "subscript": r"<sub>",
    "superscript": r"<sup>",
    "code": r"<code>",
    "code over several lines": r"<pre><code>[^\n]*<br>    ",
    "dash": r"——",
    "ellipsis": r"……",
    "quotes in quotes": r"“[^”]*‘[^’]+’[^”]*”",
    "corner brackets in brackets": r"「[^」]*『[^』]+』",
    "book title": r"《[^》]+》",
    "units": r"\d(?:%|℃)",
    "range": r"\d[%℃]?～\d",
    "Latin name": r"（[A-Z][a-z]+ [A-Z][a-z]+）",
    "rare characters": "𠮷.*㐂",
    "emoji": "[\U0001f300-\U0001faff]",
    "BBC body": r'<div class="story-body__inner" property="articleBody">',
    "BBC date": r"<div><i>2024年 6月 8日</i></div>",
    "BBC caption": r'<figcaption class="media-caption"><span class="off-screen">',
    "BBC advert": r'<div id="bbccom_mpu_3" class="bbccom_slot mpu-ad"',
    "BBC player": r'<div class="media-with-caption"><div class="player-with-placehol',
    "BBC spacer": r'alt="Presentational white space" [^>]*width="624" height="1"',
    "RFA picture": r'<div class="image-inline captioned" style="width:\d+px;">',
    "RFA zoom": r'<div id="zoomattribute"><a class="single_image"',
    "RFA related": r'<ul><li><b><a class="external-link"',
    "RFA Traditional": r"記者：.*責編：",
    "NYT date": r"<div><i>[A-Z ,]+<br>2024-[\d-]+ [\d:]+</i></div>",
    "NYT briefing": r"<p>• ",
    "NYT translator": r"<br/>翻译：",
    "VOA date": r"<div><i>Mon, 20 May 2024 [\d:]+ GMT</i></div>",
    "VOA picture": r'<div class="contentImage floatLeft" ><img  class="photo"',
    "VOA caption": r'<span class="imageCaption">',
    "RFI frame": r'<div>\d\d/\d\d/2024 - [\d:]+</div>.*<div class="t-content__body',
    "RFI copyright": r'<p class="t-copyright">©',
    "CDT comments": r"<blockquote><p>@",
    "CDT picture": r" srcset=\"",
    "CDT post": r'<blockquote class="twitter-tweet"',
    "CDT embed": r'<iframe class="wp-embedded-content"',
    "CDT footer": r"<hr /><p><small>&copy; ",
    "Reuters body": r'<div class="StandardArticleBody_body">',
    "Reuters subheading": r"<p>\*\*[^*]+\*\* </p>",
    "Reuters ticker": r'<span id="symbol_',
    "Reuters picture": r'<div class="Image_container"',
    "FT lead": r'<div class="story-lead">',
    "FT picture": r'<div class=" story-image image"><img src=',
    "FT advert": r'class="o-ads in-article-advert"',
}


def article_paths() -> list[Path]:
    return sorted((SAMPLES / "articles").rglob("*.md"))


@pytest.fixture(scope="module")
def raw() -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in article_paths()}


def header(text: str) -> re.Match[str]:
    found = HEADER.match(text)
    assert found, text[:200]
    return found


def mirror_path(address: str) -> str:
    """Return host/path of a picture, without proxy and query."""
    split = urlsplit(html.unescape(address), scheme="https")
    if split.hostname == "images.weserv.nl":
        return split.query.removeprefix("url=")
    return re.sub("/+", "/", f"{split.hostname}{split.path}")


def named_images(text: str) -> set[str]:
    addresses = re.findall(r'<img [^>]*?\bsrc="([^"]*)"', text)
    absolute = [a for a in addresses if a.startswith(("http", "//"))]
    return {mirror_path(address) for address in absolute}


def test_samples_have_enough_articles(raw: dict[Path, str]) -> None:
    assert len(raw) >= 34
    folders = {path.parent.name for path in raw}
    assert folders == {
        "dw", "德国之声", "BBC", "rfa", "自由亚洲电台", "纽约时报", "美国之音", "法广",
        "中国数字时代", "路透", "金融时报",
    }  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_article_occurs_in_the_samples(
    form: str, raw: dict[Path, str]
) -> None:
    pattern = re.compile(FORMS[form], re.DOTALL)
    assert any(pattern.search(text) for text in raw.values())


def test_every_sample_article_is_a_header_and_one_line(raw: dict[Path, str]) -> None:
    for text in raw.values():
        header(text)


def test_some_dw_samples_have_no_copyright_notice(raw: dict[Path, str]) -> None:
    bare = [p for p, t in raw.items() if p.parent.name == "dw" and "©" not in t]
    assert bare


def test_dates_of_the_samples_agree_with_their_bylines(raw: dict[Path, str]) -> None:
    first, last = datetime(2024, 5, 1, tzinfo=UTC), datetime(2024, 8, 1, tzinfo=UTC)
    checked = 0
    for text in raw.values():
        epoch = header(text)["epoch"]
        if not epoch:
            continue
        published = datetime.fromtimestamp(int(epoch) / 1000, UTC)
        assert first <= published < last
        written = re.search(r"<br>(2024-[\d-]+T[\d:.]+Z)</i>", text)
        if written:
            gap = published - datetime.fromisoformat(written[1])
            assert timedelta(0) < gap < timedelta(hours=2)
            checked += 1
    assert checked > 20


def test_file_numbers_of_the_samples_fall_as_time_rises(raw: dict[Path, str]) -> None:
    dated = sorted(
        (int(header(text)["epoch"]), int(path.stem))
        for path, text in raw.items()
        if path.parent.name == "dw"
    )
    numbers = [number for _, number in dated]
    assert numbers == sorted(numbers, reverse=True)


def test_one_article_of_the_samples_has_two_editions(raw: dict[Path, str]) -> None:
    ids = Counter(
        found[1]
        for text in raw.values()
        if (found := re.search(r"/a-(\d+)\)\n------", text))
    )
    assert all(number.startswith("9000") for number in ids)
    assert [count for count in ids.values() if count > 1] == [2]


def test_about_a_third_of_the_samples_is_traditional(raw: dict[Path, str]) -> None:
    scripts = Counter(
        len(TRADITIONAL.findall(text)) > len(SIMPLIFIED.findall(text))
        for text in raw.values()
    )
    assert 0.25 < scripts[True] / scripts.total() < 0.4


def test_sample_addresses_have_real_outlets_and_invented_paths(
    raw: dict[Path, str],
) -> None:
    for text in raw.values():
        url = unquote(header(text)["url"])
        assert re.search(r"9000\d{4}|sample|SAMPLE|090000210", url), url


def test_sample_file_names_are_valid_on_every_system() -> None:
    files = [path for path in SAMPLES.rglob("*") if path.is_file()]
    assert len(files) > 130
    for path in files:
        name = path.name
        assert not re.search(r'[<>:"|?*\\\x00-\x1f]', name)
        assert not name.endswith((" ", "."))
        assert len(name.encode()) <= 255
    names = "".join(path.name for path in article_paths())
    assert "\u00a0" in names
    assert "“" in names


def test_list_in_the_samples_links_to_existing_articles_and_is_none() -> None:
    index = (SAMPLES / "lists" / "dw.md").read_text(encoding="utf-8")
    assert not HEADER.match(index)
    links = re.findall(r"\]\(\.\./(articles/[^)]+)\)", index)
    assert len(links) > 30
    for link in links:
        assert (SAMPLES / unquote(link)).is_file()


def test_every_sample_image_except_two_is_in_the_mirror(raw: dict[Path, str]) -> None:
    named = set().union(*(named_images(text) for text in raw.values()))
    missing = {path for path in named if not (MIRROR / path).is_file()}
    assert missing == ABSENT


def test_every_file_of_the_mirror_is_used_by_an_article(raw: dict[Path, str]) -> None:
    named = set().union(*(named_images(text) for text in raw.values()))
    kept = {p.relative_to(MIRROR).as_posix() for p in MIRROR.rglob("*") if p.is_file()}
    assert kept - named == {"drawn-with.json"}


def test_mirror_is_below_4_mb_and_has_every_kind_of_image() -> None:
    files = [path for path in MIRROR.rglob("*") if path.suffix != ".json"]
    files = [path for path in files if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 4_000_000
    kinds: Counter[str] = Counter()
    for path in files:
        with Image.open(path) as image:
            kinds[str(image.format)] += 1
            kinds["transparent"] += image.mode == "RGBA"
            kinds["palette"] += image.format == "PNG" and image.mode == "P"
            kinds["upright"] += image.height > image.width
            kinds["line"] += image.size == (624, 1)
    assert kinds["JPEG"] > 70
    for kind in ("PNG", "WEBP", "GIF", "transparent", "palette", "upright", "line"):
        assert kinds[kind], kind


@pytest.mark.slow
def test_sample_images_can_be_drawn_again(tmp_path: Path) -> None:
    recorded = json.loads((MIRROR / "drawn-with.json").read_text(encoding="utf-8"))
    if recorded["pillow"] != __version__:
        pytest.skip(f"drawn with Pillow {recorded['pillow']}, this is {__version__}")
    script = SAMPLES / "draw_pictures.py"
    subprocess.run(
        [sys.executable, str(script), str(tmp_path)], check=True, capture_output=True
    )
    again = json.loads((tmp_path / "drawn-with.json").read_text(encoding="utf-8"))
    if again != recorded:
        pytest.skip(f"other codecs than recorded: {again}")
    assert features.check("freetype2")
    fresh = {p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file()}
    kept = {p.relative_to(MIRROR) for p in MIRROR.rglob("*") if p.is_file()}
    assert fresh == kept
    for path in fresh:
        assert (tmp_path / path).read_bytes() == (MIRROR / path).read_bytes(), path
