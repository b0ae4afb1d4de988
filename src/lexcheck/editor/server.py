"""The language server: what it listens to, and which room of the editor answers.

Source: Language Server Protocol 3.17.
"""

from __future__ import annotations

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from lexcheck import __version__
from lexcheck.editor import features
from lexcheck.editor.lenses import Lenses
from lexcheck.editor.session import Session


def serve() -> None:
    """Speak with an editor over stdin and stdout until it leaves."""
    made().start_io()


def made() -> LanguageServer:
    server = LanguageServer(
        "lexcheck", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Incremental
    )
    session = Session(server)
    lenses = Lenses(session)
    _watch(server, session, lenses)
    features.answer(server, session)
    features.edit(server, session)
    features.show(server, session)
    return server


def _watch(server: LanguageServer, session: Session, lenses: Lenses) -> None:
    """Keep the texts as the editor has them, and show what is wrong with each."""

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        session.open(params.text_document.uri, params.text_document.text)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        document = server.workspace.get_text_document(params.text_document.uri)
        session.change(document.uri, document.source)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        session.close(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(_: lsp.DidSaveTextDocumentParams) -> None:
        session.reread()
        lenses.again()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def elsewhere(_: lsp.DidChangeWatchedFilesParams) -> None:
        session.reread()
        lenses.again()

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    def lens(params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        return lenses.of(params.text_document.uri)

    @server.feature(lsp.SHUTDOWN)
    def leaving(*_: object) -> None:
        lenses.stop()
