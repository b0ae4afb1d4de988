"""An author typing in a ruleset of 2,000 lines: from a change to what is wrong with the text.

A name in the first, the middle and the last norm is changed, and changed back. Within a process:
CPU time of the looking alone. Over the protocol, to a server of its own: wall time, the pause for
further letters included.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import many_norms
from lexcheck.editor.workspace import Workspace

LINES = 2_000


def text() -> str:
    norms = 100
    while many_norms.ruleset(norms).count("\n") < LINES:
        norms += 10
    return many_norms.ruleset(norms)


def changes(whole: str) -> Iterator[str]:
    """The text with another name in the first, middle or last norm, in turns with itself."""
    lead = "obligation answer_"  # norms that no other names
    names = [line.split()[1] for line in whole.splitlines() if line.startswith(lead)]
    for name in (names[0], names[len(names) // 2], names[-1]):
        yield whole.replace(f"obligation {name}", f"obligation {name}_x", 1)
        yield whole


def looking(folder: Path, turns: int = 5) -> list[float]:
    """CPU seconds from each change to all that is wrong with the text."""
    path, whole = _written(folder)
    workspace = Workspace()
    found = []
    for changed in (whole, *(each for _ in range(turns) for each in changes(whole))):
        start = time.process_time()
        workspace.change(str(path), changed)
        known = workspace.known(str(path))
        assert known is not None
        assert known.ruleset is not None
        assert isinstance(known.diagnostics, list)
        found.append(time.process_time() - start)
    return found[1:]


def answering(folder: Path, turns: int = 5) -> list[float]:
    """Wall seconds from each change to the answer of a server."""
    path, whole = _written(folder)
    command = [sys.executable, "-m", "lexcheck", "lsp"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        _send(server, "initialize", {"processId": None, "rootUri": None, "capabilities": {}}, 1)
        _until(server, lambda message: message.get("id") == 1)
        _send(server, "initialized", {})
        document: dict[str, Any] = {"uri": path.as_uri(), "version": 0}
        opened = {**document, "languageId": "lexcheck", "text": whole}
        _send(server, "textDocument/didOpen", {"textDocument": opened})
        _until(server, _published)
        found = []
        for changed in (each for _ in range(turns) for each in changes(whole)):
            document["version"] += 1
            change = {"textDocument": document, "contentChanges": [{"text": changed}]}
            start = time.perf_counter()
            _send(server, "textDocument/didChange", change)
            _until(server, _published)
            found.append(time.perf_counter() - start)
        server.terminate()
    return found


def _written(folder: Path) -> tuple[Path, str]:
    (folder / "many.lex").write_text(many_norms.VOCABULARY, "utf-8")
    path, whole = folder / "many_norms.lex", text()
    path.write_text(whole, "utf-8")
    return path, whole


def _published(message: dict[str, Any]) -> bool:
    return message.get("method") == "textDocument/publishDiagnostics"


def _send(server: subprocess.Popen[bytes], method: str, params: object, id_: int = 0) -> None:
    message = {"jsonrpc": "2.0", "method": method, "params": params, **({"id": id_} if id_ else {})}
    data = json.dumps(message).encode()
    assert server.stdin is not None
    server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
    server.stdin.flush()


def _until(server: subprocess.Popen[bytes], wanted: Any) -> None:
    assert server.stdout is not None
    while True:
        length = 0
        while line := server.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has left"
        if wanted(json.loads(server.stdout.read(length))):
            return
