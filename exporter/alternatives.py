"""What can be chosen by name: the values of options, each set in one place.

They stand here, and not in the packages that act on them, because the command line
needs them for its help, long before it loads those.
"""

from typing import Literal, TypeAlias

# In which order articles stand.
Order: TypeAlias = Literal["newest", "oldest", "given"]
# Which of several editions of one article are taken.
Editions: TypeAlias = Literal["newest", "all"]
# Whether a resizing proxy may be asked for images, must be, or must not.
HostChoice: TypeAlias = Literal["auto", "proxy", "origin"]
# Images as the archive names them, or in the largest form that there is.
ImageQuality: TypeAlias = Literal["archive", "print"]
# Whether images, or fonts, are in the book.
Embedding: TypeAlias = Literal["embed", "none"]
# How a PDF is laid out, and which profile it keeps to.
Layout: TypeAlias = Literal["briefing", "book"]
Variant: TypeAlias = Literal["pdf/ua-1", "pdf/a-3u", "none"]
