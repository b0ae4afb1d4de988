"""Datasets: from a manifest and its tables to findings, on disk, and their summary."""

from __future__ import annotations

import glob
import gzip
import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING

from lexcheck.base.diagnostics import Diagnostic, Severity, did_you_mean, has_errors
from lexcheck.base.light import light
from lexcheck.base.text import Source, head_of, in_call
from lexcheck.base.time.instants import (
    EARLIEST,
    Instant,
    TimeError,
    read_moment,
    show_instant,
    zone,
)
from lexcheck.bulk.dataset import Dataset
from lexcheck.bulk.from_tree import read_dataset
from lexcheck.bulk.known import tells_acts_apart
from lexcheck.bulk.summary import Summary, TableRead
from lexcheck.evaluate.from_norms import findings_on
from lexcheck.facts import from_yaml, tree
from lexcheck.norms.model import Ruleset
from lexcheck.pipeline import runs
from lexcheck.pipeline.files import Place, Text, find_files, load, unreadable
from lexcheck.pipeline.library import Compiled, Input, Library, accepted, is_ruleset
from lexcheck.pipeline.manifests import NoEngine, Options
from lexcheck.pipeline.refusals import CaseRefused, SelectorRefused, Unreadable
from lexcheck.verdicts.naming import parts

if TYPE_CHECKING:
    from lexcheck.bulk.duck import Loader
    from lexcheck.bulk.outputs import DatasetRun, Outputs
    from lexcheck.bulk.progress import Progress
    from lexcheck.bulk.run import Bulk
    from lexcheck.facts.case import Case
    from lexcheck.verdicts.model import Explanation, Finding


@light(kw_only=True)
class Opened:
    """A manifest that was read, and the ruleset to judge by."""

    dataset: Dataset
    ruleset: Ruleset
    where: Place
    warnings: tuple[Diagnostic, ...] = ()


def open_dataset(library: Library, where: Place, judged_by: list[Compiled]) -> Opened:
    """A manifest, in the words of its ruleset. Raises Unreadable, RulesetRefused, CaseRefused."""
    text = load(where)
    library.inputs[where.name] = Input(path=where.name, sha256=text.sha256, role="case")
    return opened(library, text, where, accepted(judged_by[0]) if judged_by else None)


def opened(
    library: Library, text: Text, where: Place, ruleset: Ruleset | None, frames: object = None
) -> Opened:
    """The manifest of a text, whose files lie beside `where`. `frames`: the tables that are held in
    memory, by name, or a DuckDB connection that has them. Raises as `open_dataset`.
    """
    diagnostics = list(text.diagnostics)
    if text.source is None:
        raise CaseRefused(diagnostics)
    node, more = from_yaml.read(text.source)
    diagnostics += more
    if node is None or has_errors(diagnostics):
        raise CaseRefused(diagnostics)
    if ruleset is None:
        ruleset = accepted(_ruleset_of(library, node, text.source, where, diagnostics))
    dataset, more = read_dataset(node, ruleset.schema, text.source, _held(frames))
    diagnostics += more
    if dataset is None:
        raise CaseRefused(diagnostics)
    return Opened(dataset=dataset, ruleset=ruleset, where=where, warnings=tuple(diagnostics))


def _held(frames: object) -> Callable[[str], bool]:
    if frames is None:
        return lambda _: False
    need_engine()
    from lexcheck.bulk.frames import frame_of

    return lambda name: frame_of(frames, name) is not None


def need_engine() -> None:
    """Raises NoEngine where what judges tables is not installed."""
    if find_spec("duckdb") is None or find_spec("pyarrow") is None:
        raise NoEngine


def _ruleset_of(
    library: Library, node: tree.Node, source: Source, where: Place, diagnostics: list[Diagnostic]
) -> Compiled:
    entry = node.entries.get("ruleset") if isinstance(node, tree.Mapping) else None
    if not isinstance(entry, tree.Scalar) or not entry.text:
        complaint = Diagnostic(
            code="LX492",
            message="the dataset names no ruleset to judge it by",
            hint="write `ruleset: name`, or give --ruleset",
            span=head_of(source),
        )
        raise CaseRefused([*diagnostics, complaint])
    found = library.compiled(entry.text, where, tree.span(entry, source))
    if not is_ruleset(found):
        message = f"`{entry.text}` is a vocabulary, and has no norms to judge by"
        raise CaseRefused(
            [Diagnostic(code="LX491", message=message, span=tree.span(entry, source))]
        )
    return found


# ── Judging ────────────────────────────────────────────────────────────────────────────────────


