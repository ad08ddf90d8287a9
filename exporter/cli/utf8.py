"""A process that can write Chinese, whatever locale it was started in.

In a locale such as ISO-8859-1, or C with ``PYTHONUTF8=0``, Python reads wrong letters
from the command line and refuses to open a file with a Chinese name.  In Python's UTF-8
mode (PEP 540) all names and words are UTF-8.  The mode can be chosen only at the start,
so the process starts itself again.
"""

from __future__ import annotations

import os
import sys

from exporter.output import can_write

_CHINESE = "中文"
_MODE = "PYTHONUTF8"
_STREAMS = "PYTHONIOENCODING"


def start_again_in_utf8() -> None:
    """Start this process again in Python's UTF-8 mode if its locale has no Chinese.

    If it does, this function does not return.  A locale that can write Chinese, such as
    GB18030, is the user's choice and is kept.  Characters that the terminal cannot show
    are escaped there.
    """
    if can_write(_CHINESE) or os.environ.get(_MODE) == "1":
        return
    environment = dict(os.environ)
    environment[_MODE] = "1"
    environment.setdefault(_STREAMS, f"{_terminal_encoding()}:backslashreplace")
    sys.stdout.flush()
    # The arguments are passed on as the same bytes.
    os.execve(sys.executable, sys.orig_argv, environment)  # noqa: S606 - ourselves


def _terminal_encoding() -> str:
    return sys.stderr.encoding if sys.stderr else "ascii"
