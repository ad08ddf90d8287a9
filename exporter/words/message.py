"""Messages: words for people, in English, which can also be said in Chinese.

A ``Message`` is an English text that keeps its template and the values in it.  So it
can be written to a report as it is.  The command line looks the template up in a
catalogue (GNU gettext) and says it in the user's language.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from gettext import NullTranslations
from typing import Any

_ENGLISH = NullTranslations()


class Message(str):
    """English words, made of ``template`` with ``values`` in its slots.

    ``template`` has the form of ``str.format``: ``"cannot write {path}"``.  It must be
    a constant, so that ``tools.catalogues`` finds it.  A value may be a message, too.
    """

    template: str
    singular: str
    number: int
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Message:
        """Make the English words."""
        made = super().__new__(cls, template.format(**values) if values else template)
        made.template, made.values = template, values
        made.singular, made.number = "", 0
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how to make the message again in another process."""
        return _rebuild, (self.template, self.values, self.singular, self.number)

    def pack(self) -> str:
        """Return the message as one text: itself, or JSON where it has values."""
        return (
            json.dumps(_packed(self), ensure_ascii=False) if self.values else str(self)
        )

    @classmethod
    def unpack(cls, text: str) -> Message:
        """Return the message that ``pack`` made ``text`` of; a message stays itself.

        A text that is no such JSON is a message without values.
        """
        if isinstance(text, Message):
            return text
        if text.startswith("["):
            with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
                return _unpacked(json.loads(text))
        return cls(text)

    def say_in(self, catalogue: NullTranslations = _ENGLISH) -> str:
        """Return the words in the language of ``catalogue``, by default in English."""
        if self.singular:
            template = catalogue.ngettext(self.singular, self.template, self.number)
        else:
            template = catalogue.gettext(self.template) if self.template else ""
        if not self.values:
            return template
        values = {
            name: translate(value, catalogue) if isinstance(value, str) else value
            for name, value in self.values.items()
        }
        return template.format(**values)


def count(singular: str, plural: str, number: int, /, **values: Any) -> Message:
    """Return ``1 article`` or ``2 articles``; ``{number}`` is one of the slots."""
    template = singular if number == 1 else plural
    made = Message(template, number=number, **values)
    made.template, made.singular, made.number = plural, singular, number
    return made


def count_articles(number: int) -> Message:
    """Return ``1 article`` or ``2 articles``."""
    return count("1 article", "{number:,} articles", number)


def join(separator: str, messages: Iterable[str]) -> str:
    """Return ``messages`` as one, with ``separator`` between them."""
    joined, *rest = [*messages] or [""]
    for message in rest:
        values = {"first": joined, "separator": separator, "rest": message}
        joined = Message("{first}{separator}{rest}", **values)
    return joined


def translate(text: str, catalogue: NullTranslations) -> str:
    """Return ``text`` in the language of ``catalogue``.

    Text that is no Message, such as a title or a path, stays as it is.
    """
    return text.say_in(catalogue) if isinstance(text, Message) else text


def _packed(message: Message) -> list[Any]:
    values = {
        name: _packed(value) if isinstance(value, Message) else value
        for name, value in message.values.items()
    }
    return [message.template, values, message.singular, message.number]


def _unpacked(packed: Any) -> Message:
    template, values, singular, number = packed
    whole = {
        name: _unpacked(value) if isinstance(value, list) else value
        for name, value in values.items()
    }
    return _rebuild(template, whole, singular, number)


def _rebuild(
    template: str, values: dict[str, Any], singular: str, number: int
) -> Message:
    if singular:
        rest = {name: value for name, value in values.items() if name != "number"}
        return count(singular, template, number, **rest)
    return Message(template, **values)
