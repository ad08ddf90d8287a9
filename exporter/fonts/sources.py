"""Where fonts come from: the user's folder, the system, the bundled package.

Each source returns its faces at little cost: fontconfig is asked once, and only its
files for the families that we use are opened.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from exporter.errors import FontError
from exporter.fonts.faces import Face, UnreadableFontError, read_face, read_faces
from exporter.journal import Journal
from exporter.model import Problem
from exporter.words import Message, word_foreign, word_os_error

BUNDLED_PACKAGE = "justmytype_intl_cjk"
MONOSPACED_PACKAGE = "fontpkg_source_code_pro"
MONOSPACED_FILES = "SourceCodePro[[]*.ttf"
FONTCONFIG_SECONDS = 5.0
_FC_LIST = ("fc-list", "-f", "%{file}\t%{index}\t%{family}\t%{weight}\n")
FONT_SUFFIXES = {".otf", ".ttf", ".ttc", ".otc"}
_SYSTEM_FAMILY = re.compile(
    r"(?:Noto|Source Han) (?:Serif|Sans|Mono)(?: Mono)?(?: CJK)?"
    r" (?:SC|TC|HK|CN|TW|HC)(?: VF)?"
)
_SYSTEM_FILE = re.compile(
    r"(?:Noto(?:Serif|Sans)(?:CJK|SC|TC|HK)|SourceHan(?:Serif|Sans|Mono)).*",
    re.IGNORECASE,
)
# fontconfig's own scale: 80 is regular, 200 bold; a range is a variable font.
_FC_WEIGHTS = ("80", "200")


def user_faces(font_dir: Path, journal: Journal) -> list[Face]:
    """Return the upright faces in ``font_dir`` and its subfolders.

    A file that is no font is a Problem.  Raises FontError if the folder cannot be read
    or has no face with Chinese.
    """
    if not font_dir.is_dir():
        what = (
            Message("is not a folder")
            if font_dir.exists()
            else Message("does not exist")
        )
        raise FontError(
            Message("the font folder {font_dir} {what}", font_dir=font_dir, what=what),
            hint=Message("name a folder that holds OTF, TTF or TTC files"),
        )
    unreadable: list[OSError] = []
    paths = [
        Path(folder, name)
        for folder, _, names in os.walk(font_dir, onerror=unreadable.append)
        for name in names
    ]
    if unreadable and not paths:
        raise FontError(
            Message(
                "the font folder {font_dir} cannot be read: {why}",
                font_dir=font_dir,
                why=word_os_error(unreadable[0]),
            ),
            hint=Message("check its permissions, or name another folder"),
        ) from unreadable[0]
    faces = read_files(paths, journal)
    if not any(face.scripts for face in faces):
        broken = ""
        for problem in journal.problems[:1]:
            values = {"where": problem.where, "what": problem.what}
            broken = Message("; {where} {what}", **values)
        raise FontError(
            Message(
                "no font in {font_dir} can set Chinese{broken}",
                font_dir=font_dir,
                broken=broken,
            ),
            hint=Message(
                "name a folder that holds OTF, TTF or TTC files with "
                "Chinese characters, or leave the option out to use "
                "the fonts found here"
            ),
        )
    return faces


def read_files(paths: Iterable[Path], journal: Journal) -> list[Face]:
    """Return the upright faces in ``paths``, sorted; skip files that are no font.

    A font that cannot be read is a Problem.
    """
    faces: list[Face] = []
    for path in sorted(paths):
        if path.suffix.lower() not in FONT_SUFFIXES or path.name.startswith("."):
            continue
        try:
            faces += read_faces(path)
        except UnreadableFontError as error:
            journal.add(
                Problem(
                    "font-unreadable",
                    str(path),
                    word_foreign(error),
                    Message("used other fonts"),
                )
            )
    return faces


def fontconfig_faces(journal: Journal) -> list[Face]:
    """Return the Noto and Source Han faces that fontconfig knows of."""
    faces: list[Face] = []
    for path, index in _parse_fc_list(ask_fontconfig(_FC_LIST, journal)):
        try:
            face = read_face(path, index)
        except UnreadableFontError as error:
            journal.add(
                Problem(
                    "font-unreadable",
                    str(path),
                    word_foreign(error),
                    Message("used other fonts"),
                )
            )
            continue
        if face is not None and face.scripts:
            faces.append(face)
    return faces


def ask_fontconfig(command: Sequence[str], journal: Journal) -> str:
    """Return the output of a fontconfig program, "" on a machine without it.

    A program that hangs or cannot be run is a Problem.
    """
    program = shutil.which(command[0])
    if program is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603  a list, no shell
            [program, *command[1:]],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=FONTCONFIG_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        journal.add(
            Problem(
                "font-search-failed",
                command[0],
                Message("did not answer: {error}", error=word_foreign(error)),
                Message("looked for fonts elsewhere"),
            )
        )
        return ""
    return os.fsdecode(done.stdout)


def _parse_fc_list(output: str) -> list[tuple[Path, int]]:
    """Return the files and indexes of the faces to open, sorted."""
    found: set[tuple[Path, int]] = set()
    for line in output.splitlines():
        cells = line.split("\t")
        if len(cells) != 4 or not cells[1].isdigit():
            continue
        file, index, families, weight = cells
        if not any(_SYSTEM_FAMILY.fullmatch(name) for name in families.split(",")):
            continue
        # The upper half of the index counts a variable font's named instances.
        if int(index) >> 16 or not (weight in _FC_WEIGHTS or weight.startswith("[")):
            continue
        found.add((Path(file), int(index)))
    return sorted(found)


def font_folders(platform: str, environ: Mapping[str, str], home: Path) -> list[Path]:
    """Return the usual font folders of macOS (darwin) and Windows (win32)."""
    if platform == "darwin":
        return [home / "Library/Fonts", Path("/Library/Fonts")]
    if platform == "win32":
        local = environ.get("LOCALAPPDATA")
        windows = environ.get("WINDIR", r"C:\Windows")
        folders = [Path(local, "Microsoft", "Windows", "Fonts")] if local else []
        return [*folders, Path(windows, "Fonts")]
    return []


def machine_font_folders() -> list[Path]:
    """Return the font folders of this machine; fontconfig knows those of Linux."""
    return font_folders(sys.platform, os.environ, Path.home())


def folder_faces(folders: Iterable[Path], journal: Journal) -> list[Face]:
    """Return the Noto and Source Han faces that lie in ``folders``."""
    paths = [
        path
        for folder in folders
        if folder.is_dir()
        for path in folder.iterdir()
        if _SYSTEM_FILE.fullmatch(path.name)
    ]
    faces = read_files(paths, journal)
    return [face for face in faces if _SYSTEM_FAMILY.fullmatch(face.family)]


def system_faces(journal: Journal) -> list[Face]:
    """Return the Noto and Source Han faces installed on this machine."""
    folders = machine_font_folders()
    return [*fontconfig_faces(journal), *folder_faces(folders, journal)]


def bundled_faces(journal: Journal) -> list[Face]:
    """Return the Chinese faces of the packages installed along with dwexport."""
    faces = read_files(package_files(BUNDLED_PACKAGE, "*SC*.ttf"), journal)
    faces += read_files(package_files(BUNDLED_PACKAGE, "*TC*.ttf"), journal)
    return faces


def monospaced_faces(journal: Journal) -> list[Face]:
    """Return the monospaced faces installed along with dwexport; they are Latin."""
    files = package_files(MONOSPACED_PACKAGE, MONOSPACED_FILES)
    return read_files(files, journal)


def package_files(package: str, pattern: str) -> list[Path]:
    """Return the files of an installed package whose names match ``pattern``.

    The package is found without importing it.  A missing package has no files.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return []
    return sorted(Path(next(iter(spec.submodule_search_locations))).rglob(pattern))
