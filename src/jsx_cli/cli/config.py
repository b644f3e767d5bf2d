"""`jsx config`: each setting that holds for a document, and the file and line that it comes from."""

from __future__ import annotations

from pathlib import Path

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.language import say, shown
from jsx_cli.cli.options import RULES
from jsx_cli.cli.output import to_stdout


@click.command("config", cls=Command, short_help="Show the settings and where each comes from.")
@click.argument("path", metavar="[PATH]", required=False, type=click.Path(path_type=Path))
@RULES
def command(path: Path | None, rules: tuple[Path, ...]) -> None:
    """Show the settings that hold for the document or folder PATH (here, when not given), and where each comes from.

    They stand in jsx.yaml, or under [tool.jsx] in pyproject.toml, in the folder of the document or one above it.
    """
    from jsx_cli import api, config
    from jsx_cli.store import place as cache_place

    settings = config.find(path or Path.cwd() / "x").plus(rules)
    chosen = api.ruleset(settings.rules, settings.disable)
    lines = [f"{setting.name}: {setting.value}  ({setting.where})" for setting in settings.settings]
    if not settings.files:
        lines.append(say("no jsx.yaml and no [tool.jsx] here or above"))
    files = [str(file) for file in settings.files]
    lines.append(say("configuration: {files}", files=", ".join(files) or "-"))
    lines.append(say("rule set: {digest}, {count} rules", digest=chosen.digest, count=len(chosen.rules)))
    lines.append(say("cache: {folder}  (JSX_CACHE, XDG_CACHE_HOME)", folder=cache_place() or "-"))
    to_stdout(shown("\n".join(lines)) + "\n")
