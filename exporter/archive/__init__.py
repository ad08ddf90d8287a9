"""The archive: finding it, scanning it for articles, reading their bodies.

A path enters; headers and bodies of articles leave, and Problems with files that cannot
be read.  An archive is a folder or a .zip, which is read without being unpacked.
"""

from exporter.archive.finder import find_archive
from exporter.archive.reader import ArticleReader
from exporter.archive.scan import Scan, headers_of, scan_archive

__all__ = ["ArticleReader", "Scan", "find_archive", "headers_of", "scan_archive"]
