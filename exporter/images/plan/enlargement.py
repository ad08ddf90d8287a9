"""Larger forms of images, for print: their addresses, and which ones are larger.

Outlets serve an image in several forms and do not say how large each is.  So a few
images are asked for in every form.  The others are then asked for only in the forms
that turned out to be larger, the largest first.  Images and a function that gets more
of them enter; those that came larger leave.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from exporter.images.plan.addresses import (
    AddressError,
    candidate_addresses,
    clean_address,
    image_key,
)
from exporter.images.plan.choices import GatherImages, ImageOutcome
from exporter.model import Image, split_key
from exporter.outlets import Registry, known_outlets

# How many images of an outlet are asked for in every form.
_PROBES = 5
# An image of another shape is cropped differently, and heads may be cut off.
_SHAPE_TOLERANCE = 0.03


@dataclass(frozen=True, slots=True)
class _ImageFamily:
    """The forms of an outlet's images: the part of an address that names the form."""

    address: re.Pattern[str]
    forms: tuple[str, ...]

    def in_form(self, address: str, form: str) -> str:
        """Return the address of the image in ``form``, "" if it has that form."""
        found = self.address.search(address)
        if not found or found[1] == form:
            return ""
        return address[: found.start(1)] + form + address[found.end(1) :]


def name_any_size(key: str) -> str:
    """Return what all sizes of the image with ``key`` have in common.

    This is the address under which the store keeps it, without a resizing proxy and
    without the part that names the size.
    """
    address = split_key(key)[0]
    try:
        name = image_key(candidate_addresses(address, "origin")[0])
    except AddressError:
        return address
    for family in _list_families(known_outlets()):
        name = family.in_form(name, "*") or name
    return name


@cache
def _list_families(outlets: Registry) -> tuple[_ImageFamily, ...]:
    return tuple(
        _ImageFamily(re.compile(forms.address), forms.names)
        for profile in outlets.profiles
        for forms in profile.image_forms
    )


def enlarge_images(
    outcomes: Mapping[str, ImageOutcome],
    articles: Mapping[str, str],
    gather: GatherImages,
) -> dict[str, Image]:
    """Return the ``outcomes`` for which a larger image was found, with that image.

    ``articles`` maps addresses to articles.  A form is ignored if it cannot be had, is
    no larger in pixels, or shows another part of the image.
    """
    larger: dict[str, Image] = {}
    for family in _list_families(known_outlets()):
        known = _members(family, outcomes)
        addresses = list(known)
        search = _Search(family, known, articles, gather, {})
        probes = addresses[:_PROBES]
        gains = {form: search.try_form(form, probes) for form in family.forms}
        worth = [form for form, gain in gains.items() if gain > 1]
        for form in sorted(worth, key=lambda form: gains[form], reverse=True):
            rest = [a for a in addresses[_PROBES:] if a not in search.larger]
            search.try_form(form, rest)
        larger |= search.larger
    return larger


def _members(
    family: _ImageFamily, outcomes: Mapping[str, ImageOutcome]
) -> dict[str, Image]:
    return {
        address: image
        for address, image in outcomes.items()
        if isinstance(image, Image) and family.address.search(_clean(address))
    }


def _clean(key: str) -> str:
    """Return the first address of an image, cleaned, "" if it is invalid."""
    try:
        return clean_address(split_key(key)[0])
    except AddressError:
        return ""


@dataclass(frozen=True, slots=True)
class _Search:
    """The search for larger forms of one family's pictures."""

    family: _ImageFamily
    known: Mapping[str, Image]
    articles: Mapping[str, str]
    gather: GatherImages
    larger: dict[str, Image]

    def try_form(self, form: str, addresses: Sequence[str]) -> float:
        """Get ``addresses`` in ``form``, keep the larger images, return the gain.

        The gain is the median of how many times wider they are; 0 if none is larger.
        """
        from statistics import median  # here: it loads fractions and decimals

        others = {a: self.family.in_form(_clean(a), form) for a in addresses}
        wanted = {other: self.articles[a] for a, other in others.items() if other}
        found = self.gather(wanted) if wanted else {}
        gains: list[float] = []
        for address, other in others.items():
            image = found.get(other)
            if not isinstance(image, Image):
                continue
            if _is_larger(image, self.known[address]):
                gains.append(image.width_px / self.known[address].width_px)
                best = self.larger.get(address, self.known[address])
                if image.width_px > best.width_px:
                    self.larger[address] = image
        return median(gains) if gains else 0.0


def _is_larger(image: Image, archived: Image) -> bool:
    """Return whether ``image`` shows the same as ``archived`` with more pixels."""
    if image.width_px <= archived.width_px or image.height_px <= archived.height_px:
        return False
    shape = image.width_px / image.height_px
    wanted = archived.width_px / archived.height_px
    return abs(shape / wanted - 1) <= _SHAPE_TOLERANCE
