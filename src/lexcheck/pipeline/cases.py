"""Cases: from files to facts.

A case is read in the words of all vocabularies and rulesets that it names, or is judged by instead.
What its rulesets use is found for the case too, so that both speak of the same file.
"""

from __future__ import annotations

from collections.abc import Sequence

from lexcheck.base.diagnostics import Diagnostic, Severity, has_errors, told_once
from lexcheck.base.light import evolve, light
from lexcheck.base.text import Source, Span, head_of
from lexcheck.facts import tree
from lexcheck.facts.case import Case
from lexcheck.facts.causes import means
from lexcheck.facts.from_tree import CASE_KEYS, Header, conform, read_header
from lexcheck.facts.schema import Schema
from lexcheck.norms.model import Ruleset
from lexcheck.pipeline.files import RULESET_SUFFIX, Place, Text, load, place
from lexcheck.pipeline.library import Compiled, Input, Library, accepted, is_ruleset
from lexcheck.pipeline.refusals import CaseRefused, NotACase, RulesetRefused

#: A mapping with none of these is no case that somebody forgot to finish, but another thing.
_SIGNS_OF_A_CASE = frozenset({"case", "built_from", "records", "acts", "ruleset"})


@light(kw_only=True)
class Loaded:
    """A case with the rulesets that it names, or that it was to be judged by instead."""

    case: Case
    rulesets: tuple[Ruleset, ...]
    warnings: tuple[Diagnostic, ...] = ()


def load_case(
    library: Library,
    path: str,
    judged_by: Sequence[Compiled] = (),
    *,
    in_folder: bool = False,
) -> Loaded:
    """The case of a path, to be judged by these rulesets instead of its own, if any are given.

    `in_folder`: the file was not named, but found; NotACase is raised for what is plainly something
    else. Raises Unreadable, RulesetRefused, CaseRefused besides.
    """
    where = place(path)
    text = load(where)
    if where.path.suffix.lower() == RULESET_SUFFIX and text.source is not None:
        raise CaseRefused([_ruleset(text.source)])
    library.inputs[where.name] = Input(path=where.name, sha256=text.sha256, role="case")
    return read_case(library, text, where, judged_by, in_folder=in_folder)


def read_case(
    library: Library,
    text: Text,
    where: Place | None,
    judged_by: Sequence[Compiled] = (),
    *,
    in_folder: bool = False,
) -> Loaded:
    """The case of a text; `where` is the file beside which names are looked for, None for none."""
    node, source, diagnostics = _tree(text, where)
    if in_folder and not _may_be_a_case(node) and not has_errors(diagnostics):
        raise NotACase([_no_case(source)])
    if (told := _dataset(node, source)) is not None:
        if in_folder:
            raise NotACase([evolve(told, severity=Severity.WARNING)])
        raise CaseRefused([told])
    complaints: list[Diagnostic] = []
    found = _named(library, read_header(node), where, source, complaints, judged_by)
    if complaints:
        raise CaseRefused([*diagnostics, *complaints])
    rulesets = tuple(accepted(each) for each in found if is_ruleset(each))
    schema, faults = library.words(found)
    if has_errors(faults):
        raise RulesetRefused(faults)
    case, more = conform(node, schema, source)
    diagnostics += more if found else _without_words(more, node, source)
    if case is None or has_errors(diagnostics):
        raise CaseRefused(told_once(diagnostics))
    warnings = [each for one in found for each in one.diagnostics]
    return Loaded(case=case, rulesets=rulesets, warnings=(*warnings, *diagnostics))


#: What is said of words that no vocabulary has.
_OF_WORDS = frozenset({"LX423", "LX424", "LX425", "LX426", "LX428", "LX429"})


def _without_words(found: list[Diagnostic], node: tree.Node, source: Source) -> list[Diagnostic]:
    """What is wrong with a case that names nothing to read it by: that, and not each of its words.

    A misspelt `ruleset:` is told already.
    """
    kept = [each for each in found if each.code not in _OF_WORDS]
    keys = set(node.entries) if isinstance(node, tree.Mapping) else set()
    told = any(means(key, word) for key in keys - {*CASE_KEYS} for word in ("ruleset", "uses"))
    return kept if len(kept) == len(found) or told else [no_ruleset(source), *kept]


def no_ruleset(source: Source) -> Diagnostic:
    return Diagnostic(
        code="LX492",
        message="the case names no ruleset to judge it by",
        hint="write `ruleset: name` in the case, or give --ruleset",
        span=head_of(source),
    )


def case_in_words_of(schema: Schema, text: Text, where: Place | None) -> Case:
    """The case of a text, in the words of a schema, whatever it names. Raises CaseRefused."""
    node, source, diagnostics = _tree(text, where)
    case, more = conform(node, schema, source)
    diagnostics += more
    if case is None or has_errors(diagnostics):
        raise CaseRefused(diagnostics)
    return case


