"""The language server over its real protocol: a client starts it, types, and asks."""

from __future__ import annotations

import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient

from tests.unit.samples import RULESET, VOCABULARY

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.asyncio


@pytest_lsp.fixture(  # type: ignore[untyped-decorator]  # its library has no types
    config=ClientServerConfig(server_command=[sys.executable, "-m", "lexcheck", "lsp"])
)
async def client(lsp_client: LanguageClient) -> AsyncIterator[None]:
    await lsp_client.initialize_session(lsp.InitializeParams(capabilities=lsp.ClientCapabilities()))
    yield
    await lsp_client.shutdown_session()


class Desk:
    """The sample in a folder, its ruleset open in the editor."""

    def __init__(self, client: LanguageClient, folder: Path, text: str = RULESET) -> None:
        (folder / "desk.lex").write_text(VOCABULARY, "utf-8")
        (folder / "shop.lex").write_text(text, "utf-8")
        self.client = client
        self.text = text
        self.uri = (folder / "shop.lex").as_uri()
        self.words = (folder / "desk.lex").as_uri()
        self.version = 1

    async def open(self) -> list[lsp.Diagnostic]:
        item = lsp.TextDocumentItem(self.uri, "lexcheck", 1, self.text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return await self.shown()

    async def type(self, before: str, after: str) -> list[lsp.Diagnostic]:
        """Put some text in the place of other text, as one change of that stretch."""
        start = self.at(before)
        end = self.at(before, len(before))
        self.text = self.text.replace(before, after, 1)
        self.version += 1
        change = lsp.TextDocumentContentChangePartial(range=lsp.Range(start, end), text=after)
        document = lsp.VersionedTextDocumentIdentifier(version=self.version, uri=self.uri)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))
        return await self.shown()

    async def shown(self) -> list[lsp.Diagnostic]:
        await self.client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        return list(self.client.diagnostics[self.uri])

    def at(self, text: str, more: int = 0) -> lsp.Position:
        offset = self.text.index(text) + more
        line = self.text.count("\n", 0, offset)
        return lsp.Position(line, offset - (self.text.rfind("\n", 0, offset) + 1))

    @property
    def document(self) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri)


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
