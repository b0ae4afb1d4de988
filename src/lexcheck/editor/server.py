"""The language server: an editor's questions, as the protocol puts them, and the answers.

Source: Language Server Protocol 3.17. Positions count UTF-16 code units.
"""

from __future__ import annotations

from bisect import bisect_right

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from lexcheck import __version__
from lexcheck.base.diagnostics import Diagnostic, Severity
from lexcheck.base.text import Source, Span
from lexcheck.editor import answers
from lexcheck.editor.colours import COLOURS, coloured
from lexcheck.editor.workspace import Known, Workspace
from lexcheck.syntax.canonical import canonical
from lexcheck.syntax.from_text import parse

_KINDS = {
    "keyword": lsp.CompletionItemKind.Keyword,
    "word": lsp.CompletionItemKind.Class,
    "norm": lsp.CompletionItemKind.Function,
    "source": lsp.CompletionItemKind.Reference,
    "field": lsp.CompletionItemKind.Field,
    "variable": lsp.CompletionItemKind.Variable,
}

_Asked = lsp.HoverParams | lsp.DefinitionParams | lsp.ReferenceParams | lsp.RenameParams

# ── Places ─────────────────────────────────────────────────────────────────────────────────────


def position(source: Source, offset: int) -> lsp.Position:
    line = bisect_right(source.line_starts, offset) - 1
    before = source.text[source.line_starts[line] : offset]
    return lsp.Position(line, len(before.encode("utf-16-le")) // 2)


def offset_of(source: Source, at: lsp.Position) -> int:
    if at.line >= len(source.line_starts):
        return len(source.text)
    start = source.line_starts[at.line]
    text = source.line_text(at.line + 1)
    units = text.encode("utf-16-le")[: 2 * at.character]
    return start + len(units.decode("utf-16-le", "ignore"))


def range_of(span: Span) -> lsp.Range:
    return lsp.Range(position(span.source, span.start), position(span.source, span.end))


def location(span: Span) -> lsp.Location:
    return lsp.Location(_uri(span.source.name), range_of(span))


def _uri(path: str) -> str:
    return from_fs_path(path) or path


def _path(uri: str) -> str:
    return to_fs_path(uri) or uri


def plain(diagnostic: Diagnostic) -> lsp.Diagnostic:
    assert diagnostic.span is not None
    error = diagnostic.severity is Severity.ERROR
    hint = f"\n{diagnostic.hint}" if diagnostic.hint else ""
    return lsp.Diagnostic(
        range=range_of(diagnostic.span),
        message=diagnostic.message + hint,
        severity=lsp.DiagnosticSeverity.Error if error else lsp.DiagnosticSeverity.Warning,
        code=diagnostic.code,
        source="lexcheck",
        related_information=[
            lsp.DiagnosticRelatedInformation(location(label.span), label.message)
            for label in diagnostic.labels
        ],
    )


# ── The server ─────────────────────────────────────────────────────────────────────────────────


def serve() -> None:
    """Speak with an editor over stdin and stdout until it leaves."""
    made().start_io()


def made() -> LanguageServer:
    server = LanguageServer(
        "lexcheck", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Incremental
    )
    workspace = Workspace()
    _watch(server, workspace)
    _answer(server, workspace)
    _edit(server, workspace)
    return server


def _watch(server: LanguageServer, workspace: Workspace) -> None:
    """Keep the texts as the editor has them, and show what is wrong with each."""

    def show() -> None:
        for path in workspace.texts:
            known = workspace.known(str(path))
            found = [] if known is None else [plain(each) for each in known.diagnostics]
            params = lsp.PublishDiagnosticsParams(uri=_uri(str(path)), diagnostics=found)
            server.text_document_publish_diagnostics(params)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        workspace.change(_path(params.text_document.uri), params.text_document.text)
        show()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        document = server.workspace.get_text_document(params.text_document.uri)
        workspace.change(_path(document.uri), document.source)
        show()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        workspace.close(_path(params.text_document.uri))
        show()


def _answer(server: LanguageServer, workspace: Workspace) -> None:
    """Questions about the name at a place."""

    def asked(params: _Asked) -> tuple[Known, int] | None:
        known = workspace.sound(_path(params.text_document.uri))
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
        return None if span is None else location(span)

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def references(params: lsp.ReferenceParams) -> list[lsp.Location]:
        found = asked(params)
        return [] if found is None else [location(span) for span in answers.references(*found)]

    @server.feature(lsp.TEXT_DOCUMENT_RENAME)
    def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        found = asked(params)
        edits = None if found is None else answers.rename(*found, params.new_name)
        if edits is None:
            return None
        changes: dict[str, list[lsp.TextEdit]] = {}
        for span, name in edits:
            edit = lsp.TextEdit(range_of(span), name)
            changes.setdefault(_uri(span.source.name), []).append(edit)
        return lsp.WorkspaceEdit(changes=changes)

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["."]))
    def completion(params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
        document = server.workspace.get_text_document(params.text_document.uri)
        path = _path(document.uri)
        source = Source(name=path, text=document.source)
        at = offset_of(source, params.position)
        return [
            lsp.CompletionItem(label=each.text, kind=_KINDS.get(each.kind), detail=each.told)
            for each in answers.completions(workspace.sound(path), source, at)
        ]


def _edit(server: LanguageServer, workspace: Workspace) -> None:
    """Changes to a file, and what it is made of."""

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def formatting(params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
        document = server.workspace.get_text_document(params.text_document.uri)
        source = Source(name=_path(document.uri), text=document.source)
        form, _ = canonical(source)
        if form is None or form == source.text:
            return None
        return [lsp.TextEdit(range_of(Span(source, 0, len(source.text))), form)]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION)
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        known = workspace.known(_path(params.text_document.uri))
        found = []
        for title, diagnostic, span, text in () if known is None else answers.fixes(known):
            where = range_of(span) if diagnostic.span is None else range_of(diagnostic.span)
            if where.start.line > params.range.end.line or where.end.line < params.range.start.line:
                continue
            edit = lsp.TextEdit(range_of(span), text)
            found.append(
                lsp.CodeAction(
                    title=title,
                    kind=lsp.CodeActionKind.QuickFix,
                    diagnostics=[plain(diagnostic)],
                    edit=lsp.WorkspaceEdit(changes={params.text_document.uri: [edit]}),
                )
            )
        return found

    @server.feature(
        lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL,
        lsp.SemanticTokensLegend(token_types=list(COLOURS), token_modifiers=[]),
    )
    def colours(params: lsp.SemanticTokensParams) -> lsp.SemanticTokens:
        document = server.workspace.get_text_document(params.text_document.uri)
        path = _path(document.uri)
        source = Source(name=path, text=document.source)
        known = workspace.known(path)
        index = None if known is None or known.file is None else known.index
        return lsp.SemanticTokens(data=_deltas(source, coloured(source, index)))

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        document = server.workspace.get_text_document(params.text_document.uri)
        file, _ = parse(Source(name=_path(document.uri), text=document.source))
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


def _deltas(source: Source, found: list[tuple[int, int, str]]) -> list[int]:
    """Stretches of one line each, as the protocol packs them: each from the one before."""
    data: list[int] = []
    line = column = 0
    for start, end, colour in found:
        at = position(source, start)
        length = len(source.text[start:end].encode("utf-16-le")) // 2
        moved = at.character - column if at.line == line else at.character
        data += [at.line - line, moved, length, COLOURS.index(colour), 0]
        line, column = at.line, at.character
    return data
