"""Which addresses of a picture are tried, and which other elements show pictures."""

import pytest
from bs4 import BeautifulSoup

from exporter.model import Article, Figure, ImageRef, iter_blocks, plain_text
from exporter.parse.sources import list_addresses, read_srcset
from tests.support.articles import all_words, parse

A, B, C = (f"https://x.example/{name}.jpg" for name in "abc")
DATA = "data:image/gif;base64,R0lG"
STAND_IN = "https://x.example/loading.gif"


def addresses(html: str) -> list[str]:
    """Return the addresses of the one picture in ``html``."""
    image = BeautifulSoup(html, "lxml").find("img")
    assert image is not None
    return list_addresses(image)


@pytest.mark.parametrize(
    "attribute",
    [
        *("data-src", "data-original", "data-lazy-src", "data-lazyload", "data-lazy"),
        *("data-actualsrc", "data-echo", "data-hi-res-src", "data-url", "data-image"),
    ],
)
def test_address_that_a_script_would_load_comes_first(attribute: str) -> None:
    assert addresses(f'<img src="{STAND_IN}" {attribute}="{A}">') == [A, STAND_IN]
    assert addresses(f'<img {attribute}="{A}">') == [A]


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        (f'<img src="{STAND_IN}" srcset="{A} 700w">', [A, STAND_IN]),
        (f'<img src="{A}" srcset="{B} 700w">', [A, B]),
        (f'<img class="lazyload" src="{A}" srcset="{B} 700w">', [B, A]),
        (f'<img data-srcset="{A} 1x">', [A]),
        (f'<img data-lazy-srcset="{B} 1x,{A} 2x">', [A, B]),
        (f'<img src="{DATA}" data-src="{A}">', [A, DATA]),
        (f'<img src="{A}" data-large-file="{B}">', [A, B]),
        (f"<img src='{A}' data-opts='{{\"full\":\"{B}\"}}'>", [A, B]),
        (f'<a href="{B}"><img src="{A}"></a>', [A, B]),
        (f'<a href="https://x.example/page"><img src="{A}"></a>', [A]),
        (f'<picture><source srcset="{B}"><img src="{A}"></picture>', [A, B]),
        (
            f'<picture><source type="image/jxl" src="{B}"><source src="{C}"><img>',
            [C, B],
        ),
        ('<img src="" data-src="true" data-lazy="1">', []),
        ("<img>", []),
    ],
)
def test_addresses_of_an_image_are_listed_best_first(
    html: str, wanted: list[str]
) -> None:
    assert addresses(html) == wanted


SMALL, MIDDLE, WHOLE = (
    f"https://x.example/harbour{size}.jpg" for size in ("-223x300", "-760x1024", "")
)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        (
            f'<img src="{SMALL}" srcset="{SMALL} 223w, {MIDDLE} 760w, {WHOLE} 1080w">',
            [WHOLE, MIDDLE, SMALL],
        ),
        (
            f'<img src="{SMALL}" srcset="{SMALL} 223w, {MIDDLE} 760w">',
            [MIDDLE, SMALL],
        ),
        (f'<a href="{WHOLE}"><img src="{SMALL}"></a>', [WHOLE, SMALL]),
        # No larger form of the same picture follows: the first one named stays first.
        (f'<img src="{MIDDLE}" srcset="{SMALL} 223w">', [MIDDLE, SMALL]),
        (f'<a href="{A}"><img src="{SMALL}"></a>', [SMALL, A]),
        (f'<img src="{WHOLE}" srcset="{MIDDLE} 760w">', [WHOLE, MIDDLE]),
    ],
)
def test_an_image_comes_before_its_smaller_forms(html: str, wanted: list[str]) -> None:
    assert addresses(html) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{A} 320w,{B} 800w", [B, A]),
        (f"{A} 1x, {B} 2x", [B, A]),
        (f"{A}, {B} 2x", [B, A]),
        (f"{A},{B}", [A, B]),
        ("https://x.example/a;b,c=1.jpg 800w, /s.jpg 320w", None),
        (f"  ,{A} 1.5x , {B}   100w 50h,", [B, A]),
        ("", []),
        (",,, ,", []),
    ],
)
def test_srcset_is_read_into_addresses_with_sizes(
    text: str, wanted: list[str] | None
) -> None:
    expected = ["https://x.example/a;b,c=1.jpg", "/s.jpg"] if wanted is None else wanted
    assert read_srcset(text) == expected


# ------------------------------------------------------------------ in articles


