"""How long a download may take: the bytes that arrive postpone its deadline.

An image that arrives one byte a second must not hold up the run.  But an image that is
slow because the line is slow, or because eight downloads share it, must be waited for.
So each download has a deadline, and every byte that arrives postpones it.  A download
slower than the least rate reaches its deadline and ends.

All times are in seconds on a clock that only runs forward.
"""

from dataclasses import dataclass, field

# A line that carried so many bytes within a second is fast: a slow download on it is
# slow for another reason.  Shared by eight, it gives each eight times the least rate.
_STRONG_BYTES = 64_000
# For how long a line counts as fast after that; a line can become slow.
_STRONG_SECONDS = 60.0
# Fast bytes postpone the deadline by at most this much.
_SAVED_SECONDS = 20.0
# A download that takes longer than this must be faster from then on, by this factor.
_LONG_SECONDS = 60.0
_LONG_FACTOR = 4


@dataclass(slots=True)
class InternetLine:
    """The line to the internet, which all downloads of a run share."""

    under_way: int = 0
    _strong_until: float = float("-inf")
    _second: int = 0
    _second_bytes: int = 0
    _last_at: float = float("-inf")

    def note(self, received_bytes: int, *, now: float) -> None:
        """Count bytes that arrived for any of the downloads."""
        self._last_at = now
        if int(now) != self._second:
            self._second, self._second_bytes = int(now), 0
        self._second_bytes += received_bytes
        if self._second_bytes >= _STRONG_BYTES:
            self._strong_until = now + _STRONG_SECONDS

    def is_idle(self, *, now: float, for_seconds: float) -> bool:
        """Return whether no byte arrived for so long, that is, the line is down."""
        return now - self._last_at >= for_seconds

    def share(self, *, now: float) -> float:
        """Return the part of the least rate that each download must reach.

        On a fast line it is 1.  On other lines the downloads under way must reach the
        least rate together.
        """
        return 1.0 if now < self._strong_until else 1.0 / max(1, self.under_way)


@dataclass(slots=True)
class Pace:
    """The pace of one download; at ``deadline`` it is given up if nothing more came.

    ``head_seconds`` is the time until a body must begin, redirects included.
    ``grace_seconds`` is the time until the body is judged.  ``least_rate``, in bytes a
    second, is what it must reach from then on.
    """

    line: InternetLine
    started: float
    head_seconds: float
    grace_seconds: float
    least_rate: float
    has_begun: bool = False
    deadline: float = field(init=False)

    def __post_init__(self) -> None:
        """Set the deadline for the head."""
        self.deadline = self.started + self.head_seconds

    def begin_body(self, *, now: float) -> None:
        """Note that the head has arrived and the body follows."""
        self.has_begun = True
        self.deadline = now + self.grace_seconds

    def note(self, received_bytes: int, *, now: float) -> None:
        """Note that a part of the body arrived."""
        self.line.note(received_bytes, now=now)
        least = self.least_rate * self.line.share(now=now)
        if now - self.started > _LONG_SECONDS:
            least *= _LONG_FACTOR
        saved = min(self.deadline + received_bytes / least, now + _SAVED_SECONDS)
        # A part that arrives never brings the deadline nearer.
        self.deadline = max(self.deadline, saved)
