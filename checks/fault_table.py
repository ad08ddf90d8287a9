"""Prints what became of each fault in a book of pictures: the fault table.

    python -m checks.fault_table                    # short limits
    python -m checks.fault_table --stated-limits    # the program's own: some minutes

A row shows the fault, how often it was injected, how often the server was asked for it,
and the result: the picture, or a placeholder with its reason.
"""

import argparse
import tempfile
from collections import defaultdict
from pathlib import Path

from tests.support.fault_book import HURRY, FaultBook, Served, make_fault_book
from tests.support.network import block_network


def print_table(made: FaultBook) -> None:
    """Print a row for each fault, and the run as a whole."""
    told = {problem["url"]: problem["what"] for problem in made.report["problems"]}
    groups: dict[str, list[tuple[int, Served]]] = defaultdict(list)
    for number, one in enumerate(made.served):
        groups[one.fault.name].append((number, one))
    print(f"{'fault':26} {'times':>5} {'asked':>5} {'there':>5} {'framed':>6}  reason")
    for name, group in groups.items():
        there = sum(one.image in made.images for _, one in group)
        framed = sum(str(number) in made.placeholders for number, _ in group)
        asked = sum(made.asked[one.path] for _, one in group)
        reasons = {told[one.url] for _, one in group if one.url in told}
        row = f"{name:26} {len(group):5} {asked:5} {there:5} {framed:6}"
        print(f"{row}  {'; '.join(sorted(reasons)) or '-'}")
    options = made.options
    print(
        f"\n{len(made.served)} pictures, exit code {made.result.exit_code}, "
        f"{len(told)} in the report, {made.seconds:.1f} s"
        f"\nits limits: {options.total_seconds:g} s for a request, "
        f"{options.retries + 1} tries, {options.concurrency_per_host} at once for a "
        f"host; so {made.limit_seconds:.0f} s at most"
    )


def main() -> None:
    """Make the book and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=200)
    parser.add_argument("--bad", type=int, default=66)
    parser.add_argument("--stated-limits", action="store_true")
    options = parser.parse_args()
    block_network()
    with tempfile.TemporaryDirectory() as folder:
        made = make_fault_book(
            Path(folder),
            images=options.pictures,
            bad=options.bad,
            limits={} if options.stated_limits else HURRY,
        )
        print_table(made)


if __name__ == "__main__":
    main()
