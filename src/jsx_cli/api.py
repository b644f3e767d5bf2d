"""The pipeline on one screen: a file comes in, a `DocumentResult` goes out.

    read → normalise → outline → segment → recognise → engine

Only this module knows the order. `analyze("plan.txt")` gives the facts of a document, `text` its clean text,
`recognise("不低于30%")` what the recognisers see in a phrase.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from jsx_cli import __version__
from jsx_cli.engine import Example, Outcome, Rule, RuleSet, load, run
from jsx_cli.errors import JsxError
from jsx_cli.model import Document, DocumentResult, Element, Engine, Mention, Normalised, RawSpan, Source, Span
from jsx_cli.normalise import normalise
from jsx_cli.outline import outline
from jsx_cli.patterns import late
from jsx_cli.read import DEFAULT, Limits, read, read_bytes
from jsx_cli.recognise import mentions
from jsx_cli.records import replace
from jsx_cli.resources import rules_dir, schema_path
from jsx_cli.segment import segment
from jsx_cli.segment.tags import tagged
from jsx_cli.store import place
from jsx_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsx_cli.check import Check, Checked, Finding, Settings
    from jsx_cli.engine.diff import Change
    from jsx_cli.engine.explain import Explained, WhyNot
    from jsx_cli.engine.prove import Failure

LINE_END = late(r"\r\n|\r|\n")


def analyze(
    path: Path | str,
    *,
    encoding: str | None = None,
    rules: Sequence[Path] = (),
    disable: Sequence[str] = (),
    limits: Limits = DEFAULT,
) -> DocumentResult:
    """The facts of one file.

    `path` names the file, `encoding` overrides what would be found, `rules` are folders that add to the shipped
    rules, `disable` the ids of rules that do not run, `limits` how large the file may be. Raises `JsxError` for what
    a person can mend: no file, no text in it, an unknown encoding, wrong rules.

    >>> analyze("data/seeds/003_d297b955d7cd754c.txt").document.element("doc_number")
    '嘉政办发〔2022〕46号'
    """
    return analyze_source(read(Path(path), encoding=encoding, limits=limits), rules=rules, disable=disable)


def analyze_bytes(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    rules: Sequence[Path] = (),
    disable: Sequence[str] = (),
    limits: Limits = DEFAULT,
) -> DocumentResult:
    """The facts of a file that is already in memory, such as standard input; `name` is what the output calls it."""
    return analyze_source(read_bytes(data, name, encoding=encoding, limits=limits), rules=rules, disable=disable)


def analyze_text(content: str, *, rules: Sequence[Path] = ()) -> DocumentResult:
    """The facts of a text, taken as a plain text file would be."""
    return analyze_bytes(content.encode("utf-8"), "text", rules=rules)


def analyze_source(source: Source, *, rules: Sequence[Path] = (), disable: Sequence[str] = ()) -> DocumentResult:
    """The facts of a decoded file."""
    chosen = ruleset(tuple(rules), tuple(disable))
    document = understand(source)
    outcome = run(document, see(document), chosen, tokenise=tagged)
    return DocumentResult(
        document,
        outcome.facts,
        (*document.notices, *outcome.notices),
        Engine(__version__, chosen.digest),
        outcome.coverage,
    )


def check(
    path: Path | str,
    *,
    encoding: str | None = None,
    rules: Sequence[Path] = (),
    disable: Sequence[str] = (),
    settings: Settings | None = None,
    against: Path | str | None = None,
    limits: Limits = DEFAULT,
) -> Checked:
    """The slips of form and of substance in one file.

    `against` names an upper document: its floors and deadlines bind the draft, and its measures want an answer.

    >>> [finding.rule for finding in check("data/seeds/004_65dddfba7c094200.txt").findings if finding.level == "error"]
    ['GW101', 'GW101', 'GW101', 'GW101']
    """
    above = analyze(against, rules=rules, disable=disable, limits=limits) if against is not None else None
    paper = read(Path(path), encoding=encoding, limits=limits)
    return check_source(paper, rules=rules, disable=disable, settings=settings, against=above)


def check_source(
    source: Source,
    *,
    rules: Sequence[Path] = (),
    disable: Sequence[str] = (),
    settings: Settings | None = None,
    name: str = "",
    against: DocumentResult | None = None,
) -> Checked:
    """The slips in a decoded file; `name` is what the output calls it, `against` the facts of an upper document.

    Waivers in the file are heeded.
    """
    from jsx_cli.check import Checked, Paper, Settings, folded, waivers
    from jsx_cli.check import run as run_checks
    from jsx_cli.check.place import Lines

    known, chosen = checks(tuple(rules)), settings or Settings()
    cleared, waived = waivers.read(source)
    loaded = ruleset(tuple(rules), tuple(disable))
    document = understand(cleared)
    seen = see(document)
    outcome = run(document, seen, loaded, tokenise=tagged)
    upper = None
    if against is not None:
        from jsx_cli.compare.upper import upper as compared

        engine = Engine(__version__, loaded.digest)
        upper = compared(against, DocumentResult(document, outcome.facts, (), engine))
    paper = Paper(document, seen, outcome.facts, chosen.template, loaded.phrases, upper)
    places = run_checks(paper, known, chosen)
    kept, excused = waivers.apply(places, waived, Lines(source.text), chosen)
    return Checked(name or source.name, source, folded(kept, known), kept, excused, known)


@lru_cache(maxsize=8)
def checks(folders: tuple[Path, ...] = ()) -> dict[str, Check]:
    """The shipped checks, and those of `folders` over them."""
    from jsx_cli.check import load as load_checks

    loaded = ruleset(folders)
    return load_checks((rules_dir(), *folders), loaded, place())


def prove_checks(folders: Sequence[Path] = (), only: Sequence[str] = ()) -> list[str]:
    """What the examples of the checks promise and the checks do not keep; [] when all is well."""

    from jsx_cli.check import Settings
    from jsx_cli.check import prove as prove_all

    def findings(content: str, template: str, against: str) -> tuple[Finding, ...]:
        example = read_bytes(content.encode("utf-8"), "example")
        above = analyze_text(against, rules=folders) if against else None
        found = check_source(example, rules=folders, settings=Settings(template=template), against=above)
        return tuple(found.places)

    return prove_all(checks(tuple(folders)), findings, only)


def source(path: Path | str, *, encoding: str | None = None, limits: Limits = DEFAULT) -> Source:
    """The decoded file, before anything is done to it."""
    return read(Path(path), encoding=encoding, limits=limits)


def source_bytes(data: bytes, name: str, *, encoding: str | None = None, limits: Limits = DEFAULT) -> Source:
    """The same for a file that is already in memory."""
    return read_bytes(data, name, encoding=encoding, limits=limits)


def understand(source: Source) -> Document:
    """The document: clean text, its own elements, outline and sentences."""
    return segment(outline(normalise(source)))


def see(document: Document) -> tuple[Mention, ...]:
    """What the recognisers see in the document; relative dates count from its own date."""
    return mentions(document.text, document.day)


def text(path: Path | str, *, encoding: str | None = None, limits: Limits = DEFAULT) -> Normalised:
    """The clean text of a file, with what the file declares of itself and the notices."""
    return normalise(read(Path(path), encoding=encoding, limits=limits))


def text_bytes(data: bytes, name: str, *, encoding: str | None = None, limits: Limits = DEFAULT) -> Normalised:
    """The clean text of a file that is already in memory."""
    return normalise(read_bytes(data, name, encoding=encoding, limits=limits))


def prove_rules(folders: Sequence[Path] = (), only: Sequence[str] = (), disable: Sequence[str] = ()) -> list[Failure]:
    """What the examples and silent lines of the rules promise and the rules do not keep; [] when all is well.

    `only` names the rules to prove; none means all of them.
    """
    return _proved(ruleset(tuple(folders), tuple(disable)), only)


def prove_folders(folders: Sequence[Path] = (), disable: Sequence[str] = ()) -> tuple[list[str], list[Rule]]:
    """Everything that is wrong with the shipped rules and those of the folders, and the rules that could be read.

    Rules that cannot be read do not keep the others from being proved by their examples. Where another rule leaves a
    rule nothing to find, that is the mistake, and not each of its examples as well.
    """
    from jsx_cli.engine.folders import inspect
    from jsx_cli.engine.reach import shadowed

    chosen, problems = inspect((rules_dir(), *folders), disable)
    hidden = {place for place, _ in shadowed(chosen.rules)}
    only = [rule.id for rule in chosen.rules if rule.place not in hidden]
    return [*problems, *map(str, _proved(chosen, only)), *_wrong_checks(folders, not problems)], list(chosen.rules)


def _wrong_checks(folders: Sequence[Path], readable: bool) -> list[str]:
    """What is wrong with the checks of these folders; nothing where they have none."""
    if not readable or not any((folder / "check").is_dir() for folder in folders):
        return []
    try:
        known = checks(tuple(folders))
    except JsxError as error:
        return list(error.problems)
    ours = [name for name, check in known.items() if any(check.path.is_relative_to(folder) for folder in folders)]
    return prove_checks(folders, ours)


def example_outcome(content: str, day: str = "", rules: Sequence[Path] = (), disable: Sequence[str] = ()) -> Outcome:
    """What the rules find in the text of an example; `day` is the date from which it speaks."""
    document = example_document(content, day)
    return run(document, see(document), ruleset(tuple(rules), tuple(disable)), tokenise=tagged)


def _proved(chosen: RuleSet, only: Sequence[str]) -> list[Failure]:
    from jsx_cli.engine.explain import why_not as refused
    from jsx_cli.engine.prove import prove

    def outcome(content: str, day: str) -> Outcome:
        document = example_document(content, day)
        return run(document, see(document), chosen, tokenise=tagged)

    def why(rule: str, example: Example) -> str:
        document = example_document(example.text, example.date)
        answer = refused(document, see(document), chosen, rule, area(document, None), tagged)
        return f"; {answer.steps[0].message}" if answer.steps and not answer.fired else ""

    return prove(chosen, outcome, only, why)


def example_document(content: str, day: str) -> Document:
    """The text of an example as a document that speaks from that day."""
    document = understand(read_bytes(content.encode("utf-8"), "example"))
    if day:
        told = tuple(element for element in document.elements if element.name != "date")
        document = replace(document, elements=(*told, Element("date", day, raw=RawSpan(0, 0))))
    return document


def explain(
    source: Source, line: int | None = None, *, rules: Sequence[Path] = (), disable: Sequence[str] = ()
) -> tuple[Document, Explained]:
    """What the rules did in a line of a file, counted from 1, or in all of it: facts, reasons, and what gave way."""
    from jsx_cli.engine.explain import explain as explained

    document = understand(source)
    outcome = run(document, see(document), ruleset(tuple(rules), tuple(disable)), tokenise=tagged)
    return document, explained(outcome, area(document, line))


def why_not(
    source: Source, line: int, rule: str, *, rules: Sequence[Path] = (), disable: Sequence[str] = ()
) -> tuple[Document, WhyNot]:
    """How far a rule got in a line of a file, and what held it up on which characters."""
    from jsx_cli.engine.explain import why_not as refused

    document = understand(source)
    chosen = ruleset(tuple(rules), tuple(disable))
    return document, refused(document, see(document), chosen, rule, area(document, line), tagged)


def area(document: Document, line: int | None) -> Span:
    """The clean text of a line of the file as it is; all of the text for None. Raises `JsxError` for no such line."""
    if line is None:
        return Span(0, len(document.text))
    content = document.aligned.source.text
    starts = [0, *(found.end() for found in LINE_END.finditer(content))]
    if not 1 <= line <= len(starts):
        raise JsxError(f"{document.aligned.source.name}: there is no line {line}; the file has {len(starts)}")
    end = starts[line] if line < len(starts) else len(content)
    return document.aligned.to_norm(RawSpan(starts[line - 1], end))


def compare_rules(old: RuleSet, new: RuleSet, source: Source) -> list[Change]:
    """The facts of a document that an edit of the rules gains, loses and changes."""
    from jsx_cli.engine.diff import changes

    document = understand(source)
    seen = see(document)
    before, after = (run(document, seen, chosen, tokenise=tagged).facts for chosen in (old, new))
    return changes(before, after)


@lru_cache(maxsize=8)
def ruleset(folders: tuple[Path, ...] = (), disable: tuple[str, ...] = ()) -> RuleSet:
    """The shipped rules, and those of `folders` over them."""
    return load((rules_dir(), *folders), disable, place())


def ruleset_of(name: str, alone: bool = False) -> RuleSet:
    """The rules of a folder over the shipped ones, or `alone`; the shipped ones for `ours`."""
    if name == "ours":
        return ruleset()
    return load((Path(name),), (), place()) if alone else ruleset((Path(name),))


def ruleset_digest(folders: Iterable[Path] = (), disable: Iterable[str] = ()) -> str:
    """The digest of the rule set: 16 hexadecimal digits that change with any file of it."""
    return ruleset(tuple(folders), tuple(disable)).digest


def schema() -> dict[str, Any]:
    """The JSON Schema of what `jsx extract` prints."""
    import json

    loaded: dict[str, Any] = json.loads(schema_path().read_text(encoding="utf-8"))
    return loaded
