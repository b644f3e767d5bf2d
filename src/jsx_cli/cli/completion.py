"""`jsx completion bash`: the script that makes a shell complete commands, options and file names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from jsx_cli.cli.help import Command
from jsx_cli.cli.output import to_stdout


@click.command(
    "completion",
    cls=Command,
    short_help="Print the script that completes commands in a shell.",
    epilog='\b\nExamples:\n  eval "$(jsx completion bash)"\n  eval "$(jsx completion zsh)"\n'
    "  jsx completion fish > ~/.config/fish/completions/jsx.fish",
)
@click.argument("shell", metavar="SHELL", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the script that completes commands, options and file names of jsx in SHELL: bash, zsh or fish."""
    from jsx_cli.cli.app import jsx

    found = get_completion_class(shell)
    assert found
    # Click's own `source` runs bash to learn its version; the script is the same without.
    complete = found(jsx, {}, "jsx", "_JSX_COMPLETE")
    to_stdout(complete.source_template % complete.source_vars())
