"""`jsx check`: slips of form and of substance in drafts, told to people or to machines, and mended where that is
safe.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.inputs import standard_input
from jsx_cli.cli.language import language, say, told
from jsx_cli.cli.options import ENCODING, RULES
from jsx_cli.cli.output import complain, destination
from jsx_cli.errors import JsxError
from jsx_cli.records import dataclass, field, replace

if TYPE_CHECKING:
    from jsx_cli.check import Checked, Settings
    from jsx_cli.check.rule import FixKind, Language
    from jsx_cli.check.settings import Project
    from jsx_cli.config import Settings as Configuration
    from jsx_cli.model import DocumentResult, Source

FORMS = ("concise", "full", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "html")
FAIL_ON = ("error", "warning", "info", "never")
SUFFIXES = frozenset((".txt", ".md", ".markdown", ".html", ".htm", ".docx"))
TEXT = frozenset(("text/plain", "text/markdown", "text/html"))


@dataclass
class Run:
    """What was asked for, and what happened so far."""

    encoding: str | None
    rules: tuple[Path, ...]
    asked: Settings
    fixes: tuple[FixKind, ...]
    stdin_filename: str
    against: DocumentResult | None = None
    failed: list[str] = field(default_factory=list)
    projects: dict[Path, Project] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)


@click.command(
    "check",
    cls=Command,
    short_help="Find slips in drafts, and mend those of form.",
    epilog="\b\nExamples:\n  jsx check draft.txt\n  jsx check drafts --format sarif -o jsx.sarif\n"
    "  jsx check draft.txt --diff\n  cat draft.txt | jsx check - --stdin-filename draft.txt",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(FORMS), default="concise",
              help="concise: a line each; full: with sentence, fix and source; or a format for machines.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
@click.option("--fail-on", type=click.Choice(FAIL_ON),
              help="The level from which the exit code is 1 (default: error).")  # fmt: skip
@click.option("--fix", is_flag=True, help="Mend slips of form in the files; a docx is never rewritten.")
@click.option("--unsafe-fixes", is_flag=True,
              help="Mend also what may change the meaning; look at every change.")  # fmt: skip
@click.option("--diff", "show_diff", is_flag=True, help="Show what would be mended and change nothing.")
@click.option(
    "--select", multiple=True, metavar="ID", help="Run only these checks: GW101, or GW for all that begin so."
)
@click.option("--ignore", multiple=True, metavar="ID", help="Leave these checks out.")
@click.option("--template", default="", metavar="NAME", help="The sections that a plan needs: 改革方案, 实施方案.")
@click.option("--against", metavar="FILE",
              help="Hold the drafts against the upper document FILE: floors, deadlines, measures without an answer, "
                   "weaker words.")  # fmt: skip
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE",
              help="Be silent about what FILE knows.")  # fmt: skip
@click.option("--write-baseline", type=click.Path(path_type=Path), metavar="FILE",
              help="Write what is found to FILE, so that --baseline is silent about it.")  # fmt: skip
@click.option("--stdin-filename", default="", metavar="NAME", help="What standard input is called in the output.")
@ENCODING
@RULES
def command(
    paths: tuple[str, ...],
    form: str,
    output: str | None,
    fail_on: str | None,
    fix: bool,
    unsafe_fixes: bool,
    show_diff: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    template: str,
    against: str | None,
    baseline: Path | None,
    write_baseline: Path | None,
    stdin_filename: str,
    encoding: str | None,
    rules: tuple[Path, ...],
) -> None:
    """Find slips of form and of substance in drafts.

    PATH is a file, a folder with drafts, or - for standard input. The exit code is 0 where nothing is found, 1 where
    something is, and 2 where a document could not be read.
    """
    from jsx_cli.check import Settings

    kinds: tuple[FixKind, ...] = ("safe", "unsafe") if unsafe_fixes else ("safe",)
    run = Run(encoding, rules, Settings(_ids(select), _ids(ignore), {}, template), kinds, stdin_filename)
    if against is not None:
        run.against = _upper(against, run)
    found: list[Checked] = []
    changes: list[str] = []
    mend = fix or unsafe_fixes
    for path in _files(paths, run):
        try:
            one = _checked(path, run)
            if show_diff or mend:
                one, change = _mended(path, one, run, write=not show_diff)
                changes.append(change)
            found.append(one)
        except JsxError as error:
            run.failed.append(path)
            if told(error) not in run.said:  # what is wrong with the settings is wrong for every draft
                run.said.add(told(error))
                complain(f"jsx: {told(error)}")
    found = _known(found, baseline, write_baseline, run)
    if not found and run.failed:
        raise click.exceptions.Exit(2)
    with destination(output) as write:
        write("".join(changes) if show_diff else _written(found, form))
    if run.failed:
        raise click.exceptions.Exit(2)
    level = fail_on or next((entry.fail_on for entry in run.projects.values() if entry.fail_on), "error")
    if show_diff:
        raise click.exceptions.Exit(1 if any(changes) else 0)
    if not write_baseline and any(one.fails(level) for one in found):
        raise click.exceptions.Exit(1)


def _ids(given: Sequence[str]) -> tuple[str, ...]:
    """GW101,PN and GW101 PN name the same checks."""
    return tuple(name.strip() for entry in given for name in entry.split(",") if name.strip())


def _upper(path: str, run: Run) -> DocumentResult:
    """The facts of the upper document."""
    from jsx_cli import api, config

    here = config.find(Path(path)).plus(run.rules)
    return api.analyze(path, encoding=run.encoding, rules=here.rules, disable=here.disable, limits=here.limits)


def _written(found: Sequence[Checked], form: str) -> str:
    from jsx_cli.check.forms import FORMS as WRITERS

    return WRITERS[form](found, _spoken())


def _files(paths: Sequence[str], run: Run) -> Iterator[str]:
    """The files that are meant; the drafts of a folder in the order of their names."""
    for path in paths:
        if path == "-" or not os.path.isdir(path):  # noqa: PTH112  # Path.is_dir raises for names that no file can have
            yield path
            continue
        inside = sorted(
            found
            for found in Path(path).rglob("*")
            if found.suffix.lower() in SUFFIXES
            and found.is_file()
            and not any(part.startswith(".") for part in found.relative_to(path).parts)
        )
        if not inside:
            run.failed.append(path)
            complain(f"jsx: {say('{path}: there is no draft in this folder', path=path)}")
        yield from map(str, inside)


def _project(path: Path, run: Run) -> tuple[Project, Configuration]:
    """What the configuration above a document says of checks, and all of it."""
    from jsx_cli import config
    from jsx_cli.check.settings import Project, over, project

    folder = path.parent
    settings = config.find(path).plus(run.rules)
    if folder not in run.projects:
        made = Project(folder)
        for value, where_folder, where in settings.check:
            read = project(value, where_folder, where)
            made = Project(
                read.folder,
                over(made.settings, read.settings),
                read.fail_on or made.fail_on,
                read.baseline or made.baseline,
                (*made.paths, *read.paths),
            )
        run.projects[folder] = made
    return run.projects[folder], settings


def _named(path: str, run: Run) -> Path:
    if path != "-":
        return Path(path)
    return Path(run.stdin_filename) if run.stdin_filename else Path.cwd() / "stdin"


def _checked(path: str, run: Run) -> Checked:
    from jsx_cli import api

    limits = _project(_named(path, run), run)[1].limits
    if path == "-":
        name = run.stdin_filename or "-"
        source = api.source_bytes(standard_input(), name, encoding=run.encoding, limits=limits)
    else:
        name = path
        source = api.source(path, encoding=run.encoding, limits=limits)
    return _of_source(source, name, path, run)


def _of_source(source: Source, name: str, path: str, run: Run) -> Checked:
    from jsx_cli import api
    from jsx_cli.check.settings import over, strangers

    place = _named(path, run)
    made, here = _project(place, run)
    settings = over(made.of(place), run.asked)
    unknown = strangers(settings, api.checks(here.rules))
    if unknown:
        raise JsxError(say("there is no check {names}; jsx rules list --checks shows them", names=", ".join(unknown)))
    return api.check_source(
        source, rules=here.rules, disable=here.disable, settings=settings, name=name, against=run.against
    )


def _mended(path: str, one: Checked, run: Run, *, write: bool) -> tuple[Checked, str]:
    """The document after its fixes, and the change as a diff; the file is written where that was asked for."""
    from jsx_cli.check import fix

    source = one.source
    if source.media not in TEXT or source.blocks or source.replaced:
        if any(finding.fix is not None for finding in one.places):
            complain(f"jsx: {say('{path}: only text files are mended; this one is left as it is', path=path)}")
        return one, ""
    before = source.text
    for _ in range(fix.ROUNDS):
        text = fix.fixed(one.source.text, one.places, run.fixes)
        if text == one.source.text:
            break
        one = _of_source(replace(one.source, text=text), one.name, path, run)
    after = one.source.text
    if after == before:
        return one, ""
    if write and path == "-":
        raise JsxError(say("standard input cannot be mended in place; use --diff"))
    if write:
        data = Path(path).read_bytes()
        fix.replace(Path(path), fix.encoded(after, source.encoding or "utf-8", data, before))
    return one, fix.diff(before, after, one.name)


def _known(found: list[Checked], path: Path | None, write: Path | None, run: Run) -> list[Checked]:
    """The documents without what a baseline knows; a new baseline is written where that was asked for."""
    from jsx_cli import check
    from jsx_cli.check import baseline

    def name(one: Checked, folder: Path) -> str:
        return Path(os.path.relpath(os.path.realpath(one.name), os.path.realpath(folder))).as_posix()

    if write is not None:
        text = baseline.written((name(one, write.parent), one.places) for one in found)
        with destination(str(write)) as put:
            put(text)
        return [replace(one, findings=(), places=()) for one in found]
    path = path or next((entry.baseline for entry in run.projects.values() if entry.baseline), None)
    if path is None:
        return found
    known = baseline.read(path)
    made = []
    for one in found:
        new = baseline.unknown(one.places, known.get(name(one, path.parent), {}))
        made.append(replace(one, findings=check.folded(new, one.checks), places=new))
    return made


def listed(folders: Sequence[Path]) -> str:
    """Every check in a line: id, level, fix, name."""
    from jsx_cli import api

    rows = (
        (check.id, f"{check.level:<7}", f"{check.fix.kind if check.fix else '-':<6}", check.name.of(_spoken()))
        for check in api.checks(tuple(folders)).values()
    )
    return "".join("  ".join(row) + "\n" for row in rows)


def _spoken() -> Language:
    return "zh" if language() == "zh" else "en"


def explained(name: str, folders: Sequence[Path]) -> str:
    """A check in Chinese and in English, with its source and its examples as they come out; "" where there is none."""
    from jsx_cli import api
    from jsx_cli.check import Settings

    name = name.upper()
    check = api.checks(tuple(folders)).get(name)
    if check is None:
        return ""
    how = check.find or check.lexicon or check.pairs or " | ".join(finder.source for finder in check.patterns)
    since = f"; since {check.since}" if check.since else ""
    fix = check.fix.kind if check.fix else "none"
    lines = [
        f"{check.id}  {check.name.zh}",
        f"{' ' * len(check.id)}  {check.name.en}",
        f"level {check.level}; fix {fix}{since}",
        f"source {check.source}",
        str(check.path),
        "",
        f"zh {check.message.zh}",
        f"en {check.message.en}",
        f"how {how}",
    ]
    for example in check.examples:
        source = api.source_bytes(example.bad.encode(), "example")
        settings = Settings(select=(name,), template=example.template)
        above = api.analyze_text(example.against, rules=folders) if example.against else None
        found = api.check_source(source, rules=folders, settings=settings, against=above).findings
        if above is not None:
            lines += ["", "⇧ " + "\n  ".join(example.against.split("\n"))]
        lines += ["", "✗ " + "\n  ".join(example.bad.split("\n"))]
        lines += [f"    → {finding.message.zh}\n      {finding.message.en}" for finding in found]
        lines.append("✓ " + "\n  ".join(example.good.split("\n")))
    if check.silent:
        lines += ["", *("· " + "\n  ".join(text.split("\n")) for text in check.silent)]
    return "\n".join(lines) + "\n"
