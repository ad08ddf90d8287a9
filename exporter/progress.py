"""How long work tells that it advances, without knowing who watches."""

from typing import Protocol


class Progress(Protocol):
    """A watcher of long work; ``exporter.cli`` implements it for people."""

    def start(self, stage: str, total: int) -> None:
        """Begin the stage named ``stage``, of ``total`` steps."""

    def advance(self, steps: int = 1) -> None:
        """Record that ``steps`` more steps of the current stage are done."""

    def note(self, message: str) -> None:
        """Tell why the current stage waits or goes another way; no problem."""

    def finish(self) -> None:
        """End the current stage."""


class SilentProgress:
    """Nobody watches."""

    def start(self, stage: str, total: int) -> None:
        """Ignore the start."""

    def advance(self, steps: int = 1) -> None:
        """Ignore the step."""

    def note(self, message: str) -> None:
        """Ignore the message."""

    def finish(self) -> None:
        """Ignore the end."""
