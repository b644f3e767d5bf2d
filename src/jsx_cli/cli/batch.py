"""`jsx batch`: many documents in, a folder of results out, and `jsx batch status OUT` to see how far it is."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.language import say, shown
from jsx_cli.cli.options import ENCODING, RULES
from jsx_cli.cli.output import complain, inform, quiet, to_stdout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jsx_cli.batch import Summary


@click.command(
    "batch",
    cls=Command,
    short_help="Extract the facts of many documents into a folder.",
    epilog="\b\nExamples:\n  jsx batch crawl/ -o results\n  jsx batch crawl.zip more.jsonl -o results --workers 4\n"
    "  find crawl -name '*.html' | jsx batch - -o results\n  jsx batch status results",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="OUT", help="The folder, or the address, for the results.")
@click.option("--workers", type=click.IntRange(min=0), default=1, metavar="N",
              help="How many processes work at the same time; 0 for as many as there are processors.")  # fmt: skip
@click.option("--parquet", is_flag=True, help="Write tables of documents, facts and notices as Parquet too.")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local",
              help="local: processes of this machine. ray: a Ray cluster, or a Ray of this machine.")  # fmt: skip
@click.option("--address", metavar="ADDRESS", default="", help="The address of a running Ray cluster.")
@ENCODING
@RULES
@click.option("--include", multiple=True, metavar="PATTERN",
              help="Which files of folders and archives are read, by name (*.html). May be repeated.")  # fmt: skip
@click.option("--text-field", default="text", metavar="NAME", help="The field of JSON Lines, or column, of the text.")
@click.option("--name-field", default="", metavar="NAME", help="The field or column that names the document.")
@click.option("--timeout", type=click.FloatRange(min=0), default=120.0, metavar="SECONDS",
              help="How long one document may take; 0 for ever.")  # fmt: skip
@click.option("--memory", type=click.IntRange(min=0), default=4000, metavar="MB",
              help="How much memory one worker may take beyond what it begins with; 0 for any.")  # fmt: skip
@click.option("--max-error-rate", type=click.FloatRange(0, 1), default=1.0, metavar="RATE",
              help="Stop when more than this part of the documents fail (0.05: one in twenty).")  # fmt: skip
@click.option("--shard-size", type=click.IntRange(min=1), default=256, metavar="N",
              help="How many documents stand in one file of a large run, on average.")  # fmt: skip
@click.option("--retry-failed", is_flag=True, help="Try the documents again that failed before.")
@click.option("--replace", is_flag=True, help="Replace the results of another input that OUT holds.")
def command(
    paths: tuple[str, ...],
    output: str | None,
    workers: int,
    parquet: bool,
    engine: str,
    address: str,
    encoding: str | None,
    rules: tuple[Path, ...],
    include: tuple[str, ...],
    text_field: str,
    name_field: str,
    timeout: float,
    memory: int,
    max_error_rate: float,
    shard_size: int,
    retry_failed: bool,
    replace: bool,
) -> None:
    """Extract the facts of many documents into the folder OUT: shards of JSON Lines and manifest.jsonl.

    PATH is a folder, a pattern, a list of files, JSON Lines, a zip or tar archive, a Parquet file, or - for a list or
    JSON Lines on standard input. A run that was stopped goes on when the same command is given again. The exit code
    is 1 when some documents failed, which then stand in the manifest.

    jsx batch status OUT says how far a run is.
    """
    if output is None:
        if len(paths) == 2 and paths[0] == "status":
            show_status(paths[1])
            return
        raise click.UsageError(say("nothing was given for {name}", name="-o OUT"))
    from jsx_cli.batch import Options, batch, settings_for
    from jsx_cli.batch.local import processors

    settings = settings_for(paths).plus(rules)
    options = Options(
        workers=workers or (0 if engine == "ray" else processors()),
        engine="ray" if engine == "ray" else "local",
        address=address,
        encoding=encoding,
        rules=settings.rules,
        disable=settings.disable,
        limits=settings.limits,
        include=include,
        text_field=text_field,
        name_field=name_field,
        parquet=parquet,
        timeout=timeout,
        memory=memory * 1_000_000,
        max_error_rate=max_error_rate,
        shard_size=shard_size,
        retry_failed=retry_failed,
        replace=replace,
    )
    stdin = sys.stdin.buffer if "-" in paths else None
    bar = Bar(list(paths), options.choice()) if sys.stderr.isatty() and not quiet() else None
    try:
        summary = batch(paths, output, options, progress=bar, anew=made_anew, stdin=stdin)
    finally:
        if bar:
            bar.clear()
    tell = complain if summary.failed else inform
    for line in summed_up(summary, output):
        tell(line)
    if summary.failed:
        raise click.exceptions.Exit(1)


def made_anew(changed: Sequence[str]) -> None:
    """Said before results that stand are made again."""
    what = ", ".join(say(name) for name in changed)
    complain(say("jsx: everything is made anew, for this has changed since the last run: {what}", what=what))


class Bar:
    """One line on the terminal: how many documents, how fast, how long still."""

    def __init__(self, paths: list[str], choice: object) -> None:
        from jsx_cli.batch import count
        from jsx_cli.batch.inputs import Choice

        self.total = count(paths, choice) if isinstance(choice, Choice) else None
        self.began = self.drawn = time.monotonic()
        self.kept = 0

    def __call__(self, summary: Summary, more: int) -> None:
        now = time.monotonic()
        if now - self.drawn < 0.2:
            return
        self.drawn = now
        done = summary.documents + more
        rate = (done - summary.kept) / max(now - self.began, 0.001)
        line = say("{done} documents, {rate} a second", done=f"{done:,}", rate=f"{rate:.1f}")
        if self.total and rate > 0:
            left = max(0, self.total - done) / rate
            line = say("{part}% of {total}", part=min(100, 100 * done // self.total), total=f"{self.total:,}") + (
                f"  {line}  " + say("{time} left", time=duration(left))
            )
        if summary.failed:
            line += "  " + say("{failed} failed", failed=summary.failed)
        columns = shutil.get_terminal_size().columns
        click.echo("\r\x1b[K" + line[: columns // 2 if not line.isascii() else columns - 1], nl=False, err=True)

    def clear(self) -> None:
        """The line is gone."""
        click.echo("\r\x1b[K", nl=False, err=True)


def duration(seconds: float) -> str:
    """1:05:09, or 5:09."""
    minutes, rest = divmod(int(seconds + 0.5), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def summed_up(summary: Summary, output: str) -> list[str]:
    """What a run did, in a few lines."""
    lines = [
        say("jsx: {documents} documents, {facts} facts, {shards} files in {output}", output=output,
            documents=f"{summary.documents:,}", facts=f"{summary.facts:,}", shards=f"{summary.shards:,}")
    ]  # fmt: skip
    if summary.kept:
        lines.append(say("jsx: {kept} of them were there already", kept=f"{summary.kept:,}"))
    if summary.failed:
        codes = ", ".join(f"{code} {count:,}" for code, count in sorted(summary.codes.items()))
        lines.append(
            say("jsx: {failed} failed ({codes}); they stand in the manifest", failed=f"{summary.failed:,}", codes=codes)
        )
    if summary.settings:
        lines.append(
            say("jsx: {path} was not heeded: one run has one configuration, found from PATH upwards",
                path=", ".join(summary.settings[:3]))
        )  # fmt: skip
    if summary.passed:
        most = sorted(summary.passed.items(), key=lambda pair: (-pair[1], pair[0]))[:6]
        kinds = ", ".join(f"{suffix} {count:,}" for suffix, count in most)
        lines.append(
            say("jsx: {count} files of other kinds were passed over ({kinds}); --include reads them",
                count=f"{sum(summary.passed.values()):,}", kinds=kinds)
        )  # fmt: skip
    return lines


def show_status(output: str) -> None:
    """How far the run in a folder is."""
    from jsx_cli.batch import status

    found = status(output)
    state = {
        "running": say("running (process {process})", process=found.process),
        "done": say("done"),
        "unfinished": say("not finished; the same command goes on"),
    }[found.state]
    rows = [
        (say("state"), state),
        (say("input"), " ".join(found.inputs)),
        (say("documents"), f"{found.documents:,}"),
        (say("failed"), f"{found.failed:,}"),
        (say("facts"), f"{found.facts:,}"),
        (say("files"), f"{found.shards:,}"),
        (say("made by"), say("jsx {version} (rules {digest})", version=found.version, digest=found.rules)),
    ]
    to_stdout("".join(f"{shown(label)}: {shown(value)}\n" for label, value in rows))
