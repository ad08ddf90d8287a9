"""Picture credits: the outlet's label is separated from the name."""

import pytest

from exporter.model import Figure, Hidden, Text, plain_text
from exporter.parse.credits import hide_credit_label
from tests.support.articles import parse

BBC = "https://www.bbc.com/zhongwen/simp/world-90000001"


@pytest.mark.parametrize(
    ("credit", "label", "name"),
    [
        ("图片版权Getty Images", "图片版权", "Getty Images"),
        ("图像来源,GETTY IMAGES", "图像来源,", "GETTY IMAGES"),
        ("圖像來源，例圖社", "圖像來源，", "例圖社"),
        ("Image copyright Reuters", "Image copyright", "Reuters"),
        ("Image source, 例社", "Image source,", "例社"),
        ("图片来源：© 某甲", "图片来源：©", "某甲"),
        ("© 某甲/例社", "©", "某甲/例社"),
        ("(c) dpa", "(c)", "dpa"),
        ("图源：某乙", "图源：", "某乙"),
    ],
)
def test_label_of_an_image_credit_is_hidden(credit: str, label: str, name: str) -> None:
    hidden, text = hide_credit_label((Text(credit),))
    assert hidden == Hidden(label)
    assert text == Text(name)


@pytest.mark.parametrize(
    "credit", ["Jane Doe for The Example", "图片版权", "©", "图书馆"]
)
def test_credit_of_a_name_alone_or_a_label_alone_stays_visible(credit: str) -> None:
    assert hide_credit_label((Text(credit),)) == (Text(credit),)


def test_bbc_credit_with_label_and_name_in_one_element_keeps_only_the_name() -> None:
    body = (
        '<div class="media-landscape"><span class="image-and-copyright-container">'
        '<img src="https://example.org/a.jpg"><span class="off-screen">图片版权</span>'
        '<span class="story-image-copyright">例社</span></span></div>'
    )
    (figure,) = parse(body, url=BBC).blocks
    assert isinstance(figure, Figure)
    assert plain_text(figure.credit) == "例社"
