"""One target under libFuzzer; ``python -m checks.fuzz`` starts it as a process.

python -m checks.fuzz.engine TARGET [options of libFuzzer] [corpus folders]
"""

import functools
import importlib
import sys
import zoneinfo


def main() -> None:
    """Fuzz until libFuzzer's limit; a find ends the process with an exit code."""
    # Loaded by name, because it exists only for some systems.
    atheris = importlib.import_module("atheris")
    # Modules count their branches only if they are loaded here.
    with atheris.instrument_imports(include=["exporter"]):
        targets = importlib.import_module("checks.fuzz.targets")
    # A hint searches all zones of the machine, which takes 5 ms each time.
    zoneinfo.available_timezones = functools.cache(zoneinfo.available_timezones)
    atheris.Setup([sys.argv[0], *sys.argv[2:]], targets.TARGETS[sys.argv[1]].check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
