"""A ruleset in sentences: every construct has one, and it says what the construct means."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import get_args

import attrs
import pytest

import lexcheck
from lexcheck.base.text import Source, Span
from lexcheck.base.time.instants import Instant, zone
from lexcheck.norms.model import Norm, Ruleset
from lexcheck.report.markdown import plain
from lexcheck.report.model import NOTICE, Input
from lexcheck.report.plain import Rendering, render
from lexcheck.report.plain.norms import SAID
from lexcheck.report.plain.rulesets import told
from lexcheck.report.plain.terms import Phrases
from lexcheck.resolved import terms as t
from tests.unit.report.browser import Opened, needs_chromium
from tests.unit.report.hostile import ATTACK, attacked
from tests.unit.report.test_html import Elements
from tests.unit.resolved.programs import HEAD, lowered

ROOT = Path(__file__).parents[3]
RULESETS = sorted([*(ROOT / "cases").rglob("*.lex"), *(ROOT / "rulesets").rglob("*.lex")])


#: Terms that no ruleset of the house has.
ODD = """\
define dear(o: Order) = 2 * o.fee > o.fee - 5 INR
obligation odd
  for each o: Order
  when     (dear(o) or o.revoked is present) and not (o.fee = 5 INR)
  must     acknowledge(o)
  within   2 days of the later of o.received and o.issued
