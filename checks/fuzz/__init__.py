"""Fuzzing: what strangers write, made up by the million.

    python -m checks.fuzz                    # every target, a minute each
    python -m checks.fuzz header --seconds 600

Targets are in ``targets``; atheris (libFuzzer) steers by coverage, and the tests
feed the same targets from hypothesis.  What was found once lies in ``cases`` and
is tried in every test run.
"""
