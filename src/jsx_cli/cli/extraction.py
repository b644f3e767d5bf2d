"""What `jsx extract` does, without click: documents in, facts out, as a table to read or as JSON to work on."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from jsx_cli.cli.inputs import analysed
from jsx_cli.cli.language import language, say, told
from jsx_cli.cli.output import Leave, complain, destination, inform
from jsx_cli.errors import JsxError
from jsx_cli.model import DocumentResult

SUFFIXES = {".html": "html", ".htm": "html", ".csv": "csv", ".xlsx": "xlsx", ".parquet": "parquet"}
TABLES = ("csv", "xlsx", "parquet")
FORMATS = ("table", "json", "jsonl", "html", "csv", "xlsx", "parquet")


def extract(
    paths: tuple[str, ...],
    form: str | None,
    output: str | None,
    encoding: str | None = None,
    rules: tuple[Path, ...] = (),
    *,
    wide: bool = False,
    coverage: bool = False,
    color: str = "auto",
) -> None:
    """Print the facts of each document; the options are those of the command."""
    terminal = output in (None, "-") and sys.stdout is not None and sys.stdout.isatty()
    several = len(paths) > 1
    form = (
        form
        or form_of(output)
        or ("table" if terminal else "jsonl" if several or (output or "").endswith(".jsonl") else "json")
    )
    refuse_to_overwrite(output, paths)
    if paths.count("-") > 1:
        raise JsxError(say("- is given more than once; standard input can be read only once"))
    check(rules)
    failed: list[str] = []
    if coverage:
        if form in TABLES or form == "html":
            raise JsxError(say("--coverage prints JSON lines; leave --format out"))
        form = "coverage"
    if form in TABLES:
        from jsx_cli.cli.tables import write_tables

        write_tables(results(paths, encoding, rules, failed), form, output, wide)
        if failed:
            raise Leave(2)
        return
    if form == "html" and several:
        raise JsxError(say("a page shows one document; for several: jsx report PATH... -o DIR"))
    with destination(output) as write:
        for piece in FORMS[form](results(paths, encoding, rules, failed), several, wants_color(color, terminal)):
            write(piece)
        if len(failed) == len(paths):
            raise Leave(2)  # inside, so that no empty file takes the place of a full one
    if failed:
        raise Leave(2)


def form_of(output: str | None) -> str | None:
    """The form that the name of the output file asks for."""
    return SUFFIXES.get(os.path.splitext(output)[1].lower()) if output else None  # noqa: PTH122


def results(
    paths: Sequence[str], encoding: str | None, rules: Sequence[Path], failed: list[str]
) -> Iterator[DocumentResult]:
    """One result after the other. What cannot be read is named on stderr and goes to `failed`."""
    for path in paths:
        try:
            began = time.perf_counter()
            result = analysed(path, encoding, rules)
            inform(told_of(result, time.perf_counter() - began), only_verbose=True)
            yield result
        except JsxError as error:
            failed.append(path)
            complain(f"jsx: {told(error)}")


def told_of(result: DocumentResult, seconds: float) -> str:
    """46号.txt: text/plain, utf-8 (bom), 11,111 characters, 42 facts, 1 notices, 0.41 s."""
    source = result.document.aligned.source
    encoding = f"{source.encoding} ({source.found})" if source.encoding else "-"
    return say(
        "jsx: {path}: {kind}, {encoding}, {count} characters, {facts} facts, {notices} notices, {seconds} s",
        path=source.name, kind=source.media, encoding=encoding, count=f"{len(source.text):,}",
        facts=len(result.facts), notices=len(result.notices), seconds=f"{seconds:.2f}",
    )  # fmt: skip


def check(rules: Sequence[Path]) -> None:
    """Nothing, or a `JsxError` with what is wrong with the rules: the same for every document, so it is said once."""
    from jsx_cli.api import ruleset

    ruleset(tuple(rules))


def as_json(documents: Iterable[DocumentResult], several: bool, _: bool) -> Iterator[str]:
    """One object, or an array of them when several documents were asked for."""
    from jsx_cli.report import to_json

    before = "[\n" if several else ""
    for result in documents:
        yield before + to_json(result)
        before = ",\n"
    if before == ",\n":
        yield "\n]\n" if several else "\n"


def as_jsonl(documents: Iterable[DocumentResult], _: bool, __: bool) -> Iterator[str]:
    """One object a line."""
    from jsx_cli.report import to_json

    for result in documents:
        yield to_json(result, indent=None) + "\n"


def as_gaps(documents: Iterable[DocumentResult], _: bool, __: bool) -> Iterator[str]:
    """One object a line for each sentence with a cue and no fact; the figure of each document goes to stderr."""
    from jsx_cli.report import dumps, gaps

    for result in documents:
        for gap in gaps(result):
            yield dumps(gap, indent=None) + "\n"
        if result.coverage:
            name = result.document.aligned.source.name
            figures = {"covered": result.coverage.covered, "cued": result.coverage.cued}
            inform(say("{path}: {covered} of {cued} sentences with a cue gave a fact", path=name, **figures))


def as_table(documents: Iterable[DocumentResult], _: bool, color: bool) -> Iterator[str]:
    """Pages to read, as wide as the terminal."""
    import shutil

    columns = shutil.get_terminal_size((100, 24)).columns
    for number, result in enumerate(documents):
        from jsx_cli.cli.table import page

        yield ("\n" if number else "") + page(result, columns, color)


def as_html(documents: Iterable[DocumentResult], _: bool, __: bool) -> Iterator[str]:
    """A page to read, for one document."""
    from jsx_cli.report.html import to_html

    for result in documents:
        yield to_html(result, language=language())


FORMS: dict[str, Callable[[Iterable[DocumentResult], bool, bool], Iterator[str]]] = {
    "table": as_table,
    "json": as_json,
    "jsonl": as_jsonl,
    "html": as_html,
    "coverage": as_gaps,
}


def wants_color(color: str, terminal: bool) -> bool:
    """What --color says, or else whether there is a terminal that has colours and whose user wants them."""
    if color != "auto":
        return color == "always"
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def refuse_to_overwrite(output: str | None, paths: Sequence[str]) -> None:
    """A `JsxError` where the result would take the place of one of the documents."""
    if output is None:
        return
    for path in paths:
        if path != "-" and os.path.exists(path) and os.path.exists(output) and Path(path).samefile(output):  # noqa: PTH110
            raise JsxError(say("{path} is one of the documents; it is not overwritten", path=output))
