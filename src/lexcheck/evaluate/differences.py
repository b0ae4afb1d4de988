"""What is known of doubtful moments: for every pair, the most by which one may exceed the other.

A difference bound matrix, kept closed. Over whole numbers that is exact: some choice of all
moments together satisfies it, and every bound in it is reached by one.
Source: Dill 1989, "Timing assumptions and verification of finite-state concurrent systems".
"""

from __future__ import annotations

from lexcheck.evaluate.values import Time

#: No doubtful moment lies beyond; far enough from NEVER that no period reaches it.
FAR = 1 << 60


class Differences:
    """Moments by number; moment 0 is the epoch. `bounds[i][j]`: the most of moment i less j."""

    __slots__ = ("bounds",)

    def __init__(self) -> None:
        self.bounds: list[list[int]] = [[0]]

    def new(self, earliest: int | None, latest: int | None) -> int:
        """The number of a new moment in `[earliest, latest]`; None is open."""
        low = -FAR if earliest is None else earliest
        high = FAR if latest is None else latest
        bounds = self.bounds
        row = [high + most for most in bounds[0]]
        for other in bounds:
            other.append(other[0] - low)
        row.append(0)
        bounds.append(row)
        return len(bounds) - 1

    def at_most(self, i: int, j: int, most: int) -> bool | None:
        """Does moment i exceed j by no more than `most`? None: it may or may not."""
        if self.bounds[i][j] <= most:
            return True
        return False if -self.bounds[j][i] > most else None

    def require(self, i: int, j: int, most: int) -> None:
        """From now on moment i exceeds j by no more than `most`, with all that follows.

        `at_most` must not have said that it cannot.
        """
        bounds = self.bounds
        if bounds[i][j] <= most:
            return
        column = [row[i] for row in bounds]
        tail = bounds[j]
        for k, row in enumerate(bounds):
            reach = column[k] + most
            for m, further in enumerate(tail):
                if reach + further < row[m]:
                    row[m] = reach + further

    def span(self, i: int) -> tuple[int | None, int | None]:
        """The earliest and latest of a moment; None is open."""
        low, high = -self.bounds[0][i], self.bounds[i][0]
        return (None if low <= -FAR else low, None if high >= FAR else high)


def parts(time: Time) -> tuple[int, int]:
    """A moment as the number of a doubtful one (0: none) and an offset."""
    return (0, time) if isinstance(time, int) else (time.variable, time.offset)
