"""Event logs as rows: XES, a trace or an event at a time, and OCEL 2.0 as JSON.

XES: a row of `traces` has the attributes of a trace by their keys; one of `events` those of the
event, and those of its trace after `case:`. The file is parsed as it is read, and nothing of it is
kept but one trace. OCEL: `objects`, `events` and `relations`, whose columns `rows_of_ocel` tells.

A log that ends early, or is not well formed, is no small log: it is Broken as a whole.

Source: IEEE 1849-2023 (XES); OCEL 2.0, A. Berti et al., 2024 (arXiv 2403.01975), its JSON form.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

#: A row: where it stands (its number among those of its kind, from 1), and its cells by column; or
#: why it is none.
Found = tuple[int, dict[str, str | None] | str]

#: Characters that are parsed at a time.
CHUNK = 1 << 16

#: Before the keys of a trace, in the rows of its events.
CASE = "case:"

XES = ("traces", "events")
OCEL = ("objects", "events", "relations")


class Broken(Exception):
    """The whole text is not what it should be."""


# ── XES ────────────────────────────────────────────────────────────────────────────────────────

_PLAIN = frozenset({"string", "date", "int", "float", "boolean", "id"})


def rows_of_xes(lines: Iterable[str], what: str) -> Iterator[Found]:
    """The traces or the events of a log. Raises Broken."""
    number = 0
    for trace, events in _traces(lines):
        if what == "traces":
            if trace is None:
                continue  # events that stand in no trace
            number += 1
            yield number, trace
            continue
        of_trace = {}
        if isinstance(trace, dict):
            of_trace = {f"{CASE}{key}": value for key, value in trace.items()}
        for event in events:
            number += 1
            if isinstance(trace, str) or isinstance(event, str):
                yield number, trace if isinstance(trace, str) else event
            else:
                yield number, {**of_trace, **event}


_Attributes = dict[str, str | None] | str


def _traces(lines: Iterable[str]) -> Iterator[tuple[_Attributes | None, list[_Attributes]]]:
    """Each trace with its events; events outside of any with None."""
    open_: list[Element] = []
    events: list[_Attributes] = []
    for action, element in _parsed(lines):
        name = _name(element)
        if action == "start":
            if not open_ and name != "log":
                raise Broken(f"it is no event log: it starts with <{name}>")
            open_.append(element)
            continue
        open_.pop()
        above = _name(open_[-1]) if open_ else ""
        if name == "event" and above == "trace":
            events.append(_attributes(element))
        elif name == "event" and above == "log":
            yield None, [_attributes(element)]
        elif name == "trace" and above == "log":
            yield _attributes(element), events
            events = []
        if above == "log" or name == "event":  # nothing of it is needed any more
            element.clear()
        if above == "log":
            open_[-1].clear()


def _parsed(lines: Iterable[str]) -> Iterator[tuple[str, Element]]:
    parser: XMLPullParser[Any] = XMLPullParser(("start", "end"))
    try:
        for chunk in _chunks(lines):
            parser.feed(chunk)
            yield from parser.read_events()  # type: ignore[misc] # of elements, as was asked
        parser.close()
        yield from parser.read_events()  # type: ignore[misc]
    except ParseError as error:
        raise Broken(f"it is not well formed, or ends early: {error}") from error


def _chunks(lines: Iterable[str]) -> Iterator[str]:
    """By length: a log may be one line."""
    if isinstance(lines, io.TextIOBase):
        yield from iter(partial(lines.read, CHUNK), "")
    else:
        yield from lines


def _name(element: Element) -> str:
    """Without the namespace, which some logs give and others do not."""
    return str(element.tag).rpartition("}")[2]


def _attributes(element: Element) -> _Attributes:
    """By key; of a list, its values as JSON. A key that stands twice is no attribute."""
    found: dict[str, str | None] = {}
    for child in element:
        name, key = _name(child), child.get("key")
        if name in _PLAIN or name == "list":
            if key is None:
                return f"an attribute <{name}> without a key"
            value = child.get("value") if name in _PLAIN else json.dumps(_values(child))
            if name in _PLAIN and value is None:
                return f"the attribute `{key}` has no value"
            if found.get(key, value) != value:
                return f"the attribute `{key}` stands twice"
            found[key] = value
    return found


def _values(listed: Element) -> list[str]:
    inner = [child for child in listed if _name(child) == "values"]
    among = inner[0] if inner else listed
    return [str(each.get("value")) for each in among if _name(each) in _PLAIN]


# ── OCEL ───────────────────────────────────────────────────────────────────────────────────────


def rows_of_ocel(lines: Iterable[str], what: str, wanted: Sequence[str]) -> Iterator[Found]:
    """The objects, events or relations of a log. Raises Broken.

    Objects: `id`, `type`, and attributes. Events: `id`, `type`, `time`, attributes, and for each
    object that they are about `object:Type`, or `qualifier:word`: an event about several of those
    gives a row for each, whose `id` is told apart by theirs. Relations, between objects: `source`,
    `source_type`, `target`, `target_type`, `qualifier`.
    """
    try:
        log = json.loads("".join(lines))
    except ValueError as error:
        raise Broken(f"it is no JSON, or ends early: {error}") from error
    if not isinstance(log, dict) or not all(
        isinstance(log.get(key), list) for key in ("objects", "events", "objectTypes", "eventTypes")
    ):
        raise Broken("it is no OCEL 2.0: objects, events and the types of both are listed there")
    types = {
        str(each.get("id")): str(each.get("type"))
        for each in log["objects"]
        if isinstance(each, dict)
    }
    entries = log["events"] if what == "events" else log["objects"]
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            yield number, "an entry without an id"
            continue
        for row in _rows(types, what, wanted, entry):
            yield number, row


def _rows(
    types: Mapping[str, str], what: str, wanted: Sequence[str], entry: Mapping[str, Any]
) -> Iterator[dict[str, str | None] | str]:
    if what == "relations":
        return _relations(types, entry)
    return _event(types, wanted, entry) if what == "events" else _object(entry)


def _object(entry: Mapping[str, Any]) -> Iterator[dict[str, str | None] | str]:
    row, fault = _own(entry)
    yield fault or row


def _own(entry: Mapping[str, Any]) -> tuple[dict[str, str | None], str]:
    """What an entry says itself; and why it cannot be used, else empty. A value that changed over
    time is no value of a record.
    """
    row: dict[str, str | None] = {"id": entry["id"], "type": str(entry.get("type"))}
    if entry.get("time") is not None:
        row["time"] = str(entry["time"])
    for each in entry.get("attributes") or ():
        if not isinstance(each, dict) or not isinstance(each.get("name"), str):
            return row, "an attribute without a name"
        name, value = each["name"], _text(each.get("value"))
        if name in row and row[name] != value:
            return row, f"the attribute `{name}` has several values"
        row[name] = value
    return row, ""


def _text(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _event(
    types: Mapping[str, str], wanted: Sequence[str], entry: Mapping[str, Any]
) -> Iterator[dict[str, str | None] | str]:
    row, fault = _own(entry)
    about: dict[str, list[str]] = {}
    for each in entry.get("relationships") or ():
        object_ = each.get("objectId") if isinstance(each, dict) else None
        if not isinstance(object_, str) or object_ not in types:
            fault = fault or f"it is about `{object_}`, of which there is no object"
            continue
        for column in (f"object:{types[object_]}", f"qualifier:{each.get('qualifier')}"):
            if column in wanted and object_ not in about.setdefault(column, []):
                about[column].append(object_)
    if fault:
        yield fault
        return
    several = [column for column, objects in about.items() if len(objects) > 1]
    for chosen in product(*about.values()):
        found = dict(zip(about, chosen, strict=True))
        apart = "".join(f"/{found[column]}" for column in several)
        yield {**row, **found, "id": f"{row['id']}{apart}"}


def _relations(
    types: Mapping[str, str], entry: Mapping[str, Any]
) -> Iterator[dict[str, str | None] | str]:
    for each in entry.get("relationships") or ():
        target = each.get("objectId") if isinstance(each, dict) else None
        if not isinstance(target, str) or target not in types:
            yield f"it names `{target}`, of which there is no object"
            continue
        yield {
            "source": entry["id"],
            "source_type": str(entry.get("type")),
            "target": target,
            "target_type": types[target],
            "qualifier": _text(each.get("qualifier")),
        }
