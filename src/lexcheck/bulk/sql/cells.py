"""One field of one table, written out: its value, and when a cell of it cannot be read."""

from __future__ import annotations

import attrs

from lexcheck.base.light import light
from lexcheck.base.territory import GROUPS, ISO_3166_1, WORLDWIDE
from lexcheck.base.time.periods import ELAPSED_UNITS
from lexcheck.bulk.dataset import EMPTY, Given
from lexcheck.bulk.sql.expressions import DIGITS, NUMBER, quoted, text
from lexcheck.facts.schema import Kind, Schema, Type

#: Before and after every instant: the open ends of a moment.
ALWAYS = -(1 << 62)
NEVER = 1 << 62

_WHOLE = {
    "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER",
    "UBIGINT",
}  # fmt: skip
_ZONED = {"TIMESTAMP WITH TIME ZONE"}
_NAIVE = {"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"}
_STAMP = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)"


@light(kw_only=True)
class Cell:
    """`value`: null where absent or unknown. `latest`: of a moment that may be imprecise.
    `unknown`: of a field that may be absent, whether it is unknown; empty where it never is.
    `faults`: (what is wrong, when). `elapsed`: a duration in microseconds. `never_null`: there is a value for every empty cell.
    """

    value: str
    latest: str = ""
    unknown: str = ""
    faults: tuple[tuple[str, str], ...] = ()
    elapsed: bool = False
    never_null: bool = False


@attrs.frozen(kw_only=True)
class Reading:
    """What a cell is read by: the types of the columns, the words, the zone."""

    columns: dict[str, str]
    schema: Schema
    timezone: str | None

    def cell(self, name: str, given: Given, type_: Type) -> Cell:
        if type_.kind is Kind.TIME and given.until:
            return self._between(name, given, type_)
        raw, source = self._raw(given, given.column)
        return self._read(name, given, type_, raw, source)

    def _raw(self, given: Given, column: str) -> tuple[str, str]:
        """The cell as it stands, its special words taken out, and its type."""
        if given.constant is not None:
            return text(given.constant), "VARCHAR"
        raw, source = quoted(column), self.columns[column]
        if given.empty not in (EMPTY, "unknown", "none"):
            if source.endswith("[]"):
                return f"coalesce(CAST({raw} AS VARCHAR[]), [{text(given.empty)}])", "VARCHAR[]"
            raw, source = f"coalesce({_as_text(raw, source)}, {text(given.empty)})", "VARCHAR"
        if given.unknown:
            words = ", ".join(map(text, given.unknown))
            raw = f"CASE WHEN {_as_text(raw, source)} NOT IN ({words}) THEN {raw} END"
        if given.values:
            cases = " ".join(
                f"WHEN {text(said)} THEN {text(meant)}" for said, meant in given.values
            )
            as_text = _as_text(raw, source)
            raw, source = f"(CASE {as_text} {cases} ELSE {as_text} END)", "VARCHAR"
        return raw, source

    def _unknown(self, given: Given, type_: Type) -> str:
        """When a field that may be absent is unknown instead."""
        if not type_.optional or given.constant is not None:
            return ""
        column = quoted(given.column or given.until)
        parts = []
        if given.unknown:
            words = ", ".join(map(text, given.unknown))
            parts.append(f"CAST({column} AS VARCHAR) IN ({words})")
        if given.empty == "unknown":
            parts.append(f"{column} IS NULL")
        return f"coalesce({' OR '.join(parts)}, FALSE)" if parts else ""

    def _read(self, name: str, given: Given, type_: Type, raw: str, source: str) -> Cell:
        unknown = self._unknown(given, type_)
        latest, elapsed = "", False
        match type_.kind:
            case Kind.TIME:
                value, latest = self._moment(given, raw, source)
                what = "is no moment"
            case Kind.ENUM:
                value = _as_text(raw, source)
                known = ", ".join(map(text, self.schema.enum[type_.name].constants))
                return Cell(
                    value=value,
                    unknown=unknown,
                    faults=(
                        (f"`{name}` is no constant of {type_.name}", f"{value} NOT IN ({known})"),
                    ),
                )
            case Kind.TERRITORY:
                return self._territory(name, given, raw, source, unknown)
            case Kind.DURATION:
                value, elapsed = _duration(given, raw, source)
                what = "is no length of time"
            case Kind.NUMBER | Kind.PERCENT | Kind.MONEY:
                value, what = _number(raw, source), f"is no number of at most {DIGITS} decimals"
            case Kind.BOOLEAN:
                value, what = _boolean(raw, source), "is neither true nor false"
            case Kind.DATE:
                value, what = _day(raw, source), "is no day"
            case Kind.TEXT | Kind.RECORD | Kind.ACT:
                return Cell(value=_as_text(raw, source), unknown=unknown)
        fault = f"{raw} IS NOT NULL AND ({value}) IS NULL"
        sure = type_.kind is Kind.TIME and not latest
        faults = () if sure and source in _ZONED else ((f"`{name}` {what}", fault),)
        return Cell(value=value, latest=latest, unknown=unknown, faults=faults, elapsed=elapsed)

    # ── Moments ────────────────────────────────────────────────────────────────────────────────

    def _zone(self, given: Given) -> str:
        return given.timezone or self.timezone or ""

    def _moment(self, given: Given, raw: str, source: str) -> tuple[str, str]:
        """The earliest and the latest that it may be; no latest where all are instants."""
        zone = text(self._zone(given))
        if given.precision == "day" or source == "DATE":
            day = f"substr({_as_text(raw, source)}, 1, 10)"
            return f"lexcheck_earliest({day}, {zone})", f"lexcheck_latest({day}, {zone})"
        if source in _ZONED:
            return f"epoch_us({raw})", ""
        if source in _NAIVE and self._zone(given) in ("UTC", "Etc/UTC"):
            return f"epoch_us({raw})", ""
        as_text = _as_text(raw, source)
        exact = f"regexp_full_match({as_text}, {text(_STAMP)})"
        quick = f"epoch_us(TRY_CAST({as_text} AS TIMESTAMPTZ))"
        ends = [
            f"(CASE WHEN {exact} THEN {quick} ELSE lexcheck_{end}({as_text}, {zone}) END)"
            for end in ("earliest", "latest")
        ]
        return ends[0], ends[1]

    def _between(self, name: str, given: Given, type_: Type) -> Cell:
        """From one column to another; a column that is not named leaves that end open."""
        earliest, raw_first = str(ALWAYS), ""
        faults = []
        if given.column:
            raw_first, source = self._raw(given, given.column)
            earliest, _ = self._moment(given, raw_first, source)
            faults.append(
                (f"`{name}` is no moment", f"{raw_first} IS NOT NULL AND {earliest} IS NULL")
            )
        raw_last, source = self._raw(given, given.until)
        exact, latest = self._moment(given, raw_last, source)
        latest = latest or exact
        faults.append((f"`{name}` is no moment", f"{raw_last} IS NOT NULL AND {latest} IS NULL"))
        value, last = f"coalesce({earliest}, {ALWAYS})", f"coalesce({latest}, {NEVER})"
        ends = [(given.column, raw_first), (given.until, raw_last)]
        # Of a moment that there always is, an unknown one may be any.
        nothing = " AND ".join(
            f"{raw if type_.optional else quoted(column)} IS NULL" for column, raw in ends if column
        )
        faults.append((f"`{name}` ends before it starts", f"{value} > {last}"))
        return Cell(
            value=f"(CASE WHEN NOT ({nothing}) THEN {value} END)",
            latest=f"(CASE WHEN NOT ({nothing}) THEN {last} END)",
            unknown=self._unknown(given, type_),
            faults=tuple(faults),
        )

    # ── The rest ───────────────────────────────────────────────────────────────────────────────

    def _territory(self, name: str, given: Given, raw: str, source: str, unknown: str) -> Cell:
        """One code, or several with a space between, in order: from a list, or a text of several."""
        codes = ", ".join(map(text, sorted({*ISO_3166_1, *GROUPS, WORLDWIDE})))
        value = _as_text(raw, source)
        fault = f"{value} NOT IN ({codes})"
        if given.separator or source.endswith("[]"):
            in_list = f"CAST({raw} AS VARCHAR[])"
            listed = in_list if source.endswith("[]") else members(value, given.separator)
            value = f"array_to_string(list_sort(list_distinct({listed})), ' ')"
            each = f"list_transform({listed}, x -> coalesce(x IN ({codes}), FALSE))"
            fault = f"NOT coalesce(list_bool_and({each}), {listed} IS NULL)"
        sure = given.constant is not None or given.empty not in (EMPTY, "unknown", "none")
        faults = ((f"`{name}` is no territory", fault),)
        return Cell(
            value=value, unknown=unknown, faults=faults, never_null=sure and not given.unknown
        )


