"""Names what is wrong with a file that should be an article but is not one.

Its first bytes enter; words leave that say what kind of file it is, and what to do.
Tools of every kind leave such files in archives: Git without its extensions, downloads
that failed, programs that pack or encrypt.
"""

import re

from exporter.archive.encodings import find_wide
from exporter.archive.header import NO_HEADER
from exporter.words import Message

_LFS = Message(
    "it is a pointer of Git LFS, not the article: run `git lfs pull` in the archive"
)
_ANNEX = Message(
    "it is a pointer of git-annex, not the article: run `git annex get` there"
)


def _encrypted(program: str, command: str) -> Message:
    return Message(
        "it is encrypted with {program}: decrypt it with `{command}`",
        program=program,
        command=command,
    )


def _packed(program: str, command: str) -> Message:
    return Message(
        "it is packed with {program}: unpack it with `{command}`",
        program=program,
        command=command,
    )


def _archive(kind: str, command: str) -> Message:
    return Message(
        "it is a {kind} archive: unpack it with `{command}`", kind=kind, command=command
    )


def _stranger(what: str) -> Message:
    return Message(
        "it is {what}, not an article: get the file again from where the archive is"
        " published",
        what=what,
    )


_PROGRAM = _stranger(Message("a program"))

# First bytes, and what they say.  Sources: the formats' own specifications.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"version https://git-lfs.github.com/spec/", _LFS),
    (b"version https://hawser.github.com/spec/", _LFS),
    (b"/annex/objects/", _ANNEX),
    (
        b"\0GITCRYPT\0",
        Message(
            "it is encrypted with git-crypt: run `git-crypt unlock` in the archive"
        ),
    ),
    (b"age-encryption.org/", _encrypted("age", "age -d")),
    (
        b"-----BEGIN AGE ENCRYPTED FILE-----",
        _encrypted("age", "age -d"),
    ),
    (
        b"-----BEGIN PGP",
        Message("it is encrypted or signed with GPG: decrypt it with `gpg -d`"),
    ),
    *(
        (magic, _encrypted("GPG", "gpg -d"))
        # RFC 9580, 5.1 and 5.3: an encrypted session key, version 3 or 4.
        for magic in (
            *(
                b"\x84\x5e\x03",
                b"\x84\x8c\x03",
                b"\x85\x01\x0c\x03",
                b"\x85\x02\x0c\x03",
            ),
            *(b"\x85\x01\x8c\x03", b"\xc1\xc0\x4c\x03", b"\xc1\x5e\x03"),
            *(b"\x8c\x0d\x04", b"\x8c\x04\x04", b"\xc3\x0d\x04"),
        )
    ),
    (
        b"$ANSIBLE_VAULT;",
        Message("it is encrypted with {program}: decrypt it", program="Ansible Vault"),
    ),
    (
        b"Salted__",
        Message("it is encrypted with {program}: decrypt it", program="OpenSSL"),
    ),
    (b"\x1f\x8b", _packed("gzip", "gunzip")),
    (b"\x1f\x9d", _packed("compress", "uncompress")),
    (b"\xfd7zXZ\0", _packed("xz", "unxz")),
    (b"\x28\xb5\x2f\xfd", _packed("zstd", "unzstd")),
    (b"\x04\x22\x4d\x18", _packed("lz4", "unlz4")),
    (b"BZh", _packed("bzip2", "bunzip2")),
    (b"\x5d\0\0", _packed("lzma", "unlzma")),
    (b"LZIP", _packed("lzip", "lzip -d")),
    (b"7z\xbc\xaf\x27\x1c", _archive("7z", "7z x")),
    (b"Rar!\x1a\x07", _archive("RAR", "unrar x")),
    (b"%PDF-", _stranger(Message("a PDF file"))),
    (b"{\\rtf", _stranger(Message("an RTF document"))),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Message(
            "it is an old Office document: get the file again from where the archive"
            " is published"
        ),
    ),
    (b"SQLite format 3\0", _stranger(Message("an SQLite database"))),
    (b"\x7fELF", _PROGRAM),
    (b"MZ\x90\0", _PROGRAM),
    *(
        (magic, _stranger(Message("a picture ({kind})", kind=kind)))
        for magic, kind in (
            (b"\xff\xd8\xff", "JPEG"),
            (b"\x89PNG\r\n\x1a\n", "PNG"),
            (b"GIF87a", "GIF"),
            (b"GIF89a", "GIF"),
            (b"II*\0", "TIFF"),
            (b"MM\0*", "TIFF"),
        )
    ),
    (b"ID3", _stranger(Message("a sound recording"))),
    (b"OggS", _stranger(Message("a sound recording or a film"))),
    (b"\x1aE\xdf\xa3", _stranger(Message("a film"))),
)
_CONFLICT = Message(
    "it holds the marks of a Git merge that was not finished (<<<<<<<): finish the "
    "merge, or get the file again with `git checkout`"
)
_CONFLICT_START = re.compile(rb"^<{7}(?: .*)?\r?$", re.MULTILINE)
_CONFLICT_END = re.compile(rb"^>{7}(?: .*)?\r?$", re.MULTILINE)
# In this order; each is looked for after the one before.
_CONFLICT_LINES = tuple(
    re.compile(line, re.MULTILINE)
    for line in (r"^<{7}(?: [^\n]*)?$", r"^={7}$", r"^>{7}(?: [^\n]*)?$")
)
_LINK_TEXT = re.compile(r"[^\s<>\[\](){}:*?\"|]+(?: [^\s<>\[\](){}:*?\"|]+)*\.md\s*")
_LINK_MAX_BYTES = 1024
_ANNEX_LINK = re.compile(rb"(?:\.\./)*\.git/annex/objects/")
_HTML = re.compile(
    r"(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html|<head|<body)\b", re.I
)
_HTML_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.I | re.S)
_XML = re.compile(r"<\?xml\b|<(?:Error|rss|feed|svg)\b")
_XML_CODE = re.compile(r"<(?:Message|message|Code|title)>([^<]*)<")
_JSON = re.compile(r'\{\s*(?:"|\})|\[\s*(?:\{|"|\[\s*["{]|-?[0-9]+\s*,|\])')
_JSON_MESSAGE = re.compile(
    r'"(?:message|error|error_description|detail|msg|title)"\s*:\s*"((?:[^"\\]|\\.)*)"'
)
_ERROR_TEXT = re.compile(
    r"(?:(?:error|http(?:/[0-9.]+)?|status)[ :]*)?[45][0-9]{2}\b[^\n]{0,60}\s*"
    r"|(?:page |file |object |resource )?not found\.?\s*"
    r"|(?:access|permission) denied\b.{0,200}|forbidden\.?\s*|unauthorized\.?\s*"
    r"|bad (?:gateway|request)\.?\s*|service unavailable\.?\s*|too many requests\.?\s*"
    r"|(?:internal )?server error\.?\s*|gateway time-?out\.?\s*"
    r"|(?:api )?rate limit exceeded\b.{0,200}",
    re.I | re.S,
)
_QUOTED_CHARS = 60
# A text may hold a few of these.  A file with more of them is no text.
_CONTROLS = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")

