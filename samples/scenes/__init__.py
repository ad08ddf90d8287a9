"""The illustrations of the sample archive, one function each.

Importing this package registers every picture with ``scenes.brush``; the
modules are named after what they show.
"""

from scenes import (
    abroad,
    charts,
    craft,
    harbour,
    heavens,
    market,
    overseas,
    railway,
    regatta,
    road,
    shops,
    street,
    tea,
)

__all__ = [
    "abroad",
    "charts",
    "craft",
    "harbour",
    "heavens",
    "market",
    "overseas",
    "railway",
    "regatta",
    "road",
    "shops",
    "street",
    "tea",
]
