"""Runs DAISY Ace, the checker of accessibility, on finished EPUBs.

    npm install --prefix /tmp/ace @daisy/ace-cli
    PATH=/tmp/ace/node_modules/.bin:$PATH .venv/bin/python -m checks.ace BOOK.epub

Ace is not part of the tests, because it needs Node and a browser and takes longer than
all of them.  Its earlier findings are tested separately, such as the language of the
package in ``tests/formats/epub/test_package.py``.  With PUPPETEER_SKIP_DOWNLOAD=1 it is
installed without a browser and uses the one in PUPPETEER_EXECUTABLE_PATH.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

_GRAVE = ("critical", "serious")


def check_book(command: str, book: Path) -> Counter[tuple[str, str, str]]:
    """Return the findings of Ace in ``book``: impact, rule and document, counted."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([command, "-f", "-s", "-o", folder, book], check=True)
        report = json.loads((Path(folder) / "report.json").read_text("utf-8"))
    return Counter(
        (
            one["earl:test"].get("earl:impact", "?"),
            one["earl:test"]["dct:title"],
            document["earl:testSubject"]["url"],
        )
        for document in report["assertions"]
        for one in document.get("assertions", ())
    )


def main(books: list[str]) -> int:
    """Print the findings in each of ``books``; return 1 if one of them is grave."""
    command = shutil.which("ace-cli")
    if command is None:
        print("ace-cli is not installed: nothing was checked")
        return 2
    grave = 0
    for book in books:
        found = check_book(command, Path(book))
        print(f"{book}: {found.total()} findings")
        for (impact, rule, document), count in sorted(found.items()):
            print(f"  {impact}: {rule} in {document}, {count} times")
            grave += impact in _GRAVE
    return 1 if grave else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