def judge(
    opened: Opened,
    asked: runs.Selectors,
    options: Options,
    *,
    frames: object = None,
    progress: Progress | None = None,
    spark: object = None,
    keep: bool = False,
) -> DatasetRun:
    """Judge a dataset. `progress` hears what is counted, how many are done, and of how many (0:
    nobody knows). `spark`: a SparkSession to judge it by; with the engine `spark` and none,
    one is made. `keep`: hold the tables of the run in memory, too. Raises NoEngine, CaseRefused
    (rows that cannot be used among the reasons), SelectorRefused, Unreadable; on Spark
    RulesetRefused, where a norm cannot be judged in parts.
    """
    need_engine()
    from lexcheck.bulk.outputs import DatasetRun, in_memory, write

    with (
        _workroom(options.findings) as (whole, spill),
        _loader(opened, asked, options, spill, frames, spark, progress) as (loader, meant),
    ):
        summary, outputs = _judge(loader, meant, opened, asked, options, spill, progress)
        if options.findings:
            form, single = options.written
            write(loader.db, outputs, whole, form, single=single)
        return DatasetRun(summary=summary, **(in_memory(loader.db, outputs) if keep else {}))


def slow_norms(opened: Opened, asked: runs.Selectors) -> list[Diagnostic]:
    """A warning for each norm that is judged case by case whatever the tables hold, before they are
    read. Raises NoEngine, SelectorRefused.
    """
    need_engine()
    from lexcheck.bulk.complete import Complete
    from lexcheck.bulk.unplanned import unplanned

    meant, day = _meant(opened, asked), runs.day_of_law(asked)
    listed = {table.type for table in opened.dataset.tables if table.holds == "records"}
    as_of = _as_of(opened, asked)  # without one, nobody knows yet how far a record must reach
    complete = Complete(dataset=opened.dataset, as_of=EARLIEST if as_of is None else as_of)
    return [
        Diagnostic(
            code="LX642",
            severity=Severity.WARNING,
            message=f"`{plan.norm}` is judged case by case over tables, which is slow: {plan.why}",
            hint="SQL cannot say this yet; the verdicts are the same",
            span=plan.span or opened.ruleset.versions[plan.norm][0].span,
        )
        for plan in unplanned(meant, day, listed, complete.open(meant.schema))
    ]


def explain(
    opened: Opened, instance: str, asked: runs.Selectors, options: Options
) -> tuple[Explanation, Ruleset, Case]:
    """Why one instance has its verdict, by just the facts that it needs. Raises as `judge` does."""
    norm, keys = parts(instance) or (instance.partition("(")[0].strip(), ())
    with (
        _workroom("") as (_, spill),
        _loader(opened, asked, options, spill, None) as (loader, meant),
    ):
        known = meant.versions.get(norm)
        if known is None or len(known[0].variables) != len(keys):
            message = f"there is no instance `{instance}`"
            hint = did_you_mean(norm, meant.versions)
            span = in_call("", instance)
            complaint = Diagnostic(code="LX594", message=message, hint=hint, span=span)
            raise SelectorRefused([complaint])
        bulk = _bulk(loader, meant, opened, asked, options, None)
        case = bulk.case_of(norm, keys)
        at = show_instant(Instant(bulk.as_of), zone("UTC"))
        asked = runs.Selectors(as_of=at, law_as_of=bulk.law_as_of)
        return runs.explain(meant, case, instance, asked), meant, case


@contextmanager
def _loader(
    opened: Opened,
    asked: runs.Selectors,
    options: Options,
    spill: Path,
    frames: object,
    spark: object = None,
    progress: Progress | None = None,
) -> Iterator[tuple[Loader, Ruleset]]:
    """What reads the tables, and the ruleset as it is meant."""
    need_engine()
    from lexcheck.bulk import duck

    meant = _meant(opened, asked)
    room = duck.Room(folder=str(spill), memory=options.memory, threads=options.threads)
    with ExitStack() as stack, duck.connect(room) as db:
        made: Callable[..., Loader] = duck.Loader
        if options.engine == "spark" or spark is not None:
            from lexcheck.pipeline.spreading import on_spark

            latest = _as_of(opened, asked) is None
            made = stack.enter_context(on_spark(meant, options, spark, latest))
        try:
            with duck.reading():
                yield (
                    made(
                        db,
                        opened.dataset,
                        meant.schema,
                        resolve=lambda path: _paths(opened.where, path),
                        opener=texts,
                        frames=frames,
                        progress=progress,
                        distinct_acts=any(map(tells_acts_apart, (*meant.norms, *meant.counts_as))),
                    ),
                    meant,
                )
        except duck.Fault as fault:
            raise CaseRefused([complaint_of(fault, opened)]) from fault
        except RuntimeError as stopped:
            # So DuckDB tells of a signal that came while it worked.
            if "interrupted" in str(stopped).lower():
                raise KeyboardInterrupt from stopped
            raise
        finally:
            db.interrupt()  # else closing waits for a query that nobody waits for


