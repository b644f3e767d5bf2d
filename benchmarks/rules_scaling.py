"""What more rules and longer documents cost: 1×, 2× and 4× the rules, and 10 KB against 10 MB.

`python -m benchmarks.rules_scaling` prints ratios taken in one run. The copies of our rules have other words (every
word of three signs or more is written backwards and with another sign before it), so that they search the text for what
is hardly ever there, as rules for other fields do.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from jsx_cli import api
from jsx_cli.engine import RuleSet, run
from jsx_cli.engine.grammar import Capture, Choice, Literal, Look, Node, Repeat, Words
from jsx_cli.engine.grammar import Sequence as Then
from jsx_cli.engine.rule import Rule
from jsx_cli.model import Document, Mention
from jsx_cli.segment.tags import tagged

SEEDS = sorted((Path(__file__).parents[1] / "data/seeds").glob("*.txt"))
Read = tuple[Document, tuple[Mention, ...]]


def other(word: str, copy: int) -> str:
    """Another word in its place: 区政府 becomes 甲府政区."""
    return "甲乙丙"[copy] + word[::-1] if len(word) > 1 else "鑫淼焱"[copy]


def reworded(node: Node, copy: int) -> Node:
    """The same pattern with other words."""
    match node:
        case Literal(text):
            return Literal(other(text, copy))
        case Words(words, many):
            return Words(tuple(other(word, copy) for word in words), many)
        case Capture(name, inner):
            return Capture(name, reworded(inner, copy))
        case Repeat(inner, least, most):
            return Repeat(reworded(inner, copy), least, most)
        case Look(inner, ahead, wanted):
            return Look(reworded(inner, copy), ahead, wanted)
        case Then(nodes):
            return Then(tuple(reworded(child, copy) for child in nodes))
        case Choice(nodes):
            return Choice(tuple(reworded(child, copy) for child in nodes))
        case _:
            return node


def times(rules: RuleSet, factor: int) -> RuleSet:
    """The rules with `factor` - 1 copies of each that has words to look for."""
    made: list[Rule] = list(rules.rules)
    for copy in range(factor - 1):
        for rule in rules.rules:
            if rule.patterns and any(plan.words for plan in rules.plans(rule)):
                nodes = tuple(reworded(node, copy) for node in rule.patterns)
                made.append(replace(rule, id=f"{rule.id}-{copy}", patterns=nodes))
    return replace(
        rules, rules=tuple(sorted(made, key=lambda rule: (rule.stage, rule.id))), _plans={}, _words={}, _sought=[]
    )


def seconds(call: Callable[[], object], rounds: int = 5) -> float:
    """The median of several rounds."""
    taken = []
    for _ in range(rounds):
        begin = time.process_time()
        call()
        taken.append(time.process_time() - begin)
    return statistics.median(taken)


def read(text: str) -> Read:
    document = api.understand(api.source_bytes(text.encode(), "text"))
    return document, api.see(document)


def whole(texts: Sequence[bytes], rules: RuleSet) -> None:
    """From bytes to facts."""
    for text in texts:
        document = api.understand(api.source_bytes(text, "text"))
        run(document, api.see(document), rules, tokenise=tagged)


def main() -> None:
    """Print the ratios."""
    ours = api.ruleset()
    texts = [path.read_bytes() for path in SEEDS]
    documents = [read(text.decode()) for text in texts]
    sets = {factor: times(ours, factor) for factor in (1, 2, 4)}
    for factor, rules in sets.items():
        for document, mentions in documents:
            run(document, mentions, rules)  # once before, so that nothing is made for the first time
        engine = seconds(lambda chosen=rules: [run(*read_one, chosen) for read_one in documents])  # type: ignore[misc]
        all_of_it = seconds(lambda chosen=rules: whole(texts, chosen))  # type: ignore[misc]
        if factor == 1:
            base = (engine, all_of_it)
        print(
            f"{factor}x rules ({len(rules.rules)}): engine {engine / base[0]:.2f}, from bytes to facts "
            f"{all_of_it / base[1]:.2f} of the time with ours"
        )
    seed = "\n".join(text.decode() for text in texts)
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    for length in (10_000, size):
        document, mentions = read((seed * (length // len(seed) + 1))[:length])
        run(document, mentions, ours)
        taken = seconds(lambda one=document, seen=mentions: run(one, seen, ours), 5 if length < 1_000_000 else 1)  # type: ignore[misc]
        each = taken / len(document.text) * 1e6
        if length == 10_000:
            short = each
        print(f"{length:,} characters: engine {each:.2f} µs a character, {each / short:.2f} of a short document")


if __name__ == "__main__":
    main()
