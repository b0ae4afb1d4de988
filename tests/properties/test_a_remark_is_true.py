"""LAW: what a check says of a ruleset is so, whatever the facts are.

Small rulesets are drawn, among them many that are doubtful, and judged on orders of every kind,
answered at every time that makes a difference. What a remark says nobody can do, nobody does; what
it says changes nothing may go, and nothing changes.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import product
from random import Random

from lexcheck.evaluate.from_norms import evaluate
from lexcheck.facts.case import Case
from lexcheck.lint.from_norms import fixed, remarks
from lexcheck.lint.model import Remark, Subject
from lexcheck.norms.model import Ruleset
from tests.judging import Document, at, case_of, hour, possible
from tests.unit.lint.linting import HEAD, subject

#: Days after the first on which orders are received and asked for, and on which they are answered.
RECEIVED, ASKED, ANSWERED = (0, 4, 12), (None, 3), (None, 2, 5, 30)

Verdicts = dict[str, tuple[str, ...]]


@cache
def orders() -> tuple[Document, tuple[str, ...]]:
    """A case with an order of every kind, and the orders that were not asked for."""
    records, acts, unasked = {}, [], []
    kinds = product(("ordinary", "emergency"), (True, False), RECEIVED, ASKED, ANSWERED)
    for number, (provision, urgent, received, asked, answered) in enumerate(kinds):
        name = f"o{number}"
        records[name] = {
            "provision": provision,
            "urgent": urgent,
            "items": [],
            "received": at(24 * received),
            **({} if asked is None else {"asked": at(24 * (received + asked))}),
        }
        if answered is not None:
            acts.append({"id": f"a{number}", "answer": name, "at": at(24 * (received + answered))})
        if asked is None:
            unasked.append(name)
    document = {"case": "all", "built_from": "log", "records": {"Order": records}, "acts": acts}
    return document, tuple(unasked)


@cache
def case() -> Case:
    return case_of(orders()[0], subject("").ruleset.schema)


# ── Rulesets ───────────────────────────────────────────────────────────────────────────────────

ATOMS = (
    "o.provision = ordinary", "o.provision = emergency", "o.urgent", "not o.urgent", "usual(o)",
    "o.asked is present", "o.asked is absent", "o.provision in {ordinary, emergency}",
)  # fmt: skip
LENGTHS = ("2 days", "4 days", "96 hours", "10 days")
ANCHORS = ("o.received", "o.received", "o.asked")


def drawn(random: Random) -> str:
    """Statements below the words of the lint tests."""

    def condition() -> str:
        first, second = random.choice(ATOMS), random.choice(ATOMS)
        return random.choice((first, f"{first} and {second}", f"{first} or {second}"))

    def moment() -> str:
        return f"{random.choice(LENGTHS)} of {random.choice(ANCHORS)}"

    def perhaps(text: str) -> str:
        return text if random.random() < 0.4 else ""

    norm = f"""
  cites    act "s 1"
  for each o: Order
{perhaps(f"  from     {moment()}") or "  from     o.received"}
{perhaps(f"  when     {condition()}")}
  must     answer(o)
  within   {moment()}
{perhaps(f"  until    {moment()}")}
"""
    gap = random.choice((1, 1, 4, 6))
    versions = [norm]
    if random.random() < 0.3:
        first = f"{norm}  in force from 2020-01-01 until 2021-03-04\n"
        versions = [first, f"{norm}  in force from 2021-03-{4 + gap:02}\n"]
    kept = re.search(r"within   (.*)", norm)
    assert kept is not None
    return "".join(
        (
            "define usual(o: Order) = o.provision = ordinary\n",
            perhaps('source other "Another act"\n'),
            perhaps("define hasty(o: Order) = o.urgent\n"),
            perhaps("suspend(i) counts as hidden(i)\n"),
            *(f"obligation n{each}\n" for each in versions),
            perhaps(f'exception e to n\n  cites act "s 2"\n  when  {condition()}\n'),
            perhaps(f"\nreading r\n  n: within {random.choice((kept[1], moment()))}\n"),
        )
    )


# ── What is so of them ─────────────────────────────────────────────────────────────────────────


def judged(ruleset: Ruleset) -> Verdicts:
    run = evaluate(ruleset, case(), as_of=hour(24 * 365))
    return {finding.id: possible(finding) for finding in run.findings}


def any_of(found: Verdicts) -> set[str]:
    return {verdict for each in found.values() for verdict in each}


def without(whole: str, start: int) -> Ruleset:
    """The ruleset but for the statement that begins there."""
    end = re.compile(r"\n(?=\w)|\Z").search(whole, start)
    assert end is not None
    return subject((whole[:start] + whole[end.end() :]).removeprefix(HEAD)).ruleset


def with_version(whole: str, first: str, last: str = "") -> Ruleset:
    """The ruleset with a version of `n` on those days, otherwise like the last; they are refused if
    another is in force on one of them.
    """
    start = whole.rindex("obligation n")
    end = re.compile(r"\n(?=\w)|\Z").search(whole, start)
    assert end is not None
    days = f"in force from {first} until {last or first}"
    between = re.sub("in force from .*", days, whole[start : end.end()])
    return subject((whole[:start] + between + "\n" + whole[start:]).removeprefix(HEAD)).ruleset


def claims(each: Remark, of: Subject, whole: str, found: Verdicts) -> bool:
    """Is what the remark says so, on all orders? `found`: the verdicts on them."""
    said = each.diagnostic
    match said.code:
        case "LX901":  # nobody can breach it
            # Where what it hangs on is absent, that may be open; a breach is never found.
            return ("breached",) not in found.values()
        case "LX902":  # it counts as what no norm speaks of
            return judged(without(whole, said.span.start)) == found
        case "LX903" if "always" in said.message:  # nobody is left
            return any_of(found) <= {"excused", "not_applicable"}
        case "LX903":  # it takes nobody out
            return judged(without(whole, whole.index("exception e"))) == found
        case "LX905":  # without the anchor no duty, or no deadline
            left = [found[f"n({name})"] for name in orders()[1]]
            return all(each[1:] or each[0] in ("not_applicable", "excused") for each in left)
        case "LX906":  # nothing uses it
            assert each.fix is not None
            return judged(subject(fixed(whole, [each.fix]).removeprefix(HEAD)).ruleset) == found
        case "LX907":  # on these days there is no version, so that one more judges what none does
            closed = judged(with_version(whole, *re.findall(r"\d{4}-\d\d-\d\d", said.message)))
            changed = {name for name in found if closed[name] != found[name]}
            return all(found[name] == ("not_applicable",) for name in changed)
        case "LX908":  # nobody can keep it in time
            return "complied" not in any_of(found)
        case "LX909":  # the reading changes nothing
            return judged(of.ruleset.reading["r"].ruleset) == found
    raise AssertionError(said.code)


def test_a_remark_is_true() -> None:
    told = Counter[str]()
    for seed in range(60):
        of = subject(drawn(Random(seed)))
        whole = of.file.span.source.text
        found = judged(of.ruleset)
        for each in remarks(of):
            assert claims(each, of, whole, found), f"{each.diagnostic.code} is not so of\n{whole}"
            told[each.diagnostic.code] += 1
    codes = ("LX901", "LX902", "LX903", "LX905", "LX906", "LX907", "LX908", "LX909")
    assert all(told[code] > 1 for code in codes), told
