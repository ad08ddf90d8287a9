"""Fuzzing: millions of made-up inputs, as a stranger might write them.

    python -m checks.fuzz                        # every target, 20,000 inputs each
    python -m checks.fuzz header --runs 1000000

``targets`` has the targets.  atheris (libFuzzer) chooses inputs by coverage; the tests
feed the same targets from hypothesis.  Earlier finds are in ``cases`` and are tried in
every test run.
"""
