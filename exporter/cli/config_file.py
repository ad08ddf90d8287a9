"""The first configuration file: every option explained, none of them set.

Dataclasses of options enter; the text of a ``dwexport.toml`` leaves, in the language of
the terminal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from exporter.cli.arguments import defaults_of, described_options, known_options
from exporter.cli.console import put_text, say
from exporter.cli.language import in_user_language, look_up
from exporter.cli.settings import configuration_files
from exporter.cli.widths import wrap_columns
from exporter.config import Known, key_of
from exporter.errors import OutputError
from exporter.words import Message

_COLUMNS = 78
_HEAD = Message(
    "Options that count when the command line does not give them. Remove the # in "
    "front of a line to use it. dwexport config shows what is set, and by which file."
)
_PROFILES = Message(
    "A profile is a set of options with a name. dwexport epub -p weekly uses this one."
)
_PROFILE = """\
#[profile.weekly]
#last = "7d"
#source = ["dw", "bbc"]
"""


def write_first_file(groups: Iterable[type]) -> None:
    """Write the user's configuration file, with the options of ``groups``.

    Prints its path.  Raises OutputError if there is a file already, or if it cannot be
    written.
    """
    from exporter.output import make_folder, write_text

    path, _ = configuration_files()
    make_folder(
        path.parent, Message("set XDG_CONFIG_HOME to a folder where you may write")
    )
    if path.exists():
        raise OutputError(
            Message("{file} is there already; it was not changed", file=path),
            hint=Message("edit it, or move it away first"),
        )
    write_text(path, first_file(groups))
    say(Message("every option stands in it, switched off by a #"))
    put_text(f"{path}\n")


def first_file(groups: Iterable[type]) -> str:
    """Return the text of a configuration file that sets nothing yet."""
    groups = tuple(groups)
    known = known_options(*groups)
    defaults = defaults_of(*groups)
    seen: dict[str, None] = {}
    parts = ["\n".join(_comment(in_user_language(_HEAD)))]
    for group in groups:
        for name, placeholder, text in described_options(group):
            if name in seen:
                continue
            seen[name] = None
            example = _example(known[name], defaults[name], placeholder)
            lines = [*_comment(look_up(text)), f"#{key_of(name)} = {example}"]
            parts.append("\n".join(lines))
    parts.append("\n".join([*_comment(in_user_language(_PROFILES)), _PROFILE]))
    return "\n\n".join(parts)


def _comment(text: str) -> Iterator[str]:
    return (f"# {line}" for line in wrap_columns(text, _COLUMNS))


def _example(option: Known, default: Any, placeholder: str) -> str:
    """Return the default of an option as TOML, else a value of the right kind."""
    if isinstance(default, Path):
        default = str(default)
    if default is not None and default not in ("", []):
        return json.dumps(default, ensure_ascii=False)
    if option.choices:
        return json.dumps(option.choices[0])
    examples = {"number": "10", "switch": "true", "list": json.dumps([placeholder])}
    return examples.get(option.kind, json.dumps(placeholder))
