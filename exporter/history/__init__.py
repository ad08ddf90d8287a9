"""The history: what earlier runs told under a name, for --since-last.

A name enters.  What was told leaves (``Recall``), and what a run tells is remembered
when its files are safe (``Memory``).  Histories lie in the user's data folder, because
they cannot be made again.
"""

from exporter.history.memory import Memory, hold_memory
from exporter.history.names import VERBS, SinceLast
from exporter.history.recall import Recall
from exporter.history.runs import History, PastRun
from exporter.history.upkeep import (
    Named,
    Repaired,
    forget_name,
    list_names,
    read_name,
    repair_name,
    undo_run,
)

__all__ = [
    "VERBS",
    "History",
    "Memory",
    "Named",
    "PastRun",
    "Recall",
    "Repaired",
    "SinceLast",
    "forget_name",
    "hold_memory",
    "list_names",
    "read_name",
    "repair_name",
    "undo_run",
]
