"""Results on stdout, everything else on stderr; colour where a terminal is, and is wanted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

import click

if TYPE_CHECKING:
    from lexcheck.base.diagnostics import Diagnostic


def emit(data: bytes) -> None:
    """Write a result to stdout. A reader that went away (`| head`) has read enough."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        _to_nowhere(sys.stdout)
    except OSError as error:
        _to_nowhere(sys.stdout)
        why = (error.strerror or str(error)).lower()
        raise click.ClickException(f"the result cannot be written: {why}") from error


def complain(diagnostics: Iterable[Diagnostic], *, quiet: bool = False) -> None:
    """Show diagnostics on stderr; `quiet` leaves out what is no error."""
    # Not at start-up: most runs have nothing to complain of.
    from lexcheck.base.diagnostics import Severity

    chosen = [d for d in diagnostics if not quiet or d.severity is Severity.ERROR]
    if chosen:
        from lexcheck.report import diagnostics as shown

        say(shown.text(chosen, colour=coloured(sys.stderr), width=columns()))


def say(text: str) -> None:
    """A line for people, on stderr."""
    try:
        click.echo(text, err=True, color=True)
    except BrokenPipeError:
        _to_nowhere(sys.stderr)


def coloured(stream: IO[str]) -> bool:
    """Whether to write colours: to a terminal, unless NO_COLOR or TERM=dumb say otherwise.

    Source: no-color.org (any value but an empty one).
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(stream)


def is_terminal(stream: IO[str]) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def columns() -> int:
    """80, or as many as a narrower terminal has."""
    import shutil  # brings compression along

    return max(40, min(80, shutil.get_terminal_size((80, 24)).columns))


def silence_broken_pipes() -> None:
    """Flush now what Python would flush as it exits, where a broken pipe could not be caught."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            _to_nowhere(stream)
        except ValueError:  # closed
            continue


def _to_nowhere(stream: IO[str]) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    except (OSError, ValueError):  # no file behind it
        return
    finally:
        os.close(nowhere)
