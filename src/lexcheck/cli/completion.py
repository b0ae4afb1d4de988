"""`lexcheck completion`: the script that teaches a shell to complete."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from lexcheck.cli import streams
from lexcheck.cli.exits import EXPLAINED, Exit


@click.command(
    "completion",
    epilog=EXPLAINED,
    help="Print the completion script of a shell, to be sourced where the shell starts:\n\n"
    "\b\n"
    '  eval "$(lexcheck completion bash)"            # in ~/.bashrc\n'
    '  eval "$(lexcheck completion zsh)"             # in ~/.zshrc\n'
    "  lexcheck completion fish | source             # in config.fish",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    kind = get_completion_class(shell)
    assert kind is not None
    completion = kind(ctx.find_root().command, {}, "lexcheck", "_LEXCHECK_COMPLETE")
    # Not `source()`: it asks the bash of this machine for its version, and may warn on stdout.
    script = completion.source_template % completion.source_vars()
    streams.emit(f"{script}\n".encode())
    return Exit.DONE
