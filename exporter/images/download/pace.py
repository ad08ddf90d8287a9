"""How long a download may take: what comes in buys time.

A picture that trickles in, a byte a second, must not hold the run.  A picture that
comes slowly because the line is slow, or because eight share it, must be waited for.
So each download has a time by which it is given up, and every byte that comes moves
that time on; a download slower than the least rate falls behind, and ends.

All times are in seconds on a clock that only runs forward.
"""

from dataclasses import dataclass, field

# A line that carried so much within a second is no slow one: who is slow on it is
# slow by itself.  Eight downloads share it, and each would get eight times the least.
_STRONG_BYTES = 64_000
# How long that is believed: a line can become slow.
_STRONG_SECONDS = 60.0
# What comes fast does not buy patience without end for what comes later.
_SAVED_SECONDS = 20.0
# A download that takes longer than this must be faster from then on.
_LONG_SECONDS = 60.0
_LONG_FACTOR = 4


@dataclass(slots=True)
class InternetLine:
    """The line to the internet, as all the downloads of a run share it."""

    under_way: int = 0
    _strong_until: float = float("-inf")
    _second: int = 0
    _second_bytes: int = 0
    _last_at: float = float("-inf")

    def note(self, received_bytes: int, *, now: float) -> None:
        """Count what came in for any of the downloads."""
        self._last_at = now
        if int(now) != self._second:
            self._second, self._second_bytes = int(now), 0
        self._second_bytes += received_bytes
        if self._second_bytes >= _STRONG_BYTES:
            self._strong_until = now + _STRONG_SECONDS

    def is_idle(self, *, now: float, for_seconds: float) -> bool:
        """Tell whether nothing at all came for so long: the line itself is down."""
        return now - self._last_at >= for_seconds

    def share(self, *, now: float) -> float:
        """Return what part of the least rate each download must come with.

        All of it on a line known to be strong; on any other, the downloads that
        are under way must reach it together.
        """
        return 1.0 if now < self._strong_until else 1.0 / max(1, self.under_way)


@dataclass(slots=True)
class Pace:
    """One download: ``deadline`` is when it is given up if nothing more comes.

    ``head_seconds`` is how long it may take until a body begins, redirects
    included, ``grace_seconds`` how long a body may trickle until it is judged, and
    ``least_rate`` in bytes a second what it must come with from then on.
    """

    line: InternetLine
    started: float
    head_seconds: float
    grace_seconds: float
    least_rate: float
    has_begun: bool = False
    deadline: float = field(init=False)

    def __post_init__(self) -> None:
        """Wait for the head first."""
        self.deadline = self.started + self.head_seconds

    def begin_body(self, *, now: float) -> None:
        """Note that the head is there, and what follows is the body."""
        self.has_begun = True
        self.deadline = now + self.grace_seconds

    def note(self, received_bytes: int, *, now: float) -> None:
        """Note that a part of the body came."""
        self.line.note(received_bytes, now=now)
        least = self.least_rate * self.line.share(now=now)
        if now - self.started > _LONG_SECONDS:
            least *= _LONG_FACTOR
        saved = min(self.deadline + received_bytes / least, now + _SAVED_SECONDS)
        # Never sooner than it was: a part that came is no reason to hurry.
        self.deadline = max(self.deadline, saved)
