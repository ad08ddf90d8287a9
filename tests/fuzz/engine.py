"""One target under libFuzzer; ``python -m tests.fuzz`` starts it as a process.

python -m tests.fuzz.engine TARGET [options of libFuzzer] [corpus folders]
"""

import importlib
import sys


def main() -> None:
    """Fuzz until libFuzzer has enough; a find ends the process with a code."""
    # Loaded by name: it is only to be had for some systems.
    atheris = importlib.import_module("atheris")
    # Modules count their branches only if they are loaded under this.
    with atheris.instrument_imports(include=["exporter"]):
        targets = importlib.import_module("tests.fuzz.targets")
    atheris.Setup([sys.argv[0], *sys.argv[2:]], targets.TARGETS[sys.argv[1]].check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
