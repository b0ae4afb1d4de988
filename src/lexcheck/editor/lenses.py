"""A lens over each norm: the verdicts that its cases give it.

The cases are judged by a process of its own, started a moment after the last change, and ended when
another change comes: what is wrong with a text never waits for what its cases say. Until there is
an answer, the lenses of the text before stay.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from lexcheck.editor.judging import Judged, Request, Shown
from lexcheck.editor.protocol import range_of
from lexcheck.editor.session import Session
from lexcheck.pipeline.library import Compiled
from lexcheck.syntax import model as m
from lexcheck.verdicts.model import WEIGHT, Verdict

#: Seconds without a change after which the cases are judged.
PAUSE = 0.4

#: What a click on a lens asks for: the extension of the editor shows the cases.
COMMAND = "lexcheck.showCases"


class Lenses:
    """The verdicts of the cases of each open ruleset, and of which compilation they are."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._judged: dict[Path, list[Judged]] = {}
        self._of: dict[Path, Compiled] = {}
        self._tasks: dict[Path, asyncio.Task[None]] = {}
        session.followers.append(self.follow)

    def follow(self) -> None:
        """Have the cases judged of each ruleset that is another than it was, if it is sound."""
        for path in self.session.uris:
            known = self.session.workspace.known(str(path))
            if known is None or known.ruleset is None or self._of.get(path) is known.compiled:
                continue
            self._of[path] = known.compiled
            self._stop(path)
            self._tasks[path] = asyncio.get_running_loop().create_task(self._judge(path))

    def again(self) -> None:
        """Cases may have changed."""
        self._of.clear()
        self.follow()

    def stop(self) -> None:
        for path in list(self._tasks):
            self._stop(path)

    def _stop(self, path: Path) -> None:
        task = self._tasks.pop(path, None)
        if task is not None:
            task.cancel()

    async def _judge(self, path: Path) -> None:
        await asyncio.sleep(PAUSE)
        texts = {str(each): text for each, text in self.session.workspace.texts.items()}
        request = Request(ruleset=str(path), folders=self._folders(path), texts=texts)
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "lexcheck.editor.judging"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            found, _ = await child.communicate(json.dumps(request).encode())
        finally:
            if child.returncode is None:
                child.kill()
        if child.returncode == 0:
            self._judged[path] = json.loads(found)
            client = self.session.server.client_capabilities.workspace
            if client is not None and client.code_lens and client.code_lens.refresh_support:
                self.session.server.workspace_code_lens_refresh(None)

    def _folders(self, path: Path) -> list[str]:
        """Where cases may lie: the folders of the workspace, and that of the file."""
        opened = self.session.server.workspace.folders.values()
        folders = [Path(to_fs_path(each.uri) or "").resolve() for each in opened]
        if not any(path.is_relative_to(folder) for folder in folders):
            folders.append(path.parent)
        return [str(folder) for folder in folders]

    # ── What is shown ──────────────────────────────────────────────────────────────────────────

    def of(self, uri: str) -> list[lsp.CodeLens]:
        """The lenses of a file, as far as there is an answer."""
        path = Path(self.session.path(uri))
        known = self.session.workspace.sound(str(path))
        judged = self._judged.get(path)
        if known is None or known.file is None or judged is None:
            return []
        found, seen = [], Counter[str]()
        for statement in known.file.statements:
            if isinstance(statement, m.NormStatement):
                name = statement.name
                place = range_of(name.span)
                shown = list(_of_norm(judged, name.text, seen[name.text]))
                seen[name.text] += 1
                broken = sum(each["shown"] is None for each in judged)
                command = lsp.Command(
                    title=title([each for _, each in shown], broken),
                    command=COMMAND,
                    arguments=[uri, place.start, [self._place(case, at) for case, at in shown]],
                )
                found.append(lsp.CodeLens(range=place, command=command))
        return found

    def _place(self, case: str, shown: Shown) -> lsp.Location:
        at = lsp.Position(shown["line"], 0)
        return lsp.Location(self.session.uri(case), lsp.Range(at, at))


def _of_norm(judged: list[Judged], norm: str, version: int) -> Iterator[tuple[str, Shown]]:
    for each in judged:
        for shown in each["shown"] or ():
            if (shown["norm"], shown["version"]) == (norm, version):
                yield each["case"], shown


def title(shown: list[Shown], broken: int = 0) -> str:
    """`4 cases: 2 breached, 1 undetermined, 7 complied`: the gravest first."""
    counts: Counter[str] = Counter()
    for each in shown:
        counts.update(each["verdicts"])
    ordered = sorted(counts.items(), key=lambda pair: -WEIGHT[Verdict(pair[0])])
    verdicts = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in ordered)
    text = f"{_cases(len(shown))}: {verdicts}" if shown else "no cases"
    failed = sum(each["failed"] for each in shown)
    if failed:
        text += f" · {failed} not as expected"
    return text + (f" · {_cases(broken)} cannot be judged" if broken else "")


def _cases(number: int) -> str:
    return "1 case" if number == 1 else f"{number} cases"
