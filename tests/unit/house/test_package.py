"""What is shipped works: a wheel built from the sdist evaluates a case, far from the checkout."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CASE = ROOT / "cases/in.it_act.s69a/twitter-2021.yaml"
SHIPPED = {"grammar": "lexcheck/_grammar", "rulesets": "lexcheck/_rulesets"}


def python(
    arguments: Sequence[str], *, cwd: Path, path: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run this Python; `path`, if any, is searched for modules before all else."""
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def shipped_files() -> list[str]:
    """What must be in the wheel: the grammar and the rulesets under the names they get there."""
    return [
        f"{target}/{path.relative_to(ROOT / source).as_posix()}"
        for source, target in SHIPPED.items()
        for path in sorted((ROOT / source).rglob("*"))
        if path.is_file()
    ]


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist, and the wheel that was built from it (not from the checkout); no network."""
    folder = tmp_path_factory.mktemp("archives")
    run = python(["-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)], cwd=folder)
    assert run.returncode == 0, run.stdout + run.stderr
    (sdist,) = folder.glob("lexcheck-*.tar.gz")
    (wheel,) = folder.glob("lexcheck-*.whl")
    return sdist, wheel


@pytest.fixture(scope="module")
def installed(archives: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel was installed, its dependencies left to this environment."""
    _, wheel = archives
    target = tmp_path_factory.mktemp("installed")
    options = ["--no-deps", "--no-index", "--disable-pip-version-check", "--target", str(target)]
    run = python(["-m", "pip", "install", *options, str(wheel)], cwd=target)
    assert run.returncode == 0, run.stdout + run.stderr
    return target


def test_the_wheel_holds_grammar_and_rulesets(archives: tuple[Path, Path]) -> None:
    _, wheel = archives
    expected = shipped_files()
    assert any(name.endswith(".lark") for name in expected)
    assert any(name.endswith(".lex") for name in expected)
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names)), "a file is packed twice"
    assert {*expected, "lexcheck/py.typed"} <= set(names)


def test_the_sdist_holds_each_file_once(archives: tuple[Path, Path]) -> None:
    sdist, _ = archives
    with tarfile.open(sdist) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    assert len(names) == len(set(names)), "a file is packed twice"
    assert {"LICENSE", "grammar/lexcheck.lark", "src/lexcheck/py.typed"} <= set(names)
    unwanted = (".venv/", *(f"src/{target}" for target in SHIPPED.values()))
    assert not [name for name in names if name.startswith(unwanted)]


def test_an_installed_wheel_evaluates_a_case(installed: Path, tmp_path: Path) -> None:
    where = python(
        ["-c", "import lexcheck; print(lexcheck.__file__)"], cwd=tmp_path, path=installed
    )
    assert Path(where.stdout.strip()).is_relative_to(installed), where.stdout + where.stderr
    arguments = ["-m", "lexcheck", "evaluate", str(CASE), "--format", "json"]
    run = python(arguments, cwd=tmp_path, path=installed)
    assert run.returncode == 0, run.stderr
    report = json.loads(run.stdout)
    verdicts = [finding["verdict"] for each in report["runs"] for finding in each["findings"]]
    assert verdicts
    assert all(verdicts)


def test_pygments_finds_the_lexer_of_an_installed_wheel(installed: Path, tmp_path: Path) -> None:
    asked = "from pygments.lexers import get_lexer_by_name as n, get_lexer_for_filename as f"
    run = python(
        ["-c", f"{asked}; print(n('lex').name, f('a.lex').name)"], cwd=tmp_path, path=installed
    )
    assert run.stdout.split() == ["lexcheck", "lexcheck"], run.stderr
