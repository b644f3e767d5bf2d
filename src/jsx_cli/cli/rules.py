"""`jsx rules`: list, show, test and compare rules, and print the JSON Schema that editors use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jsx_cli.cli.help import Command, Context, width
from jsx_cli.cli.language import say, shown, told
from jsx_cli.cli.options import RULES
from jsx_cli.cli.output import complain, inform, to_stdout
from jsx_cli.errors import JsxError

if TYPE_CHECKING:
    from jsx_cli.engine import Rule, RuleSet
    from jsx_cli.engine.diff import Change
    from jsx_cli.model import Fact


class Group(click.Group):
    """A group whose help pages come out of our formatter."""

    context_class = Context


@click.group("rules", cls=Group, short_help="List, show, test and compare rules.")
def command() -> None:
    """Work with the rules: ours, and those of your own folders."""


@command.command("list", cls=Command, short_help="List the rules that run.")
@click.option("--checks", is_flag=True, help="List the checks of jsx check, with level and kind of fix.")
@RULES
def list_command(checks: bool, rules: tuple[Path, ...]) -> None:
    """List the rules that run in this folder, with what each makes and where it comes from."""
    if checks:
        from jsx_cli.cli.check import listed

        to_stdout(shown(listed(_settings(rules).rules)))
        return
    chosen = _chosen(rules)
    rows = [(rule.id, rule.makes, _origin(rule, chosen), rule.says) for rule in _by_id(chosen)]
    widths = [max((width(row[column]) for row in rows), default=0) for column in range(3)]
    lines = []
    for row in rows:
        cells = [cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=False)]
        lines.append("  ".join((*cells, row[3])).rstrip())
    lines.extend(f"{name}  ({say('disabled')})" for name in chosen.disabled)
    to_stdout(shown("\n".join(lines)) + "\n")


@command.command("show", cls=Command, short_help="Show rules with their examples as they come out.")
@click.argument("names", metavar="ID…", nargs=-1, required=True)
@RULES
def show_command(names: tuple[str, ...], rules: tuple[Path, ...]) -> None:
    """Show the file of each rule, and what it finds in its own examples."""
    chosen = _chosen(rules)
    to_stdout("\n".join(_shown(name, chosen, rules) for name in names))


def _shown(name: str, chosen: RuleSet, folders: tuple[Path, ...]) -> str:
    """The page of the rule or the check of that name."""
    rule = chosen.rule(name)
    if rule is not None:
        return shown("\n".join(_page(rule, chosen, folders))) + "\n"
    from jsx_cli.cli.check import explained

    page = explained(name, _settings(folders).rules)
    if not page:
        raise JsxError(_no_rule(name, chosen))
    return shown(page)


@command.command("test", cls=Command, short_help="Prove rules by their own examples.")
@click.argument("path", metavar="[PATH]", required=False, type=click.Path(path_type=Path))
@RULES
def test_command(path: Path | None, rules: tuple[Path, ...]) -> None:
    """Prove every rule by its own examples and silent lines.

    PATH is a folder of rules, or one file in such a folder; without it, our rules and those of the configuration are
    proved. Everything that is wrong is told at once, with file, line and column, and the exit code is 2.
    """
    from jsx_cli import api

    settings = _settings(rules)
    folders, only = list(settings.rules), ""
    if path is not None:
        if not path.exists():
            raise JsxError(say("{path}: no such rule file or folder", path=path))
        folder = path if path.is_dir() else _folder_of(path, folders)
        if folder.resolve() not in (other.resolve() for other in folders):
            folders.append(folder)
        inside = path.resolve()
    problems, proved = api.prove_folders(folders, settings.disable)
    if path is not None:
        only = str(inside)
        problems = [problem for problem in problems if _stands_in(problem, only)]
        proved = [rule for rule in proved if rule.path.resolve().is_relative_to(inside)]
    for problem in problems:
        complain(problem)
    if problems:
        complain(say("mistakes: {count}", count=len(problems)))
        raise click.exceptions.Exit(2)
    texts = sum(len(rule.examples) + len(rule.silent) for rule in proved)
    to_stdout(say("rules: {rules}, texts: {texts}; all as they say", rules=len(proved), texts=texts) + "\n")


@command.command("schema", cls=Command, short_help="Print the JSON Schema of rule files.")
def schema_command() -> None:
    """Print the JSON Schema (draft 2020-12) of rule files, for editors that complete and check YAML by it."""
    from jsx_cli.resources import schema_path

    to_stdout((schema_path().parent / "rules-1.json").read_text(encoding="utf-8"))


@command.command("diff", cls=Command, short_help="Show the facts that an edit of rules gains, loses and changes.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.argument("corpus", metavar="CORPUS...", nargs=-1, required=True)
@click.option("--alone", is_flag=True, help="OLD and NEW are complete: do not put our own rules under them.")
def diff_command(old: str, new: str, corpus: tuple[str, ...], alone: bool) -> None:
    """Show the facts that documents gain (+), lose (-) and change (~) when the rules in OLD become those in NEW.

    OLD and NEW are folders of rules that are laid over ours; the word `ours` stands for ours alone. CORPUS is
    documents, or folders of them. The exit code is 1 where anything differs, and 2
    where a document could not be read.
    """
    from jsx_cli import api, config

    before, after = api.ruleset_of(old, alone), api.ruleset_of(new, alone)
    counts = {"gained": 0, "lost": 0, "changed": 0}
    documents = 0
    failed = False
    for path in _documents(corpus):
        try:
            source = api.source(path, limits=config.find(Path(path)).limits)
        except JsxError as error:
            complain(f"jsx: {told(error)}")
            failed = True
            continue
        documents += 1
        for change in api.compare_rules(before, after, source):
            counts[change.what] += 1
            to_stdout(shown("\n".join(_change(change, path, source.text))) + "\n")
    total = say("{documents} documents: {gained} gained, {lost} lost, {changed} changed", documents=documents, **counts)
    inform(total)
    if failed:
        raise click.exceptions.Exit(2)
    if any(counts.values()):
        raise click.exceptions.Exit(1)


def _settings(rules: tuple[Path, ...]):  # type: ignore[no-untyped-def]
    from jsx_cli import config

    return config.find(Path.cwd() / "x").plus(rules)


def _chosen(rules: tuple[Path, ...]) -> RuleSet:
    """The rules that run for a document of this folder."""
    from jsx_cli import api

    settings = _settings(rules)
    return api.ruleset(settings.rules, settings.disable)


def _by_id(rules: RuleSet) -> list[Rule]:
    return sorted(rules.rules, key=lambda rule: rule.id)


def _no_rule(name: str, rules: RuleSet) -> str:
    from jsx_cli.cli.app import nearest

    near = nearest(name, [rule.id for rule in rules.rules])
    hint = say("did you mean {near}?", near=near) if near else say("jsx rules list shows them")
    return say("there is no rule {name}; {hint}", name=name, hint=hint)


def _origin(rule: Rule, rules: RuleSet) -> str:
    if rule.id in rules.replaced:
        return say("{origin}, in place of {other}", origin=rule.origin, other=rules.replaced[rule.id])
    return rule.origin


def _page(rule: Rule, rules: RuleSet, folders: tuple[Path, ...]) -> Iterator[str]:
    """The head, the file, and each example with what comes out of it."""
    from jsx_cli import api

    yield f"{rule.id}  ({rule.makes}; {_origin(rule, rules)})"
    yield str(rule.path)
    yield ""
    yield from rule.path.read_text(encoding="utf-8-sig").rstrip().splitlines()
    settings = _settings(folders)
    for title, texts in ((say("examples"), rule.examples), (say("silent"), rule.silent)):
        yield ""
        yield f"{title}:"
        for example in texts:
            yield "  " + "\n  ".join(example.text.rstrip().splitlines())
            outcome = api.example_outcome(example.text, example.date, settings.rules, settings.disable)
            found = [fact for fact in outcome.facts if fact.rule == rule.id]
            for fact in found:
                yield f"    → {_fact(fact)}"
            if not rule.fact:
                yield from (f"    → “{exact}”" for name, exact in outcome.words if name == rule.id)
            elif not found:
                yield f"    → {say('nothing')}"


def _fact(fact: Fact) -> str:
    return " · ".join((f"“{fact.evidence.exact}”", *(f"{name}: {value_of(value)}" for name, value in fact.fields)))


def value_of(value: object) -> str:
    """A field as it is read: a list with 、 between, a number without exponent."""
    from decimal import Decimal

    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _change(change: Change, path: Path, text: str) -> Iterator[str]:
    sign = {"gained": "+", "lost": "-", "changed": "~"}[change.what]
    fact = change.fact
    before = text[: fact.evidence.raw.start]
    line = before.count("\n") + 1
    yield f"{sign} {path}:{line}: {fact.type} {fact.rule}: {_fact(fact)}"
    if change.old is not None and change.new is not None:
        for name in change.fields:
            if name == "exact":
                yield f"    exact: “{change.old.evidence.exact}” → “{change.new.evidence.exact}”"
            else:
                yield f"    {name}: {value_of(change.old.get(name))} → {value_of(change.new.get(name))}"


def _documents(corpus: tuple[str, ...]) -> Iterator[Path]:
    for name in corpus:
        path = Path(name)
        if path.is_dir():
            yield from sorted(inner for inner in path.rglob("*") if inner.is_file() and not inner.name.startswith("."))
        else:
            yield path


def _folder_of(path: Path, folders: list[Path]) -> Path:
    """The rule folder of a file: one that is known, else the highest one above it up to which its id leads."""
    from jsx_cli.resources import rules_dir

    for folder in (*folders, rules_dir()):
        if path.resolve().is_relative_to(folder.resolve()):
            return folder
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith("id:"):
            depth = line.removeprefix("id:").strip().strip("\"'").count("/")
            return path.resolve().parents[depth]
    return path.parent


def _stands_in(problem: str, place: str) -> bool:
    """True where the problem is one of that file or folder, or has no place at all."""
    head = problem.partition(": ")[0]
    path = head.rsplit(":", 2)[0] if head.count(":") >= 2 else ""
    return not path or Path(path).resolve().is_relative_to(place)
