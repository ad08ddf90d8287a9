"""The addresses a picture is asked for at, and its paths in a mirror."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.alternatives import HostChoice
from exporter.images.plan.addresses import (
    AddressError,
    candidate_addresses,
    clean_address,
    image_key,
    is_tracker,
    mirror_paths,
)

STATIC = "https://static.dw.com/image/1_303.jpg"
API = "https://api.dw.com/image/1_303.jpg"
WESERV = "https://images.weserv.nl/?url=static.dw.com/image/1_303.jpg"


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        (
            "//s2.reutersmedia.net/r/?m=02&d=1",
            "https://s2.reutersmedia.net/r/?m=02&d=1",
        ),
        ("  http://a.example/x y.jpg\n", "http://a.example/x%20y.jpg"),
        ("https://a.example/华.png", "https://a.example/%E5%8D%8E.png"),
        ("HTTPS://A.Example/x.jpg#top", "https://a.example/x.jpg"),
    ],
)
def test_an_image_address_is_cleaned(url: str, cleaned: str) -> None:
    assert clean_address(url) == cleaned


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "the archive has no address for it"),
        (" \n", "the archive has no address for it"),
        ("/rfa_resources/icon.png", "its address is incomplete"),
        ("a.example/x.jpg", "its address is incomplete"),
        ("data:image/png;base64,AAAA", "its address is data:, not http(s):"),
        ("file:///etc/passwd", "its address is file:, not http(s):"),
        ("FTP://a.example/x.jpg", "its address is ftp:, not http(s):"),
        ("https://me:secret@a.example/x.jpg", "holds a user name or a password"),
        ("https://a.example\\@b.example/x.jpg", "holds a user name or a password"),
        ("https://", "its address cannot be read"),
        ("https://[::1/x.jpg", "its address cannot be read"),
        ("https://a.example:port/x.jpg", "its address cannot be read"),
    ],
)
def test_an_image_address_that_is_no_public_http_is_refused(
    url: str, reason: str
) -> None:
    with pytest.raises(AddressError, match=reason.replace("(s)", r"\(s\)")):
        clean_address(url)


@pytest.mark.parametrize(
    ("url", "candidates"),
    [
        (WESERV, (WESERV, STATIC, API)),
        (
            "https://images.weserv.nl?url=static01.nyt.com/images/a.jpg",
            (
                "https://images.weserv.nl?url=static01.nyt.com/images/a.jpg",
                "https://static01.nyt.com/images/a.jpg",
            ),
        ),
        (
            "https://images.weserv.nl/?url=ssl%3Aa.example%2Fx%20y.jpg&w=600",
            (
                "https://images.weserv.nl/?url=ssl%3Aa.example%2Fx%20y.jpg&w=600",
                "https://a.example/x%20y.jpg",
            ),
        ),
        (
            "https://images.weserv.nl/?url=a.example/r/?m=02&d=1",
            (
                "https://images.weserv.nl/?url=a.example/r/?m=02&d=1",
                "https://a.example/r/?m=02&d=1",
            ),
        ),
        (API, (API, STATIC)),
        ("https://static.dw.com/css/1.png", ("https://static.dw.com/css/1.png",)),
        (
            "https://images.weserv.nl/?url=file:///etc/passwd",
            ("https://images.weserv.nl/?url=file:///etc/passwd",),
        ),
        ("https://images.weserv.nl/?w=5", ("https://images.weserv.nl/?w=5",)),
        (
            "https://a.example/q.jpg?w=1&amp;h=2",
            (
                "https://a.example/q.jpg?w=1&amp;h=2",
                "https://a.example/q.jpg?w=1&h=2",
            ),
        ),
        (
            "https://a.example/q.jpg?w=1&#038;h=2",
            (
                "https://a.example/q.jpg?w=1&",  # what follows is a fragment
                "https://a.example/q.jpg?w=1&h=2",
            ),
        ),
        (
            "https://a.example/%25E5%259B%25BE.jpg",
            (
                "https://a.example/%25E5%259B%25BE.jpg",
                "https://a.example/%E5%9B%BE.jpg",
            ),
        ),
        (
            "https://a.example/x\\y.jpg",
            ("https://a.example/x%5Cy.jpg", "https://a.example/x/y.jpg"),
        ),
        (
            "https://images.weserv.nl/?url=https%253A%252F%252Fa.example%252Fx.jpg",
            (
                "https://images.weserv.nl/?url=https%253A%252F%252Fa.example%252Fx.jpg",
                "https://a.example/x.jpg",
            ),
        ),
    ],
)
def test_the_candidate_addresses_of_an_image_are_listed(
    url: str, candidates: tuple[str, ...]
) -> None:
    assert candidate_addresses(url) == candidates


@pytest.mark.parametrize(
    ("url", "tracker"),
    [
        ("https://stats.wp.com/b.gif?host=a.example", True),
        ("https://sb.scorecardresearch.com/p?c1=2", True),
        ("https://www.facebook.com/tr?id=1&ev=PageView", True),
        ("https://images.weserv.nl/?url=dw.ivwbox.de/cgi-bin/ivw/CP/1", True),
        ("https://www.facebook.com/tr/?id=1", True),
        ("https://a.example/images/1x1.gif", False),
        ("https://a.example/images/beacon.png", False),  # a lighthouse
        (WESERV, False),
        ("https://www.facebook.com/photo.jpg", False),
        ("https://a.example/news/pixel.jpg", False),  # a telephone
        ("https://a.example/news/blank-page.png", False),
        ("https://notdoubleclick.net/a.gif", False),
    ],
)
def test_addresses_that_only_count_readers_are_trackers(
    url: str, *, tracker: bool
) -> None:
    assert is_tracker(clean_address(url)) is tracker


PLAIN = "https://a.example/x y.jpg?w=1&h=2"


@pytest.mark.parametrize(
    ("url", "host", "candidates"),
    [
        (WESERV, "proxy", (WESERV, WESERV.replace("static", "api"))),
        (STATIC, "proxy", (WESERV, WESERV.replace("static", "api"))),
        (
            PLAIN,
            "proxy",
            ("https://images.weserv.nl/?url=a.example/x%2520y.jpg%3Fw%3D1%26h%3D2",),
        ),
        (WESERV, "origin", (STATIC, API)),
        (API, "origin", (API, STATIC)),
        (PLAIN, "origin", ("https://a.example/x%20y.jpg?w=1&h=2",)),
        (
            f"{WESERV}&w=99",
            "proxy",
            (f"{WESERV}&w=99", WESERV.replace("static", "api")),
        ),
    ],
)
def test_image_host_decides_whether_proxy_or_origin_is_asked(
    url: str, host: HostChoice, candidates: tuple[str, ...]
) -> None:
    assert candidate_addresses(url, host) == candidates


def test_a_proxied_address_with_the_host_origin_gives_the_origin() -> None:
    (proxied,) = candidate_addresses(PLAIN, "proxy")
    assert candidate_addresses(proxied, "origin") == candidate_addresses(PLAIN)


def test_proxy_and_origin_addresses_of_one_image_have_one_key() -> None:
    assert {image_key(url) for url in (WESERV, STATIC, API)} == {STATIC}


def test_a_resized_image_has_a_key_of_its_own() -> None:
    assert image_key(f"{WESERV}&w=100") == f"{WESERV}&w=100"


def test_an_address_that_is_no_proxy_is_its_own_key() -> None:
    assert image_key("//a.example/x.jpg?a=1&b=2") == "https://a.example/x.jpg?a=1&b=2"


@pytest.mark.parametrize(
    ("url", "paths"),
    [
        (
            WESERV,
            (
                "static.dw.com/image/1_303.jpg",
                "api.dw.com/image/1_303.jpg",
                "images.weserv.nl/?url=static.dw.com/image/1_303.jpg",
            ),
        ),
        (
            "//s2.reutersmedia.net/r/?m=02&r=A%2FB",
            (
                "s2.reutersmedia.net/r/?m=02&r=A/B",
                "s2.reutersmedia.net/r/?m=02&r=A%2FB",
            ),
        ),
        (
            "https://a.example/华 x.png",
            ("a.example/华 x.png", "a.example/%E5%8D%8E%20x.png"),
        ),
        ("http://a.example:8080/x.jpg", ("a.example:8080/x.jpg",)),
        ("https://a.example:443/x.jpg", ("a.example/x.jpg",)),
        (
            "https://t.example/1x2/https://t.example/x.jpg",
            ("t.example/1x2/https:/t.example/x.jpg",),
        ),
    ],
)
def test_the_mirror_paths_of_an_image_are_listed(
    url: str, paths: tuple[str, ...]
) -> None:
    assert mirror_paths(url) == paths


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "a/../../../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "a%00.jpg",
        "..\\..\\x.jpg",
        "x" * 300,
        "folder/",
    ],
)
def test_a_mirror_path_never_leads_out_of_its_host_folder(path: str) -> None:
    for found in mirror_paths(f"https://a.example/{path}"):
        # Dots and slashes stay encoded, so they are part of a file name.
        parts = found.split("/")
        assert parts[0] == "a.example"
        assert not {"..", ".", ""} & set(parts)
        assert all(len(part.encode()) <= 255 for part in parts)
        assert "\x00" not in found
        assert "\\" not in found


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["http://", "https://", "//", "/", "..", "%2e%2e", "\\", "?", "&", "url=",
             "images.weserv.nl", "static.dw.com", "/image/", ":", "@", "[", "]", "#",
             "%", "%00", "%ff", "ssl:", "127.0.0.1", "xn--", " ", "\n"]
        ),
        st.text(max_size=5),
    ),
    max_size=12,
)  # fmt: skip


@given(PIECES)
def test_any_text_gives_safe_candidate_addresses_or_is_refused(
    pieces: list[str],
) -> None:
    url = "".join(pieces)
    try:
        candidates = candidate_addresses(url)
    except AddressError:
        return
    for candidate in candidates:
        split = urlsplit(candidate)
        assert candidate.isascii()
        assert split.scheme in ("http", "https")
        assert split.hostname
        assert "@" not in split.netloc
    assert image_key(url)
    for path in mirror_paths(url):
        assert not {"", ".", ".."} & set(path.split("/"))
        assert path.isprintable()
