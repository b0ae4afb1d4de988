"""The files that are open in an editor, and what is known of them as they stand."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from lexcheck.base.diagnostics import Diagnostic, has_errors
from lexcheck.base.text import Source
from lexcheck.editor.symbols import Index
from lexcheck.lint.from_norms import remarks
from lexcheck.lint.model import Remark, Subject
from lexcheck.norms.model import Ruleset
from lexcheck.pipeline.files import place
from lexcheck.pipeline.library import Compiled, Library
from lexcheck.pipeline.refusals import Unreadable
from lexcheck.syntax.model import File
from lexcheck.syntax.readable import readable


class Known:
    """What is known of a file: its compilation, and, while it has no error, the rest."""

    def __init__(self, source: Source, compiled: Compiled) -> None:
        self.source = source
        self.compiled = compiled

    @property
    def file(self) -> File | None:
        return self.compiled.files[-1] if self.compiled.files else None

    @property
    def ruleset(self) -> Ruleset | None:
        return self.compiled.ruleset

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """What the checks remark on a file without errors."""
        if self.file is None or self.ruleset is None or has_errors(self.compiled.diagnostics):
            return ()
        return tuple(remarks(Subject(file=self.file, ruleset=self.ruleset)))

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All that is wrong with the file and with what it uses, and the remarks on it."""
        found = [*self.compiled.diagnostics, *(each.diagnostic for each in self.remarks)]
        return sorted(dict.fromkeys(found), key=lambda d: d.position)

    @property
    def here(self) -> list[Diagnostic]:
        """What of it is to be shown in the file itself."""
        name = self.source.name
        return [d for d in self.diagnostics if d.span.source.name == name]

    @cached_property
    def index(self) -> Index:
        return Index(self.compiled.files, self.ruleset)


class Workspace:
    """Open texts by their paths, and what is known of each while nothing it is made of changes.

    `sound` is for those who answer while somebody types: of a text with a fault, what is known of
    the rest of it, or else of its last state that could be parsed. What is known no more is kept
    until `let_go`: to clear it away takes a tenth of the time that looking takes, and nobody needs
    to wait for that.
    """

    def __init__(self) -> None:
        self.texts: dict[Path, str] = {}
        self._known: dict[Path, Known] = {}
        self._sound: dict[Path, Known] = {}
        self._past: list[Known] = []
        self._library = Library(self.texts)
        self._read: dict[Path, tuple[Known, Known | None]] = {}

    def change(self, path: str, text: str) -> None:
        self.texts[Path(path).resolve()] = text
        self._library.refresh()

    def close(self, path: str) -> None:
        self.texts.pop(Path(path).resolve(), None)
        self._library.refresh()

    def refresh(self) -> None:
        """Files may have changed on disk."""
        self._library.refresh()

    def path_of(self, name: str) -> Path:
        return self._library.path_of(name)

    def known(self, path: str) -> Known | None:
        """What is known of a file as it stands; None where it cannot be read."""
        key = Path(path).resolve()
        try:
            unit = self._library.unit(place(path))
        except Unreadable:
            return None
        compiled = self._library.compile(unit)
        known = self._known.get(key)
        if known is None or known.compiled is not compiled:
            name = unit.where.name if unit.where else path
            text = self.texts.get(key, "")
            source = unit.file.span.source if unit.file else Source(name=name, text=text)
            self._past += [] if known is None else [known]
            known = self._known[key] = Known(source, compiled)
        if known.file is not None:
            self._sound[key] = known
        return known

    def let_go(self) -> None:
        self._past.clear()

    def sound(self, path: str) -> Known | None:
        """The same, or, where that cannot be parsed, of as much of it as can, or as it last was."""
        known = self.known(path)
        if known is None or known.file is not None:
            return known
        key = Path(path).resolve()
        if key not in self._read or self._read[key][0] is not known:
            self._read[key] = (known, self._in_part(key, path, known.source))
        return self._read[key][1] or self._sound.get(key)

    def _in_part(self, key: Path, path: str, source: Source) -> Known | None:
        """What is known of a text without what cannot be read in it, if possible with its types."""
        best: Known | None = None
        for text in readable(source):
            library = Library({**self.texts, key: text})
            unit = library.unit(place(path))
            if unit.file is not None:
                found = Known(unit.file.span.source, library.compile(unit))
                if found.ruleset is not None:
                    return found
                best = best or found
        return best
