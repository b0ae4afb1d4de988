"""How fast lexcheck is, beside what was aimed at: `make bench`.

Figures are CPU time, and wall time where a process is started: least and median. What is compared
is measured in turns within one run, so that a busy machine slows both alike: a ratio is that of the
least times, and beside it stands the median of the ratios of the turns. Nothing is timed before
evaluator and loops agree on the whole case. A figure that misses its target is shown, not punished:
the exit code is 0.

Seconds depend on the machine. The targets are meant for one on which the loops take 9 ms; `scaled`
is what a wall time would be there, going by how long the loops took just before.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import lexcheck
from benchmarks import deadlines, loops, many_norms, pages, typing_in, workload
from lexcheck.base.text import Source
from lexcheck.evaluate.from_norms import evaluate, verdicts
from lexcheck.facts.case import Case
from lexcheck.norms.model import Ruleset
from lexcheck.syntax.from_text import parse
from lexcheck.syntax.model import File
from lexcheck.verdicts.model import Finding, Verdict

TURNS = 15
STARTS = 9

#: Milliseconds of the loops on the machine for which the targets are meant.
LOOPS_THERE = 9.0

#: Runs a command line, and says on stderr which data engine anything asked for.
WATCHED = """
import sys
asked = set()
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name in ("numpy", "pandas", "polars", "pyarrow", "duckdb", "pyspark", "sqlite3"):
            asked.add(name)
sys.meta_path.insert(0, Watch())
from lexcheck.cli import run
code = run(sys.argv[1:])
print(",".join(sorted(asked)) or "none", file=sys.stderr)
sys.exit(code)
"""


class Row(NamedTuple):
    """A line of the table."""

    what: str
    target: str
    figure: str
    more: str = ""


# ── What is measured ───────────────────────────────────────────────────────────────────────────


def decided(finding: Finding) -> loops.Decision:
    """A finding as the loops would say it."""
    gaps, late = finding.gaps, finding.verdict in (Verdict.COMPLIED_LATE, Verdict.PARTIAL_LATE)
    return loops.Decision(
        finding.verdict,
        finding.reason,
        None if finding.deadline is None else finding.deadline.earliest,
        finding.deciding_act,
        gaps[0].start.earliest if late else None,
        finding.lateness.least if late and finding.lateness is not None else None,
    )


def agree(ruleset: Ruleset, case: Case, tables: loops.Tables) -> None:
    """That evaluator and loops say the same of every item of every order."""
    found = evaluate(ruleset, case).findings
    wanted = dict(zip(tables.pairs, loops.decide_all(tables), strict=True))
    assert len(found) == len(wanted)
    for finding, (name, possible) in zip(found, verdicts(ruleset, case), strict=True):
        (_, order), (_, item) = finding.bindings
        assert decided(finding) == wanted[order, item], (finding, wanted[order, item])
        assert (name, possible) == (finding.id, {finding.verdict})


# ── Measuring ──────────────────────────────────────────────────────────────────────────────────


def in_turns(*timed: Callable[[], object], turns: int = TURNS) -> list[list[float]]:
    """CPU milliseconds of each, one after the other, turn by turn."""
    found: list[list[float]] = [[] for _ in timed]
    for _ in range(turns):
        for times, call in zip(found, timed, strict=True):
            gc.collect()
            start = time.process_time()
            call()
            times.append((time.process_time() - start) * 1000)
    return found


def ratio(slow: Sequence[float], quick: Sequence[float]) -> tuple[str, str]:
    of_turns = median(s / q for s, q in zip(slow, quick, strict=True))
    return (
        f"{min(slow) / min(quick):.2f}x",
        f"median {of_turns:.2f}x; {min(slow):.1f} ms against {min(quick):.1f} ms",
    )


class Start(NamedTuple):
    """Seconds of one process. `scaled`: of its wall time, by the loops, run just before."""

    wall: float
    cpu: float
    scaled: float


def starts(command: Sequence[str], cache: Path, tables: loops.Tables) -> list[Start]:
    """A process, several times. Its modules are compiled before, as they are once installed."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(cache)
    found = []
    for _ in range(STARTS + 1):
        (quick,) = in_turns(lambda: loops.decide_all(tables), turns=3)
        before, start = os.times(), time.perf_counter()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        wall, after = time.perf_counter() - start, os.times()
        cpu = after.children_user + after.children_system
        cpu -= before.children_user + before.children_system
        found.append(Start(wall, cpu, wall * LOOPS_THERE / min(quick)))
    return found[1:]


# ── The rows ───────────────────────────────────────────────────────────────────────────────────


def judging(ruleset: Ruleset, case: Case, tables: loops.Tables) -> Iterator[Row]:
    quick, short, full = in_turns(
        lambda: loops.decide_all(tables),
        lambda: list(verdicts(ruleset, case)),
        lambda: evaluate(ruleset, case),
    )
    yield Row("plain loops", "", f"{min(quick):.1f} ms", f"median {median(quick):.1f} ms")
    yield Row("verdicts only / loops", "<= 3x", *ratio(short, quick))
    yield Row("full findings / loops", "<= 8x", *ratio(full, quick))


