// Starts `lexcheck lsp` and shows the cases behind a lens. All else is the server's.

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function made() {
  const [command, ...args] = vscode.workspace.getConfiguration("lexcheck").get("command");
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  return new LanguageClient(
    "lexcheck",
    "lexcheck",
    { command, args, options: { cwd: folder } },
    {
      documentSelector: [{ scheme: "file", language: "lexcheck" }],
      // Vocabularies and cases that change outside the editor change what is known of a ruleset.
      synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{lex,yaml,yml,json}") },
    },
  );
}

async function start() {
  client = made();
  try {
    await client.start();
  } catch (fault) {
    // What to do comes first: the rest is folded away. Some faults are errors, others say what happened.
    vscode.window.showErrorMessage(
      "The language server did not start. Install it: `pip install 'lexcheck[lsp]'`, or say in the " +
        `setting lexcheck.command where it is. (${fault?.message ?? fault})`,
    );
  }
}

// The command of a lens: the places of the cases, as the server's protocol has them.
function showCases(uri, position, places) {
  return vscode.commands.executeCommand(
    "editor.action.showReferences",
    vscode.Uri.parse(uri),
    new vscode.Position(position.line, position.character),
    places.map(
      ({ uri: file, range: { start } }) =>
        new vscode.Location(vscode.Uri.parse(file), new vscode.Position(start.line, start.character)),
    ),
  );
}

exports.activate = async (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand("lexcheck.showCases", showCases),
    vscode.commands.registerCommand("lexcheck.restart", async () => {
      await client?.stop().catch(() => {});
      await start();
    }),
  );
  await start();
};

exports.deactivate = () => client?.stop();
