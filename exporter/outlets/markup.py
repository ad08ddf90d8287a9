"""The markup of pictures and players in an outlet's pages, as data.

``exporter.parse.figure_markup`` reads these descriptions and makes one markup of all.
They apply to every article of every outlet, because other sites use the same software.
Patterns are regular expressions as text.  ``mark`` is always a pattern for something
that the HTML of an article, in lower case, holds if it has this markup.
"""

from typing import NamedTuple


class Selector(NamedTuple):
    """Which elements are meant: those with one of ``names`` and a matching class.

    ``classed`` is a pattern searched in each class name.  An empty field does not
    restrict.  With ``is_last`` only the last such element is meant.
    """

    names: tuple[str, ...] = ()
    classed: str = ""
    is_last: bool = False


class FigureMarkup(NamedTuple):
    """One picture with its words that is in no ``<figure>``.

    ``holder`` is the element around the picture.  ``captions`` say which elements in it
    are the caption; the first selector that finds any counts.  If the holder has only
    the picture and its credit, ``around`` is the name of the nearest element around it,
    which also has the caption.  ``icon`` is a pattern for the address of pictures that
    are buttons on the figure.  They are left out, and so is the element with the id
    ``icon_holder`` around them, if it has no words.
    """

    mark: str
    holder: Selector
    captions: tuple[Selector, ...]
    around: str = ""
    icon: str = ""
    icon_holder: str = ""


class GalleryMarkup(NamedTuple):
    """A series of pictures with words, one element ``item`` for each.

    An item begins with the picture.  Then follows its heading, one of the elements
    ``headings``, and then its text.  The series may have a title, which is the element
    ``title`` before the first item.
    """

    mark: str
    item: str
    headings: tuple[str, ...]
    title: str


class PlayerMarkup(NamedTuple):
    """A player whose video is named in JSON, in ``attribute`` of its element.

    ``address_keys`` are the keys in the JSON, from outside to inside, of the video's
    address.  An element of the class ``around`` holds the player and its caption.
    Elements whose class matches the pattern ``messages`` hold its caption, too.
    """

    attribute: str
    address_keys: tuple[str, ...]
    around: str
    messages: str
