"""A lens over each norm, over the real protocol: what the cases in the workspace say of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import LanguageClient

from lexcheck.editor.judging import Shown
from lexcheck.editor.lenses import title
from tests.unit.editor.desk import SERVER, Desk
from tests.unit.samples import CASE

pytestmark = pytest.mark.asyncio

#: p1 is shipped after three hours, p2 after two days, p3 never; a day is allowed.
EXPECTING = f"""\
{CASE.replace("three-parcels", "what-is-expected")}\
expect:
  - deliver(o1, p1): {{verdict: complied}}
    because: "shipped after three hours"
  - deliver(o1, p2): {{verdict: complied}}
    because: "wrong, and meant to be"
"""


@pytest_lsp.fixture(config=SERVER)  # type: ignore[untyped-decorator]  # its library has no types
async def client(lsp_client: LanguageClient, tmp_path: Path) -> AsyncIterator[None]:
    lenses = lsp.CodeLensWorkspaceClientCapabilities(refresh_support=True)
    can = lsp.ClientCapabilities(workspace=lsp.WorkspaceClientCapabilities(code_lens=lenses))
    folder = lsp.WorkspaceFolder(uri=tmp_path.as_uri(), name="desk")

    def refresh(*_: object) -> None:
        vars(lsp_client)["refreshed"] = refreshed(lsp_client) + 1

    lsp_client.feature(lsp.WORKSPACE_CODE_LENS_REFRESH)(refresh)
    await lsp_client.initialize_session(
        lsp.InitializeParams(capabilities=can, workspace_folders=[folder])
    )
    yield
    await lsp_client.shutdown_session()


def refreshed(client: LanguageClient) -> int:
    """How often the server said that there are new lenses."""
    return int(vars(client).get("refreshed", 0))


async def lenses(desk: Desk) -> dict[str, lsp.CodeLens]:
    """The lenses by the words that they are over."""
    found = await desk.client.text_document_code_lens_async(lsp.CodeLensParams(desk.document))
    lines = desk.text.splitlines()
    return {
        lines[each.range.start.line][each.range.start.character : each.range.end.character]: each
        for each in found or ()
    }


async def titles(desk: Desk) -> dict[str, str]:
    return {
        name: each.command.title
        for name, each in (await lenses(desk)).items()
        if each.command is not None
    }


async def test_a_lens_says_what_the_cases_say(client: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "a.yaml").write_text(CASE.replace("test.desk", "../shop.lex"), "utf-8")
    (tmp_path / "cases" / "b.yaml").write_text(
        EXPECTING.replace("test.desk", "../shop.lex"), "utf-8"
    )
    (tmp_path / "other.yaml").write_text("shopping: list, test.desk\n", "utf-8")
    desk = Desk(client, tmp_path)
    await desk.open()
    assert await lenses(desk) == {}, "nobody waits for the cases"
    await desk.until(lambda: refreshed(client) == 1)
    told = "2 cases: 2 breached, 2 complied late, 2 complied · 1 not as expected"
    assert await titles(desk) == {"deliver": told}
    command = (await lenses(desk))["deliver"].command
    assert command is not None
    assert command.arguments is not None
    uri, place, places = cast("tuple[str, Any, Any]", command.arguments)
    assert uri == desk.uri
    assert place["line"] == desk.at("deliver ").line
    assert [each["uri"].rpartition("/")[2] for each in places] == ["a.yaml", "b.yaml"]
    assert [each["range"]["start"]["line"] for each in places] == [
        0,
        EXPECTING[: EXPECTING.index("- deliver(o1, p1)")].count("\n"),
    ]

    await desk.type("= 24 hours", "= 3 days")
    await desk.until(lambda: refreshed(client) == 2)
    assert await titles(desk) == {"deliver": "2 cases: 2 breached, 4 complied"}, "not saved"

    (tmp_path / "cases" / "b.yaml").write_text("case: b\nruleset: test.desk\nrecord: {", "utf-8")
    saved = lsp.FileEvent((tmp_path / "cases" / "b.yaml").as_uri(), lsp.FileChangeType.Changed)
    client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([saved]))
    await desk.until(lambda: refreshed(client) == 3)
    told = "1 case: 1 breached, 2 complied · 1 case cannot be judged"
    assert await titles(desk) == {"deliver": told}


async def test_what_is_wrong_never_waits_for_the_cases(
    client: LanguageClient, tmp_path: Path
) -> None:
    """Judging 150 cases takes seconds; meanwhile faults come and go, and old lenses stay."""
    (tmp_path / "a.yaml").write_text(CASE, "utf-8")
    desk = Desk(client, tmp_path)
    await desk.open()
    await desk.until(lambda: refreshed(client) == 1)
    for number in range(150):
        (tmp_path / f"b{number}.yaml").write_text(EXPECTING, "utf-8")
    await desk.type("= 24 hours", "= 23 hours")
    for _ in range(10):
        assert [each.code for each in await desk.type("o.seller\n", "o.selller\n")] == ["LX203"]
        assert await desk.type("o.selller\n", "o.seller\n") == []
    assert refreshed(client) == 1
    assert (await titles(desk))["deliver"].startswith("1 case: ")
    await desk.until(lambda: refreshed(client) == 2)
    assert (await titles(desk))["deliver"].startswith("151 cases: 151 breached, 151 complied late")


async def test_each_version_of_a_norm_has_its_lens(client: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(CASE, "utf-8")
    desk = Desk(client, tmp_path)
    norm = desk.text[desk.text.index("obligation deliver") : desk.text.index("sanction")]
    first = norm.rstrip() + "\n  in force from 2020-01-01 until 2023-12-31\n\n"
    desk.text = desk.text.replace(norm, first + norm.rstrip() + "\n  in force from 2024-01-01\n\n")
    assert await desk.open() == []
    await desk.until(lambda: refreshed(client) == 1)
    asked = lsp.CodeLensParams(desk.document)
    found = await client.text_document_code_lens_async(asked)
    assert found is not None
    assert [each.command.title for each in found if each.command is not None] == [
        "no cases",
        "1 case: 1 breached, 1 complied late, 1 complied",
    ]


async def test_a_title_names_the_gravest_first() -> None:
    shown = Shown(
        norm="a",
        version=0,
        verdicts={"complied": 2, "not_applicable": 3, "breached": 1, "undetermined": 4},
        line=0,
        failed=0,
    )
    told = "1 case: 1 breached, 4 undetermined, 2 complied, 3 not applicable"
    assert title([shown]) == told
    assert title([]) == "no cases"
