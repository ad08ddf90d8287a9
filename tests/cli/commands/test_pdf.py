"""``dwexport pdf``, as a user meets it."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.commandline import RunCli
from tests.support.images import jpeg
from tests.support.news import make_news, story
from tests.support.prints import MM, Pdf

pytestmark = [pytest.mark.slow, pytest.mark.pango]
BARE = ("pdf", "--images", "none", "--tz", "UTC", "-q")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return make_news(tmp_path / "news")


def printed(run_cli: RunCli, news: Path, *options: str) -> Pdf:
    """Return the PDF that ``options`` make of the news."""
    done = run_cli(*BARE, "-o", "b.pdf", *options, cwd=news)
    composed = "composition" not in done.err
    assert (done.exit_code, done.err) == (0, "") or not composed, done.err
    assert done.out == "b.pdf\n"
    return Pdf((news / "b.pdf").read_bytes())


def test_the_chosen_articles_are_in_the_pdf(run_cli: RunCli, news: Path) -> None:
    pdf = printed(run_cli, news, "--since", "2024-06", "--until", "2024-06-20")
    assert "钟楼慢了两刻" in pdf.text
    assert "木桥会唱歌" in pdf.text
    assert "灯塔重新点亮" not in pdf.text
    assert "茶山下雪了" not in pdf.text
    meta = pdf.reader.metadata
    assert meta is not None
    assert meta.title == "德国之声、BBC中文 2024年6月"
    assert meta.creation_date == datetime.fromisoformat("2024-06-20T10:00:00Z")


def test_the_name_of_a_pdf_holds_source_and_months(run_cli: RunCli, news: Path) -> None:
    done = run_cli(*BARE, "--source", "dw", cwd=news)
    assert done.out == "dw-2024-05--2024-06.pdf\n"
    assert (news / "dw-2024-05--2024-06.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_the_summary_and_the_report_name_a_pdf(run_cli: RunCli, news: Path) -> None:
    done = run_cli(
        *("pdf", "--images", "none", "--report", "r.json", "-o", "b.pdf"), cwd=news
    )
    assert re.search(r"5 articles, 0 pictures, 0\.\d MB", done.err)
    report = json.loads((news / "r.json").read_text("utf-8"))
    assert report["books"][0]["path"] == "b.pdf"
    assert report["books"][0]["size_bytes"] == (news / "b.pdf").stat().st_size
    assert len(report["articles"]) == 5


def test_standard_output_takes_a_pdf(run_cli: RunCli, news: Path) -> None:
    done = run_cli(*BARE, "--limit", "1", "-o", "-", cwd=news)
    assert done.out_bytes.startswith(b"%PDF-1.7")
    assert Pdf(done.out_bytes).reader.pages


def test_an_older_pdf_is_overwritten(run_cli: RunCli, news: Path) -> None:
    first = printed(run_cli, news, "--limit", "1")
    second = printed(run_cli, news, "--limit", "2")
    assert len(second.text) > len(first.text)


def test_layout_paper_and_index_options_shape_the_pdf(
    run_cli: RunCli, news: Path
) -> None:
    pdf = printed(run_cli, news, "--layout", "book", "--paper", "6x9in", "--index")
    box = pdf.reader.pages[0].mediabox
    size = (float(box.width), float(box.height))
    assert size == pytest.approx((152.4 * MM, 228.6 * MM), abs=0.1)
    assert pdf.entry("/PageLayout") == "/TwoPageRight"
    assert "媒体索引" in pdf.text
    assert pdf.reader.page_labels[0] == "i"


@pytest.mark.parametrize(
    ("options", "size_pt"),
    [((), 10.5), (("--font-size", "12"), 12), (("--paper", "a5"), 9.5)],
)
def test_font_size_sets_the_size_of_text(
    run_cli: RunCli, news: Path, options: tuple[str, ...], size_pt: float
) -> None:
    pdf = printed(run_cli, news, "--limit", "1", *options)
    sizes = [s[3] for s in pdf.spans(0) if "没有见过这样的事" in s[0]]
    assert sizes == pytest.approx([size_pt], abs=0.01)


def test_columns_2_sets_two_columns(run_cli: RunCli, news: Path) -> None:
    body = "".join(f"<p>第{n}段，{'雾里的渡轮慢慢靠岸。' * 6}</p>" for n in range(20))
    path = news / "articles/dw/1000001.md"
    path.write_bytes(story(1009, "2024-06-29T08:00:00Z", "雾中的渡轮", body=body))
    pdf = printed(run_cli, news, "--source", "dw", "--limit", "1", "--columns", "2")
    lefts = {round(s[1]) for s in pdf.spans(0) if "渡轮慢慢" in s[0] and s[3] > 10}
    assert max(lefts) > 300 > min(lefts)


@pytest.mark.parametrize(("flag", "space"), [("--color", "RGB"), ("--gray", "Gray")])
def test_gray_makes_a_pdf_of_greys(
    run_cli: RunCli, news: Path, tmp_path: Path, flag: str, space: str
) -> None:
    url = "https://static.dw.com/image/7_303.jpg"
    body = f'<p>图。</p><img src="{url}" width="100%"><div><small>说明</small></div>'
    path = news / "articles/dw/1000001.md"
    path.write_bytes(story(1009, "2024-06-29T08:00:00Z", "一张图", body=body))
    image = tmp_path / "mirror/static.dw.com/image/7_303.jpg"
    image.parent.mkdir(parents=True)
    image.write_bytes(jpeg(640, 400))
    done = run_cli(
        *("pdf", "--source", "dw", "--limit", "1", "-q", "-o", "b.pdf", flag),
        *("--offline", "--image-mirror", tmp_path / "mirror"),
        *("--cache-dir", tmp_path / "cache"),
        cwd=news,
    )
    assert done.out == "b.pdf\n", done.err
    pdf = Pdf((news / "b.pdf").read_bytes())
    spaces = [str(p["/ColorSpace"]) for p in pdf.pictures(0)]
    assert spaces[0] == f"/Device{space}"


def test_css_adds_the_users_stylesheet(run_cli: RunCli, news: Path) -> None:
    css = "@page { @bottom-center { content: '— ' counter(page) ' —' } }"
    (news / "house.css").write_text(css, "utf-8")
    pdf = printed(run_cli, news, "--css", "house.css")
    assert "—1—" in re.sub(r"\s", "", pdf.texts[0])


def test_a_css_rule_that_is_ignored_is_a_problem(run_cli: RunCli, news: Path) -> None:
    (news / "house.css").write_text("p { colour: red }", "utf-8")
    done = run_cli(*BARE, "--limit", "1", "-o", "b.pdf", "--css", "house.css", cwd=news)
    assert done.exit_code == 3
    assert re.search("house.css: Ignored `colour: red ?` at 1:5, unknown", done.err)
    assert (news / "b.pdf").exists()


def test_strict_with_a_problem_writes_no_pdf(run_cli: RunCli, news: Path) -> None:
    (news / "house.css").write_text("p { colour: red }", "utf-8")
    done = run_cli(
        *(*BARE, "--limit", "1", "-o", "b.pdf", "--css", "house.css", "--strict"),
        cwd=news,
    )
    assert done.exit_code == 1
    assert not (news / "b.pdf").exists()


@pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB2014")
def test_pdf_a_makes_a_file_for_archives(run_cli: RunCli, news: Path) -> None:
    pdf = printed(run_cli, news, "--limit", "1", "--pdf-variant", "pdf/a-3u")
    assert b'conformance="U"' in pdf.metadata_xml()


def test_layout_paper_and_size_can_be_configured(run_cli: RunCli, news: Path) -> None:
    text = 'layout = "book"\npaper = "a5"\nfont-size = "9"\ncolor = false\n'
    (news / "dwexport.toml").write_text(text, "utf-8")
    pdf = printed(run_cli, news, "--limit", "1")
    assert pdf.entry("/PageLayout") == "/TwoPageRight"
    assert round(float(pdf.reader.pages[0].mediabox.width)) == 420


def test_two_processes_make_the_same_bytes(run_cli: RunCli, news: Path) -> None:
    options = ("--limit", "2", "--layout", "book", "--index")
    made = []
    for seed in ("1", "2"):
        done = run_cli(
            *(*BARE, "-o", f"{seed}.pdf", *options),
            cwd=news,
            own_process=True,
            env={"PYTHONHASHSEED": seed},
        )
        assert done.out == f"{seed}.pdf\n", done.err
        made.append((news / f"{seed}.pdf").read_bytes())
    assert made[0] == made[1]
