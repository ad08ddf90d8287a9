"""Fuzzing: millions of made-up inputs, as a stranger might write them.

    python -m checks.fuzz                    # every target, a minute each
    python -m checks.fuzz header --seconds 600

``targets`` has the targets.  atheris (libFuzzer) chooses inputs by coverage; the tests
feed the same targets from hypothesis.  Earlier finds are in ``cases`` and are tried in
every test run.
"""
