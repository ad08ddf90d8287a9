"""Pictures are found in the mirror, and no address leads out of its folder."""

import os
from pathlib import Path

import pytest

from exporter.errors import ImageError
from exporter.images.store.mirror import Mirror, MirrorFile

WESERV = "https://images.weserv.nl/?url=static.dw.com/image/1_303.jpg"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a folder for a mirror, with a secret beside it."""
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (tmp_path / "mirror-of-others").mkdir()
    (tmp_path / "mirror-of-others" / "x.jpg").write_bytes(b"secret")
    folder = tmp_path / "mirror"
    folder.mkdir()
    return folder


def put(root: Path, path: str, data: bytes = b"picture") -> Path:
    """Put a file into the mirror."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return target


def found(root: Path, url: str) -> MirrorFile:
    """Return the file for ``url``, which must be there."""
    file = Mirror(root).find(url)
    assert file is not None
    return file


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("static.dw.com/image/1_303.jpg", WESERV),
        ("api.dw.com/image/1_303.jpg", WESERV),
        ("images.weserv.nl/?url=static.dw.com/image/1_303.jpg", WESERV),
        ("a.example/华 x.png", "https://a.example/华 x.png"),
        ("a.example/%E5%8D%8E.png", "https://a.example/华.png"),
        ("s2.reutersmedia.net/r/?m=02&d=1", "//s2.reutersmedia.net/r/?m=02&d=1"),
    ],
)
def test_an_image_is_found_by_each_form_of_its_path(
    root: Path, path: str, url: str
) -> None:
    put(root, path)
    assert found(root, url).read(max_bytes=100) == b"picture"


def test_the_file_of_the_origin_comes_before_that_of_the_proxy(root: Path) -> None:
    put(root, "images.weserv.nl/?url=static.dw.com/image/1_303.jpg", b"proxy")
    put(root, "static.dw.com/image/1_303.jpg", b"origin")
    assert found(root, WESERV).read(max_bytes=100) == b"origin"


def test_an_address_without_a_file_in_the_mirror_gives_none(root: Path) -> None:
    put(root, "static.dw.com/image/2_303.jpg")
    assert Mirror(root).find(WESERV) is None


def test_a_file_without_the_query_of_the_address_is_not_taken(root: Path) -> None:
    put(root, "a.example/r")
    assert Mirror(root).find("https://a.example/r?page=2") is None


def test_a_changed_file_has_another_stamp(root: Path) -> None:
    path = put(root, "a.example/x.jpg")
    before = found(root, "https://a.example/x.jpg").stamp
    assert found(root, "https://a.example/x.jpg").stamp == before
    os.utime(path, ns=(1, 1))
    assert found(root, "https://a.example/x.jpg").stamp != before


@pytest.mark.parametrize(
    "path",
    [
        "../secret.jpg",
        "../../secret.jpg",
        "%2e%2e/%2e%2e/secret.jpg",
        "..%2f..%2fsecret.jpg",
        "a/../../../secret.jpg",
    ],
)
def test_an_address_with_dots_reads_no_file_outside_the_mirror(
    root: Path, path: str
) -> None:
    (root / "a.example" / "a").mkdir(parents=True)
    assert (root / "a.example" / "a" / "../../../secret.jpg").exists()
    assert Mirror(root).find(f"https://a.example/{path}") is None


@pytest.mark.parametrize("host", ["..", "%2e%2e", "..%2f..", "."])
def test_a_host_of_dots_reads_no_file_outside_the_mirror(root: Path, host: str) -> None:
    url = f"https://images.weserv.nl/?url={host}/secret.jpg"
    assert Mirror(root).find(url) is None


@pytest.mark.parametrize("target", ["../../secret.jpg", "/etc/passwd"])
def test_a_link_to_a_file_outside_the_mirror_is_not_followed(
    root: Path, target: str
) -> None:
    link = root / "a.example" / "x.jpg"
    link.parent.mkdir()
    link.symlink_to(target)
    assert link.exists()
    assert Mirror(root).find("https://a.example/x.jpg") is None


@pytest.mark.parametrize("target", ["..", "../mirror-of-others", "/"])
def test_a_link_to_a_folder_outside_the_mirror_is_not_followed(
    root: Path, target: str
) -> None:
    (root / "a.example").symlink_to(target, target_is_directory=True)
    mirror = Mirror(root)
    for path in ("secret.jpg", "x.jpg", "etc/passwd"):
        assert mirror.find(f"https://a.example/{path}") is None


def test_links_inside_the_mirror_are_followed(root: Path) -> None:
    put(root, "static.dw.com/image/1_303.jpg")
    (root / "api.dw.com").symlink_to("static.dw.com", target_is_directory=True)
    (root / "a.example").mkdir()
    (root / "a.example" / "x.jpg").symlink_to("../static.dw.com/image/1_303.jpg")
    for url in ("https://api.dw.com/image/1_303.jpg", "https://a.example/x.jpg"):
        assert found(root, url).read(max_bytes=100) == b"picture"


def test_the_mirror_itself_may_be_a_link(root: Path, tmp_path: Path) -> None:
    put(root, "a.example/x.jpg")
    link = tmp_path / "link"
    link.symlink_to(root, target_is_directory=True)
    assert found(link, "https://a.example/x.jpg").read(max_bytes=100) == b"picture"


def test_only_regular_files_of_the_mirror_are_opened(root: Path) -> None:
    (root / "a.example" / "folder").mkdir(parents=True)
    os.mkfifo(root / "a.example" / "pipe")
    (root / "a.example" / "link").symlink_to("link")
    for name in ("folder", "pipe", "link"):
        assert Mirror(root).find(f"https://a.example/{name}") is None


@pytest.mark.parametrize("path", ["x" * 300, "a/" * 3000 + "x", "%ff%fe.jpg"])
def test_an_address_too_long_or_not_utf8_for_a_file_gives_none(
    root: Path, path: str
) -> None:
    assert Mirror(root).find(f"https://a.example/{path}") is None


def test_a_file_name_that_is_not_utf8_is_shown_with_escapes() -> None:
    file = MirrorFile("/m/\udcff.jpg", "1-1")
    assert file.display == "/m/\\udcff.jpg"
    assert file.name.encode() == b"file:/m/\\udcff.jpg"


def test_a_mirror_file_over_the_limit_is_not_read(root: Path) -> None:
    put(root, "a.example/x.jpg", bytes(1001))
    file = found(root, "https://a.example/x.jpg")
    assert len(file.read(max_bytes=1001)) == 1001
    with pytest.raises(OSError, match=r"larger than 0\.001 MB"):
        file.read(max_bytes=1000)


@pytest.mark.parametrize("name", ["nowhere", "secret.jpg"])
def test_a_mirror_that_is_no_folder_is_an_error_with_a_hint(
    root: Path, name: str
) -> None:
    with pytest.raises(ImageError, match="is not a folder") as raised:
        Mirror(root.parent / name)
    assert "--image-mirror" in raised.value.hint
