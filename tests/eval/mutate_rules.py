"""Spoil the shipped rules, one small thing at a time, and count how many of these mutants their own examples catch.

`python tests/eval/mutate_rules.py [N]` tries every N-th mutant: an alternative or optional part dropped, a gap widened,
a guard removed. What survives is printed: an example or a silent line is missing there. The words of a lexicon are data
and no mutants of a rule; a macro counts in every rule that it stands in.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from jsx_cli import api
from jsx_cli.engine import Outcome, Rule, run
from jsx_cli.engine.grammar import Capture, Choice, Gap, Look, Node, Repeat, Words, fold
from jsx_cli.engine.grammar import Sequence as Then
from jsx_cli.engine.prove import prove
from jsx_cli.lexicon import lexicon
from jsx_cli.model import Document, Mention
from jsx_cli.resources import rules_dir
from jsx_cli.segment.tags import tagged

Mutant = tuple[str, Rule]


NAMED = re.compile(r"\{(?:\w+:)?@(\w+)")


@cache
def listed(rule: str) -> frozenset[str]:
    """The words of the lexicons that the patterns of a rule name, themselves or in a macro."""
    files = (rules_dir() / f"{rule}.yaml", rules_dir() / "macros.yaml")
    named = {name for path in files for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    return frozenset(fold(row["word"]) for name in named for row in lexicon(name))


def written(words: tuple[str, ...], data: frozenset[str]) -> list[str]:
    """Alternatives that stand in the pattern itself: all of them, or what is beside the words of a lexicon."""
    return [word for word in words if word not in data]


def spoiled(node: Node, data: frozenset[str]) -> Iterator[tuple[str, Node]]:
    """The pattern with one thing changed; alternatives that are words of `data` are data and stay."""
    match node:
        case Words(words, many) if len(words) > 1:
            for word in written(words, data):
                yield f"without {word}", Words(tuple(other for other in words if other != word), many)
        case Gap(least, most, scope):
            yield f"gap of {most} widened", Gap(least, min(400, most * 4 + 20), scope)
        case Capture(name, inner):
            yield from ((what, Capture(name, made)) for what, made in spoiled(inner, data))
        case Look(inner, ahead, wanted):
            yield from ((what, Look(made, ahead, wanted)) for what, made in spoiled(inner, data) if not wanted or ahead)
        case Repeat(inner, least, most):
            if not least:
                yield "without the optional " + str(inner)[:60], Repeat(inner, 0, 0)
            yield from ((what, Repeat(made, least, most)) for what, made in spoiled(inner, data))
        case Choice(nodes):
            for place, child in enumerate(nodes):
                yield f"without alternative {place + 1}", Choice((*nodes[:place], *nodes[place + 1 :]))
                yield from (
                    (what, Choice((*nodes[:place], made, *nodes[place + 1 :]))) for what, made in spoiled(child, data)
                )
        case Then(nodes):
            for place, child in enumerate(nodes):
                if isinstance(child, Look):
                    yield f"without look-around {place + 1}", Then((*nodes[:place], *nodes[place + 1 :]))
                yield from (
                    (what, Then((*nodes[:place], made, *nodes[place + 1 :]))) for what, made in spoiled(child, data)
                )


def mutants(rule: Rule) -> Iterator[Mutant]:
    """The rule with one thing changed: in a pattern, or a guard left out."""
    for place, node in enumerate(rule.patterns):
        if len(rule.patterns) > 1:
            left = (*rule.patterns[:place], *rule.patterns[place + 1 :])
            yield f"without pattern {place + 1}", replace(rule, patterns=left)
        for what, made in spoiled(node, listed(rule.id)):
            yield what, replace(rule, patterns=(*rule.patterns[:place], made, *rule.patterns[place + 1 :]))
    for place, condition in enumerate(rule.conditions):
        others = (*rule.conditions[:place], *rule.conditions[place + 1 :])
        yield f"without {condition.words[:40]}", replace(rule, conditions=others)
    if rule.section_roles:
        yield "without section-role", replace(rule, section_roles=frozenset())
    if rule.section_styles:
        yield "without section-style", replace(rule, section_styles=frozenset())
    if rule.not_within:
        yield "without not-within", replace(rule, not_within=())
    if rule.leaf:
        yield "without leaf", replace(rule, leaf=False)
    if rule.if_flag or rule.unless_flag:
        yield "without flag", replace(rule, if_flag="", unless_flag="")
    if rule.requires:
        yield "without requires", replace(rule, requires=())


def caught(rule: Rule) -> bool:
    """True where the examples and silent lines of the rule notice."""
    ours = api.ruleset()
    rules = replace(
        ours,
        rules=tuple(rule if one.id == rule.id else one for one in ours.rules),
        _plans={},
        _words=ours._words,
        _sought=[],
    )

    def outcome(text: str, day: str) -> Outcome:
        document, mentions = _read(text, day)
        return run(document, mentions, rules, tokenise=tagged)

    return bool(prove(rules, outcome, (rule.id,)))


_known: dict[tuple[str, str], tuple[Document, tuple[Mention, ...]]] = {}


def _read(text: str, day: str) -> tuple[Document, tuple[Mention, ...]]:
    if (text, day) not in _known:
        document = api.example_document(text, day)
        _known[text, day] = document, api.see(document)
    return _known[text, day]


def survey(step: int = 1) -> tuple[int, list[str]]:
    """How many mutants were tried, and those that nobody noticed."""
    every = [(rule.id, what, made) for rule in api.ruleset().rules for what, made in mutants(rule)][::step]
    return len(every), [f"{name}: {what}" for name, what, made in every if not caught(made)]


def main() -> None:
    """Print the figure and the survivors."""
    tried, survivors = survey(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    print("\n".join(survivors))  # noqa: T201
    print(f"{tried - len(survivors)} of {tried} mutants were caught: {1 - len(survivors) / tried:.1%}")  # noqa: T201


if __name__ == "__main__":
    main()
