"""What is measured on finished books, and what runs of the program are put through.

Each module is run by hand, ``python -m checks.NAME``, and used by tests.
"""
