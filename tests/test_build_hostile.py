"""Archives that mean no good: what becomes of their scripts, traps and trackers."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from exporter.model import MissingImage, image_refs
from tests.archives import article as archived
from tests.archives import fill
from tests.books import book, documents_of, pack, read_archive, unpack
from tests.epubcheck import check_epub
from tests.harmless import assert_harmless

BYLINE = "<div><i>某人<br>2024-06-18T12:37:07.167Z</i></div>"
ATTACKS = (
    "<script>alert(1)</script><SCRIPT SRC='https://evil.test/x.js'></SCRIPT>",
    "<style>@import url(https://evil.test/x.css)</style>",
    "<link rel='stylesheet' href='https://evil.test/x.css'>",
    "<base href='https://evil.test/'><meta http-equiv='refresh' content='0;url=x'>",
    "<p onclick='alert(1)' style='background:url(https://evil.test/t.gif)'>词一</p>",
    "<a href='javascript:alert(1)'>词二</a><a href='JaVa\tScript:alert(1)'>词三</a>",
    "<a href='data:text/html,x'>词四</a><a href='file:///etc/passwd'>词五</a>",
    "<a href='vbscript:x'>词六</a><a href='//evil.test/x' ping='https://t.test'>词七</a>",
    "<a href='https://user:password@evil.test/'>词八</a><a href='https://[::1'>词九</a>",
    "<img src='data:image/png;base64,AAAA'><img src='javascript:alert(1)'>",
    "<img src='file:///etc/passwd'><img src='https://t.test/p.gif' width=1 height=1>",
    "<img src=x onerror=alert(1) srcset='https://evil.test/a.jpg 2x'>",
    "<iframe src='javascript:alert(1)'></iframe><iframe srcdoc='<b>x</b>'></iframe>",
    "<object data='https://evil.test/x.swf'><param name=a value=b></object>",
    "<embed src='data:text/html,x'></embed><applet code=x></applet>",
    "<svg onload='alert(1)'><script>alert(1)</script><text>词十</text></svg>",
    "<math><mtext>词十一</mtext></math><form action='https://evil.test'><input></form>",
    "<video src='javascript:alert(1)' poster='file:///x' autoplay></video>",
    "<audio src='https://evil.test/a.mp3' autoplay></audio>",
    "<!DOCTYPE x [<!ENTITY a 'b'>]><?xml-stylesheet href='https://evil.test'?>&a;",
    "<![CDATA[词十二]]><!--[if IE]><script>x</script><![endif]--><!ENTITY b 'c'>",
    "<p>&#0;&#x1f;&#xd800;&#xfffe;\x0b\x00词十三&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "<p>词\u200b十\u2060四\ufeff\u200c</p><p id='x\"><script>'>词十五</p>",
    "<table><tr><td colspan='99999999' rowspan='-1'>词</td><td>十六</td></tr></table>",
    "<ol start='-99999999999'><li>词十七</ol><template>词十八</template>",
    "<a href='https://x.test/1'><p>词十九</p><a href='https://x.test/'>词二十</a></a>",
    "<blockquote>" * 300 + "词二十一",
    "<b><i><u><s><sub><sup><code>" * 100 + "词二十二",
)


@pytest.fixture(scope="module")
def hostile_entries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the book of an archive that means no good."""
    folder = tmp_path_factory.mktemp("archive")
    files = {
        f"articles/dw/{number}.md": archived(
            1_718_714_822_000 + number,
            title=f"</title><script>{number}&lt;b&gt;\"'] \u202e",
            url=f"https://www.dw.com/zh/\"'>&/a-{90_000_000 + number}",
            body=f"{BYLINE}<p>前{number}。</p>{attack}<p>后{number}。</p>",
        )
        for number, attack in enumerate(("".join(ATTACKS), *ATTACKS), 1)
    }
    files["articles/<b>\n&/99.md"] = archived(
        0, title='"' * 5_000, url="https://x.test/ a b?c=>d", body="<p>外。</p>"
    )
    fill(folder, files)
    articles = read_archive(folder)
    assert len(articles) == len(files)
    lost = {
        ref.url: MissingImage(ref.url, "the server answered 404")
        for one in articles
        for ref in image_refs(one)
    }
    return unpack(pack(book(articles, '"><script>&'), lost))


def test_hostile_articles_make_a_harmless_book(
    hostile_entries: Mapping[str, bytes],
) -> None:
    assert_harmless(hostile_entries)
    text = "".join(data.decode("utf-8", "replace") for data in hostile_entries.values())
    for word in ("javascript:", "vbscript:", "password@", "onerror", "onload"):
        assert word not in text.replace("alert(1)", "")


def test_hostile_articles_keep_their_words(
    hostile_entries: Mapping[str, bytes],
) -> None:
    words = "".join(
        "".join(str(text) for text in root.itertext())
        for root in documents_of(hostile_entries).values()
    )
    for number in range(1, len(ATTACKS) + 2):
        assert f"前{number}。" in words
        assert f"后{number}。" in words
    kept = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十三")
    for word in (
        *kept,
        "十四",
        "十五",
        "十六",
        "十七",
        "十九",
        "二十",
        "二十一",
        "二十二",
    ):
        assert f"词{word}" in words


@pytest.mark.epubcheck
def test_hostile_articles_make_a_valid_book(
    hostile_entries: Mapping[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "hostile.epub"
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in hostile_entries.items():
            packed.writestr(name, data)
    assert [str(message) for message in check_epub(path)] == []
