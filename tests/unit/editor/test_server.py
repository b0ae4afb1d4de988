"""The language server over its real protocol: a client starts it, types, and asks."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import LanguageClient

from tests.unit.editor.desk import SERVER, Desk
from tests.unit.samples import RULESET, VOCABULARY

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.asyncio


@pytest_lsp.fixture(  # type: ignore[untyped-decorator]  # its library has no types
    config=SERVER
)
async def client(lsp_client: LanguageClient) -> AsyncIterator[None]:
    await lsp_client.initialize_session(lsp.InitializeParams(capabilities=lsp.ClientCapabilities()))
    yield
    await lsp_client.shutdown_session()


async def test_diagnostics_follow_the_typing(client: LanguageClient, tmp_path: Path) -> None:
    desk = Desk(client, tmp_path)
    assert [each.code for each in await desk.open()] == []
    (fault,) = await desk.type("o.seller\n  must", "o.selller\n  must")
    assert (fault.code, fault.severity) == ("LX203", lsp.DiagnosticSeverity.Error)
    assert "did you mean `seller`?" in fault.message
    assert fault.range.start == desk.at("selller")
    assert await desk.type("o.selller\n  must", "o.seller\n  must") == []
    (fault,) = await desk.type("obligation deliver", "obligaton deliver")
    assert fault.code == "LX103"
    assert await desk.type("obligaton deliver", "obligation deliver") == []
    (remark,) = await desk.type("source code", 'source other "Other"\nsource code')
    assert (remark.code, remark.severity) == ("LX906", lsp.DiagnosticSeverity.Warning)


async def test_a_change_of_the_words_is_seen_by_who_uses_them(
    client: LanguageClient, tmp_path: Path
) -> None:
    desk = Desk(client, tmp_path)
    await desk.open()
    other = VOCABULARY.replace("seller:", "vendor:")
    item = lsp.TextDocumentItem(desk.words, "lexcheck", 1, other)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    await desk.shown()
    codes = [each.code for each in client.diagnostics[desk.uri]]
    assert set(codes) == {"LX203"}, "not saved, and seen all the same"


async def test_definition_references_and_rename_across_files(
    client: LanguageClient, tmp_path: Path
) -> None:
    desk = Desk(client, tmp_path)
    await desk.open()
    at = desk.at("shipped(p)\nlose")
    found = await client.text_document_definition_async(lsp.DefinitionParams(desk.document, at))
    assert isinstance(found, lsp.Location)
    assert found.uri == desk.words
    assert found.range.start.line == VOCABULARY[: VOCABULARY.index("state shipped")].count("\n")
    asked = lsp.ReferenceParams(lsp.ReferenceContext(True), desk.document, at)
    places = await client.text_document_references_async(asked)
    assert places is not None
    assert sorted(place.uri == desk.words for place in places) == [False, False, False, True]
    edit = await client.text_document_rename_async(lsp.RenameParams(desk.document, at, "sent"))
    assert edit is not None
    assert edit.changes is not None
    assert {uri: len(edits) for uri, edits in edit.changes.items()} == {desk.words: 1, desk.uri: 3}
    taken = lsp.RenameParams(desk.document, at, "ship")
    assert await client.text_document_rename_async(taken) is None, "an action has that name"


async def test_fields_and_variables_are_known_by_their_types(
    client: LanguageClient, tmp_path: Path
) -> None:
    desk = Desk(client, tmp_path)
    await desk.open()
    at = desk.at("o.seller", 3)
    found = await client.text_document_definition_async(lsp.DefinitionParams(desk.document, at))
    assert isinstance(found, lsp.Location)
    assert found.uri == desk.words
    told = await client.text_document_hover_async(lsp.HoverParams(desk.document, at))
    assert told is not None
    assert "seller: Party" in str(told.contents)


async def test_hover_on_a_norm_gives_its_citations(client: LanguageClient, tmp_path: Path) -> None:
    desk = Desk(client, tmp_path)
    await desk.open()
    at = desk.at("breach of deliver", 12)
    told = await client.text_document_hover_async(lsp.HoverParams(desk.document, at))
    assert told is not None
    assert "What was ordered is shipped in time, and not lost." in str(told.contents)
    assert "Code of the Desk, s 1" in str(told.contents)


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("  within   allowed of o.", {"received", "seller", "parcels"}, {"within", "deliver"}),
        ("  wi", {"within", "unless", "cites", "must"}, {"hours", "title", "complied"}),
        ("  cites ", {"code"}, {"deliver", "o"}),
        ("  when o", {"o", "p", "shipped"}, {"within"}),
        ("exception late to ", {"deliver"}, {"o", "code"}),
        ("  within 3 ", {"hours", "days"}, {"code", "title"}),
    ],
)
async def test_completion_knows_what_the_grammar_takes(
    client: LanguageClient, tmp_path: Path, typed: str, wanted: set[str], unwanted: set[str]
) -> None:
    desk = Desk(client, tmp_path)
    await desk.open()
    line = "  within   allowed of o.received\n"
    await desk.type(line, f"{line}{typed}\n")
    at = desk.at(f"{line}{typed}", len(line) + len(typed))
    found = await client.text_document_completion_async(lsp.CompletionParams(desk.document, at))
    assert isinstance(found, list)
    labels = {each.label for each in found}
    assert wanted <= labels
    assert not unwanted & labels


TIMED = RULESET.replace(
    "source code",
    """calendar feasts "Days on which the desk is shut"
  weekend: saturday, sunday
  covers:  2020-01-01 to 2030-12-31

