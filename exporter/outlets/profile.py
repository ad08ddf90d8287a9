"""Everything that can be known of an outlet: the type of the profiles in ``known``.

A profile is data.  Later stages read it, and none of them has an outlet's name in its
code.  All fields but the outlet itself may be left out; the rules for a missing field
are not applied to the outlet's articles.

The types here are named tuples, not dataclasses, because every start of the program
makes them: Python needs half the time for that.
"""

from typing import NamedTuple

from exporter.model import Outlet
from exporter.outlets.lines import Furniture
from exporter.outlets.markup import FigureMarkup, GalleryMarkup, PlayerMarkup


class Numbering(NamedTuple):
    """How an outlet numbers its articles, if a number is enough to find one.

    ``patterns`` are tried in turn on an address; group 1 is the number.  ``id_form``
    and ``public_form`` have ``{}`` for the number: the first is the article's
    identifier, the second its shortest address.  ``private_hosts`` are hosts in links
    that no reader can open; such links become the public form.
    """

    patterns: tuple[str, ...]
    id_form: str
    public_form: str
    private_hosts: tuple[str, ...] = ()


class ImageTwins(NamedTuple):
    """Two hosts that serve the same pictures under paths that begin with ``path``.

    The store keeps a picture under the first host.
    """

    hosts: tuple[str, str]
    path: str


class ImageForms(NamedTuple):
    """The sizes in which an outlet serves a picture.

    ``address`` is a pattern searched in the picture's address; group 1 is the name
    of the size.  ``names`` are sizes worth asking for, the largest first.
    """

    address: str
    names: tuple[str, ...]


class Profile(NamedTuple):
    """Everything that is known of one outlet.  See the comment at each field."""

    # Its code, its names in both scripts, and its home page.
    outlet: Outlet

    # ---- Whose an article is
    # Hosts of its articles; hosts below them count, too.
    hosts: tuple[str, ...] = ()
    # What people call it besides its code and its two names: in --source, as the name
    # of a folder, and in bylines.  Upper and lower case do not differ.
    other_names: tuple[str, ...] = ()
    numbering: Numbering | None = None

    # ---- Who wrote an article, and when
    # The time zone of dates in its bylines that have none (``Asia/Shanghai``).
    clock: str = ""
    # A byline in its markup, with an invented name; the tests read it.
    byline_example: str = ""
    # How it names itself before an interviewer's question.  A question is bold, but it
    # is no subheading.
    interviewer_names: tuple[str, ...] = ()

    # ---- Its text
    # Classes of elements that hold the lead.
    lead_classes: tuple[str, ...] = ()
    # Attribute and value of a <span> around a keyword of the article.
    topic_marks: tuple[tuple[str, str], ...] = ()
    # Patterns for the labels of bold lines that are no subheadings: label, colon, text.
    record_labels: tuple[str, ...] = ()
    # Whether it sends lines that were cut at a fixed width.
    wraps_lines: bool = False
    furniture: Furniture = Furniture()

    # ---- Its pictures
    figures: tuple[FigureMarkup, ...] = ()
    galleries: tuple[GalleryMarkup, ...] = ()
    players: tuple[PlayerMarkup, ...] = ()
    # A pattern for a label that begins its captions, meant for screen readers.
    caption_label: str = ""
    # A pattern for the alternative text of pictures that only decorate the page.
    decoration_alt: str = ""
    image_twins: ImageTwins | None = None
    image_forms: tuple[ImageForms, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return all names of the outlet in use, once each, its code first."""
        outlet = self.outlet
        names = (outlet.code, outlet.name, outlet.name_hant, *self.other_names)
        return tuple(dict.fromkeys(names))
