"""Public holidays from the `holidays` package: the only file that knows it.

The package is an extra, imported when a calendar first asks for it. Where its dates were found
right, and where they are not to be relied on, stands in the decision note on public holidays.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

_HINT_INSTALL = (
    "install the extra: `pip install 'lexcheck[calendars]'`, or list the days: `closed:`"
)


class HolidaysError(ValueError):
    """Holidays that cannot be had; the message is lower case and fit for a diagnostic.

    `hint` says what to do about it.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@lru_cache(maxsize=256)
def public_holidays(code: str, first: date, last: date) -> tuple[tuple[tuple[date, str], ...], str]:
    """The public holidays of a place from one day to another, both included, in order, each with
    its name; and the version of the data, such as `holidays 0.109`.

    `code` is a country (`US`), a part of one (`US-NY`, `DE-BE`), or an exchange or a central bank
    that the package knows (`ECB`). A holiday that is kept on another day of the week is closed on
    both. Raises HolidaysError where the package is missing, knows no such place, or does not
    support a year of the stretch.
    """
    from importlib.metadata import version  # its own imports are more than a run has otherwise

    try:
        import holidays
    except ImportError as error:
        missing = f"the holidays of `{code}` need the package `holidays`"
        raise HolidaysError(missing, _HINT_INSTALL) from error
    make = _maker(holidays, code)
    about = make()
    if first.year < about.start_year or last.year > about.end_year:
        known = f"{about.start_year} to {about.end_year}"
        raise HolidaysError(
            f"the public holidays of `{code}` are known for {known} only",
            "let the calendar cover fewer years, or list the days: `closed:`",
        )
    # A holiday may be kept in the year before its own, and belongs to either.
    years = range(max(first.year - 1, about.start_year), min(last.year + 1, about.end_year) + 1)
    # Without a language the package asks the environment for one.
    english = "en_US" if "en_US" in about.supported_languages else about.default_language
    found = make(years=years, language=english)
    dated = sorted((day, name) for day, name in found.items() if first <= day <= last)
    return tuple(dated), f"holidays {version('holidays')}"


def _maker(holidays: ModuleType, code: str) -> Callable[..., HolidayBase]:
    """What makes the holidays of a place. Raises HolidaysError where none is known."""
    countries = holidays.list_supported_countries(include_aliases=False)
    place, _, part = code.partition("-")
    if place in countries and (not part or part in countries[place]):
        return partial(holidays.country_holidays, place, subdiv=part or None)
    if code in holidays.list_supported_financial(include_aliases=True):
        return partial(holidays.financial_holidays, code)
    known = countries.get(place, countries)
    of = f"parts of `{place}`" if place in countries else "countries"
    raise HolidaysError(
        f"no public holidays are known of `{code}`", f"known {of}: {', '.join(sorted(known))}"
    )
