"""The command line: one command a file, imported when it is called.

`main` runs a command and turns whatever comes of it into an exit code; see `exits`.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from lexcheck.cli.exits import Exit
from lexcheck.cli.group import root
from lexcheck.cli.streams import silence_broken_pipes

#: The signals that came, which `main` listens to: each interrupts what is done.
_signals: list[int] = []


#: The collector of cycles looks once there are so many objects more. A case of ordinary size makes
#: 170,000, most to stay; at Python's 700 they were looked through over and over, at a cost
#: of 6 in 100 instructions of a run. Not off: a folder may hold many cases, and each leaves cycles.
_COLLECT_AFTER = 200_000


def main() -> NoReturn:
    """The process is ours here, and so are its collector and its end; `run` leaves both alone.

    It ends without taking apart a large case, object by object, which took a sixth of the run.
    INVARIANT: by then all is written: `run` flushes the streams, files are closed where they are
    written, and nothing of ours waits for the end of the process.
    """
    gc.set_threshold(_COLLECT_AFTER, 20, 20)
    for each in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(each) is not signal.SIG_IGN:  # as `nohup` and `&` ask for
            signal.signal(each, _interrupt)
    os._exit(run(sys.argv[1:]))


def _interrupt(number: int, _frame: object) -> NoReturn:
    """So that whatever was begun is cleared away; a signal's own way would leave it."""
    _signals.append(number)
    raise KeyboardInterrupt


def run(arguments: Sequence[str]) -> int:
    """Run a command line; the exit code."""
    try:
        code = root.main(list(arguments), prog_name="lexcheck", standalone_mode=False)
        return int(code or 0)
    except click.ClickException as fault:
        fault.show()
        return Exit.USAGE
    except SystemExit:
        # So click leaves when it has completed a word, and when the pipe of a help text broke: with
        # 1, which here means something else.
        return Exit.DONE
    except (click.Abort, KeyboardInterrupt):
        return _interrupted()
    except Exception as bug:  # noqa: BLE001 - whatever it is, it is ours, and it has its own code
        if _signals:  # libraries make other exceptions of an interruption
            return _interrupted()
        _own_up(bug)
        return Exit.BUG
    finally:
        silence_broken_pipes()


def _interrupted() -> int:
    """The code that a shell makes of an interruption: 128 and the signal."""
    click.echo("interrupted", err=True)
    return 128 + (_signals[0] if _signals else signal.SIGINT)


def _own_up(bug: Exception) -> None:
    """Say that it is our fault, and how to tell us."""
    import traceback  # rarely needed, let us hope

    if os.environ.get("LEXCHECK_TRACEBACK") == "1":
        traceback.print_exception(bug)
    where = traceback.extract_tb(bug.__traceback__)[-1]
    name = os.path.basename(where.filename)  # noqa: PTH119 - a name for a message, no path
    click.echo(
        f"lexcheck failed: {type(bug).__name__} in {name}:{where.lineno}. This is a fault of"
        " lexcheck, not of your files.\nPlease report it with the command and, if you can, the"
        " files. LEXCHECK_TRACEBACK=1 shows where it happened.",
        err=True,
    )
