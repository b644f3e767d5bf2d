"""Spoil the shipped rules, one small thing at a time, and count how many of these mutants their own examples catch.

`python tests/eval/mutate_rules.py [N]` tries every N-th mutant: an alternative dropped, a gap widened, a guard removed.
What survives is printed: an example or a silent line is missing there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

from jsx_cli import api
from jsx_cli.engine import Outcome, Rule, prove, run
from jsx_cli.engine.grammar import Capture, Choice, Gap, Node, Repeat, Words
from jsx_cli.engine.grammar import Sequence as Then
from jsx_cli.model import Document, Mention
from jsx_cli.segment.tags import tagged

LEXICON = 12  # alternatives of more words than this are lexicons, which have tests of their own
Mutant = tuple[str, Rule]


def spoiled(node: Node) -> Iterator[tuple[str, Node]]:
    """The pattern with one thing changed."""
    match node:
        case Words(words, many) if 1 < len(words) <= LEXICON:
            for word in words:
                yield f"without {word}", Words(tuple(other for other in words if other != word), many)
        case Gap(least, most, scope):
            yield f"gap of {most} widened", Gap(least, min(400, most * 4 + 20), scope)
        case Capture(name, inner):
            yield from ((what, Capture(name, made)) for what, made in spoiled(inner))
        case Repeat(inner, least, most):
            yield from ((what, Repeat(made, least, most)) for what, made in spoiled(inner))
        case Choice(nodes):
            for place, child in enumerate(nodes):
                yield f"without alternative {place + 1}", Choice((*nodes[:place], *nodes[place + 1 :]))
                yield from (
                    (what, Choice((*nodes[:place], made, *nodes[place + 1 :]))) for what, made in spoiled(child)
                )
        case Then(nodes):
            for place, child in enumerate(nodes):
                yield from ((what, Then((*nodes[:place], made, *nodes[place + 1 :]))) for what, made in spoiled(child))


def mutants(rule: Rule) -> Iterator[Mutant]:
    """The rule with one thing changed: in a pattern, or a guard left out."""
    for place, node in enumerate(rule.patterns):
        for what, made in spoiled(node):
            yield what, replace(rule, patterns=(*rule.patterns[:place], made, *rule.patterns[place + 1 :]))
    for place, condition in enumerate(rule.conditions):
        left = (*rule.conditions[:place], *rule.conditions[place + 1 :])
        yield f"without {condition.words[:40]}", replace(rule, conditions=left)
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
        ours, rules=tuple(rule if one.id == rule.id else one for one in ours.rules), _plans={}, _words=ours._words
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
