"""The language of the command line: English, Simplified or Traditional Chinese.

It is chosen with --ui-lang, DWEXPORT_UI_LANG or ``ui-lang`` in a configuration; the
default is that of the locale.  Catalogues are those of GNU gettext, in the folder
``exporter/locale``; ``python -m tools.catalogues`` updates them.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping, Sequence
from gettext import NullTranslations
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from exporter.words import translate

Language: TypeAlias = Literal["en", "zh-Hans", "zh-Hant"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
LOCALE_FOLDER = Path(__file__).resolve().parent.parent / "locale"
DOMAIN = "dwexport"
_OPTION = "--ui-lang"
# In the order of gettext: the first that is set counts.
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_TRADITIONAL = ("hant", "tw", "hk", "mo")


class _Speech:
    """The current language; there is one for the whole process."""

    language: Language = "en"
    catalogue: NullTranslations = NullTranslations()


def speak(language: Language) -> None:
    """Use ``language`` from now on, also for typer's own words."""
    import gettext

    _Speech.language = language
    if language == "en":
        _Speech.catalogue = NullTranslations()
        gettext.textdomain("messages")  # a domain without a catalogue
        return
    name = language.replace("-", "_")
    _Speech.catalogue = gettext.translation(
        DOMAIN, LOCALE_FOLDER, [name], fallback=True
    )
    # Typer looks its words up here.
    gettext.bindtextdomain(DOMAIN, LOCALE_FOLDER)
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = name


def in_user_language(text: str) -> str:
    """Return ``text`` in the current language, if it is a message."""
    return translate(text, _Speech.catalogue)


def look_up(text: str) -> str:
    """Return the translation of ``text``, a constant such as the help of an option."""
    return _Speech.catalogue.gettext(text) if text else ""


def spoken_language() -> Language:
    """Return the current language."""
    return _Speech.language


def choose_language(
    arguments: Sequence[str], environ: Mapping[str, str], configured: str = ""
) -> Language:
    """Return the language to use; typer later refuses an unknown name."""
    given = _given(arguments) or environ.get("DWEXPORT_UI_LANG", "") or configured
    for language in LANGUAGES:
        if given.lower() == language.lower():
            return language
    return _of_locale(environ)


def _given(arguments: Sequence[str]) -> str:
    """Return the value of --ui-lang, "" if it is not given."""
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == _OPTION:
            return value if equals else "".join(arguments[place + 1 : place + 2])
    return ""


def _of_locale(environ: Mapping[str, str]) -> Language:
    names = [environ[name] for name in _VARIABLES if environ.get(name)]
    if not names and os.name != "posix":
        names = [locale.getlocale()[0] or ""]
    tag = (
        names[0].split(":")[0].replace("_", "-").split(".")[0].lower() if names else ""
    )
    if not tag.startswith(("zh", "chinese")):
        return "en"
    return "zh-Hant" if any(part in tag for part in _TRADITIONAL) else "zh-Hans"
