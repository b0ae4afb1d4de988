"""Files are read within bounds, written whole, and listed in a fixed order."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from lexcheck.pipeline.files import find_files, load, place, write_whole
from lexcheck.pipeline.refusals import Unreadable


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfcase: x\n"
    (tmp_path / "a.yaml").write_bytes(data)
    text = load(place(tmp_path / "a.yaml"))
    assert text.sha256 == hashlib.sha256(data).hexdigest()
    assert [diagnostic.code for diagnostic in text.diagnostics] == ["LX403"]


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="open files have no names here")
def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"case: x\n")
    os.close(writing)
    text = load(place(f"/dev/fd/{reading}"))
    os.close(reading)
    assert text.source is not None
    assert text.source.text == "case: x\n"


def test_a_file_that_has_a_neighbour_of_like_name(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").touch()
    with pytest.raises(Unreadable) as raised:
        load(place(tmp_path / "cse.yaml"))
    assert raised.value.diagnostic.hint == "did you mean `case.yaml`?"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="is a directory"):
        load(place(tmp_path))


def test_files_are_listed_in_order_without_the_hidden(tmp_path: Path) -> None:
    for name in ("b/z.yml", "b/a.JSON", "a.yaml", ".git/c.yaml", "b/.d.yaml", "b/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [Path(path).relative_to(tmp_path).as_posix() for path in find_files(str(tmp_path))]
    assert found == ["a.yaml", "b/a.JSON", "b/z.yml"]


def test_nothing_is_left_of_a_file_that_could_not_be_written(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        write_whole(str(tmp_path / "absent" / "report.txt"), b"x")
    with pytest.raises(Unreadable):
        write_whole(str(tmp_path), b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_has_the_mode_that_new_files_have(tmp_path: Path) -> None:
    write_whole(str(tmp_path / "report.txt"), b"x")
    (tmp_path / "plain.txt").touch()
    modes = {path.stat().st_mode for path in tmp_path.iterdir()}
    assert len(modes) == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("cases/start/../x.lex", "cases/x.lex"),
        ("a/b/../../x.lex", "x.lex"),
        ("../x.lex", "../x.lex"),
        ("../../a/../x.lex", "../../x.lex"),
        ("./x.lex", "./x.lex"),
        ("/a/../x.lex", "/x.lex"),
        ("a..b/x.lex", "a..b/x.lex"),
    ],
)
def test_a_name_makes_no_detours_and_the_path_stays(given: str, told: str) -> None:
    where = place(given)
    assert where.name == told
    assert where.path == Path(given)
