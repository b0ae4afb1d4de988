"""The editor's questions, as the protocol puts them, and the answers."""

from __future__ import annotations

import asyncio

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from lexcheck.base.text import Source, Span
from lexcheck.editor import answers
from lexcheck.editor.colours import COLOURS, coloured
from lexcheck.editor.protocol import offset_of, packed, plain, range_of
from lexcheck.editor.session import Session
from lexcheck.editor.workspace import Known
from lexcheck.syntax.canonical import canonical

#: Seconds that the colours wait, so that what is wrong is never told late because of them.
QUIET = 0.1

_KINDS = {
    "keyword": lsp.CompletionItemKind.Keyword,
    "word": lsp.CompletionItemKind.Class,
    "calendar": lsp.CompletionItemKind.Class,
    "counting rule": lsp.CompletionItemKind.Class,
    "property": lsp.CompletionItemKind.Property,
    "norm": lsp.CompletionItemKind.Function,
    "source": lsp.CompletionItemKind.Reference,
    "field": lsp.CompletionItemKind.Field,
    "variable": lsp.CompletionItemKind.Variable,
}

_Asked = lsp.HoverParams | lsp.DefinitionParams | lsp.ReferenceParams | lsp.RenameParams


def answer(server: LanguageServer, session: Session) -> None:
    """Questions about the name at a place."""

    def asked(params: _Asked) -> tuple[Known, int] | None:
        known = session.workspace.sound(session.path(params.text_document.uri))
        return None if known is None else (known, offset_of(known.source, params.position))

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        found = asked(params)
        told = None if found is None else answers.hover(*found)
        if told is None:
            return None
        content = lsp.MarkupContent(kind=lsp.MarkupKind.Markdown, value=told[0])
        return lsp.Hover(contents=content, range=range_of(told[1]))

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(params: lsp.DefinitionParams) -> lsp.Location | None:
        found = asked(params)
        span = None if found is None else answers.definition(*found)
        return None if span is None else session.locate(span)

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def references(params: lsp.ReferenceParams) -> list[lsp.Location]:
        found = asked(params)
        places = [] if found is None else answers.references(*found)
        return [session.locate(span) for span in places]

    @server.feature(lsp.TEXT_DOCUMENT_RENAME)
    def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        known = session.workspace.known(session.path(params.text_document.uri))
        # What cannot be read may use the name, too.
        found = None if known is None or known.file is None else asked(params)
        edits = None if found is None else answers.rename(*found, params.new_name)
        if edits is None:
            return None
        changes: dict[str, list[lsp.TextEdit]] = {}
        for span, name in edits:
            edit = lsp.TextEdit(range_of(span), name)
            changes.setdefault(session.uri(span.source.name), []).append(edit)
        return lsp.WorkspaceEdit(changes=changes)

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["."]))
    def completion(params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
        document = server.workspace.get_text_document(params.text_document.uri)
        path = session.path(document.uri)
        source = Source(name=path, text=document.source)
        at = offset_of(source, params.position)
        return [
            lsp.CompletionItem(label=each.text, kind=_KINDS.get(each.kind), detail=each.told)
            for each in answers.completions(session.workspace.sound(path), source, at)
        ]


def edit(server: LanguageServer, session: Session) -> None:
    """Changes to a file."""

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def formatting(params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
        document = server.workspace.get_text_document(params.text_document.uri)
        source = Source(name=session.path(document.uri), text=document.source)
        form, _ = canonical(source)
        if form is None or form == source.text:
            return None
        return [lsp.TextEdit(range_of(Span(source, 0, len(source.text))), form)]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION)
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        known = session.workspace.known(session.path(params.text_document.uri))
        found = []
        for title, diagnostic, span, text in () if known is None else answers.fixes(known):
            where = range_of(diagnostic.span)
            if where.start.line > params.range.end.line or where.end.line < params.range.start.line:
                continue
            edit = lsp.TextEdit(range_of(span), text)
            found.append(
                lsp.CodeAction(
                    title=title,
                    kind=lsp.CodeActionKind.QuickFix,
                    diagnostics=[plain(diagnostic, session.locate)],
                    edit=lsp.WorkspaceEdit(changes={params.text_document.uri: [edit]}),
                )
            )
        return found


def show(server: LanguageServer, session: Session) -> None:
    """What a file is made of."""

    @server.feature(
        lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL,
        lsp.SemanticTokensLegend(token_types=list(COLOURS), token_modifiers=[]),
    )
    async def colours(params: lsp.SemanticTokensParams) -> lsp.SemanticTokens:
        await asyncio.sleep(QUIET)  # an editor that goes on typing takes its question back
        document = server.workspace.get_text_document(params.text_document.uri)
        path = session.path(document.uri)
        source = Source(name=path, text=document.source)
        known = session.workspace.known(path)
        sound = session.workspace.sound(path)
        index = None if known is None or known.file is None else known.index
        found = coloured(source, index, None if sound is None else sound.index)
        return lsp.SemanticTokens(data=packed(source, found, COLOURS))

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        known = session.workspace.sound(session.path(params.text_document.uri))
        file = None if known is None else known.file
        found = []
        for each in () if file is None else (*file.statements, *file.readings):
            name = getattr(each, "name", None)
            if name is not None:
                found.append(
                    lsp.DocumentSymbol(
                        name=name.text,
                        kind=lsp.SymbolKind.Function,
                        range=range_of(each.span),
                        selection_range=range_of(name.span),
                    )
                )
        return found
