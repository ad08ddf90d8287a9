"""Players and posts: a block with the address, or the words."""

import pytest

from exporter.model import Article, Embed, ImageRef, Media, iter_blocks
from tests.support.articles import all_words, parse

YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"


def pages(article: Article) -> list[tuple[str, str]]:
    """Return the address and the provider of every page shown in ``article``."""
    blocks = iter_blocks(article.blocks)
    return [(b.url, b.provider) for b in blocks if isinstance(b, Embed)]


def media(article: Article) -> list[Media]:
    """Return what ``article`` would play."""
    return [b for b in iter_blocks(article.blocks) if isinstance(b, Media)]


@pytest.mark.parametrize(
    ("html", "url", "provider"),
    [
        ('<lite-youtube videoid="abcdefghijk"></lite-youtube>', YOUTUBE, "YouTube"),
        (
            '<amp-youtube data-videoid="abcdefghijk"></amp-youtube>',
            YOUTUBE,
            "YouTube",
        ),
        (
            '<div class="youtube-player" data-id="abcdefghijk"></div>',
            YOUTUBE,
            "YouTube",
        ),
        (
            '<iframe src="about:blank" data-src="//youtube.com/embed/abcdefghijk">',
            YOUTUBE,
            "YouTube",
        ),
        (
            '<iframe src="//player.bilibili.com/player.html?aid=1&bvid=BV1xx">',
            "https://www.bilibili.com/video/BV1xx",
            "哔哩哔哩",
        ),
        (
            '<iframe src="https://player.vimeo.com/video/123?h=1">',
            "https://vimeo.com/123",
            "Vimeo",
        ),
        (
            '<iframe src="https://platform.twitter.com/embed/Tweet.html?id=77">',
            "https://x.com/i/status/77",
            "X (Twitter)",
        ),
        (
            '<div class="fb-video" data-href="https://www.facebook.com/v/1"></div>',
            "https://www.facebook.com/v/1",
            "Facebook",
        ),
        (
            '<amp-twitter data-tweetid="77"></amp-twitter>',
            "https://x.com/i/status/77",
            "X (Twitter)",
        ),
        (
            (
                '<object type="x"><param name="movie" value="https://x.example/a.swf">'
                "</object>"
            ),
            "https://x.example/a.swf",
            "x.example",
        ),
    ],
)
def test_player_becomes_an_embed_with_its_address(
    html: str, url: str, provider: str
) -> None:
    article = parse(f"<p>甲</p>{html}")
    assert pages(article) == [(url, provider)]
    assert all_words(article).strip() == "甲"


def test_social_media_post_keeps_its_words_and_address() -> None:
    post = "https://www.instagram.com/p/x/"
    article = parse(
        '<blockquote class="instagram-media" '
        f'data-instgrm-permalink="{post}"><p>图说</p></blockquote>'
    )
    assert pages(article) == [(post, "Instagram")]
    assert "图说" in all_words(article)


def test_content_of_an_iframe_replaces_it() -> None:
    inner = (
        "&lt;p&gt;框内&lt;b&gt;正文&lt;/b&gt;&lt;/p&gt;"
        "&lt;script&gt;暗&lt;/script&gt;"
        "&lt;iframe srcdoc='&amp;lt;p&amp;gt;深&amp;lt;/p&amp;gt;'&gt;"
    )
    article = parse(f'<p>前</p><iframe srcdoc="{inner}"></iframe><p>后</p>')
    assert "".join(all_words(article).split()) == "前框内正文深后"


def test_endlessly_nested_iframes_are_reported_as_left_out() -> None:
    html = "<p>底</p>"
    for _ in range(6):
        quoted = html.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        html = f'<iframe srcdoc="{quoted}"></iframe>'
    assert [x.rule for x in parse(html).left_out] == ["nested-frame"]


def test_tracking_iframe_is_reported_as_left_out() -> None:
    page = "https://count.example/ns.html"
    article = parse(f'<p>甲</p><iframe src="{page}" height="0" width="0"></iframe>')
    assert [(x.rule, x.what) for x in article.left_out] == [("counting-frame", page)]
    assert pages(article) == []
    wide = parse(f'<iframe src="{page}" width="1"></iframe>')
    assert [url for url, _ in pages(wide)] == [page]


@pytest.mark.parametrize(
    ("html", "url", "poster"),
    [
        (
            (
                '<video poster="/p.jpg"><source src="/a.mp4"><track src="x.vtt">'
                "您的浏览器不支持</video>"
            ),
            "https://x.example/a.mp4",
            "https://x.example/p.jpg",
        ),
        (
            '<video data-poster="/p.jpg"><source data-src="/a.mp4"></video>',
            "https://x.example/a.mp4",
            "https://x.example/p.jpg",
        ),
        (
            '<amp-video src="/a.mp4" poster="/p.jpg"></amp-video>',
            "https://x.example/a.mp4",
            "https://x.example/p.jpg",
        ),
        (
            '<figure><audio src="/a.mp3"></audio></figure>',
            "https://x.example/a.mp3",
            "",
        ),
    ],
)
def test_audio_and_video_players_are_read_with_address_and_poster(
    html: str, url: str, poster: str
) -> None:
    (found,) = media(parse(html, url="https://x.example/zh/1"))
    assert found.url == url
    assert found.poster == (ImageRef(poster) if poster else None)


def test_area_of_an_image_map_becomes_a_link() -> None:
    article = parse('<map name="m"><area href="https://x.example/a" alt="热区"></map>')
    assert all_words(article).strip() == "热区"


@pytest.mark.parametrize(
    "html",
    [
        (
            '<img src="/loading.gif" data-src="/a.jpg"><noscript><img src="/a.jpg">'
            "</noscript>"
        ),
        '<img class="lazy"><noscript><p><img src="/a.jpg"></p></noscript>',
    ],
)
def test_image_repeated_in_noscript_is_shown_once(html: str) -> None:
    article = parse(f"<p>甲</p>{html}")
    refs = [b for b in iter_blocks(article.blocks) if hasattr(b, "image")]
    assert len(refs) == 1


def test_object_with_an_embed_of_the_same_page_is_one_block() -> None:
    video = "https://www.youtube.com/v/abcdefghijk"
    body = (
        f'<p>灯</p><object><param name="movie" value="{video}">'
        f'<embed src="{video}"></embed></object><p>海</p>'
    )
    blocks = parse(body).blocks
    assert [type(b).__name__ for b in blocks] == ["Paragraph", "Embed", "Paragraph"]
    assert isinstance(blocks[1], Embed)
    assert blocks[1].url == "https://www.youtube.com/watch?v=abcdefghijk"
