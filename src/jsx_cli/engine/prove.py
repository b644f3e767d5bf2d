"""Prove rules by their own examples: each must give the facts it names and no more, each silent text none.

`prove(rules, outcome)` runs every text through `outcome` (the whole pipeline, so that an example is read as a file
would be) and lists what a rule promised and did not keep, with the place of the example and what came instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from jsx_cli.engine.grammar import fold
from jsx_cli.engine.rule import Example, Rule, RuleSet
from jsx_cli.engine.run import Outcome
from jsx_cli.model import Fact
from jsx_cli.records import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that failed: where it stands, in which rule, and what is wrong."""

    place: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}: {self.message}"


def prove(
    rules: RuleSet,
    outcome: Callable[[str, str], Outcome],
    only: Sequence[str] = (),
    why: Callable[[str, Example], str] | None = None,
) -> list[Failure]:
    """Every promise that the rules do not keep, in the order of their ids.

    `why(rule, example)` may say what held the rule up in an example in which it finds nothing.
    """
    failures: list[Failure] = []
    for rule in rules.rules:
        if only and rule.id not in only:
            continue
        for example in rule.examples:
            wrong = _example(rule, example, outcome)
            missed = any(" is not found in " in message or message.startswith("finds nothing") for message in wrong)
            reason = why(rule.id, example) if why and missed else ""
            reason += END_IT if TITLE in reason else ""
            failures.extend(Failure(example.place, rule.id, _joined(message, reason)) for message in wrong)
        for example in rule.silent:
            remedy = "; narrow the pattern, or say under unless: what stands there"
            found = _silent(rule, example, outcome)
            failures.extend(Failure(example.place, rule.id, message + remedy) for message in found)
    return failures


def _joined(message: str, reason: str) -> str:
    """The message with its reason, where both may say which rule takes the characters: once."""
    return message.removesuffix(reason.partition(" (")[0]) + reason


def _example(rule: Rule, example: Example, outcome: Callable[[str, str], Outcome]) -> list[str]:
    result = outcome(example.text, example.date)
    if not rule.fact:
        return _noted(rule, example, result)
    found = [fact for fact in result.facts if fact.rule == rule.id]
    left = list(found)
    wrong: list[str] = []
    for wanted in example.facts:
        match = next((fact for fact in left if not _differences(fact, wanted)), None)
        if match is not None:
            left.remove(match)
            continue
        near = min(left, key=lambda fact: len(_differences(fact, wanted)), default=None)
        if near is None:
            other = _instead(result.facts, wanted)
            wrong.append(f"{_show(wanted)} is not found in {_short(example.text)!r}{other}")
        else:
            wrong.append(f"{near.evidence.exact!r} has {'; '.join(_differences(near, wanted))}")
            left.remove(near)
    wrong.extend(f"finds {fact.evidence.exact!r} too, which the example does not name" for fact in left)
    return wrong


def _noted(rule: Rule, example: Example, result: Outcome) -> list[str]:
    """For rules that make mentions, flags or claims: that they do, and where, if the example says so."""
    if not any(name == rule.id for name, _ in result.words):
        return [f"finds nothing in {_short(example.text)!r}"]
    if not example.facts:
        return []
    found = [exact for name, exact in result.words if name == rule.id]
    wanted = [str(fact.get("exact", "")) for fact in example.facts]
    missing = [exact for exact in wanted if fold(exact) not in map(fold, found)]
    extra = [exact for exact in found if fold(exact) not in map(fold, wanted)]
    return [
        *(f"exact: {exact} is not found in {_short(example.text)!r}" for exact in missing),
        *(f"finds {exact!r} too, which the example does not name" for exact in extra),
    ]


def _silent(rule: Rule, example: Example, outcome: Callable[[str, str], Outcome]) -> list[str]:
    result = outcome(example.text, example.date)
    if not rule.fact:
        return [
            f"finds {exact!r} in the silent text {_short(example.text)!r}"
            for name, exact in result.words
            if name == rule.id
        ]
    return [
        f"finds {fact.evidence.exact!r} in the silent text {_short(example.text)!r}"
        for fact in result.facts
        if fact.rule == rule.id
    ]


def _differences(fact: Fact, wanted: Mapping[str, Any]) -> list[str]:
    wrong: list[str] = []
    for name, value in wanted.items():
        got = fact.evidence.exact if name == "exact" else fact.get(name)
        if not _same(got, value):
            shown = list(got) if isinstance(got, tuple) else format(got, "f") if isinstance(got, Decimal) else got
            wrong.append(f"{name} {shown!r} where the example says {value!r}")
    return wrong


def _same(got: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return isinstance(got, tuple) and [fold(str(item)) for item in got] == [fold(str(item)) for item in wanted]
    if isinstance(got, Decimal) or isinstance(wanted, Decimal | int):
        try:
            return got is not None and Decimal(str(got)) == Decimal(str(wanted))
        except InvalidOperation:
            return False
    return fold(str(got)) == fold(str(wanted)) if got is not None else wanted is None


def _instead(facts: Sequence[Fact], wanted: Mapping[str, Any]) -> str:
    exact = wanted.get("exact")
    other = next((fact for fact in facts if exact and fact.evidence.exact == exact), None)
    return f"; {other.rule} takes these characters" if other else ""


def _show(wanted: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in wanted.items())


TITLE = "this is the title of the document"  # what why_not says of a text that is read as a title
END_IT = "; a line without 。 is read as a title: end the text with 。"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
