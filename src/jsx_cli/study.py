"""What a researcher does with results: score them, hand them to annotators, tabulate and code them.

`evaluate("gold", ["documents"])` extracts from each document that the gold has, and says how far the two agree.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any

from jsx_cli import __version__, config
from jsx_cli.api import analyze, ruleset, schema
from jsx_cli.errors import JsxError
from jsx_cli.evaluate import (
    DRAWS,
    SEED,
    GoldDocument,
    Program,
    Score,
    agree,
    changes,
    compared,
    files,
    from_spans,
    intervals,
    read_gold,
    score,
    summary,
)
from jsx_cli.model import FACT_TYPES, DocumentResult
from jsx_cli.report import codebook, dumps, to_dict


def evaluate(
    gold: Path | str,
    paths: Sequence[Path | str],
    *,
    rules: Sequence[Path] = (),
    only: Sequence[str] = (),
    configured: bool = False,
) -> Score:
    """What is extracted from `paths` against the hand-marked documents in `gold`.

    A path is a document, a result of `jsx extract` in JSON, or a folder of either. It belongs to the gold document of
    the same name; `only` names the documents that count, none means all. Where `configured` is true the configuration
    above each document holds for it.
    """
    golds = [document for document in read_gold(Path(gold)) if not only or document.name in only]
    if unknown := sorted(set(only) - {document.name for document in golds}):
        raise JsxError(f"{gold}: no gold for {', '.join(unknown)}")
    return score(golds, predictions([document.name for document in golds], paths, rules=rules, configured=configured))


def predictions(
    names: Sequence[str], paths: Sequence[Path | str], *, rules: Sequence[Path] = (), configured: bool = False
) -> dict[str, dict[str, Any]]:
    """What is said of each document of `names`: read from results in JSON, or extracted now."""
    wanted = set(names)
    found: dict[str, dict[str, Any]] = {}
    for path in map(Path, paths):
        files = sorted(file for file in path.iterdir() if file.stem in wanted) if path.is_dir() else [path]
        for file in files:
            if file.suffix in (".json", ".jsonl"):
                results = read_results(file)
                for result in results:
                    name = Path(str(result["source"]["path"])).stem
                    found[file.stem if len(results) == 1 and file.stem in wanted else name] = result
            elif file.stem in wanted:
                here = (config.find(file) if configured else config.Settings()).plus(rules)
                extracted = analyze(file, rules=here.rules, disable=here.disable, limits=here.limits)
                found[file.stem] = to_dict(extracted)
    if not wanted & set(found):
        names_known = ", ".join(sorted(wanted)[:10])
        raise JsxError(f"{paths[0]}: no gold document has this name; the gold has {names_known}")
    return found


def read_results(path: Path) -> list[dict[str, Any]]:
    """The results that `jsx extract` wrote to a file: one object, an array, or one object a line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise JsxError(f"{path}: cannot be read ({error})") from error
    try:
        loaded = [json.loads(line) for line in text.split("\n") if line.strip()]
        loaded = loaded[0] if len(loaded) == 1 and isinstance(loaded[0], list) else loaded
    except ValueError:
        try:
            whole = json.loads(text)
        except ValueError as error:
            raise JsxError(f"{path}: no JSON that jsx extract wrote ({error})") from error
        loaded = whole if isinstance(whole, list) else [whole]
    for result in loaded:
        if not isinstance(result, dict) or not str(result.get("schema", "")).startswith("jsx/"):
            raise JsxError(f"{path}: no result of jsx extract; gold is the first argument, results come after it")
    return loaded


def evaluation(old: Score, new: Score | None = None, *, draws: int = DRAWS) -> dict[str, Any]:
    """A score as plain values with intervals; with a second score of other rules, also what changed."""
    found = summary(old, intervals(old, draws), {"draws": draws, "seed": SEED})
    if new:
        found["versus"] = summary(new, intervals(new, draws)) | compared(old, new, changes(old, new, draws))
    return found


# --- tables


def codebook_markdown(rules: Sequence[Path] = (), disable: Sequence[str] = ()) -> str:
    """What the columns of the tables mean, to read."""
    digest = ruleset(tuple(rules), tuple(disable)).digest
    return codebook.to_markdown(codebook.variables(schema()), codings(rules, disable), __version__, digest)


def codebook_csv(rules: Sequence[Path] = (), disable: Sequence[str] = ()) -> str:
    """What the columns of the tables mean, as a table."""
    return codebook.to_csv(codebook.variables(schema()), codings(rules, disable))


def codings(folders: Sequence[Path] = (), disable: Sequence[str] = ()) -> list[codebook.Coding]:
    """Each rule that makes facts, in the order of the types, with its first example."""
    rules = [rule for rule in ruleset(tuple(folders), tuple(disable)).rules if rule.fact]
    rules.sort(key=lambda rule: (FACT_TYPES.index(rule.fact) if rule.fact in FACT_TYPES else 99, rule.id))
    return [
        codebook.Coding(rule.id, str(rule.fact), rule.says, rule.examples[0].text if rule.examples else "")
        for rule in rules
    ]


# --- annotation


def annotated(result: DocumentResult) -> GoldDocument:
    """The result as an annotated document: the normalised text, and each fact with its place in it."""
    output = to_dict(result)
    aside = ("id", "type", "rule", "section", "evidence")
    spans = [
        (fact.type, fact.evidence.span, {name: value for name, value in said.items() if name not in aside})
        for fact, said in zip(result.facts, output["facts"], strict=True)
    ]
    name = PurePath(result.document.aligned.source.name).stem or "document"
    return from_spans(name, result.document.text, spans, output["document"])


def export(results: Iterable[DocumentResult], program: Program) -> Iterator[tuple[str, str]]:
    """Pre-annotations for a program in which people annotate, as names and contents of files."""
    return files([annotated(result) for result in results], program, lambda value: dumps(value, indent=None))


def agreement(one: Path | str, other: Path | str) -> dict[str, Any]:
    """How far two annotators agree, from the gold of each."""
    return agree(read_gold(Path(one)), read_gold(Path(other)))