def starting(json: Path, yaml: Path, tables: loops.Tables) -> Iterator[Row]:
    command = [sys.executable, "-m", "lexcheck"]
    wanted = (
        ("python, doing nothing", "", [sys.executable, "-c", "pass"]),
        ("lexcheck --version", "", [*command, "--version"]),
        ("evaluate JSON, as JSON", "<= 0.5 s", [*command, "evaluate", json, "--format", "json"]),
        ("evaluate JSON, as text", "<= 0.5 s", [*command, "evaluate", json]),
        ("evaluate YAML, as JSON", "<= 1.5 s", [*command, "evaluate", yaml, "--format", "json"]),
        ("evaluate YAML, as text", "<= 1.5 s", [*command, "evaluate", yaml]),
    )
    with tempfile.TemporaryDirectory() as cache:
        for what, target, arguments in wanted:
            found = starts([str(each) for each in arguments], Path(cache), tables)
            wall, cpu, scaled = (sorted(times) for times in zip(*found, strict=True))
            more = (
                f"median {median(wall):.2f} s; CPU {cpu[0]:.2f} s, median {median(cpu):.2f} s;"
                f" scaled, median {median(scaled):.2f} s"
            )
            yield Row(what, target, f"{wall[0]:.2f} s", more)


def loading() -> Iterator[Row]:
    vocabulary, _ = parse(Source(name="vocabulary", text=many_norms.VOCABULARY))
    assert vocabulary is not None
    sizes = (500, 1000, 2000)
    sources = {size: Source(name="ruleset", text=many_norms.ruleset(size)) for size in sizes}
    best = dict.fromkeys(sizes, float("inf"))
    bare = dict.fromkeys(sizes, float("inf"))
    for _ in range(5):
        for size, source in sources.items():
            best[size] = min(best[size], _load(source, vocabulary))
            gc.disable()
            bare[size] = min(bare[size], _load(source, vocabulary))
            gc.enable()
    for size in sizes:
        target = ">= 500 norms/s" if size == 1000 else ""
        yield Row(f"load {size} norms", target, f"{size / best[size]:.0f} norms/s")
    growth, own = best[2000] / best[1000], bare[2000] / bare[1000]
    more = f"{own:.2f}x without Python's collector, which looks at all there is again and again"
    yield Row("time of 2,000 / 1,000 norms", "linear: 2x", f"{growth:.2f}x", more)


def _load(source: Source, vocabulary: File) -> float:
    gc.collect()
    start = time.process_time()
    many_norms.load(source, vocabulary)
    return time.process_time() - start


def counting() -> Row:
    """Cold: no event is counted from twice."""
    start = time.process_time()
    distinct = deadlines.count_all()
    took = time.process_time() - start
    what = f"{deadlines.NUMBER:,} civil deadlines"
    return Row(what, "< 10 s", f"{took:.1f} s", f"in CPU time; {distinct} distinct ones")


def page(ruleset: Ruleset, case: Case) -> Row:
    seconds, size = pages.measure(pages.report(ruleset, case))
    what = f"HTML, {pages.FINDINGS:,} findings"
    return Row(what, "<= 3 s, 15 MB", f"{seconds:.2f} s", f"{size / 1e6:.1f} MB")


def typing() -> Iterator[Row]:
    for what, typed in (("simple", typing_in.simple()), ("rich", typing_in.rich())):
        with tempfile.TemporaryDirectory() as folder:
            cpu = [each * 1000 for each in typing_in.looking(Path(folder), typed)]
            answers = typing_in.answering(Path(folder), typed)
        wall, server = ([each[at] * 1000 for each in answers] for at in (0, 1))
        hows = (("CPU", cpu), ("over the protocol", wall), ("CPU of the server", server))
        for how, took in hows:
            more = f"least {min(took):.0f} ms, most {max(took):.0f} ms"
            lead = f"2,000 {what} lines, {how}"
            yield Row(lead, "<= 100 ms", f"{median(took):.0f} ms", more)


def engines(case: Path) -> Row:
    command = [sys.executable, "-c", WATCHED, "evaluate", str(case), "--format", "json"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stderr.strip()
    return Row("data engines asked for", "none", found)


def show(rows: Iterator[Row]) -> None:
    for row in rows:
        print(f"{row.what:28} {row.target:>15} {row.figure:>13}   {row.more}".rstrip(), flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        json, yaml = workload.write(Path(folder))
        document = workload.document()
        tables = loops.tables(document)
        ruleset, case = lexcheck.load_ruleset(workload.RULESET), lexcheck.load_case(json)
        agree(ruleset, case, tables)
        acts = sum(map(len, tables.acts.values()))
        print(f"{len(tables.pairs)} items, {acts} acts; loops and evaluator agree on all of them\n")
        show(iter([Row("", "target", "here", "")]))
        show(judging(ruleset, case, tables))
        show(starting(json, yaml, tables))
        show(loading())
        show(iter([counting()]))
        show(iter([page(ruleset, case)]))
        show(typing())
        show(iter([engines(json)]))


if __name__ == "__main__":
    main()
