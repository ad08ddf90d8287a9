"""The stylesheets: CSS files in ``styles/``, shipped inside the wheel."""

import re
from importlib.resources import files
from pathlib import Path

from exporter.errors import OutputError
from exporter.words import Message

_COMMENT = re.compile(r"/\*.*?\*/\n*", re.DOTALL)
EPUB_STYLES = ("base.css", "fonts.css", "epub.css")


def load_styles(names: tuple[str, ...]) -> str:
    """Return the named stylesheets joined, in order, without their comments.

    In an installed package they are in ``exporter/styles``, in a checkout beside the
    package.  Raises OutputError if they are in neither place.
    """
    installed = files("exporter") / "styles"
    beside = Path(__file__).parents[2] / "styles"
    try:
        folder = installed if installed.is_dir() else beside
        text = "\n".join((folder / name).read_text("utf-8") for name in names)
    except OSError as error:
        raise OutputError(
            Message(
                "a stylesheet is missing from this installation: {filename}",
                filename=error.filename,
            ),
            hint=Message("install dwexport again"),
        ) from error
    return _COMMENT.sub("", text)
