"""Measurements of finished books, and hard tests of whole runs.

Each module is run by hand, ``python -m checks.NAME``, and is used by tests, too.
"""
