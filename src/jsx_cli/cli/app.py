"""The group of commands, and what becomes of wrong arguments: one clear message on stderr."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from importlib import import_module

import click

from jsx_cli import __version__
from jsx_cli.cli.help import TALK, Context
from jsx_cli.cli.language import say
from jsx_cli.cli.output import complain

COMMANDS = (
    "extract", "check", "compare", "diff", "report", "text", "recognise", "export", "evaluate", "agree", "code",
    "codebook", "schema", "batch", "rules", "explain", "config", "doctor", "completion",
)  # fmt: skip


class Group(click.Group):
    """A group whose commands are imported when they are needed: `jsx --help` loads no dictionary."""

    context_class = Context

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own options, then `-q`, `-v` and `--help`."""
        *own, last = super().get_params(ctx)
        return [*own, *TALK, last]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names, in the order in which they are useful."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, from the module of that name."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"jsx_cli.cli.{cmd_name}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` begin with, or a message that says what was probably meant."""
        name = args[0]
        if name.startswith("-") or self.get_command(ctx, name) or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        if os.path.exists(name):  # noqa: PTH110  # Path's own raises for a name that is too long
            raise click.UsageError(
                say("no such command: {name}; to read this file: jsx extract {name}", name=name), ctx
            )
        near = nearest(name, COMMANDS)
        known = say("the commands are {commands}", commands=", ".join(COMMANDS))
        hint = say("did you mean {near}?", near=near) if near else known
        raise click.UsageError(say("no such command: {name}; {hint}", name=name, hint=hint), ctx)


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that was probably meant."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, 1, 0.6)), None)


def show_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    """`jsx 0.1.0 (rules 3f2a…)`: what made a result can be told from this line."""
    if value and not ctx.resilient_parsing:
        from jsx_cli.api import ruleset_digest

        click.echo(say("jsx {version} (rules {digest})", version=__version__, digest=ruleset_digest()))
        ctx.exit()


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\b\nExamples:\n  jsx extract notice.txt\n  jsx extract *.txt --format jsonl -o facts.jsonl",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=show_version,
              help="Print the version and the digest of the rules.")  # fmt: skip
@click.option("--no-cache", is_flag=True, help="Read the rule files anew instead of the compiled rules in the cache.")
def jsx(no_cache: bool) -> None:
    """Facts from Chinese policy documents, each with the exact characters that say so."""
    if no_cache:
        os.environ["JSX_CACHE"] = "off"


def run(args: Sequence[str]) -> int:
    """Do what these arguments say; the exit code. Wrong arguments are told on stderr."""
    try:
        status = jsx.main(args, prog_name="jsx", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        complain(error.format_message())
    except click.UsageError as error:
        place = error.ctx.command_path if error.ctx else "jsx"
        complain(f"{place}: {usage_message(error)}\n" + say("Try: {place} --help", place=place))
    except click.ClickException as error:
        complain(f"jsx: {error.format_message()}")
    except click.exceptions.Abort:
        return 130
    return 2


def usage_message(error: click.UsageError) -> str:
    """What was wrong with the arguments, with the word that was probably meant."""
    if isinstance(error, click.NoSuchOption) and error.ctx:
        known = [option for param in error.ctx.command.get_params(error.ctx) for option in param.opts]
        near = nearest(error.option_name, [option for option in known if option.startswith("-")])
        said = say("no such option: {name}", name=error.option_name)
        return f"{said}; " + say("did you mean {near}?", near=near) if near else said
    if isinstance(error, click.BadOptionUsage) and "requires an argument" in error.message:
        return say("the option {name} needs a value", name=error.option_name)
    if isinstance(error, click.MissingParameter) and error.param:
        return say("nothing was given for {name}", name=error.param.metavar or error.param.name)
    if isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.Choice):
        choices = ", ".join(map(str, error.param.type.choices))
        return say("{name} is one of {choices}", name=error.param.opts[-1], choices=choices)
    message = error.format_message()
    if found := re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", message, re.DOTALL):
        return say("too many arguments: {extra}", extra=found[1])
    return message
