"""Kills a run at random moments and prints what each left behind: the kill table.

    python -m checks.kill_table                 # 50 moments: some minutes
    python -m checks.kill_table --moments 10 --seed 7

A row shows when the run was killed (as a part of a whole run's time), what was at the
target, how many pictures the store had, how many half-written files were left, and what
was wrong.  After each, a complete run is made, which must make the same book.
"""

import argparse
import tempfile
from pathlib import Path

from tests.support.image_server import ImageServer
from tests.support.kills import Scene, moments
from tests.support.network import block_network


def main() -> int:
    """Kill runs, inspect what they left, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    block_network()
    traces = []
    with tempfile.TemporaryDirectory() as folder, ImageServer() as server:
        scene = Scene.prepare(Path(folder), server, latency_seconds=0.1)
        print(f"a whole run takes {scene.seconds:.1f} s")
        print(f"{'moment':>6} {'book':>6} {'pictures':>8} {'leftovers':>9}  wrong")
        pending = moments(options.moments, seed=options.seed)
        while pending:
            trace = scene.kill_at(pending.pop())
            target = "ended" if trace.ended else trace.target
            row = f"{trace.moment:6.2f} {target:>6} {trace.blobs:8} {trace.leftovers:9}"
            print(f"{row}  {'; '.join(trace.faults) or '-'}", flush=True)
            if trace.ended:  # before it could be killed, so it is tried again
                pending.append(trace.moment * 0.9)
            else:
                traces.append(trace)
    old = sum(trace.target == "old" for trace in traces)
    new = sum(trace.target == "new" for trace in traces)
    wrong = sum(bool(trace.faults) for trace in traces)
    print(
        f"{len(traces)} runs killed: then the old book lay there {old} times, the new "
        f"one {new} times; something was wrong {wrong} times"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