def _bulk(
    loader: Loader,
    meant: Ruleset,
    opened: Opened,
    asked: runs.Selectors,
    options: Options,
    progress: Progress | None,
) -> Bulk:
    from lexcheck.bulk.duck import Loader, latest_moment
    from lexcheck.bulk.run import Bulk

    as_of, law = _as_of(opened, asked), runs.day_of_law(asked)
    loaded = loader.load(options.max_rejects)
    if as_of is None:
        as_of = loaded.latest if loaded.latest is not None else latest_moment(loader.db, loaded)
    made: Callable[..., Bulk] = Bulk
    if type(loader) is not Loader:
        from lexcheck.bulk.spread.driver import Spread, SpreadBulk  # takes a while to load

        assert isinstance(loader, Spread)
        made = partial(SpreadBulk, spread=loader)
    return made(
        db=loader.db,
        ruleset=meant,
        dataset=opened.dataset,
        loaded=loaded,
        as_of=as_of,
        judge=partial(_judged_case, law=law),
        progress=progress,
        law_as_of=law,
    )


def _judged_case(
    ruleset: Ruleset,
    case: Case,
    wanted: Mapping[str, frozenset[tuple[str, ...]]],
    as_of: int,
    *,
    law: date | None,
) -> Iterator[Finding]:
    return findings_on(ruleset, case, wanted, as_of=as_of, law_as_of=law)


def _judge(
    loader: Loader,
    meant: Ruleset,
    opened: Opened,
    asked: runs.Selectors,
    options: Options,
    folder: Path,
    progress: Progress | None,
) -> tuple[Summary, Outputs]:
    """Judge all of it; what comes of it lies in `folder`."""
    from lexcheck.bulk import tallies
    from lexcheck.bulk.outputs import Outputs
    from lexcheck.bulk.sql.summaries import totals, union

    bulk = _bulk(loader, meant, opened, asked, options, progress)
    dataset, loaded = opened.dataset, bulk.loaded
    inner = folder / "findings"
    inner.mkdir()
    judged = list(bulk.write(inner))
    tallies.count(bulk, judged)
    file = folder / "assessments.parquet"
    assessed, missing = tallies.assess(bulk, judged, file, "parquet")
    outputs = Outputs(
        files={each.norm: each.file for each in judged},
        assessments=union([str(file)]) if assessed else None,
        rejects=loader.rejects(),
        totals=totals([each.norm for each in judged]),
    )
    notes = [*bulk.notes(), *runs.notes_on_law(meant, bulk.as_of, bulk.law_as_of)]
    notes += [f"the assessment `{name}` is not made over tables yet" for name in missing]
    if meant.sanctions:
        notes.append("sanctions are not reported over tables: see the findings that are breached")
    rows = [
        TableRead(name=f.table.name, holds=f.table.holds, rows=loaded.rows[f.table.name])
        for f in loaded.facts
    ]
    summary = Summary(
        dataset=dataset.name,
        title=dataset.title,
        ruleset=meant.name,
        ruleset_title=meant.title,
        timezone=meant.timezone,
        as_of=bulk.as_of,
        law_as_of=bulk.law_as_of,
        reading=asked.reading,
        tables=tuple(rows),
        rejected=loaded.rejected,
        norms=tuple(tallies.norm_tally(loader.db, each) for each in judged),
        parties=tuple(p for each in judged for p in tallies.party_tallies(loader.db, each)),
        assessments=tuple(assessed),
        notes=tuple(notes),
        folder=options.findings,
    )
    return summary, outputs


def _meant(opened: Opened, asked: runs.Selectors) -> Ruleset:
    """The ruleset under the reading, with the parameters of the manifest and of the call."""
    voices = "tables have one voice: there is no viewpoint, and no known-by, over them"
    for option, value in (
        ("--viewpoint", None if asked.viewpoint == "all" else asked.viewpoint),
        ("--known-by", asked.known_by),
    ):
        if value is not None:
            span = in_call(option, str(value))
            hint = f"leave {option} out"
            raise SelectorRefused([Diagnostic(code="LX610", message=voices, span=span, hint=hint)])
    parameters = {**dict(opened.dataset.parameters), **dict(asked.parameters)}
    wanted = runs.selectors(None, None, "all", asked.reading, parameters)
    return runs.under(opened.ruleset, wanted)


