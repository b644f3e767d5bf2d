"""Findings for people: a line each (`concise`), or with the sentence, the fix and the source (`full`)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from jsx_cli.check.result import Checked
from jsx_cli.check.rule import LEVELS, Finding, Language, Level

NAMES: dict[Level, dict[Language, str]] = {
    "error": {"zh": "错误", "en": "error"},
    "warning": {"zh": "警告", "en": "warning"},
    "info": {"zh": "提示", "en": "info"},
}
SHOWN = 34


def concise(checked: Sequence[Checked], language: Language) -> str:
    """A line for each finding: path:line:column: level rule message."""
    return "".join(f"{_line(one, finding, language)}\n" for one in checked for finding in one.findings)


def full(checked: Sequence[Checked], language: Language) -> str:
    """Each finding with its sentence, what to write and on whose word; a sum at the end."""
    pieces: list[str] = []
    for one in checked:
        for finding in one.findings:
            pieces.append("\n".join(_paragraph(one, finding, language)) + "\n\n")
    return "".join(pieces) + summary(checked, language) + "\n"


def summary(checked: Sequence[Checked], language: Language) -> str:
    """How much was found, in one line."""
    counts = {level: sum(one.count(level) for one in checked) for level in LEVELS}
    waived = sum(len(one.waived) for one in checked)
    if language == "zh":
        parts = [f"{NAMES[level]['zh']} {counts[level]} 处" for level in LEVELS]
        return f"检查 {len(checked)} 份文件：" + "，".join(parts) + (f"，豁免 {waived} 处" if waived else "")
    parts = [f"{counts[level]} {NAMES[level]['en']}" for level in LEVELS]
    return f"{len(checked)} documents checked: " + ", ".join(parts) + (f", {waived} waived" if waived else "")


def _line(one: Checked, finding: Finding, language: Language) -> str:
    line, column = one.lines.at(finding.raw.start)
    return f"{one.name}:{line}:{column}: {NAMES[finding.level][language]} {finding.rule} {finding.message.of(language)}"


def _paragraph(one: Checked, finding: Finding, language: Language) -> Iterator[str]:
    yield _line(one, finding, language)
    line, column = one.lines.at(finding.raw.start)
    content = one.lines.content(line)
    start = max(0, column - 1 - SHOWN)
    size = max(1, min(finding.raw.end - finding.raw.start, len(content) - column + 1))
    piece = content[start : column - 1 + size + SHOWN].replace("\t", " ")
    size = min(size, SHOWN * 2)
    number = f"{line} | "
    yield f"  {number}{piece}"
    before, under = piece[: column - 1 - start], piece[column - 1 - start : column - 1 - start + size]
    yield "  " + " " * (len(number) + width(before)) + "^" * max(1, width(under))
    said = {"zh": ("改为", "安全", "须核对", "依据"), "en": ("write", "safe", "look at it first", "source")}[language]
    if finding.fix is not None and not finding.also:
        kind = said[1] if finding.fix.kind == "safe" else said[2]
        yield (
            f"  {said[0]}（{kind}）: {written(one, finding)}"
            if language == "zh"
            else (f"  {said[0]} ({kind}): {written(one, finding)}")
        )
    yield f"  {said[3]}{'：' if language == 'zh' else ': '}{finding.source}"


def written(one: Checked, finding: Finding) -> str:
    """What stands there when the fix is made."""
    assert finding.fix is not None
    text = one.source.text
    first = min(finding.raw.start, finding.fix.edits[0][0].start)
    last = max(finding.raw.end, finding.fix.edits[-1][0].end)
    made: list[str] = []
    at = first
    for raw, new in finding.fix.edits:
        made.append(text[at : raw.start] + new)
        at = raw.end
    return "".join([*made, text[at:last]])


def width(text: str) -> int:
    """How many columns of a terminal the text takes: 字 takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
