"""Why an image is missing: a code with parameters.

A reason is made where the failure happens.  It travels between processes and is kept in
the store for a day.  ``exporter.words`` has its words in each language; this module has
none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Self, TypeAlias, cast, get_args

ReasonCode: TypeAlias = Literal[
    # nothing was asked for
    "not-stored",
    "not-mirrored",
    "run-over",
    # its address
    "address-empty",
    "address-scheme",
    "address-incomplete",
    "address-password",
    "address-unreadable",
    "address-private",
    "host-private",
    "host-unknown",
    # its server
    "server-unreachable",
    "server-unreachable-in-time",
    "server-silent",
    "server-busy",
    "server-untrusted",
    "server-broke-off",
    "status-and-wait",
    "status",
    "proxy",
    "redirect-circles",
    "redirect-address",
    "trickled",
    "not-there-after",
    # what the server sent
    "too-large",
    "too-many-pixels",
    "packed-otherwise",
    "packed-badly",
    "no-image",
    "no-image-sent",
    "no-image-in-file",
    "cut-off",
    "crashed",
    "damaged",
    "drawing",
    "too-hungry",
    "too-slow-to-decode",
    "file-unreadable",
    # what a proxy did: a parameter of another reason
    "proxy-late",
    "proxy-unreachable",
    "proxy-no-socks",
    "proxy-other-login",
    "proxy-login-refused",
    "proxy-broke-off",
    "proxy-failed",
    "proxy-forbids",
    "proxy-network",
    "proxy-host",
    "proxy-host-refused",
    "proxy-host-late",
    "proxy-refused",
    # what a body is that is no image: a parameter of another reason
    "kind-html",
    "kind-json",
    "kind-xml",
    "kind-text",
    "kind-heic",
    "kind-jxl",
    "kind-pdf",
    "kind-zip",
    "kind-gzip",
    "kind-video",
    "kind-empty",
    "kind-unknown",
    # what is wrong with a drawing: a parameter of another reason
    "drawing-entities",
    "drawing-no-xml",
    "drawing-too-many-parts",
    "drawing-empty",
    "unknown",
]
_CODES = frozenset(get_args(ReasonCode))


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, and the values for the slots in its words, sorted by name.

    A value is a text or another reason.
    """

    code: ReasonCode
    params: tuple[tuple[str, str | Reason], ...] = ()

    @classmethod
    def of(cls, code: ReasonCode, **params: str | int | Reason) -> Self:
        """Return the reason ``code``; numbers become text."""
        return cls(
            code,
            tuple(
                (name, value if isinstance(value, Reason) else str(value))
                for name, value in sorted(params.items())
            ),
        )

    def pack(self) -> dict[str, Any]:
        """Return the reason as values for JSON."""
        return {
            "code": self.code,
            "params": {
                name: value.pack() if isinstance(value, Reason) else value
                for name, value in self.params
            },
        }

    @classmethod
    def unpack(cls, packed: object, *, depth: int = 2) -> Self:
        """Return the reason from which ``pack`` made ``packed``.

        Reasons may be nested ``depth`` deep.  Raises ValueError for anything else,
        because ``packed`` may come from another release or a damaged process.
        """
        match packed:
            case {"code": str(code), "params": dict(params)} if (
                code in _CODES and depth
            ):
                values: dict[str, str | Reason] = {
                    str(name): value
                    if isinstance(value, str)
                    else cls.unpack(value, depth=depth - 1)
                    for name, value in params.items()
                }
                return cls.of(cast("ReasonCode", code), **values)
        raise ValueError("this is no reason")