def _as_of(opened: Opened, asked: runs.Selectors) -> int | None:
    """The as-of that was asked for, else the dataset's own; None: the latest moment in it."""
    if asked.as_of is None:
        own = opened.dataset.as_of
        return None if own is None else own.latest
    text = asked.as_of if isinstance(asked.as_of, str) else asked.as_of.isoformat()
    try:
        tz = zone(opened.dataset.timezone or opened.ruleset.timezone)
        return read_moment(text, tz).latest
    except TimeError as error:
        span = in_call("--as-of", text)
        complaint = Diagnostic(code="LX592", message=str(error), span=span)
        raise SelectorRefused([complaint]) from error


@contextmanager
def _workroom(target: str) -> Iterator[tuple[Path, Path]]:
    """Where to write to, a folder or a file, which takes its name when all of it is written; and a
    folder to spill to. Both are beside what is asked for, so that nothing is copied in the end.

    Raises Unreadable where that is there already, or cannot be made.
    """
    where = Path(target).resolve() if target else None
    if where is not None and where.exists():
        raise Unreadable(target, "is there already", "name a folder that is not")
    try:
        if where is not None:
            where.parent.mkdir(parents=True, exist_ok=True)
        made = Path(
            tempfile.mkdtemp(prefix=".lexcheck-", dir=None if where is None else where.parent)
        )
    except OSError as error:
        raise unreadable(target, error, "written") from error
    try:
        spill = made / "spill"
        spill.mkdir()
        whole = made / "whole"
        yield whole, spill
        if where is not None:
            whole.rename(where)
    finally:
        shutil.rmtree(made, ignore_errors=True)


# ── Files ──────────────────────────────────────────────────────────────────────────────────────


def _paths(manifest: Place, path: str) -> list[str]:
    """The files that a manifest means, from where it lies. Raises Unreadable for none."""
    base = manifest.path.parent
    given = Path(path)
    if any(sign in path for sign in "*?["):
        pattern = path if given.is_absolute() else f"{glob.escape(str(base))}/{path}"
        # Path.glob takes no absolute pattern.
        matched = glob.glob(pattern, recursive=True)  # noqa: PTH207
        found = sorted(each for each in matched if Path(each).is_file())
    else:
        whole = given if given.is_absolute() else base / given
        found = find_files(str(whole), {".parquet"}) if whole.is_dir() else [str(whole)]
    if not found or not all(Path(each).is_file() for each in found):
        raise Unreadable(path, "does not exist", f"it is looked for beside {manifest.name}")
    return found


def texts(path: str, encoding: str) -> Iterator[tuple[str, Iterator[str]]]:
    """The texts in a file: itself, unpacked where it is packed, zip in zip too."""
    try:
        with Path(path).open("rb") as file:
            yield from _unpacked(Path(path).name, file, encoding)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError) as error:
        raise Unreadable(path, f"cannot be read: {str(error).lower()}") from error
    except RuntimeError as error:  # so zipfile tells of a password
        if "password" not in str(error):
            raise
        raise Unreadable(path, "cannot be read: it is encrypted") from error


#: A zip in a zip is read from its end, so it is unpacked first: in memory, up to so many bytes.
_UNPACKED = 64 << 20

#: What is read of a zip.
_INNER = (".csv", ".tsv", ".zip", ".jsonl", ".ndjson", ".xes")


def _unpacked(name: str, file: IO[bytes], encoding: str) -> Iterator[tuple[str, Iterator[str]]]:
    lower = name.lower()
    if lower.endswith(".zip"):
        with zipfile.ZipFile(file) as archive:
            for inner in sorted(archive.namelist()):
                if inner.endswith("/"):
                    continue
                if not inner.lower().endswith(_INNER):  # passed over, it might be half of the log
                    why = f"holds `{inner}`, which is neither CSV nor JSON Lines nor XES"
                    raise Unreadable(name, why, "take it out, or unpack what is to be read")
                with (
                    archive.open(inner) as member,
                    tempfile.SpooledTemporaryFile(_UNPACKED) as spool,
                ):
                    if inner.lower().endswith(".zip"):
                        shutil.copyfileobj(member, spool)
                        spool.seek(0)
                        yield from _unpacked(f"{name}/{inner}", spool, encoding)
                    else:
                        text = io.TextIOWrapper(member, encoding, newline="")
                        yield f"{name}/{inner}", text
    elif lower.endswith(".gz"):
        with gzip.open(file) as packed:
            yield name, io.TextIOWrapper(packed, encoding, newline="")
    else:
        yield name, io.TextIOWrapper(file, encoding, newline="")


def complaint_of(fault: Exception, opened: Opened) -> Diagnostic:
    """What is said of tables that cannot be judged."""
    from lexcheck.bulk.duck import Fault

    assert isinstance(fault, Fault)
    return Diagnostic(
        code=fault.code,
        message=fault.message,
        hint=fault.hint,
        span=head_of(opened.dataset.source) if fault.table is None else fault.table.span,
    )
