"""All known outlets: found by host, by name or by outlet."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache

from exporter.model import Outlet
from exporter.outlets import known
from exporter.outlets.profile import Profile


class Registry:
    """A table of profiles, in the order in which they were given."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        """Keep ``profiles``; no host or name may belong to two of them."""
        self.profiles = tuple(profiles)
        self._by_outlet = {profile.outlet: profile for profile in self.profiles}
        self._by_host = {h: p for p in self.profiles for h in p.hosts}
        self._by_name = {
            name.casefold(): profile
            for profile in self.profiles
            for name in profile.names
        }

    def find_by_host(self, host: str) -> Profile | None:
        """Return the outlet whose articles are at ``host``, given in lower case."""
        while host:
            profile = self._by_host.get(host)
            if profile is not None:
                return profile
            host = host.partition(".")[2]
        return None

    def find_by_name(self, name: str) -> Profile | None:
        """Return the outlet that people call ``name``."""
        return self._by_name.get(name.casefold())

    def find(self, outlet: Outlet) -> Profile | None:
        """Return the profile of ``outlet``, None if it is unknown."""
        return self._by_outlet.get(outlet)


@cache
def known_outlets() -> Registry:
    """Return the outlets of the folder ``known``, by the names of their files."""
    return Registry(_read_profiles())


def profile_of(outlet: Outlet) -> Profile:
    """Return the profile of ``outlet``, an empty one if it is unknown."""
    return known_outlets().find(outlet) or Profile(outlet=outlet)


def _read_profiles() -> Iterator[Profile]:
    names = sorted(module.name for module in pkgutil.iter_modules(known.__path__))
    for name in names:
        profile = importlib.import_module(f"{known.__name__}.{name}").PROFILE
        if not isinstance(profile, Profile):
            raise TypeError(f"PROFILE of {name} is no Profile")
        yield profile