_HEADING = Message("{what}, but with a Markdown heading", what=NO_HEADER)
_BINARY = Message("it holds binary data, no text")


def name_damage(head: bytes) -> str:
    """Return what a file certainly is, and what to do about it; "" if unknown.

    ``head`` is its beginning, a few KB.
    """
    for magic, words in _MAGIC:
        if head.startswith(magic):
            return words
    if head.startswith(b"PK\x03\x04"):
        return _name_zip(head)
    if head[:4] == b"RIFF":
        if head[8:12] == b"WEBP":
            return _stranger(Message("a picture ({kind})", kind="WebP"))
        return _stranger(Message("a recording or a film"))
    if head[4:8] == b"ftyp":
        return _stranger(Message("a film or a picture"))
    if head[257:262] == b"ustar":
        return _archive("tar", "tar xf")
    if _ANNEX_LINK.match(head):
        return _ANNEX
    if _CONFLICT_START.search(head) and (
        head.startswith(b"<<<<<<<") or _CONFLICT_END.search(head)
    ):
        return _CONFLICT
    return _name_text(_readable(head).lstrip("\ufeff \t\r\n"))


def describe_stranger(head: bytes) -> str:
    """Return a description of a file that has no header and no known kind."""
    if find_wide(head):
        return NO_HEADER
    text = head.decode("utf-8", "replace")
    if len(_CONTROLS.findall(text)) > len(text) / 100:
        return _BINARY
    return _HEADING if text.lstrip("\ufeff \t\r\n").startswith("#") else NO_HEADER


def has_conflict(text: str) -> bool:
    """Return whether ``text`` has the marks of an unfinished merge in it."""
    start = text.find("<<<<<<<")
    if start < 0:
        return False
    for line in _CONFLICT_LINES:
        found = line.search(text, start)
        if found is None:
            return False
        start = found.end()
    return True


def _readable(head: bytes) -> str:
    wide = find_wide(head)
    return head.decode(wide or "utf-8", "replace")


def _name_zip(head: bytes) -> str:
    if b"mimetypeapplication/epub+zip" in head[:100]:
        return _stranger(Message("an EPUB book"))
    if b"[Content_Types].xml" in head or b"word/" in head or b"_rels/" in head:
        return _stranger(Message("an Office document"))
    if b"mimetypeapplication/vnd.oasis" in head[:100]:
        return _stranger(Message("an OpenDocument file"))
    return _packed("zip", "unzip")


def _name_text(text: str) -> str:
    """Return what a program wrote in place of the article; "" if unknown."""
    if _HTML.match(text):
        title = _HTML_TITLE.search(text)
        return _stranger(_quoting(Message("a web page"), title))
    if _XML.match(text):
        return _stranger(_quoting("XML", _XML_CODE.search(text)))
    if _JSON.match(text):
        return _stranger(_quoting("JSON", _JSON_MESSAGE.search(text)))
    if len(text) <= _LINK_MAX_BYTES and _LINK_TEXT.fullmatch(text):
        return Message(
            "it is a symbolic link saved as text, to {target}: check the archive out"
            " again with `git config core.symlinks true`",
            target=_shortened(text),
        )
    if len(text) <= _LINK_MAX_BYTES and (error := _ERROR_TEXT.fullmatch(text)):
        return Message(
            "it is {what}: get the file again from where the archive is published",
            what=_quoting(Message("the error message of a server"), error),
        )
    return ""


def _quoting(what: str, found: re.Match[str] | None) -> str:
    """Return ``what`` followed by the last group of ``found`` in brackets."""
    words = _shortened(found[found.re.groups]) if found else ""
    return Message("{what} (“{words}”)", what=what, words=words) if words else what


def _shortened(text: str) -> str:
    line = "".join(c for c in " ".join(text.split()) if c.isprintable())
    return line if len(line) <= _QUOTED_CHARS else f"{line[:_QUOTED_CHARS]}…"