counting rule by_hand "As the code counts" like regulation_1182_71
  roll: next

source code""",
).replace(
    "  within   allowed of o.received",
    "  within   2 days of o.received\n  counting by_hand by feasts",
)


async def test_calendars_and_counting_rules_are_names_like_others(
    client: LanguageClient, tmp_path: Path
) -> None:
    desk = Desk(client, tmp_path, TIMED)
    await desk.open()
    for name, used in (("by_hand", "by_hand by"), ("feasts", "by feasts")):
        at = desk.at(used, used.index(name) + 1)
        found = await client.text_document_definition_async(lsp.DefinitionParams(desk.document, at))
        assert isinstance(found, lsp.Location)
        assert found.range.start == desk.at(name)
        asked = lsp.ReferenceParams(lsp.ReferenceContext(True), desk.document, at)
        places = await client.text_document_references_async(asked)
        assert places is not None
        assert len(places) == 2
        edit = await client.text_document_rename_async(lsp.RenameParams(desk.document, at, "other"))
        assert edit is not None
        assert edit.changes is not None
        assert len(edit.changes[desk.uri]) == 2
        taken = lsp.RenameParams(desk.document, at, "shipped")
        assert await client.text_document_rename_async(taken) is None
    at = desk.at("like regulation", 6)
    told = await client.text_document_hover_async(lsp.HoverParams(desk.document, at))
    assert told is not None
    assert "1182/71 Art 3" in str(told.contents), "of a built-in rule, its law"
    built_in = lsp.RenameParams(desk.document, at, "other")
    assert await client.text_document_rename_async(built_in) is None


@pytest.mark.parametrize(
    ("line", "typed", "wanted", "unwanted"),
    [
        ("within   2 days of o.received", "  counting ", {"by_hand", "frcp_6a"}, {"feasts", "o"}),
        ("within   2 days of o.received", "  counting by_hand by ", {"feasts"}, {"by_hand"}),
        ("covers:  2020-01-01 to 2030-12-31", "  ho", {"holidays:", "closed:"}, {"roll:", "o"}),
        ("covers:  2020-01-01 to 2030-12-31", "  weekend: ", {"saturday"}, {"holidays:", "civil"}),
        ("roll: next", "  first_day: ", {"in", "out"}, {"saturday", "roll:"}),
    ],
)
async def test_completion_knows_what_calendars_and_counting_rules_say(
    client: LanguageClient,
    tmp_path: Path,
    line: str,
    typed: str,
    wanted: set[str],
    unwanted: set[str],
) -> None:
    desk = Desk(client, tmp_path, TIMED.replace("  counting by_hand by feasts\n", ""))
    await desk.open()
    await desk.type(f"  {line}\n", f"  {line}\n{typed}\n")
    at = desk.at(f"{line}\n{typed}", len(line) + 1 + len(typed))
    found = await client.text_document_completion_async(lsp.CompletionParams(desk.document, at))
    assert isinstance(found, list)
    labels = {each.label for each in found}
    assert wanted <= labels
    assert not unwanted & labels


async def test_a_word_that_is_installed_is_found_where_it_lies(
    client: LanguageClient, tmp_path: Path
) -> None:
    text = RULESET.replace("uses         desk", "uses         desk, moderation").replace(
        "sanction penalty", "block(i) counts as blocked(i)\n\nsanction penalty"
    )
    desk = Desk(client, tmp_path, text)
    await desk.open()
    at = desk.at("block(i)", 1)
    found = await client.text_document_definition_async(lsp.DefinitionParams(desk.document, at))
    assert isinstance(found, lsp.Location)
    assert Path(found.uri.removeprefix("file://")).read_text("utf-8").find("action block") > 0


async def test_what_is_wrong_with_the_words_is_shown_in_their_file(
    client: LanguageClient, tmp_path: Path
) -> None:
    desk = Desk(client, tmp_path)
    (tmp_path / "desk.lex").write_text(VOCABULARY.replace("action ship", "acton ship"), "utf-8")
    await desk.open()
    await desk.until(lambda: [each.code for each in client.diagnostics[desk.words]] == ["LX103"])
    (tmp_path / "desk.lex").write_text(VOCABULARY, "utf-8")
    changed = lsp.FileEvent(desk.words, lsp.FileChangeType.Changed)
    client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([changed]))
    await desk.until(lambda: not client.diagnostics[desk.words])


async def test_fast_typing_costs_few_looks(client: LanguageClient, tmp_path: Path) -> None:
    desk = Desk(client, tmp_path)
    await desk.open()
    client.diagnostics = looks = Looks()
    name = "deliver"
    for letter in "quickly_and_with_care":
        desk.put(f"obligation {name} ", f"obligation {name}{letter} ")
        name += letter
    await desk.until(lambda: f"`{name}`" in str(looks.get(desk.uri)))
    assert len(looks.seen) < len("quickly_and_with_care") / 2
    assert {each.code for each in looks[desk.uri]} == {"LX228"}, "others still name `deliver`"


class Looks(dict[str, Sequence[lsp.Diagnostic]]):
    """What was shown of each file last, and how often anything was."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def __setitem__(self, uri: str, found: Sequence[lsp.Diagnostic]) -> None:
        self.seen.append(uri)
        super().__setitem__(uri, found)


