"""How an outlet's pages mark up pictures and players, as data.

``exporter.parse.frames`` reads these descriptions and makes one markup of all.  They
hold for every article, whoever wrote it, because other sites run the same software.
Patterns are regular expressions as text; ``mark`` is always a pattern too, for what
the HTML of an article in lower case holds if it has this markup at all.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Selector:
    """Which elements are meant: those with one of ``names`` and a fitting class.

    ``classed`` is a pattern searched in each class name.  What is empty does not
    count.  With ``is_last`` only the last such element is meant.
    """

    names: tuple[str, ...] = ()
    classed: str = ""
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class FigureMarkup:
    """One picture with its words, where they stand in no ``<figure>``.

    ``holder`` is the element around the picture.  ``captions`` say which elements in
    it are the caption: the first selector that finds any counts.  Where the holder
    has only the picture and its credit, ``around`` is the name of the nearest element
    around it, which has the caption too.  ``icon`` is a pattern for the address of
    pictures that are buttons on the figure; they are left out, and so is the element
    with the id ``icon_holder`` around them, if it has no words.
    """

    mark: str
    holder: Selector
    captions: tuple[Selector, ...]
    around: str = ""
    icon: str = ""
    icon_holder: str = ""


@dataclass(frozen=True, slots=True)
class GalleryMarkup:
    """A series of pictures with words, one element ``item`` for each of them.

    An item begins with the picture; the next thing in it is its heading, one of the
    elements ``headings``, and its text follows.  The series may have a title, which
    is the element ``title`` before the first item.
    """

    mark: str
    item: str
    headings: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class PlayerMarkup:
    """A player whose video is named in JSON, in ``attribute`` of its element.

    ``address_keys`` lead through the JSON to the video's address.  An element of the
    class ``around`` holds the player and its caption; elements whose class fits the
    pattern ``messages`` hold its caption, too.
    """

    attribute: str
    address_keys: tuple[str, ...]
    around: str
    messages: str