def members(value: str, separator: str) -> str:
    """The members of a list in one cell."""
    if separator == "json":
        return f"CAST(TRY_CAST({value} AS JSON) AS VARCHAR[])"
    return f"list_transform(string_split({value}, {text(separator)}), x -> trim(x))"


def _as_text(raw: str, source: str) -> str:
    return raw if source == "VARCHAR" else f"CAST({raw} AS VARCHAR)"


def _number(raw: str, source: str) -> str:
    if source in _WHOLE or source.startswith("DECIMAL"):
        return f"TRY_CAST({raw} AS {NUMBER})"
    as_text = f"trim(rtrim({_as_text(raw, source)}, '%'))"
    fits = f"regexp_full_match({as_text}, '-?[0-9]{{1,24}}([.][0-9]{{1,{DIGITS}}})?')"
    return f"(CASE WHEN {fits} THEN TRY_CAST({as_text} AS {NUMBER}) END)"


def _boolean(raw: str, source: str) -> str:
    if source == "BOOLEAN":
        return raw
    return f"(CASE {_as_text(raw, source)} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END)"


def _day(raw: str, source: str) -> str:
    as_text = f"substr({_as_text(raw, source)}, 1, 10)"
    return f"strftime(TRY_CAST({as_text} AS DATE), '%Y-%m-%d')"


def _duration(given: Given, raw: str, source: str) -> tuple[str, bool]:
    """Microseconds, where the unit is one that elapses; else a text such as `3 days`."""
    unit = given.unit.removesuffix("s")
    if unit in ELAPSED_UNITS:
        size = ELAPSED_UNITS[unit]
        if source in _WHOLE:
            return f"(CASE WHEN {raw} >= 0 THEN CAST({raw} AS BIGINT) * {size} END)", True
        number = _number(raw, source)
        whole = f"CASE WHEN {number} >= 0 THEN TRY_CAST({number} * {size} AS BIGINT) END"
        return f"({whole})", True
    if unit:
        amount = f"TRY_CAST({raw} AS BIGINT)"
        return f"(CASE WHEN {amount} >= 0 THEN {amount} || {text(' ' + unit)} END)", False
    return f"lexcheck_length({_as_text(raw, source)})", False
