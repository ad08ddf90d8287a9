"""The values of options that are chosen by name; each set is defined once.

They are here, and not in the packages that use them, because the command line needs
them for its help, long before it loads those packages.
"""

from typing import Literal, TypeAlias

# The order of articles.
Order: TypeAlias = Literal["newest", "oldest", "given"]
# By what the articles of a book are put into sections.
Group: TypeAlias = Literal["auto", "day", "week", "month", "outlet", "topic", "none"]
# By what a list is sorted.
ListOrder: TypeAlias = Literal["date", "title", "outlet", "length", "pictures"]
# Which of several editions of one article are taken.
Editions: TypeAlias = Literal["newest", "all"]
# Which articles are left out because another one tells their story.
Dedupe: TypeAlias = Literal["none", "twins", "wire"]
# Whether a resizing proxy may be asked for images, must be, or must not.
HostChoice: TypeAlias = Literal["auto", "proxy", "origin"]
# Images as the archive names them, or in their largest form.
ImageQuality: TypeAlias = Literal["archive", "print"]
# Whether images, or fonts, are in the book.
Embedding: TypeAlias = Literal["embed", "none"]
# Where a gallery is shown that stands in several articles.
Galleries: TypeAlias = Literal["once", "every"]
# How a PDF is laid out, and which profile it keeps to.
Layout: TypeAlias = Literal["briefing", "book"]
Variant: TypeAlias = Literal["pdf/ua-1", "pdf/a-3u", "none"]
# The script of a book: as the articles are archived, or all in one script.
BookScript: TypeAlias = Literal["keep", "hans", "hant", "tw", "hk"]
# By what a pick is grouped.
PickGroup: TypeAlias = Literal["none", "day", "month", "outlet"]
# The kinds of books that a pick becomes.
BookKind: TypeAlias = Literal["epub", "pdf"]
