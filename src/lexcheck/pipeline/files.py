"""Files: reading them within bounds, writing them whole, listing them in a fixed order."""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import IO

from lexcheck.base.decoding import MAX_BYTES, decode, too_large
from lexcheck.base.diagnostics import Diagnostic, did_you_mean
from lexcheck.base.light import light
from lexcheck.base.text import Source
from lexcheck.pipeline.refusals import Unreadable

CASE_SUFFIXES = frozenset({".yaml", ".yml", ".json"})
RULESET_SUFFIX = ".lex"


@light(kw_only=True)
class Place:
    """A file, and the name under which it is shown."""

    path: Path
    name: str


@light(kw_only=True)
class Text:
    """A file as it was read. `sha256` is that of its bytes; `source` None where it is no text."""

    source: Source | None
    sha256: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def place(path: str | os.PathLike[str]) -> Place:
    return Place(path=Path(path), name=without_detours(os.fspath(path)))


def without_detours(name: str) -> str:
    """A path as it is shown: `cases/x.lex` for `cases/start/../x.lex`. What is opened is the path
    as it was given, since a folder may be a link.
    """
    return posixpath.normpath(name) if "/../" in name.lstrip("./") else name


def load(where: Place) -> Text:
    """The text of a file. Raises Unreadable."""
    try:
        with where.path.open("rb") as file:
            large = too_large(os.fstat(file.fileno()).st_size, where.name, file.peek())
            if not large:
                return load_stream(file, where.name)
    except (OSError, ValueError) as error:
        raise unreadable(where.name, error) from error
    return Text(source=None, sha256="", diagnostics=(large,))


def load_stream(stream: IO[bytes], name: str) -> Text:
    """What a stream still holds, stdin for one. Raises Unreadable."""
    try:
        # Bounded, since the size of a pipe or a device is not known before.
        data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise unreadable(name, error) from error
    source, diagnostics = decode(data, name)
    digest = hashlib.sha256(data).hexdigest()
    return Text(source=source, sha256=digest, diagnostics=tuple(diagnostics))


def glance(path: Path) -> bytes:
    """The first bytes of a file; nothing where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(65_536)
    except OSError:
        return b""


def unreadable(name: str, error: OSError | ValueError, what: str = "read") -> Unreadable:
    if isinstance(error, FileNotFoundError) and what == "read":
        return Unreadable(name, "does not exist", _neighbour(Path(name)))
    why = (isinstance(error, OSError) and error.strerror) or str(error)
    return Unreadable(name, f"cannot be {what}: {why.lower()}")


def _neighbour(path: Path) -> str:
    """The name in the same folder that was meant, perhaps."""
    try:
        hint = did_you_mean(path.name, (each.name for each in path.parent.iterdir()))
    except OSError:
        return ""
    return hint if hint.startswith("did you mean") else ""


def is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):  # what no system would take for a path
        return False


def find_files(path: str, suffixes: Collection[str] = CASE_SUFFIXES) -> list[str]:
    """The files to read for a path: itself, or, of a folder, all below it with these suffixes.

    Sorted. What is hidden, and links to folders, are passed over. Raises Unreadable.
    """
    if not is_folder(path):
        if RULESET_SUFFIX in suffixes and Path(path).suffix.lower() in CASE_SUFFIXES - {*suffixes}:
            raise Unreadable(path, "is no ruleset", "name rulesets and vocabularies (.lex) here")
        return [path]

    def stop(error: OSError) -> None:
        raise unreadable(error.filename or path, error)

    found = []
    for folder, inner, names in os.walk(path, onerror=stop):
        inner[:] = [name for name in inner if not name.startswith(".")]
        found += [
            str(Path(folder) / name)
            for name in names
            if Path(name).suffix.lower() in suffixes and not name.startswith(".")
        ]
    return sorted(found)


def write_whole(path: str, data: bytes, keeping: Iterable[str] = ()) -> None:
    """Write a file so that nobody ever sees half of it: under another name, renamed when whole.

    What is no plain file (a pipe, a device) is written to as it is. Raises Unreadable, also where
    it is one of the files to keep.
    """
    try:
        target = Path(path).resolve()
        if any(Path(each).resolve() == target for each in keeping):
            raise Unreadable(path, "is read by this very run", "write to another file")
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except (OSError, ValueError) as error:
        raise unreadable(path, error, "written") from error


def _replace(target: Path, data: bytes) -> None:
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with partial.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            partial.chmod(target.stat().st_mode & 0o7777)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
