"""``dwexport pick``: a full-screen list, by Textual, to pick articles from.

Headers enter; marks, their order and their grouping leave, and which book is wanted.

    rows      what is shown of an article, and by what it is found
    state     marks, order, filter, groups; needs no screen
    preview   an article as plain text
    words     the words at the edges of the screen
    listing   the list as a widget
    dialogs   questions, and the page of keys
    screen    the widgets together; keys
    session   from a choice to the screen, and back
"""

from exporter.cli.pick.session import Picked, pick_articles

__all__ = ["Picked", "pick_articles"]
