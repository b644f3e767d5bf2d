"""`jsx compare`: several documents side by side, or against an upper plan."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.language import language, say, shown
from jsx_cli.cli.options import ENCODING, OUTPUT, RULES
from jsx_cli.cli.output import destination
from jsx_cli.cli.tables import write_bytes
from jsx_cli.errors import JsxError

if TYPE_CHECKING:
    from jsx_cli.compare import By, Comparison
    from jsx_cli.compare.labels import Language
    from jsx_cli.compare.views import View

FORMS = ("table", "json", "html", "xlsx", "csv", "markdown", "graphml")
ENDINGS = {".json": "json", ".html": "html", ".htm": "html", ".xlsx": "xlsx", ".csv": "csv", ".md": "markdown",
           ".graphml": "graphml"}  # fmt: skip
VIEWS = ("indicators", "values", "alignment", "pairs", "measures", "owners", "posts", "deadlines", "diffusion",
         "citations", "documents", "parameters")  # fmt: skip


@click.command(
    "compare",
    cls=Command,
    short_help="Compare several documents, or hold them against an upper plan.",
    epilog="\b\nExamples:\n  jsx compare plans/*.txt -o compared.html\n"
    "  jsx compare districts/*.txt --against city.txt -o aligned.xlsx\n"
    "  jsx compare plans/*.txt --by level --view owners",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--against", metavar="UPPER", help="The upper plan that each document is held against.")
@click.option("--by", type=click.Choice(["document", "region", "level", "year", "issuer"]), default="document",
              help="What a column of the tables stands for.")  # fmt: skip
@click.option("--topic", metavar="NAME", default="", help="Only measures of this topic, and the facts in them.")
@click.option("--view", type=click.Choice(VIEWS), help="One table only, for table, csv and markdown.")
@click.option(
    "--format", "form", type=click.Choice(FORMS),
    help="table to read, json, html with filters and charts, xlsx with a sheet a table, csv (a folder, or one table "
    "with --view), markdown, or graphml of who copied from whom. When not given: what the name of FILE says, else "
    "table on a terminal and json elsewhere.",
)  # fmt: skip
@OUTPUT
@ENCODING
@RULES
def command(
    paths: tuple[str, ...],
    against: str | None,
    by: str,
    topic: str,
    view: str | None,
    form: str | None,
    output: str | None,
    encoding: str | None,
    rules: tuple[Path, ...],
) -> None:
    """Compare documents: their indicators, measures, bodies in charge, deadlines, and the text that they share.

    With --against, each is held against an upper plan: what it carries out, more or less strictly, leaves out, and
    adds. A document that cannot be read is named on standard error and passed over, and the exit code is 2 in the end.
    """
    from jsx_cli.cli.extraction import check, refuse_to_overwrite, results
    from jsx_cli.compare import compare

    terminal = output in (None, "-") and sys.stdout is not None and sys.stdout.isatty()
    form = form or ENDINGS.get(Path(output or "").suffix.lower()) or ("table" if terminal or view else "json")
    refuse_to_overwrite(output, (*paths, *([against] if against else [])))
    check(rules)
    failed: list[str] = []
    upper = next(iter(results([against], encoding, rules, failed)), None) if against else None
    if against and upper is None:
        raise click.exceptions.Exit(2)
    found = compare(results(paths, encoding, rules, failed), upper=upper, by=cast("By", by), topic=topic)
    write_comparison(found, form, view, output)
    if failed:
        raise click.exceptions.Exit(2)


def write_comparison(found: Comparison, form: str, view: str | None, output: str | None) -> None:
    """The comparison in the form that was asked for."""
    from jsx_cli.compare import to_dict
    from jsx_cli.compare.html import to_html
    from jsx_cli.compare.tables import to_csv, to_edges, to_graphml, to_markdown, to_xlsx
    from jsx_cli.compare.views import views
    from jsx_cli.report import dumps

    own: Language = "en" if language() == "en" else "zh"
    if form in ("json", "html", "graphml"):  # they need no tables, or make their own
        with destination(output) as write:
            match form:
                case "json":
                    write(dumps(to_dict(found)) + "\n")
                case "html":
                    write(to_html(found, own))
                case _:
                    write(to_graphml(found))
        return
    some = [one for one in views(found, own, view) if view is None or one.name in (view, "parameters")]
    if form == "xlsx":
        if output in (None, "-"):
            raise JsxError(say("{form} needs a file to write to: -o FILE", form=form))
        write_bytes(str(output), to_xlsx(some, own))
        return
    if form == "csv" and view is None:
        if output in (None, "-") or Path(str(output)).suffix == ".csv":
            raise JsxError(say("csv is several tables; name a folder with -o, or one table with --view"))
        folder = Path(str(output))
        folder.mkdir(parents=True, exist_ok=True)
        for one in some:
            with destination(str(folder / f"{one.name}.csv")) as write:
                write(to_csv(one))
        for name, content in (("network.graphml", to_graphml(found)), ("edges.csv", to_edges(found))):
            with destination(str(folder / name)) as write:
                write(content)
        return
    with destination(output) as write:
        match form:
            case "csv":
                write(to_csv(next(one for one in some if one.name == view)))
            case "markdown":
                write(to_markdown(some, own))
            case _:
                columns = shutil.get_terminal_size((120, 24)).columns
                for one in some:
                    if view or one.name not in ("values", "pairs"):
                        write(page(one, columns, own))


def page(view: View, columns: int, own: Language, most: int = 40) -> str:
    """A table as wide as the terminal; long ones are cut and say so."""
    import io

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from jsx_cli.compare.labels import label

    console = Console(file=io.StringIO(), width=max(columns, 60), color_system=None, highlight=False, emoji=False,
                      markup=False, legacy_windows=False)  # fmt: skip
    # A matrix of more places than fit is shown as far as they do; the other forms have all of them.
    fit = max(view.fixed + 1, view.fixed + (columns - 40) // 11) if view.fixed else len(view.columns)
    table = Table(title=label(view.name, own), title_justify="left", show_lines=False)
    for name in view.columns[:fit]:
        table.add_column(Text(shown(name)), overflow="fold")
    clip = 60 if columns >= 120 else 36
    for row in view.rows[:most]:
        some = (cell.text if len(cell.text) <= clip else cell.text[: clip - 1] + "…" for cell in row[:fit])
        table.add_row(*(Text(shown(text)) for text in some))
    with console.capture() as captured:
        console.print(table)
        left = [f"… {len(view.rows) - most} / {len(view.rows)}"] if len(view.rows) > most else []
        left += [f"… {len(view.columns) - fit} / {len(view.columns)} →"] if len(view.columns) > fit else []
        left += [label("no rows", own)] if not view.rows else []
        if left:
            console.print(Text("  ".join(left)))
    return "".join(line.rstrip() + "\n" for line in captured.get().splitlines()) + "\n"
