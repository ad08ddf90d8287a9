"""The errors that end a book.

Two kinds of trouble exist and are never mixed.  An ``ExportError`` ends this
book: only the command line catches it.  A ``model.Problem`` is recorded while
the work goes on.  Any other exception is a bug and keeps its traceback.
"""

from exporter.words import Message, count

EXIT_COMPLETE = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_WITH_PROBLEMS = 3


class ExportError(Exception):
    """An export that cannot go on.

    ``message`` says what happened and to which file; ``hint`` says what the
    user can do about it; ``exit_code`` is what the process returns.
    """

    def __init__(
        self, message: str, *, hint: str = "", exit_code: int = EXIT_FAILED
    ) -> None:
        """Keep the parts apart so that the command line can lay them out."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code


class UsageError(ExportError):
    """An option or argument that makes no sense (exit code 2)."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Fix the exit code: wrong usage is 2 everywhere."""
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
        """Fix the exit code: a wrong configuration is wrong usage."""
        super().__init__(message, hint=hint, exit_code=EXIT_USAGE)


def strict_error(problems: int, instead: str, *, hint: str) -> ExportError:
    """Return the error that --strict makes of so many problems."""
    return ExportError(
        Message(
            "{problems}, and --strict was given: {instead}",
            problems=count("1 problem", "{number:,} problems", problems),
            instead=instead,
        ),
        hint=hint,
    )