"""


@cache
def ruleset(path: Path) -> Ruleset | None:
    try:
        return lexcheck.load_ruleset(path)
    except lexcheck.Refused:  # a vocabulary
        return None


def rendering(of: Ruleset) -> Rendering:
    given = (Input(path="rules.lex", sha256="a" * 64, role="ruleset"),)
    return Rendering(version="0.0.0", ruleset=of, inputs=given)


def sentences(of: Ruleset, name: str) -> list[str]:
    return [
        text
        for chapter in told(of).chapters
        for statement in chapter.statements
        if statement.name.strip("“”") == name
        for _, text in statement.sentences
    ]


# ── Nothing is passed over ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("model", SAID, ids=lambda model: model.__name__)
def test_every_field_of_a_model_is_told(model: type) -> None:
    """A new clause is a new field: give it its sentence, then its name to `SAID`."""
    assert {field.name for field in attrs.fields(model)} == set(SAID[model].split())


@pytest.mark.parametrize("path", RULESETS, ids=lambda path: path.stem)
def test_every_ruleset_of_the_house_is_told_whole(path: Path) -> None:
    of = ruleset(path)
    if of is None:
        pytest.skip("a vocabulary")
    text = render(rendering(of), "markdown").decode()
    for norm in of.norms:
        assert plain(norm.name) in text
        if norm.text:
            assert plain(norm.text).removesuffix(".") in text
        for citation in norm.citations:
            assert plain(citation.title) in text
        assert f"{norm.span.source.name}:{norm.span.line}" in text
    for reading in of.readings:
        assert f"Under the reading “{plain(reading.name)}”" in text
    for parameter in of.parameters:
        assert f"### {plain(parameter.name)}" in text
    assert "a" * 64 in text
    assert text.endswith(f"{NOTICE}\n")


def kinds(model: object) -> set[type]:
    """The classes of all terms within a model."""
    found: set[type] = set()
    if isinstance(model, tuple):
        for each in model:
            found |= kinds(each)
    elif attrs.has(type(model)) and not isinstance(model, Span | Source):
        found.add(type(model))
        for field in attrs.fields(type(model)):  # type: ignore[arg-type] # `has` said so
            found |= kinds(getattr(model, field.name))
    return found


def test_the_rulesets_of_the_house_have_every_kind_of_term() -> None:
    """Else the test above proves less than it says."""
    found: set[type] = set()
    for path in RULESETS:
        of = ruleset(path)
        if of is not None:
            found |= kinds(of.norms) | kinds(of.counts_as) | kinds(of.sanctions)
            found |= kinds(of.assessments)
    found |= kinds(lowered(HEAD + ODD).norms)
    assert {each for each in get_args(t.Term) if each not in found} == {t.MovedUp}


def test_what_only_a_change_of_law_makes_has_its_phrase() -> None:
    (norm,) = lowered(HEAD + ODD).norms
    assert isinstance(norm.deadline, t.PeriodOf)
    anchor = norm.deadline.anchor
    moved = t.MovedUp(type=anchor.type, span=anchor.span, of=anchor, to=Instant(0))
    said = Phrases(zone("UTC")).of(moved)
    assert said.endswith("(but not before 1970-01-01 00:00, when a later law took it over)")


def test_odd_terms_have_their_phrases() -> None:
    of = lowered(HEAD + ODD)
    assert (
        "It applies only if (o is “dear” or the “revoked” of o is given) and it is not so that"
        " (the “fee” of o is 5 INR)."
    ) in sentences(of, "odd")
    assert (
        "The act “acknowledge” on o must be done by the end of 2 days counted from"
        " (the later of the “received” of o and the “issued” of o)."
    ) in sentences(of, "odd")
    assert sentences(of, "dear") == [
        "“dear” of o means that (2 times the “fee” of o) is more than (the “fee” of o less 5 INR)."
    ]


# ── What sentences say ─────────────────────────────────────────────────────────────────────────


S69A = ROOT / "rulesets/in/it_act_s69a.lex"


@pytest.mark.parametrize(
    ("path", "name", "said"),
    [
        ("eu/terrorist_content", "explain_first", ("The act “explain procedure” on o must be done"
         " by 12 hours before the “issued” of o.")),
        ("eu/terrorist_content", "explain_first", ("Exception “emergency”: “explain first” does not"
         " apply if “urgent” is true of o.")),
        ("eu/terrorist_content", "keep_evidence", ("The state “preserved” of i must hold at once,"
         " and from then on until the end of 6 months counted from the moment of e, by the counting"
         " rule “regulation 1182 71” (Regulation (EEC, Euratom) 1182/71 Art 3) with calendar"
         " “ireland”.")),
        ("eu/gdpr", "tell_persons_of_breach", ("The act “tell persons” on b must be done “without"
         " undue delay”, counted from the “aware” of b, by the counting rule “regulation 1182 71”"
         " (Regulation (EEC, Euratom) 1182/71 Art 3) with calendar “ireland” (taken to be the"
         " parameter “undue delay”; if unset, needs judgement).")),
        ("au/online_safety", "notice_for_nothing", ("It does not apply if the state “blocked” of i"
         " does not hold.")),
    ],
)  # fmt: skip
def test_a_lawyer_can_read_it_aloud(path: str, name: str, said: str) -> None:
    of = ruleset(ROOT / f"rulesets/{path}.lex")
    assert of is not None
    assert said in sentences(of, name)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("comply", ("There is one such obligation for each “Order” o and each “Item” i among the"
         " “items” of o.")),
        ("comply", "It applies only if o is “binding”."),
        ("comply", "It is a duty of the “addressee” of o, owed to the “authority” of o."),
        ("comply", ("The state “blocked” of i must hold by the end of (the parameter"
         " “supposed time” or, if there is none, the “comply within” of o) counted from the"
         " “received” of o, by the counting rule “general clauses act” (General Clauses Act 1897"
         " (India) s 9) with calendar “central government”, and from then on until the “revoked” of"
         " o, if that comes.")),
        ("comply", "This is asked as of the deadline."),
        ("comply", "Whoever relies on it has to show it: if it is open, it does not apply."),
        ("give_reasons", "What was done before the duty arose counts as well."),
        ("order_on_other_ground", ("The act “issue” on o must not be done from then on, until the"
         " moment of e.")),
        ("notify_first", "Permission “interim measure”: it is permitted if o is “emergency”."),
        ("time_to_reply", ("What is done before the end of 48 hours counted from the “received” of"
         " n, by the counting rule “general clauses act” (General Clauses Act 1897 (India) s 9)"
         " with calendar “central government” does not perform it.")),
        ("withhold", ("An act “withhold” on i covering IN brings about in part the state “blocked”"
         " of i.")),
        ("restore", "An act “restore” on i ends the state “blocked” of i."),
        ("binding", ("“binding” of o means that o is “under s69a” and the “kind” of the “addressee”"
         " of o is “intermediary”.")),
        ("s69a_3", "It is imposed by the act “penalise” on the “addressee” of o and o."),
        ("acted_on", ("For each “Order” o: the share of instances of “comply” (o, any) done at"
         " least in part.")),
        ("comply", ("Time is of the essence: once it was not done for a while, it is breached for"
         " good.")),
        ("comply", ("Exception “press”: “comply” does not apply if the “holder” of i is “news"
         " media”, “journalist”, “activist” or “politician”.")),
    ],
)  # fmt: skip
def test_a_construct_has_its_sentence(name: str, said: str) -> None:
    of = ruleset(S69A)
    assert of is not None
    assert said in sentences(of, name)


def test_a_reading_tells_what_is_otherwise_and_nothing_else() -> None:
    of = ruleset(S69A)
    assert of is not None
    chapters = {chapter.title: chapter for chapter in told(of).chapters}
    names = [each.name for each in chapters["Under the reading “platform”"].statements]
    assert names == ["reading platform", "comply", "“withhold”"]
    assert "confirm" not in names


# ── As a page ──────────────────────────────────────────────────────────────────────────────────


def hostile() -> Ruleset:
    of = ruleset(S69A)
    assert of is not None
    norms: tuple[Norm, ...] = tuple(
        attrs.evolve(norm, text=attacked("text"), because=attacked("because")) for norm in of.norms
    )
    return attrs.evolve(of, title=attacked("title"), norms=norms)


def test_markup_in_a_ruleset_is_text() -> None:
    page = render(rendering(hostile()), "html").decode()
    elements = Elements(page)
    assert {"script", "img"}.isdisjoint(elements.names)
    assert f"title{ATTACK}" in elements.text
    assert f"Because {ATTACK}".partition(" ")[2] in elements.text
    assert page == render(rendering(hostile()), "html").decode()


@needs_chromium
def test_the_page_fits_a_phone(opened: Opened) -> None:
    with opened(render(rendering(hostile()), "html"), width=360) as page:
        page.evaluate(
            "document.querySelectorAll('details').forEach((node) => { node.open = true })"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