async def test_formatting_and_fixes(client: LanguageClient, tmp_path: Path) -> None:
    desk = Desk(client, tmp_path, RULESET.replace("  duty of  ", "  duty   of "))
    await desk.open()
    options = lsp.FormattingOptions(2, True)
    asked = lsp.DocumentFormattingParams(desk.document, options)
    edits = await client.text_document_formatting_async(asked)
    assert edits is not None
    assert "  duty of  o.seller\n" in edits[0].new_text
    await desk.type("o.seller\n  must", "o.selller\n  must")
    place = lsp.Range(desk.at("selller"), desk.at("selller"))
    actions = await client.text_document_code_action_async(
        lsp.CodeActionParams(desk.document, place, lsp.CodeActionContext([]))
    )
    assert actions is not None
    (action,) = actions
    assert isinstance(action, lsp.CodeAction)
    assert action.title == "write `seller`"
    assert action.edit is not None
    assert action.edit.changes is not None
    assert [each.new_text for each in action.edit.changes[desk.uri]] == ["seller"]


async def test_symbols_and_colours(client: LanguageClient, tmp_path: Path) -> None:
    desk = Desk(client, tmp_path)
    await desk.open()
    asked = lsp.DocumentSymbolParams(desk.document)
    symbols = await client.text_document_document_symbol_async(asked)
    assert symbols is not None
    assert {"deliver", "penalty", "enough", "strict"} <= {each.name for each in symbols}
    found = await client.text_document_semantic_tokens_full_async(
        lsp.SemanticTokensParams(desk.document)
    )
    assert found is not None
    assert len(found.data) % 5 == 0
    assert list(found.data[:5]) == [0, 0, len("ruleset"), 0, 0]


def large(norms: int) -> str:
    """A ruleset of so many norms, eight lines each."""
    head = RULESET[: RULESET.index("obligation deliver")]
    one = """\
obligation deliver_{n} "What was ordered is shipped in time."
  cites    code "s {n}"
  for each o: Order, p: Parcel in o.parcels
  duty of  o.seller
  must     shipped(p)
  within   {n} hours of o.received
  because  "the code says so"

"""
    return head + "".join(one.format(n=n) for n in range(1, norms + 1))


async def test_two_thousand_lines_are_answered_while_typing(
    client: LanguageClient, tmp_path: Path
) -> None:
    """A bound that a quadratic server would miss by far; benchmarks measure the time itself."""
    text = large(250)
    assert text.count("\n") > 2_000
    desk = Desk(client, tmp_path, text)
    await desk.open()
    taken = []
    for _ in range(3):
        for before, after in (("deliver_125 ", "deliver_x125 "), ("deliver_x125 ", "deliver_125 ")):
            started = time.monotonic()
            await desk.type(before, after)
            taken.append(time.monotonic() - started)
    assert min(taken) < 2.0