def refs(article: Article) -> list[ImageRef]:
    """Return the pictures of ``article``."""
    return [b.image for b in iter_blocks(article.blocks) if isinstance(b, Figure)]


@pytest.mark.parametrize(
    "html",
    [
        f'<img src="{A}" width="0" height="0">',
        f'<img src="{A}" width="1">',
        f'<img src="{A}" height="1px">',
        f'<amp-img src="{A}" width="700" height="400"></amp-img>',
        f'<amp-img src="{A}"><noscript><img src="{A}"></noscript></amp-img>',
        f'<picture><source srcset="{A}" media="(min-width:600px)"></picture>',
        f'<div style="background-image:url({A})"></div>',
        f"<div style=\"background: no-repeat url('{A}')\"></div>",
        f'<div data-bg="{A}"></div>',
        f'<figure data-src="{A}"></figure>',
        f'<image src="{A}">',
        f'<svg width="700" height="400"><image href="{A}" width="700"/></svg>',
        f'<svg width="700"><image xlink:href="{A}"></image></svg>',
        f'<embed src="{A}" type="image/jpeg">',
    ],
)
def test_every_element_that_shows_an_image_is_read(html: str) -> None:
    article = parse(f"<p>甲</p>{html}<p>乙</p>")
    (ref,) = refs(article)
    assert ref.url == A
    assert "".join(all_words(article).split()) == "甲乙"


def test_fallback_words_of_an_image_become_its_alternative_text() -> None:
    article = parse(
        f'<object data="{A}" type="image/jpeg">灯塔</object>'
        f'<input type="image" src="{B}" alt="按钮">'
    )
    assert [(r.url, r.alt) for r in refs(article)] == [(A, "灯塔"), (B, "按钮")]


def test_image_in_noscript_replaces_its_stand_in() -> None:
    (ref,) = refs(
        parse(f'<img src="{STAND_IN}"><noscript><img src="{A}" alt="灯"></noscript>')
    )
    assert ref == ImageRef(A, "灯", (STAND_IN,))


def test_background_equal_to_the_image_inside_is_not_repeated() -> None:
    (ref,) = refs(
        parse(
            f'<figure><div><img src="{A}"><div style="background-image:url({B})">'
            "</div></div></figure>"
        )
    )
    assert (ref.url, ref.others) == (A, (B,))


def test_background_image_behind_words_is_reported_as_left_out() -> None:
    article = parse(f'<p>甲</p><div style="background:url({A})">文字</div>')
    assert refs(article) == []
    assert [(x.rule, x.what) for x in article.left_out] == [("background-picture", A)]


def test_svg_drawing_becomes_an_image_with_its_words() -> None:
    article = parse(
        '<p>甲</p><svg viewBox="0 0 700 400"><title>图题</title>'
        '<linearGradient id="g"></linearGradient><text>图中字</text>'
        '<path d="M0 0h9v9z"/></svg><p>乙</p>'
    )
    figure = next(b for b in article.blocks if isinstance(b, Figure))
    assert figure.image.url.startswith("data:image/svg+xml,")
    for name in ("viewBox", "linearGradient"):  # SVG knows upper from lower case
        assert name in figure.image.url
    assert plain_text(figure.caption) == "图题；图中字"
    assert figure.image.alt == "图题"


def test_icon_is_reported_as_left_out() -> None:
    icon = '<svg aria-hidden="true" width="24" height="24"><path d="M0 0h9"/></svg>'
    article = parse(f"<p>甲{icon}乙</p>")
    assert refs(article) == []
    assert [x.rule for x in article.left_out] == ["icon"]
    assert all_words(article) == "甲乙"


def test_image_in_a_data_address_is_kept_whole() -> None:
    data = "data:image/png;base64,iVBORw0KGgo="
    assert refs(parse(f'<img src="{data}" alt="点">')) == [ImageRef(data, "点")]


def test_only_emoji_images_with_emoji_text_become_characters() -> None:
    article = parse(
        '<p>好<img class="emoji" src="/e.png" alt="😀"></p>'
        f'<img class="emoji" src="{A}" alt="抗议现场">'
    )
    assert "好😀" in all_words(article)
    assert [r.url for r in refs(article)] == [A]


def test_presentational_images_are_reported_as_left_out() -> None:
    article = parse(f'<p>甲</p><img src="{A}" alt="Presentational grey line"><p>乙</p>')
    assert refs(article) == []
    assert [(x.rule, x.what) for x in article.left_out] == [
        ("presentational-picture", A)
    ]
