"""Prove checks by their own examples: `bad` must be caught and `good` and `silent` must not.

`prove(checks, findings)` runs every text through `findings` (the whole pipeline). Where a check has a fix, the fixed
text must be caught no more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jsx_cli.check.fix import fixed
from jsx_cli.check.rule import Check, Finding

Findings = Callable[[str, str, str], tuple[Finding, ...]]


def prove(checks: Mapping[str, Check], findings: Findings, only: Sequence[str] = ()) -> list[str]:
    """Every promise that the checks do not keep, each with the place of the example."""
    wrong: list[str] = []
    for check in checks.values():
        if only and check.id not in only:
            continue

        def caught(text: str, template: str = "", against: str = "", name: str = check.id) -> list[Finding]:
            return [finding for finding in findings(text, template, against) if finding.rule == name]

        for example in check.examples:
            found = caught(example.bad, example.template, example.against)
            if not found:
                wrong.append(f"{example.place}: {check.id}: finds nothing in {_short(example.bad)!r}")
            elif check.fix is not None and check.fix.kind == "safe":
                if any(finding.fix is None for finding in found):
                    wrong.append(f"{example.place}: {check.id}: has no fix for {found[0].text!r}")
                else:
                    after = fixed(example.bad, found, ("safe",))
                    if caught(after, example.template, example.against):
                        wrong.append(f"{example.place}: {check.id}: fires again in the fixed text {_short(after)!r}")
            if again := caught(example.good, example.template, example.against):
                wrong.append(f"{example.place}: {check.id}: fires in the good text at {again[0].text!r}")
        for text in check.silent:
            if again := caught(text, against=check.silent_against.get(text, "")):
                wrong.append(
                    f"{check.place}: {check.id}: fires in the silent text {_short(text)!r} at {again[0].text!r}"
                )
    return wrong


def _short(text: str) -> str:
    text = " ⏎ ".join(text.split("\n"))
    return text if len(text) <= 60 else text[:59] + "…"
