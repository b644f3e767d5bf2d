"""Waivers in the draft itself: <!-- jsx: allow GW117 三、单独印发 --> or 【jsx 允许 GW117：三、单独印发】.

In goes the decoded file, out come the waivers and the file with blanks in their place, so that every position stays.
A waiver speaks for its own line, or for the next one where it stands alone. It needs a reason, and one that waives
nothing is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jsx_cli.check.place import Lines
from jsx_cli.check.rule import Finding, Level, Settings, Words
from jsx_cli.model import RawSpan, Source, Span
from jsx_cli.patterns import late
from jsx_cli.records import dataclass, replace

WAIVER = late(
    r"(?P<open><!--|【|〔|\[)[ \t　]{0,4}jsx[ :：]{1,3}(?:allow|允许)[ \t　]{1,4}"
    r"(?P<ids>[A-Z]{2}\d{3}(?:[ ,，、]{1,3}[A-Z]{2}\d{3}){0,9})(?P<reason>[^\n\r]{0,200}?)(?P<close>-->|】|〕|\])"
)
NO_REASON = "JX901"
UNUSED = "JX902"


@dataclass(frozen=True, slots=True)
class Waiver:
    """What it waives, on which line, and why."""

    rules: tuple[str, ...]
    reason: str
    line: int
    raw: RawSpan


def read(source: Source) -> tuple[Source, tuple[Waiver, ...]]:
    """The file without its waivers, and the waivers."""
    text = source.text
    if "jsx" not in text:
        return source, ()
    lines = Lines(text)
    found: list[Waiver] = []
    blank = list(text)
    for match in WAIVER.finditer(text):
        line = lines.line(match.start())
        start = lines.starts[line - 1]
        alone = not text[start : match.start()].strip() and not text[match.end() :].split("\n", 1)[0].strip()
        target = line
        if alone:
            target += 1
            while target <= len(lines.starts) and not lines.content(target).strip():
                target += 1
        reason = match["reason"].strip(" \t　:：—-,，")
        found.append(Waiver(tuple(re.findall(r"[A-Z]{2}\d{3}", match["ids"])), reason, target, RawSpan(*match.span())))
        blank[match.start() : match.end()] = " " * (match.end() - match.start())
    return replace(source, text="".join(blank)), tuple(found)


def apply(
    findings: Sequence[Finding], waivers: Iterable[Waiver], lines: Lines, settings: Settings
) -> tuple[list[Finding], list[Finding]]:
    """The findings that stand, with those about the waivers themselves, and the findings that were waived.

    A waiver of a check that these settings leave out is not called unused.
    """
    waivers = list(waivers)
    kept: list[Finding] = []
    waived: list[Finding] = []
    used: set[tuple[int, str]] = set()
    for finding in findings:
        line = lines.line(finding.raw.start)
        index = next(
            (
                index
                for index, waiver in enumerate(waivers)
                if waiver.reason and finding.rule in waiver.rules and waiver.line == line
            ),
            None,
        )
        if index is None:
            kept.append(finding)
        else:
            waived.append(finding)
            used.add((index, finding.rule))
    for index, waiver in enumerate(waivers):
        if not waiver.reason:
            if settings.wants(NO_REASON):
                words = Words("豁免没有写明理由，不予采用", "a waiver needs a reason; this one is not used")
                kept.append(_about(waiver, NO_REASON, words, settings.levels.get(NO_REASON, "warning")))
            continue
        for rule in waiver.rules:
            if (index, rule) not in used and settings.wants(rule) and settings.wants(UNUSED):
                words = Words(f"豁免{rule}没有用到", f"the waiver of {rule} waives nothing")
                kept.append(_about(waiver, UNUSED, words, settings.levels.get(UNUSED, "warning")))
    return sorted(kept, key=lambda finding: (finding.raw, finding.rule)), waived


def _about(waiver: Waiver, rule: str, words: Words, level: Level) -> Finding:
    return Finding(rule, level, Span(0, 0), waiver.raw, "、".join(waiver.rules), words, "jsx", waiver.reason)
