"""One target under libFuzzer; ``python -m checks.fuzz`` starts it as a process.

python -m checks.fuzz.engine TARGET [options of libFuzzer] [corpus folders]
"""

import functools
import importlib
import sys
import zoneinfo


def main() -> None:
    """Fuzz until libFuzzer has enough; a find ends the process with a code."""
    # Loaded by name: it is only to be had for some systems.
    atheris = importlib.import_module("atheris")
    # Modules count their branches only if they are loaded under this.
    with atheris.instrument_imports(include=["exporter"]):
        targets = importlib.import_module("checks.fuzz.targets")
    # A hint looks through all zones of the machine: 5 ms each time.
    zoneinfo.available_timezones = functools.cache(zoneinfo.available_timezones)
    atheris.Setup([sys.argv[0], *sys.argv[2:]], targets.TARGETS[sys.argv[1]].check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
