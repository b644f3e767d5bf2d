"""Help pages whose lines are wrapped by what they take on the screen: 字 is two columns wide, a is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from unicodedata import east_asian_width

import click

from jsx_cli.cli.language import say
from jsx_cli.cli.output import Leave


def width(text: str) -> int:
    """The columns that `text` takes."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def wrapped(text: str, columns: int) -> Iterator[str]:
    """The lines of `text`, broken at spaces, and between characters that are two columns wide."""
    line = ""
    for piece in _pieces(text):
        if line and width(line + piece.rstrip()) > columns:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Words with the space after them; each wide character alone, with a mark that may not begin a line."""
    piece = ""
    for sign in text:
        closing = sign in "，。；：、！？）》”"
        if piece and not closing and (piece[-1] == " " or width(piece[-1]) == 2 or width(sign) == 2) and sign != " ":
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


class Formatter(click.HelpFormatter):
    """Click's help formatter with headings in the user's language and lines of the right width."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """`Usage: jsx extract [OPTIONS] PATH...`"""
        super().write_usage(prog, args, prefix or say("Usage:") + " ")

    def write_heading(self, heading: str) -> None:
        """`Options:`"""
        self.write(f"{'':>{self.current_indent}}{say(f'{heading}:')}\n")

    def write_text(self, text: str) -> None:
        """Paragraphs apart by empty lines. One that begins with click's mark \\b keeps its lines as they are."""
        for number, paragraph in enumerate(text.split("\n\n")):
            if number:
                self.write("\n")
            if paragraph.startswith("\b"):
                lines = [say(line) for line in paragraph.split("\n")[1:]]
            else:
                lines = list(wrapped(say(" ".join(paragraph.split())), self.width - self.current_indent))
            self.write("".join(f"{'':>{self.current_indent}}{line}\n" for line in lines))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms and what they mean, in two columns."""
        rows = list(rows)
        first = min(max(width(term) for term, _ in rows), col_max) + col_spacing
        for term, meaning in rows:
            sentence, mark, bounds = meaning.partition("  [")  # click puts the bounds of a number behind it
            lines = list(wrapped(say(sentence) + mark + bounds, max(20, self.width - self.current_indent - first)))
            head = f"{'':>{self.current_indent}}{term}"
            gap = self.current_indent + first - width(head)
            if gap < col_spacing:
                self.write(head + "\n")
                head, gap = "", self.current_indent + first
            self.write(head + " " * gap + lines[0] + "\n")
            for line in lines[1:]:
                self.write(" " * (self.current_indent + first) + line + "\n")


class Context(click.Context):
    """Help pages come out of our formatter."""

    formatter_class = Formatter


class Command(click.Command):
    """A command of `jsx`. It knows `-q` and `-v`, like `jsx` itself: `jsx extract -q` is `jsx -q extract`."""

    context_class = Context

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own options, then `-q`, `-v` and `--help`."""
        *own, last = super().get_params(ctx)
        return [*own, *TALK, last]

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command; it may leave as one that knows nothing of click."""
        try:
            return super().invoke(ctx)
        except Leave as end:
            raise click.exceptions.Exit(end.status) from None


def talk(ctx: click.Context, option: click.Parameter, value: bool) -> None:
    """Note in the context how much is to be said on stderr."""
    if value:
        ctx.meta["jsx.talk"] = option.name


TALK = (
    click.Option(["-q", "--quiet"], is_flag=True, expose_value=False, callback=talk,
                 help="Say nothing on standard error but what went wrong."),
    click.Option(["-v", "--verbose"], is_flag=True, expose_value=False, callback=talk,
                 help="Say on standard error what is done with each document."),
)  # fmt: skip
