"""Stories: what several articles of one book share.

Articles in the order of the book enter.  A gallery that stands in several of them
leaves in one of them.
"""

from exporter.stories.galleries import SHARED_RULE, share_galleries

__all__ = ["SHARED_RULE", "share_galleries"]
