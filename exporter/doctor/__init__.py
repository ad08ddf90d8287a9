"""The doctor: examines what the program needs, and says what to do about faults.

``Surroundings`` enter: the archive, folders and environment of a run.  ``Finding``s
leave.  ``CHECKS`` lists every check.  To add one, write a function that yields
findings, and add it to the table.
"""

from exporter.doctor.examination import CHECKS, Check, examine
from exporter.doctor.findings import Finding, FindingState, Surroundings

__all__ = ["CHECKS", "Check", "Finding", "FindingState", "Surroundings", "examine"]
