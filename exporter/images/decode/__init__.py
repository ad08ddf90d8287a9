"""Decoding: find out what kind of file came, and make an image for a book of it.

Untrusted bytes enter.  A ``Prepared`` image leaves, or an ``Unusable`` with its
reason.  The decoders run in processes of their own (``workers``), so the process
that makes the book never loads a decoder.  Imports no other part of ``images``.
"""

from exporter.images.decode.kinds import refuse_kind, sniff_kind
from exporter.images.decode.recipe import ImageShape, Prepared, Recipe, Unusable
from exporter.images.decode.repair import unpack_gzip
from exporter.images.decode.workers import Workers, worker_count

__all__ = [
    "ImageShape",
    "Prepared",
    "Recipe",
    "Unusable",
    "Workers",
    "refuse_kind",
    "sniff_kind",
    "unpack_gzip",
    "worker_count",
]
