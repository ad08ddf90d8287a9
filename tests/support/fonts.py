"""Fonts made up for tests, and machines without any of their own."""

import re
import struct
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz as hb

from exporter.fonts import find_faces
from exporter.fonts.faces import PROBES
from exporter.fonts.fallback import installed_faces
from exporter.fonts.sfnt import StyleNames, read_tables, rename_font, write_tables
from exporter.fonts.sources import bundled_faces, package_files
from exporter.journal import Journal

Change = Callable[[dict[bytes, bytes]], None]


def hide_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide all but the bundled fonts for this test, and give an empty PATH folder."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(sys, "platform", "linux")
    forget_fonts()


def forget_fonts() -> None:
    """Forget the fonts found so far."""
    find_faces.cache_clear()
    installed_faces.cache_clear()


@dataclass(frozen=True)
class FontMaker:
    """Makes small fonts under any name, out of the bundled ones."""

    folder: Path

    def data(
        self,
        family: str,
        *,
        weight: int = 400,
        scripts: str = "hans hant",
        letters: str = "",
        change: Change | None = None,
    ) -> bytes:
        """Return a font that has the probe characters of ``scripts``.

        One of ``letters`` has these instead, out of Source Sans.
        """
        source = next(f for f in bundled_faces(Journal()) if f.region == "SC").path
        chars = "Aa0，。 " + "".join(PROBES[s] for s in PROBES if s in scripts)
        if letters:
            (source,) = package_files("fontpkg_source_sans_3", "SourceSans3[[]*")
            chars = letters
        request = hb.SubsetInput()
        request.unicode_set.update([ord(c) for c in chars])
        request.name_id_set.update(range(15))
        face = hb.Face(hb.Blob.from_file_path(str(source)))
        request.pin_axis_location(face, "wght", weight)
        style = "Bold" if weight >= 600 else "Regular"
        name = f"{re.sub('[^A-Za-z0-9]', '', family)}-{style}"
        names = StyleNames(family, style, name, weight)
        tables = read_tables(rename_font(hb.subset(face, request).blob.data, names))
        if change:
            change(tables)
        return write_tables(b"\0\1\0\0", tables)

    def write(self, file: str, family: str, **options: Any) -> Path:
        """Write such a font into the folder."""
        self.folder.mkdir(exist_ok=True)
        path = self.folder / file
        path.write_bytes(self.data(family, **options))
        return path

    def write_collection(self, file: str, *families: str) -> Path:
        """Write a TTC of one face for each of ``families``."""
        fonts = [self.data(family) for family in families]
        head = struct.pack(">4s4x", b"ttcf").replace(b"\0" * 4, b"\0\1\0\0")
        start = 12 + 4 * len(fonts)
        body, offsets = b"", []
        for font in fonts:
            base = start + len(body)
            offsets.append(base)
            moved = bytearray(font)
            for number in range(struct.unpack_from(">H", font, 4)[0]):
                at = 12 + 16 * number + 8
                (offset,) = struct.unpack_from(">I", font, at)
                struct.pack_into(">I", moved, at, offset + base)
            body += bytes(moved)
        self.folder.mkdir(exist_ok=True)
        path = self.folder / file
        counts = struct.pack(f">I{len(fonts)}I", len(fonts), *offsets)
        path.write_bytes(head + counts + body)
        return path


def write_program(folder: Path, name: str, script: str) -> None:
    """Write a shell script to the PATH folder that ``hide_fonts`` set up."""
    program = folder / "bin" / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def say_lines(path: Path, lines: list[str]) -> str:
    """Return a shell script that prints ``lines``, which ``path`` will hold."""
    path.write_text("\n".join(lines) + "\n")
    return f'while read -r line; do echo "$line"; done < {path}'


def chars_of(data: bytes) -> set[str]:
    """Return the characters a font file has glyphs for."""
    return {chr(code) for code in hb.Face(data).unicodes}


def outline(data: bytes, char: str) -> str:
    """Return the extents of the ink of ``char`` in a font file."""
    font = hb.Font(hb.Face(data))
    return str(font.get_glyph_extents(font.get_nominal_glyph(ord(char))))


def spoil(tag: bytes) -> Change:
    """Return a change that fills a table with nonsense."""

    def change(tables: dict[bytes, bytes]) -> None:
        tables[tag] = b"\xff" * len(tables[tag])

    return change


def permit(fs_type: int) -> Change:
    """Return a change of what a font permits (OS/2 fsType)."""

    def change(tables: dict[bytes, bytes]) -> None:
        os2 = bytearray(tables[b"OS/2"])
        struct.pack_into(">H", os2, 8, fs_type)
        tables[b"OS/2"] = bytes(os2)

    return change


def draw(chars: str) -> Change:
    """Return a change that gives each of ``chars`` the shape of a letter.

    The character map holds nothing else (cmap format 12, OpenType 1.9).
    """

    def change(tables: dict[bytes, bytes]) -> None:
        codes = sorted(map(ord, chars))
        groups = b"".join(struct.pack(">3I", code, code, 1) for code in codes)
        table = struct.pack(">2H3I", 12, 0, 16 + len(groups), 0, len(codes)) + groups
        tables[b"cmap"] = struct.pack(">4HI", 0, 1, 3, 10, 12) + table

    return change


def name_table(names: Mapping[int, str]) -> bytes:
    """Return a name table (OpenType 1.9) of ``names`` in English."""
    records, storage = b"", b""
    for name_id, text in names.items():
        raw = text.encode("utf-16-be")
        places = (name_id, len(raw), len(storage))
        records += struct.pack(">6H", 3, 1, 0x409, *places)
        storage += raw
    return struct.pack(">3H", 0, len(names), 6 + len(records)) + records + storage
