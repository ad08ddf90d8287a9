"""The inside of the process that decodes images.

``workers`` starts it and sends it one image after another over its stdin.  It may not
write a file, connect to anything or use more memory than allowed.  It ends when its
parent ends.
"""

import contextlib
import dataclasses
import sys

from exporter.images.decode.conversion import prepare_image
from exporter.images.decode.messages import MessageError, read_message, write_message
from exporter.images.decode.recipe import Recipe, Unusable


def serve(memory_bytes: int) -> None:
    """Prepare the images that arrive on stdin until it is closed."""
    _limit_resources(memory_bytes)
    while True:
        try:
            header, data = read_message(sys.stdin.buffer)
        except MessageError:  # the parent ended, or needs no more images
            return
        outcome = prepare_image(data, Recipe(**header))
        if isinstance(outcome, Unusable):
            refusal = {"reason": outcome.reason.pack(), "lasting": outcome.lasting}
            write_message(sys.stdout.buffer, refusal, b"")
        else:
            shapes = {
                "source": dataclasses.astuple(outcome.source),
                "result": dataclasses.astuple(outcome.result),
                "entire": outcome.entire,
                "more": [
                    (*dataclasses.astuple(shape), len(piece))
                    for shape, piece in outcome.more
                ],
            }
            pieces = (outcome.data, *(piece for _, piece in outcome.more))
            write_message(sys.stdout.buffer, shapes, b"".join(pieces))


def _limit_resources(memory_bytes: int) -> None:
    try:
        import resource
    except ModuleNotFoundError:  # Windows has none
        return
    for what, limit in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        # A system that lacks one of these limits runs without it.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (limit, limit))
