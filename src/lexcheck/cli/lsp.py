"""`lexcheck lsp`: the language server, for an editor to start."""

from __future__ import annotations

import click

from lexcheck.cli.exits import EXPLAINED, Exit


@click.command(
    "lsp",
    epilog=EXPLAINED,
    help="Speak with an editor over stdin and stdout (Language Server Protocol): diagnostics while"
    " typing, completion, hover, definitions, references, rename, formatting, fixes. It needs the"
    " extra `lsp`: pip install 'lexcheck[lsp]'.",
)
def command() -> int:
    try:
        from lexcheck.editor.server import serve
    except ModuleNotFoundError as missing:
        hint = "pip install 'lexcheck[lsp]'"
        raise click.UsageError(f"`{missing.name}` is not installed; {hint}") from missing
    serve()
    return Exit.DONE
