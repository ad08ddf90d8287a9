"""Sentences of other programs (the system, SQLite, zlib, parsers) to be translated.

Few of these programs give codes, so the sentences are recognised by their English text.
A sentence in this table becomes a ``Message`` and can be translated.  Any other stays
as it is: users can still search for it.  ``{…}`` stands for any words.  Sources:
glibc's strerror, and the libraries that the groups name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import Formatter

from exporter.words.message import Message

SENTENCES: tuple[Message, ...] = (
    # typer: the help of its own options, and its errors
    Message("Show this message and exit."),
    Message("Install completion for the current shell."),
    Message(
        "Show completion for the current shell, to copy it or customize the"
        " installation."
    ),
    Message("Install completion for the specified shell."),
    Message(
        "Show completion for the specified shell, to copy it or customize the"
        " installation."
    ),
    Message("No such option: {option} (Possible options: {options})"),
    Message("No such option: {option}"),
    Message("Invalid value for {place}: {why}"),
    Message("Invalid value: {why}"),
    Message("Missing argument {name}. {why}"),
    Message("Missing argument {name}."),
    Message("Missing option {name}. {why}"),
    Message("Missing option {name}."),
    Message("Missing parameter {name}."),
    Message("Option {option} requires an argument."),
    Message("Option {option} requires {number} arguments."),
    Message("Option {option} does not take a value."),
    Message("Argument {argument} takes {number} values."),
    Message("Takes {number} values but {given} given."),
    Message("Value must be an iterable."),
    Message("Got unexpected extra argument(s) ({arguments})"),
    Message("{value} is not a valid boolean. Recognized values: {values}"),
    Message("{value} is not a valid int."),
    Message("{value} is not a valid int range."),
    Message("{value} is not a valid float."),
    Message("{value} is not a valid {kind}."),
    Message("{value} is not in the range {range}."),
    Message("{value} is not one of {values}."),
    # the operating system
    Message("Operation not permitted"),
    Message("No such file or directory"),
    Message("Input/output error"),
    Message("No such device or address"),
    Message("Cannot allocate memory"),
    Message("Permission denied"),
    Message("Device or resource busy"),
    Message("File exists"),
    Message("Invalid cross-device link"),
    Message("Not a directory"),
    Message("Is a directory"),
    Message("Invalid argument"),
    Message("Too many open files in system"),
    Message("Too many open files"),
    Message("Text file busy"),
    Message("File too large"),
    Message("No space left on device"),
    Message("Read-only file system"),
    Message("Broken pipe"),
    Message("Bad file descriptor"),
    Message("File name too long"),
    Message("Directory not empty"),
    Message("Too many levels of symbolic links"),
    Message("Transport endpoint is not connected"),
    Message("Connection timed out"),
    Message("Connection refused"),
    Message("Stale file handle"),
    Message("Disk quota exceeded"),
    Message("Resource temporarily unavailable"),
    Message("[Errno {number}] {why}: {path}"),
    Message("[Errno {number}] {why}"),
    # the operating system, where we say it in the middle of a sentence
    Message("operation not permitted"),
    Message("no such file or directory"),
    Message("input/output error"),
    Message("permission denied"),
    Message("device or resource busy"),
    Message("not a directory"),
    Message("is a directory"),
    Message("invalid argument"),
    Message("too many open files"),
    Message("file name too long"),
    Message("too many levels of symbolic links"),
    Message("connection timed out"),
    Message("stale file handle"),
    # Python's loader, and that of libraries
    Message("No module named {name}"),
    Message(
        "{why}.  Additionally, ctypes.util.find_library() did not manage to locate a"
        " library called {name}"
    ),
    Message("cannot load library {name}: {why}"),
    Message("cannot load library {name}"),
    Message("{name}: cannot open shared object file: {why}"),
    # Python's subprocess, datetime and struct
    Message("Command '{command}' timed out after {seconds} seconds"),
    Message("day is out of range for month"),
    Message("month must be in 1..12"),
    Message("hour must be in 0..23"),
    Message("minute must be in 0..59"),
    Message("second must be in 0..59"),
    Message("year {number} is out of range"),
    Message("unpack requires a buffer of {number} bytes"),
    # SQLite
    Message("database is locked"),
    Message("file is not a database"),
    Message("database disk image is malformed"),
    Message("disk I/O error"),
    Message("attempt to write a readonly database"),
    Message("database or disk is full"),
    Message("unable to open database file"),
    Message("no such table: {name}"),
    # zipfile and zlib
    Message("File is not a zip file"),
    Message("Bad magic number for central directory"),
    Message("Truncated central directory"),
    Message("Bad offset for central directory"),
    Message("Bad magic number for file header"),
    Message("Truncated file header"),
    Message("Bad CRC-32 for file {name}"),
    Message("Overlapped entries: {name} (possible zip bomb)"),
    Message("File name in directory {name} and header {other} differ."),
    Message("File {name} is encrypted, password required for extraction"),
    Message("compressed patched data (flag bit 5)"),
    Message("strong encryption (flag bit 6)"),
    Message("That compression method is not supported"),
    Message("Corrupt extra field {field} (size={size})"),
    Message("Corrupt zip64 extra field. {field} not found."),
    Message("zip file version {version}"),
    Message("zipfiles that span multiple disks are not supported"),
    Message("Error {number} while decompressing data: {why}"),
    Message("Error {number} while decompressing data"),
    Message("invalid block type"),
    Message("invalid stored block lengths"),
    Message("invalid distance too far back"),
    Message("invalid code lengths set"),
    Message("invalid literal/length code"),
    Message("invalid literal/lengths set"),
    Message("invalid distance code"),
    Message("invalid distances set"),
    Message("invalid bit length repeat"),
    Message("invalid code -- missing end-of-block"),
    Message("too many length or distance symbols"),
    Message("incomplete or truncated stream"),
    Message("incorrect data check"),
    # RE2
    Message("invalid escape sequence: {found}"),
    Message("invalid character class: {found}"),
    Message("invalid character class range: {found}"),
    Message("missing ]: {found}"),
    Message("missing ): {found}"),
    Message("unexpected ): {found}"),
    Message("trailing \\ at end of regexp"),
    Message("no argument for repetition operator: {found}"),
    Message("invalid repetition size: {found}"),
    Message("bad repetition operator: {found}"),
    Message("invalid perl operator: {found}"),
    Message("invalid named capture group: {found}"),
    # tomllib; its parts are translated by themselves
    Message("{why} (at line {line}, column {column})"),
    Message("{why} (at end of document)"),
    Message("After key {key}, expected '=' in a key/value pair"),
    Message("Array is already closed"),
    Message("Cannot declare {key} twice"),
    Message("Cannot mutate immutable namespace {key}"),
    Message("Cannot overwrite a value"),
    Message("Cannot redefine namespace {key}"),
    Message("Duplicate inline table key {key}"),
    Message("Expected ']' at the end of a table declaration"),
    Message("Expected ']]' at the end of an array declaration"),
    Message("Expected '=' after a key in a key/value pair"),
    Message("Expected newline or end of document after a statement"),
    Message("Escaped character is not a Unicode scalar value"),
    Message("Expected {found}"),
    Message("Found invalid character {found}"),
    Message("Illegal character {found}"),
    Message("Invalid date or datetime"),
    Message("Invalid hex value"),
    Message("Invalid initial character for a key part"),
    Message("Invalid statement"),
    Message("Invalid value"),
    Message("Unclosed array"),
    Message("Unclosed inline table"),
    Message("Unescaped '\\' in a string"),
    Message("Unterminated string"),
    # tinycss2
    Message("Expected <ident> for declaration name, got {found}"),
    Message("Expected ':' after declaration name, got {found}"),
    Message("Declaration contains {block} block"),
    Message("EOF reached before {block} block for a qualified rule"),
    Message("; reached before {block} block for a qualified rule"),
    Message("Unmatched {mark}"),
    Message("bad string token"),
    Message("bad URL token"),
    Message("EOF in string"),
    Message("EOF in URL"),
    # WeasyPrint, of a stylesheet
    Message("Ignored `{property}` at {place}, {why}."),
    Message("Invalid or unsupported selector {selector}, {why}"),
    Message("Invalid or unsupported selector, {why}"),
    Message("Unknown rule {rule} at {place}"),
    Message("Unknown empty rule {rule} at {place}"),
    Message("Parse error at {place}: {why}"),
    Message("Error: {why} at {place}."),
    Message("Font-face {name} cannot be loaded"),
    Message("unknown property"),
    Message("property not supported yet"),
    Message("descriptor not supported"),
    Message("invalid value"),
    Message("no value"),
)


def word_foreign(said: object) -> str:
    """Return what a program or an exception said, as a Message if it is known."""
    arguments = said.args if isinstance(said, Exception) else (said,)
    if len(arguments) == 1 and isinstance(arguments[0], Message):
        return arguments[0]
    return _recognise(str(said))


def word_os_error(error: OSError) -> str:
    """Return why the operating system refused, as a Message if it is known."""
    if error.strerror:
        return _recognise(error.strerror)
    return word_foreign(error) or type(error).__name__


def _recognise(text: str) -> str:
    for sentence, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found:
            slots = found.groupdict()
            return Message(
                sentence.template,
                **{name: _recognise(value) for name, value in slots.items()},
            )
    return text


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[Message, re.Pattern[str]]]:
    return [(sentence, _pattern_of(sentence.template)) for sentence in SENTENCES]


def _pattern_of(template: str) -> re.Pattern[str]:
    parts = []
    for literal, slot, _, _ in Formatter().parse(template):
        parts.append(re.escape(literal))
        if slot:
            parts.append(f"(?P<{slot}>.+?)")
    return re.compile("".join(parts), re.DOTALL)
