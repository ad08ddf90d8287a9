"""Only addresses that a reader can open are kept, in a safe form."""

import string
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exporter.urls import article_link, clean_url, readable_url

BASE = "https://www.rfa.org/mandarin/yataibaodao/x.html"


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTPS://EXAMPLE.ORG/A", "https://example.org/A"),
        (
            " https://example.org/灯 塔.pdf \n",
            "https://example.org/%E7%81%AF%20%E5%A1%94.pdf",
        ),
        ("https://example.org/a\n b", "https://example.org/a%20b"),
        ("https://example.org/a\n\tb\u200b", "https://example.org/ab"),
        ("https://example.org/a  b", "https://example.org/a%20%20b"),
        ("https://example.org/100%/%E7%81", "https://example.org/100%25/%E7%81"),
        (
            'https://example.org/a|b[c]{d}^`"<>\\',
            "https://example.org/a%7Cb%5Bc%5D%7Bd%7D%5E%60%22%3C%3E%5C",
        ),
        (
            "https://example.org/?u=http://x/?y#z#w",
            "https://example.org/?u=http://x/?y#z%23w",
        ),
        (
            "https://images.weserv.nl?url=a.org/b.jpg",
            "https://images.weserv.nl?url=a.org/b.jpg",
        ),
        ("http://www.rfi.fr//cn/contenu/x", "http://www.rfi.fr//cn/contenu/x"),
        ("https://例子.中国/灯", "https://xn--fsqu00a.xn--fiqs8s/%E7%81%AF"),
        ("https://xn--fsqu00a.xn--fiqs8s/", "https://xn--fsqu00a.xn--fiqs8s/"),
        ("https://xn--strae-oqa.de/", "https://xn--strae-oqa.de/"),
        ("http://r3---sn-a_b.example.org/", "http://r3---sn-a_b.example.org/"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        ("http://example.org:/", "http://example.org/"),
        ("http://127.0.0.1/", "http://127.0.0.1/"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("www.example.org/a", "http://www.example.org/a"),
        ("http://https://example.org/", "https://example.org/"),
        ("http:/example.org/a", "http://example.org/a"),
        ("http:\\\\example.org/a", "http://example.org/a"),
        ("//example.org/r?m=02", "https://example.org/r?m=02"),
        ("/mandarin/a.jpg", "https://www.rfa.org/mandarin/a.jpg"),
        ("./b.jpg", "https://www.rfa.org/mandarin/yataibaodao/b.jpg"),
        ("?page=2", BASE + "?page=2"),
        ("mailto:a.b@example.org?subject=x", "mailto:a.b@example.org"),
        ("MAILTO:a%40example.org ", "mailto:a@example.org"),
        ("https://example.org/\ud800", "https://example.org/%3F"),
    ],
)
def test_an_address_is_made_absolute_and_escaped(url: str, cleaned: str) -> None:
    assert clean_url(url, base=BASE) == cleaned


@pytest.mark.parametrize(
    "url",
    [
        "",
        " \n",
        "#top",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "file:///C:/Users/x.jpg",
        "ftp://example.org/",
        "blob:https://example.org/1",
        "about:blank",
        "tel:+491234",
        "http://",
        "https:///",
        "http://user:password@example.org/",
        "http://user@example.org/",
        "http://[::1",
        "http://[x]/",
        "http://example.org:99999/",
        "http://example.org:port/",
        "http://exa mple.org/",
        "http://example..org/",
        "http://.example.org/",
        "http://1.2.3/",
        "http://1.2.3.256/",
        "http://example.0x7f/",
        "http://xn--0/",
        "http://灯..塔/",
        f"http://{'a' * 64}.org/",
        "http://example.org%00/",
        "mailto:",
        "mailto:a@b",
        "mailto:a@example.org,b@example.org",
        "mailto:a%0A@example.org",
    ],
)
def test_an_address_that_a_reader_must_not_open_is_refused(url: str) -> None:
    assert clean_url(url, base=BASE) == ""


def test_a_relative_address_without_a_base_is_refused() -> None:
    assert clean_url("/a.jpg") == ""
    assert clean_url("/a.jpg", base="http://[::1") == ""


PIECES = st.sampled_from(
    (
        *("http:", "https://", "//", "mailto:", "javascript:", "data:", "www.", "xn--"),
        *(
            "example.org",
            "灯塔",
            "[::1]",
            "@",
            ":80",
            "/",
            "\\",
            "?",
            "#",
            "%",
            "%E7%81",
        ),
        *(" ", "\n", "\u200b", "\u3000", "\ud800", "1.2.3.4", "..", ";", "&", "=", '"'),
    )
)
URLS = st.lists(PIECES | st.text(max_size=4), max_size=10).map("".join)
BASES = st.sampled_from(("", BASE, "http://www.rfi.fr//cn/x y\n", "http://[", "x:y"))


@given(URLS | st.text(), BASES)
@example("http://http:80/", "")
@example("http:javascript:alert(1)", BASE)
def test_any_address_is_refused_or_safe(url: str, base: str) -> None:
    cleaned = clean_url(url, base=base)
    if not cleaned:
        return
    assert set(cleaned) <= set(
        string.ascii_letters + string.digits + "-._~:/?#[]@!$&'()*+,;=%"
    )
    parts = urlsplit(cleaned)
    if parts.scheme == "mailto":
        assert "@" in parts.path
    else:
        assert parts.scheme in ("http", "https")
        assert parts.hostname
        assert parts.port is None or 0 <= parts.port <= 65535
        assert "@" not in parts.netloc
    assert clean_url(cleaned) == cleaned
    assert clean_url(cleaned, base=BASE) == cleaned


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (
            "https://api.dw.com/api/detail/article/67818469",
            "https://www.dw.com/zh/a-67818469",
        ),
        ("http://api.dw.com/api/detail/article/1?x", "https://www.dw.com/zh/a-1"),
        (
            "https://www.dw.com/zh/标题/a-67818469",
            "https://www.dw.com/zh/%E6%A0%87%E9%A2%98/a-67818469",
        ),
        (
            "https://api.dw.com/api/detail/gallery/5",
            "https://api.dw.com/api/detail/gallery/5",
        ),
        (
            "https://notapi.dw.com/api/detail/article/5",
            "https://notapi.dw.com/api/detail/article/5",
        ),
        ("javascript:x", ""),
    ],
)
def test_an_address_of_an_api_becomes_that_of_its_article(url: str, link: str) -> None:
    assert article_link(url, base=BASE) == link


@pytest.mark.parametrize(
    ("url", "readable"),
    [
        ("https://example.org/%E7%81%AF%E5%A1%94", "https://example.org/灯塔"),
        ("https://example.org/%E7%81%AF%20%2F%25", "https://example.org/灯%20%2F%25"),
        ("https://example.org/%E7%81", "https://example.org/%E7%81"),
        ("https://example.org/%C2%A0", "https://example.org/%C2%A0"),
        ("https://example.org/%E2%80%8B", "https://example.org/%E2%80%8B"),
        ("", ""),
    ],
)
def test_a_readable_address_decodes_only_what_can_be_shown(
    url: str, readable: str
) -> None:
    assert readable_url(url) == readable


@given(URLS)
def test_a_readable_address_typed_in_leads_to_the_same_page(url: str) -> None:
    cleaned = clean_url(url, base=BASE)
    assert clean_url(readable_url(cleaned)).lower() == cleaned.lower()
