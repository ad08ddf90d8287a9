"""Locks of files: they keep runs that work at the same time out of each other's way.

A lock belongs to the open file, so it ends with the process, however that ends.
portalocker locks on Linux, macOS and Windows alike.
"""

from typing import IO, Literal, TypeAlias

# "unknown": the system, or a network drive, has no locks.
Grip: TypeAlias = Literal["held", "taken", "unknown"]


def lock_shared(file: IO[bytes]) -> Grip:
    """Lock ``file`` together with others, after waiting for one that is alone."""
    return _lock(file, shared=True)


def lock_alone(file: IO[bytes]) -> Grip:
    """Lock ``file`` against all others; return "taken" at once if one has it."""
    return _lock(file, shared=False)


def _lock(file: IO[bytes], *, shared: bool) -> Grip:
    import portalocker  # here: it takes 20 ms, which a list of articles does not need

    flags = portalocker.LockFlags
    how = flags.SHARED if shared else flags.EXCLUSIVE | flags.NON_BLOCKING
    try:
        portalocker.lock(file, how)
    except portalocker.AlreadyLocked:
        return "taken"
    except portalocker.LockException:  # for example on a network drive
        return "unknown"
    return "held"
