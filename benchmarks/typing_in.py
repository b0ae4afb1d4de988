"""An author typing in a ruleset of 2,000 lines: from a change to what is wrong with the text.

Two of them: one of many norms of one simple kind; and a rich one, which is the law on blocking
orders that ships, over and over. In the first, the middle and the last norm, three things are typed
and taken back: a letter more in its name; the begin of a clause, which is a fault until it is
whole; a clause that names nothing that is there. Within a process: CPU time of the looking alone.
Over the protocol, to a server of its own, each change as an editor sends it: wall time, the pause
for further letters included, and what CPU time the server took for it.
"""

from __future__ import annotations

import gc
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from benchmarks import many_norms
from lexcheck.base.text import Source
from lexcheck.editor.workspace import Workspace
from lexcheck.syntax import model as m
from lexcheck.syntax.from_text import parse

LINES = 2_000

LAW = Path(__file__).parents[1] / "rulesets/in/it_act_s69a.lex"

#: What is declared once, however often the norms are there.
_ONCE = (m.SourceDeclaration, m.CalendarDeclaration, m.CountsAs, m.Ends)


@attrs.frozen
class Typed:
    """A ruleset and the words beside it; `lead`: what begins the lines of norms nothing names."""

    ruleset: str
    vocabulary: tuple[str, str]
    lead: str


def simple() -> Typed:
    norms = 100
    while many_norms.ruleset(norms).count("\n") < LINES:
        norms += 10
    words = ("many.lex", many_norms.VOCABULARY)
    return Typed(many_norms.ruleset(norms), words, "obligation answer_")


def rich() -> Typed:
    """Defines, calendars, exceptions, sanctions, assessments and readings; comments, too."""
    text = LAW.read_text("utf-8")
    file, _ = parse(Source(name="law", text=text))
    assert file is not None
    pieces = [*file.statements, *file.readings]
    names = sorted({each.name.text for each in pieces if not isinstance(each, _ONCE)})
    own = re.compile(rf"(?<![.\w])({'|'.join(names)})(?![\w])")
    ends = [*(each.span.start for each in pieces[1:]), len(text)]
    parts = [(each, text[each.span.start : end]) for each, end in zip(pieces, ends, strict=True)]
    made, readings, copy = [text[: pieces[0].span.start]], [], 0
    made += [part for each, part in parts if isinstance(each, _ONCE)]
    while "".join((*made, *readings)).count("\n") < LINES:
        copy += 1
        for each, part in parts:
            if not isinstance(each, _ONCE):
                to = readings if isinstance(each, m.Reading) else made
                to.append(own.sub(rf"\g<1>_{copy}", part))
    words = (LAW.parents[1] / "moderation.lex").read_text("utf-8")
    return Typed("".join((*made, *readings)), ("moderation.lex", words), "obligation review_")


def changes(typed: Typed) -> Iterator[tuple[str, int, str, str]]:
    """Text after text: where it differs from the one before, what stood there, and what does."""
    whole = typed.ruleset
    heads = [each.end() for each in re.finditer(rf"^{typed.lead}\w*", whole, re.MULTILINE)]
    for head in (heads[0], heads[len(heads) // 2], heads[-1]):
        clause = whole.index("\n  for each", head)
        for at, put in ((head, "x"), (clause, "\n  wh"), (clause, "\n  when p.agreed")):
            yield whole[:at] + put + whole[at:], at, "", put
            yield whole, at, put, ""


def looking(folder: Path, typed: Typed, turns: int = 5) -> list[float]:
    """CPU seconds from each change to all that is wrong with the text."""
    path, whole = _written(folder, typed), typed.ruleset
    workspace = Workspace()
    found = []
    gc.collect()
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 20, 20)  # as the command has it
    for changed in (whole, *(text for _ in range(turns) for text, *_ in changes(typed))):
        start = time.process_time()
        workspace.change(str(path), changed)
        known = workspace.known(str(path))
        assert known is not None
        assert isinstance(known.diagnostics, list)
        found.append(time.process_time() - start)
        workspace.let_go()
    gc.set_threshold(*usual)
    return found[1:]


def answering(folder: Path, typed: Typed, turns: int = 5) -> list[tuple[float, float]]:
    """Seconds from each change to the answer of a server: of the clock, and of its CPU time.

    No CPU time (0) where the system does not tell that of another process.
    """
    path, whole = _written(folder, typed), typed.ruleset
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
        for _, at, before, after in (each for _ in range(turns) for each in changes(typed)):
            document["version"] += 1
            edit = {"range": _range(whole, at, before), "text": after}
            change = {"textDocument": document, "contentChanges": [edit]}
            cpu, start = _cpu(server.pid), time.perf_counter()
            _send(server, "textDocument/didChange", change)
            _until(server, _published)
            found.append((time.perf_counter() - start, _cpu(server.pid) - cpu))
        server.terminate()
    return found


def _range(whole: str, at: int, text: str) -> dict[str, dict[str, int]]:
    """The places where some text that stands at an offset begins and ends."""
    found = {}
    for name, until in (("start", whole[:at]), ("end", whole[:at] + text)):
        line = until[until.rfind("\n") + 1 :].encode("utf-16-le")
        found[name] = {"line": until.count("\n"), "character": len(line) // 2}
    return found


def _cpu(process: int) -> float:
    """The CPU seconds of a process and its threads."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(each.read_text().split()[0]) for each in threads) / 1e9


def _written(folder: Path, typed: Typed) -> Path:
    name, words = typed.vocabulary
    (folder / name).write_text(words, "utf-8")
    path = folder / "typed.lex"
    path.write_text(typed.ruleset, "utf-8")
    return path


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
