"""Decoding: what a body is, and what it becomes in a book.

Bytes of strangers enter; a ``Prepared`` image leaves, or an ``Unusable`` with its
reason.  The decoders run in processes of their own (``workers``), so that nothing
here loads one into the process that makes the book.  Imports no other part of
``images``.
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
