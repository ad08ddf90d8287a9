"""Lines that an outlet adds are found as lines that its articles share."""

from pathlib import Path

import pytest

from tests.support.archives import article, fill
from tools.recurring_lines import find_recurring, main, read_archive, shape_of

BBC = "https://www.bbc.com/zhongwen/simp/world-{}"
DW = "https://www.dw.com/zh/a-9000{:04}"


def _archive(folder: Path) -> Path:
    """Write five articles of BBC with a line each time, and four of DW without."""
    files = {}
    for n in range(5):
        body = f"<p>第{n}天，守灯人说了{'话' * (n + 1)}。</p><p>{'灯' * (n + 1)}</p>"
        line = f"<p>第 {n * 7} 次更新：请订阅望津简报</p>"
        files[f"articles/BBC/100000{n}.md"] = article(
            url=BBC.format(n), title=f"灯塔{'亮' * n}", body=body * 2 + line
        )
        files[f"articles/dw/200000{n}.md"] = article(
            url=DW.format(n), title=f"渡轮{'慢' * n}", body=body
        )
    return fill(folder, files)


def test_line_that_recurs_in_every_article_is_found_with_its_place(
    tmp_path: Path,
) -> None:
    found = find_recurring(read_archive(_archive(tmp_path)), least=4, share=0.5)
    (line,) = found["bbc"]
    assert (shape_of(line.line), line.articles, line.place) == (
        "第 0 次更新：请订阅望津简报",
        5,
        "last",
    )
    assert found["dw"] == []


def test_line_that_a_rule_already_removes_is_not_listed(tmp_path: Path) -> None:
    closing = "<p>我们的标准：汤森路透“信任原则”</p>"
    files = {
        f"articles/x/100000{n}.md": article(
            url=f"https://cn.reuters.com/article/{n}",
            title=f"灯塔{'亮' * n}",
            body=f"<p>{'灯' * (n + 1)}。</p>{closing}",
        )
        for n in range(5)
    }
    fill(tmp_path, files)
    assert find_recurring(read_archive(tmp_path), least=2, share=0) == {"reuters": []}


def test_command_prints_a_table_of_recurring_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(_archive(tmp_path)), "--least", "5"])
    out = capsys.readouterr().out
    assert "bbc, 5 articles" in out
    assert "    5 last  第 0 次更新：请订阅望津简报" in out
