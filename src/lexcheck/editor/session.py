"""What an editor has open, over its connection: texts in, what is wrong with them out.

All runs in one loop. A change is only noted; what is wrong is looked for when the changes that are
on their way have come, so that whoever types faster than that is looked at causes few looks.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.base.text import Span
from lexcheck.editor.protocol import plain, range_of
from lexcheck.editor.workspace import Workspace

#: Seconds without a change after which what is wrong is looked for: as long as a message takes from
#: one process to the other when there is one.
PAUSE = 0.004


class Session:
    """The open files by their paths, each with the name that the editor gave it.

    `followers` are called whenever all that is wrong was shown.
    """

    def __init__(self, server: LanguageServer) -> None:
        self.server = server
        self.workspace = Workspace()
        self.uris: dict[Path, str] = {}
        self.followers: list[Callable[[], None]] = []
        self._published: set[str] = set()
        self._waiting: asyncio.TimerHandle | None = None

    # ── Names ──────────────────────────────────────────────────────────────────────────────────

    def path(self, uri: str) -> str:
        return str(Path(to_fs_path(uri) or uri).resolve())

    def uri(self, name: str) -> str:
        """What the editor calls a file, by what its text goes by here."""
        path = self.workspace.path_of(name).resolve()
        return self.uris.get(path) or from_fs_path(str(path)) or name

    def locate(self, span: Span) -> lsp.Location:
        return lsp.Location(self.uri(span.source.name), range_of(span))

    # ── Texts ──────────────────────────────────────────────────────────────────────────────────

    def open(self, uri: str, text: str) -> None:
        self.uris[Path(self.path(uri))] = uri
        self.change(uri, text)

    def change(self, uri: str, text: str) -> None:
        self.workspace.change(self.path(uri), text)
        self.look_soon()

    def close(self, uri: str) -> None:
        self.uris.pop(Path(self.path(uri)), None)
        self.workspace.close(self.path(uri))
        self.look_soon()

    def reread(self) -> None:
        """Files may have changed on disk."""
        self.workspace.refresh()
        self.look_soon()

    # ── What is wrong ──────────────────────────────────────────────────────────────────────────

    def look_soon(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = asyncio.get_running_loop().call_later(PAUSE, self.look)

    def look(self) -> None:
        """Show what is wrong with the open files, and with what they use."""
        self._waiting = None
        found: dict[str, dict[Diagnostic, None]] = {uri: {} for uri in self.uris.values()}
        for path in self.uris:
            known = self.workspace.known(str(path))
            for each in () if known is None else known.diagnostics:
                found.setdefault(self.uri(each.span.source.name), {})[each] = None
        for uri in {**found, **dict.fromkeys(sorted(self._published))}:
            shown = [plain(each, self.locate) for each in found.get(uri, ())]
            params = lsp.PublishDiagnosticsParams(uri=uri, diagnostics=shown)
            self.server.text_document_publish_diagnostics(params)
        self._published = {uri for uri, each in found.items() if each}
        for follow in self.followers:
            follow()
        asyncio.get_running_loop().call_soon(self.workspace.let_go)
