"""A download that trickles is given up; one that is slow because its line is slow is
waited for.

Downloads are played second by second, without a network or a clock.
"""

import pytest

from exporter.images.download.pace import InternetLine, Pace

LEAST = 1000.0
HEAD, GRACE = 20.0, 12.0


def begun(line: InternetLine, *, at: float = 0.0) -> Pace:
    pace = Pace(
        line, started=at, head_seconds=HEAD, grace_seconds=GRACE, least_rate=LEAST
    )
    line.under_way += 1
    pace.begin_body(now=at)
    return pace


def play(
    rates: list[float], *, seconds: int, line: InternetLine | None = None
) -> list[float]:
    """Let a download come with each of ``rates`` at once, in bytes a second.

    Returns the second at which each was given up; ``seconds`` for one that was not.
    """
    line = line or InternetLine()
    paces = [begun(line) for _ in rates]
    ends = [float(seconds)] * len(rates)
    for now in range(1, seconds):
        for number, (pace, rate) in enumerate(zip(paces, rates, strict=True)):
            if ends[number] < now:
                continue
            if pace.deadline <= now:
                ends[number] = pace.deadline
                line.under_way -= 1
            elif rate:
                pace.note(int(rate), now=now)
    return ends


def strong() -> InternetLine:
    line = InternetLine()
    line.note(1_000_000, now=0.5)
    return line


@pytest.mark.parametrize("rate", [0, 1, 10, 100, 500])
def test_a_trickle_is_given_up_after_one_or_two_grace_times(rate: float) -> None:
    (end,) = play([rate], seconds=100)
    assert GRACE <= end <= 2 * GRACE + 1


@pytest.mark.parametrize("rates", [[1] * 5, [1] * 5 + [50_000] * 3])
def test_five_trickles_are_given_up_after_one_grace_time(rates: list[float]) -> None:
    assert all(end <= GRACE + 1 for end in play(rates, seconds=30)[:5])


def test_a_slow_line_is_waited_for() -> None:
    assert play([8_000], seconds=250) == [250]


def test_a_slow_line_that_eight_share_is_waited_for() -> None:
    assert play([1_000] * 8, seconds=250) == [250] * 8


def test_slow_downloads_are_given_up_only_on_a_line_that_was_strong() -> None:
    shared = play([300] * 8, seconds=100)
    alone = play([300] * 8, seconds=100, line=strong())
    assert shared == [100] * 8
    assert all(end <= 2 * GRACE for end in alone)


def test_a_line_counts_as_strong_for_a_minute() -> None:
    line = strong()
    line.under_way = 8
    assert line.share(now=59) == 1
    assert line.share(now=61) == pytest.approx(1 / 8)


def test_a_download_little_above_the_least_rate_ends_in_two_minutes() -> None:
    (end,) = play([1_500], seconds=300)
    assert 60 < end < 120


def test_a_fast_part_moves_the_deadline_by_20_seconds_at_most() -> None:
    pace = begun(InternetLine())
    pace.note(10_000_000, now=1.0)
    assert pace.deadline == 21.0


def test_a_part_that_comes_never_moves_the_deadline_forward() -> None:
    pace = begun(InternetLine())
    before = pace.deadline
    pace.note(1, now=0.1)
    assert pace.deadline >= before


def test_head_and_body_each_have_their_own_deadline() -> None:
    pace = Pace(
        InternetLine(),
        started=5.0,
        head_seconds=HEAD,
        grace_seconds=GRACE,
        least_rate=LEAST,
    )
    assert (pace.deadline, pace.has_begun) == (25.0, False)
    pace.begin_body(now=24.0)
    assert (pace.deadline, pace.has_begun) == (36.0, True)


def test_a_line_is_idle_when_nothing_came_for_6_seconds() -> None:
    line = InternetLine()
    assert line.is_idle(now=0.0, for_seconds=6)
    line.note(1, now=10.0)
    assert not line.is_idle(now=15.0, for_seconds=6)
    assert line.is_idle(now=16.0, for_seconds=6)