def check(library: Library, path: str, *, in_folder: bool = False) -> tuple[Diagnostic, ...]:
    """All that is wrong with a file, or with what is installed under a name, in order.

    Raises Unreadable, and as `load_case` does.
    """
    if path.endswith(RULESET_SUFFIX):
        found: tuple[Diagnostic, ...] = library.compile(library.unit(place(path))).diagnostics
    elif library.is_name(path):
        found = library.compiled(path).diagnostics
    else:
        found = load_case(library, path, in_folder=in_folder).warnings
    return tuple(sorted(dict.fromkeys(found), key=lambda d: d.position))


# ── The tree ───────────────────────────────────────────────────────────────────────────────────


def _tree(text: Text, where: Place | None) -> tuple[tree.Node, Source, list[Diagnostic]]:
    """The tree of a case, with what is wrong with it. Raises CaseRefused where there is none."""
    diagnostics = list(text.diagnostics)
    source = text.source
    if source is None:
        raise CaseRefused(diagnostics)
    # Each reader is imported when it is needed: YAML's takes its time.
    if _is_json(source, where):
        from lexcheck.facts import from_json

        node, more = from_json.read(source)
    else:
        from lexcheck.facts import from_yaml

        node, more = from_yaml.read(source)
    diagnostics += more
    if node is None:
        raise CaseRefused(diagnostics)
    return node, source, diagnostics


def _is_json(source: Source, where: Place | None) -> bool:
    suffix = "" if where is None else where.path.suffix.lower()
    if suffix in (".json", ".yaml", ".yml"):
        return suffix == ".json"
    return source.text.lstrip()[:1] in ("{", "[")


def _may_be_a_case(node: tree.Node) -> bool:
    return isinstance(node, tree.Mapping) and not _SIGNS_OF_A_CASE.isdisjoint(node.entries)


# ── What it names ──────────────────────────────────────────────────────────────────────────────


def _named(
    library: Library,
    header: Header,
    where: Place | None,
    source: Source,
    complaints: list[Diagnostic],
    judged_by: Sequence[Compiled],
) -> list[Compiled]:
    """What a case is judged and read by: rulesets first, then vocabularies of its own."""
    found = list(judged_by)
    for word in () if judged_by else header.rulesets:
        at = tree.span(word, source)
        each = _of_word(library, word, where, at, complaints)
        if each is not None and not is_ruleset(each):
            complaints.append(_not_a_ruleset(word, at))
        elif each is not None:
            found.append(each)
    used = {file.header.name.text for each in found for file in each.files}
    for word in header.uses:
        if word.text in used:
            continue
        each = _of_word(library, word, where, tree.span(word, source), complaints)
        if each is not None:
            found.append(each)
    return found


def _of_word(
    library: Library,
    word: tree.Scalar,
    where: Place | None,
    at: Span,
    complaints: list[Diagnostic],
) -> Compiled | None:
    if word.text.endswith(RULESET_SUFFIX):
        return library.compiled(word.text, where, at)
    located, complaint = library.locate(word.text, where, at)
    if complaint is not None:
        complaints.append(complaint)
    return None if located is None else library.compile(library.unit(located))


# ── Diagnostics ────────────────────────────────────────────────────────────────────────────────


def _no_case(source: Source) -> Diagnostic:
    return Diagnostic(
        code="LX490",
        message="this file is no case, and is passed over",
        severity=Severity.WARNING,
        hint="a case file starts with `case: name`",
        span=head_of(source),
    )


def _dataset(node: tree.Node, source: Source) -> Diagnostic | None:
    """What is said of a manifest, all of whose entries would be strange in a case."""
    if not isinstance(node, tree.Mapping) or "case" in node.entries:
        return None
    if "dataset" not in node.entries or "tables" not in node.entries:
        return None
    return Diagnostic(
        code="LX490",
        message="this file is a dataset, and no case",
        hint="`lexcheck evaluate` judges it, by its folder or by itself",
        span=head_of(source),
    )


def _ruleset(source: Source) -> Diagnostic:
    return Diagnostic(
        code="LX490",
        message="this file is a ruleset, and no case",
        hint="give the cases that are to be judged by it; `lexcheck check` reads both",
        span=head_of(source),
    )


def _not_a_ruleset(word: tree.Scalar, at: Span) -> Diagnostic:
    return Diagnostic(
        code="LX491",
        message=f"`{word.text}` is a vocabulary, and has no norms to judge by",
        span=at,
        hint=f"write `uses: {word.text}`, and name a ruleset",
    )
