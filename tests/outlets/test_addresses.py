"""Addresses: their outlet, the id of their article, and their shortened form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.outlets import (
    article_id,
    article_number,
    hash_in,
    ids_of_number,
    known_outlets,
    outlet_for,
    outlet_named,
    public_address,
    short_address,
    url_host,
)

DW_SITE = "https://www.dw.com/"
DW = outlet_for(DW_SITE, "")
CODES = [profile.outlet.code for profile in known_outlets().profiles]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://www.dw.com/zh/标题/a-1", "dw"),
        ("https://p.dw.com/p/3fXyz", "dw"),
        ("http://www.bbc.com/zhongwen/simp/world-1", "bbc"),
        ("https://www.bbc.co.uk/zhongwen/x", "bbc"),
        ("https://www.rfa.org/mandarin/x.html", "rfa"),
        ("https://cn.nytimes.com/china/x/", "nyt"),
        ("https://m.cn.nytimes.com/china/x/", "nyt"),
        ("https://www.voachinese.com/a/x/1.html", "voa"),
        ("http://www.rfi.fr//cn/contenu/x", "rfi"),
        ("https://chinadigitaltimes.net/chinese/x", "cdt"),
        ("http://cn.reuters.com/article/x", "reuters"),
        ("http://www.ftchinese.com/story/1", "ft"),
        ("HTTP://WWW.FT.COM/content/1", "ft"),
    ],
)
def test_the_outlet_of_an_address_is_that_of_its_host(url: str, code: str) -> None:
    assert outlet_for(url, "别的文件夹").code == code


@pytest.mark.parametrize(
    ("folder", "code"),
    [
        ("dw", "dw"),
        ("德国之声", "dw"),
        ("德國之聲", "dw"),
        ("BBC", "bbc"),
        ("自由亚洲电台", "rfa"),
        ("纽约时报", "nyt"),
        ("美国之音", "voa"),
        ("法广", "rfi"),
        ("中国数字时代", "cdt"),
        ("路透", "reuters"),
        ("金融时报", "ft"),
    ],
)
def test_an_unknown_host_gives_the_outlet_of_the_folder(folder: str, code: str) -> None:
    assert outlet_for("https://t.co/x", folder).code == code
    assert outlet_for("", folder).code == code


@pytest.mark.parametrize("host", ["notdw.com", "dw.com.example.org", "ft.com.cn"])
def test_host_that_only_looks_like_an_outlet_is_unknown(host: str) -> None:
    assert outlet_for(f"https://{host}/a", "某报").code not in CODES


def test_unknown_outlets_have_names_and_codes_of_their_own() -> None:
    names = ("新浪", "搜狐", "新浪news", "搜狐news", "News", "\udcff")
    outlets = [outlet_for("https://example.org/", name) for name in names]
    assert [outlet.name for outlet in outlets] == list(names)
    assert len({outlet.code for outlet in outlets}) == len(names)
    assert outlets[4].code == "news"
    assert outlet_for("https://example.org/a", "").name == "example.org"
    assert outlet_for("", "").code


@pytest.mark.parametrize(
    ("url", "folder", "name"),
    [
        ("https://www.example.org/a", "_posts", "example.org"),
        ("https://blog.example.org/a", "2021-09-05", "blog.example.org"),
        ("https://example.org/a", "Archived", "example.org"),
        ("https://example.org/a", "2047", "example.org"),
        ("https://example.org/a", "灯塔报", "灯塔报"),
        ("https://example.org/a", "posts of 2021", "posts of 2021"),
        ("", "_posts", "_posts"),
        ("https://www.dw.com/zh/a", "_posts", "德国之声"),
    ],
)
def test_a_general_folder_name_such_as_posts_names_no_outlet(
    url: str, folder: str, name: str
) -> None:
    assert outlet_for(url, folder).name == name


@pytest.mark.parametrize(
    "name", ["DW", " dw ", "德國之聲", "Deutsche Welle", "FT中文网"]
)
def test_a_known_outlet_is_found_by_its_names(name: str) -> None:
    outlet = outlet_named(name)
    assert outlet is not None
    assert outlet.code in ("dw", "ft")


def test_an_unknown_name_finds_no_outlet() -> None:
    assert outlet_named("某报") is None


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://www.dw.com/zh/标题/a-69399723", "69399723"),
        ("https://www.dw.com/zh/a-69399723?maca=chi-rss", "69399723"),
        ("https://www.dw.com/zh/a-69399723/", "69399723"),
        ("https://www.dw.com/zh/a-69399723 \n", "69399723"),
        ("https://images.example.org/?url=a-5&x", "5"),
        ("https://api.dw.com/api/detail/article/67818469", "67818469"),
        ("https://www.dw.com/zh/标题/av-5", ""),
        ("https://www.dw.com/zh/schema-5", ""),
        ("https://www.dw.com/zh/a-5b", ""),
        ("https://www.dw.com/zh/a-٥", ""),
        ("https://www.dw.com/zh/", ""),
    ],
)
def test_the_number_in_an_address_is_found(url: str, number: str) -> None:
    assert article_number(url, site=DW_SITE) == number


def test_an_address_of_an_outlet_without_numbers_has_no_number() -> None:
    url = "https://www.rfi.fr/cn/a-5"
    assert article_number(url, site=url) == ""
    assert article_number(url, site="not an address") == ""


def test_all_addresses_with_one_number_have_one_id() -> None:
    urls = (
        "https://www.dw.com/zh/旧题/a-5",
        "http://www.dw.com/zh/%E6%96%B0%E9%A2%98/a-5?maca=x",
        "https://api.dw.com/api/detail/article/5",
    )
    assert {article_id(url, DW) for url in urls} == {"a-5"}
    assert article_id("https://www.dw.com/zh/标题/av-5", DW).startswith("dw-")


@pytest.mark.parametrize(
    ("url", "short"),
    [
        (
            "https://www.dw.com/zh/%E7%81%AF/a-69399723",
            "https://www.dw.com/zh/a-69399723",
        ),
        ("https://dw.com/zh/deng/a-1", "https://www.dw.com/zh/a-1"),
        ("https://www.dw.com/zh/deng/video-1", ""),
        ("https://example.org/x/a-69399723", ""),
        ("https://api.dw.com/api/detail/article/5", ""),
        ("https://example.org/news/2024/06/18?id=1", ""),
    ],
)
def test_the_address_of_a_numbered_article_is_shortened(url: str, short: str) -> None:
    assert short_address(url) == short


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://api.dw.com/api/detail/article/5", "https://www.dw.com/zh/a-5"),
        ("https://api.dw.com/api/search", "https://api.dw.com/api/search"),
        ("https://www.dw.com/zh/deng/a-5", "https://www.dw.com/zh/deng/a-5"),
        ("https://example.org/api/5", "https://example.org/api/5"),
    ],
)
def test_an_address_of_an_api_becomes_the_public_one(url: str, public: str) -> None:
    assert public_address(url) == public


def test_an_id_without_a_number_ends_with_a_hash() -> None:
    hashed = article_id("https://www.rfi.fr/cn/x", outlet_for("https://rfi.fr/", ""))
    assert hashed == f"rfi-{hash_in(hashed)}"
    assert hash_in("a-69399723") == ""
    assert "a-69399723" in ids_of_number("69399723")


def test_the_same_article_has_the_same_id_however_its_address_is_written() -> None:
    urls = (
        "http://www.rfi.fr//cn/contenu/20200713-%E7%81%AF%E5%A1%94",
        "https://rfi.fr/cn/contenu/20200713-灯塔",
        "https://www.RFI.fr/cn/contenu/20200713-灯塔/?ref=rss#x",
    )
    rfi = outlet_for(urls[0], "")
    assert len({article_id(url, rfi) for url in urls}) == 1
    assert article_id(urls[0], rfi).startswith("rfi-")
    assert article_id(urls[0] + "2", rfi) != article_id(urls[0], rfi)


def test_at_an_unknown_outlet_the_query_is_part_of_the_id() -> None:
    some = outlet_for("https://example.org/", "某报")
    first = article_id("https://example.org/show.php?id=1", some)
    assert first != article_id("https://example.org/show.php?id=2", some)
    assert first == article_id("http://www.example.org/show.php?id=1#top", some)


@given(st.text(st.characters(exclude_categories=())), st.text())
def test_any_address_and_folder_have_an_outlet_and_an_id(url: str, folder: str) -> None:
    outlet = outlet_for(url, folder)
    assert outlet.code.isascii()
    assert outlet.code.replace("-", "").isalnum()
    assert outlet.name
    identifier = article_id(url, outlet)
    assert identifier.isascii()
    assert identifier == article_id(url, outlet)


def test_an_address_that_cannot_be_read_has_no_host() -> None:
    assert url_host("http://[::1") == ""
    assert url_host("/a/b") == ""
    assert url_host("HTTPS://WWW.DW.COM:443/zh") == "www.dw.com"
