"""Where a path leads to a dataset, and how one may be judged: all that is known before one is."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.base.light import light
from lexcheck.base.text import in_call
from lexcheck.pipeline.files import Place, place

#: The name of a manifest in a folder of tables.
MANIFEST = "dataset.yaml"

Form = Literal["parquet", "csv", "arrow", "duckdb"]
Engine = Literal["duckdb", "spark"]

#: One file, where what is written to ends so.
_OF_SUFFIX: dict[str, Form] = {
    ".parquet": "parquet", ".csv": "csv", ".arrow": "arrow", ".duckdb": "duckdb",
}  # fmt: skip


class NoEngine(ImportError):
    """What judges tables is not installed, or does not start."""

    def __init__(
        self,
        message: str = "tables are judged by DuckDB, which is not installed",
        hint: str = "install it with `pip install lexcheck[bulk]`",
        engine: Engine = "duckdb",
    ) -> None:
        super().__init__(message)
        span = in_call("--engine", engine)
        self.diagnostic = Diagnostic(code="LX600", message=message, hint=hint, span=span)


@light(kw_only=True)
class Options:
    """How a dataset is judged. `findings`: the folder or file to write to, empty for none; `form`
    None: as its suffix says. `memory` as `8GB`, empty for DuckDB's choice; `threads` 0 likewise.
    `master`: of Spark, empty for this machine.
    """

    findings: str = ""
    form: Form | None = None
    max_rejects: int = 0
    memory: str = ""
    threads: int = 0
    engine: Engine = "duckdb"
    master: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        """The options of the command that were given, as they are written."""
        given = {
            "--findings": self.findings,
            "--findings-format": self.form,
            "--max-rejects": self.max_rejects,
            "--memory": self.memory,
            "--threads": self.threads,
            "--engine": self.engine != "duckdb",
            "--master": self.master,
        }
        return tuple(name for name, value in given.items() if value)

    @property
    def written(self) -> tuple[Form, bool]:
        """The form of what is written, and whether it is one file: a name with its suffix is."""
        by_suffix = _OF_SUFFIX.get(Path(self.findings).suffix.lower())
        form = self.form or by_suffix or "parquet"
        return form, form == "duckdb" or form == by_suffix


def is_dataset(path: str) -> bool:
    """A folder that holds a `dataset.yaml`, or a file that is called so?"""
    where = place(path).path
    try:
        return where.name == MANIFEST or (where / MANIFEST).is_file()
    except OSError:
        return False


def manifest_of(path: str) -> Place | None:
    """The manifest that a path leads to: a folder's `dataset.yaml`, or a file that is one."""
    where = place(path)
    try:
        if where.path.is_dir():
            inner = where.path / MANIFEST
            name = (Path(path) / MANIFEST).as_posix()
            return Place(path=inner, name=name) if inner.is_file() else None
        if where.path.suffix.lower() not in (".yaml", ".yml") or not where.path.is_file():
            return None
        with where.path.open("rb") as file:
            head = file.read(65_536).decode("utf-8", "replace")
    except OSError:
        return None
    lines = (line.strip() for line in head.splitlines())
    return where if any(line.startswith("dataset:") for line in lines) else None
