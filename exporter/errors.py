"""The errors that end a book.

There are two kinds of failure, which are never mixed.  An ``ExportError`` ends the
book; only the command line catches it.  A ``model.Problem`` is recorded while the work
goes on.  Any other exception is a bug and keeps its traceback.
"""

from exporter.words import Message, count

EXIT_COMPLETE = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_WITH_PROBLEMS = 3


class ExportError(Exception):
    """An export that cannot continue.

    ``message`` says what happened and to which file.  ``hint`` says what the user can
    do about it.  ``exit_code`` is the exit code of the process.
    """

    def __init__(
        self, message: str, *, hint: str = "", exit_code: int = EXIT_FAILED
    ) -> None:
        """Keep the parts separate, so that the command line can format them."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code


class UsageError(ExportError):
    """An option or argument that makes no sense (exit code 2)."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Set the exit code, which is 2 for every wrong usage."""
        super().__init__(message, hint=hint, exit_code=EXIT_USAGE)


class InputError(ExportError):
    """An archive or article list that cannot be read."""


class NothingSelectedError(InputError):
    """A selection that matches no article."""


class ImageError(ExportError):
    """An image store or mirror that cannot be used."""


class FontError(ExportError):
    """A font folder or face that cannot be used."""


class OutputError(ExportError):
    """A book that cannot be written."""


class PdfError(ExportError):
    """A book that cannot be laid out or printed."""


class ConfigError(ExportError):
    """A configuration file or variable that cannot be read (exit code 2)."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Set the exit code: a wrong configuration counts as wrong usage."""
        super().__init__(message, hint=hint, exit_code=EXIT_USAGE)


def strict_error(problems: int, instead: str, *, hint: str) -> ExportError:
    """Return the error that --strict raises for this number of problems."""
    return ExportError(
        Message(
            "{problems}, and --strict was given: {instead}",
            problems=count("1 problem", "{number:,} problems", problems),
            instead=instead,
        ),
        hint=hint,
    )
