"""What the extension itself does, with Node and stand-ins for the editor and for its client."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

VSCODE = Path(__file__).parents[3] / "editors/vscode"
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(NODE is None, reason="Node is not there")

#: Loads the extension, starts it, and prints what it asked of the editor and of its client.
PLAY = """
const Module = require("module");
const told = [], commands = {};
const [script, setting, fault] = process.argv.slice(1);
class Thing { constructor(...made) { Object.assign(this, made); } }
const vscode = {
  workspace: {
    getConfiguration: (of) => ({ get: (name) => JSON.parse(setting)[`${of}.${name}`] }),
    workspaceFolders: [{ uri: { fsPath: "/rules" } }],
    createFileSystemWatcher: (glob) => glob,
  },
  window: { showErrorMessage: (text) => told.push(["error", text]) },
  commands: {
    registerCommand: (name, run) => { commands[name] = run; return name; },
    executeCommand: (...asked) => told.push(["asked", ...asked]),
  },
  Uri: { parse: (text) => `<${text}>` },
  Position: Thing,
  Location: Thing,
};
class LanguageClient {
  constructor(id, name, server, client) { told.push(["made", id, server, client]); }
  async start() {
    if (fault === "text") throw "Launching server failed.";
    if (fault === "error") throw new Error("It is no server.");
    told.push(["started"]);
  }
  async stop() { told.push(["stopped"]); throw new Error("It never ran."); }
}
const load = Module._load;
Module._load = (name, ...more) =>
  name === "vscode" ? vscode
  : name === "vscode-languageclient/node" ? { LanguageClient }
  : load(name, ...more);
(async () => {
  const extension = require(script);
  await extension.activate({ subscriptions: [] });
  await commands["lexcheck.restart"]();
  const place = { uri: "file:///case.yaml", range: { start: { line: 3, character: 0 } } };
  await commands["lexcheck.showCases"]("file:///a.lex", { line: 1, character: 2 }, [place]);
  console.log(JSON.stringify(told));
})();
"""


def played(command: list[str], fault: str = "") -> list[list[Any]]:
    assert NODE is not None
    setting = json.dumps({"lexcheck.command": command})
    script = str(VSCODE / "extension.js")
    ran = subprocess.run(
        [NODE, "-e", PLAY, script, setting, fault], capture_output=True, text=True, check=True
    )
    found: list[list[Any]] = json.loads(ran.stdout)
    return found


def test_the_server_is_started_as_the_setting_says_and_anew() -> None:
    told = played([".venv/bin/lexcheck", "lsp"])
    assert [each[0] for each in told] == ["made", "started", "stopped", "made", "started", "asked"]
    _, name, server, client = told[0]
    assert name == "lexcheck"
    assert server == {
        "command": ".venv/bin/lexcheck",
        "args": ["lsp"],
        "options": {"cwd": "/rules"},
    }
    assert client["documentSelector"] == [{"scheme": "file", "language": "lexcheck"}]


def test_a_lens_shows_its_cases() -> None:
    told = played(["lexcheck", "lsp"])[-1]
    assert told[1:3] == ["editor.action.showReferences", "<file:///a.lex>"]
    assert told[3] == {"0": 1, "1": 2}
    assert told[4] == [{"0": "<file:///case.yaml>", "1": {"0": 3, "1": 0}}]


@pytest.mark.parametrize(("fault", "why"), [("text", "Launching"), ("error", "It is no server.")])
def test_what_keeps_the_server_from_starting_is_told(fault: str, why: str) -> None:
    told = [each[1] for each in played(["lexcheck", "lsp"], fault) if each[0] == "error"]
    assert len(told) == 2
    assert f"({why}" in told[0]
    assert "pip install 'lexcheck[lsp]'" in told[0]
    assert "undefined" not in told[0]
