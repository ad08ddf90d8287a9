"""The selection: from an archive, or paths, to the articles of a book, in order.

A user's wishes enter (dates, outlets, single articles).  Headers leave, and
Problems for things asked for that do not exist.
"""

from exporter.selection.choice import Choice, choose_articles
from exporter.selection.criteria import Selected, Selection, select
from exporter.selection.leads import find_leads
from exporter.selection.names import find_wanted, parse_wanted, read_wanted
from exporter.selection.periods import Period, read_period, read_zone

__all__ = [
    "Choice",
    "Period",
    "Selected",
    "Selection",
    "choose_articles",
    "find_leads",
    "find_wanted",
    "parse_wanted",
    "read_period",
    "read_wanted",
    "read_zone",
    "select",
]
