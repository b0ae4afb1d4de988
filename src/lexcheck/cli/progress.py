"""Progress on long runs, on stderr, where that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, TypeVar

from lexcheck.cli import streams

if TYPE_CHECKING:
    from rich.progress import TaskID

Item = TypeVar("Item")

#: Seconds after which a run is long enough to say how far it is.
_PATIENCE = 1.0


def over(items: Sequence[Item], doing: str, *, quiet: bool) -> Iterator[Item]:
    """The items, with a bar once they have taken a while."""
    if quiet or len(items) < 2 or not streams.is_terminal(sys.stderr):
        yield from items
        return
    started = time.monotonic()
    with ExitStack() as stack:
        advance: Callable[[], None] | None = None
        for done, item in enumerate(items):
            if advance is None and time.monotonic() - started > _PATIENCE:
                advance = _bar(stack, doing, done, len(items))
            yield item
            if advance is not None:
                advance()


def _bar(stack: ExitStack, doing: str, done: int, total: int) -> Callable[[], None]:
    """A bar that goes when the stack is closed; what is returned moves it on by one."""
    # rich takes longer to import than a small case to judge.
    from rich.console import Console
    from rich.progress import Progress

    bar = stack.enter_context(Progress(console=Console(stderr=True), transient=True))
    task = bar.add_task(doing, total=total, completed=done)
    return lambda: bar.advance(task)


@contextmanager
def steps(*, quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar that is told what is counted, how many are done, and of how many (0: nobody knows); it
    adds how many a second that is, and how long the rest will take. None: nobody looks.
    """
    if quiet or not streams.is_terminal(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}
        began: dict[str, float] = {}

        def tell(name: str, done: int, total: int) -> None:
            if name not in tasks:
                for other in tasks.values():
                    bar.update(other, visible=False)
                tasks[name] = bar.add_task(name, total=total or None, told="")
                began[name] = time.monotonic()
            told = counted(done, total, time.monotonic() - began[name])
            bar.update(tasks[name], completed=done, total=total or None, told=told)

        yield tell


def counted(done: int, total: int, seconds: float) -> str:
    """How many of how many, and how many a second."""
    of = f" of {total:,}" if total else ""
    rate = f", {done / seconds:,.0f} a second" if done and seconds > 0 else ""
    return f"{done:,}{of}{rate}"
