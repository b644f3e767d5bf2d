"""Findings as JSON: one object for all documents, or a line for each finding. Keys are English, messages in both
languages.

Offsets are code points of the decoded file; lines and columns count from 1, columns in code points.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from jsx_cli.check.baseline import fingerprint
from jsx_cli.check.result import Checked
from jsx_cli.check.rule import LEVELS, Finding, Language
from jsx_cli.model import RawSpan

SCHEMA = "jsx-check/1"


def as_json(checked: Sequence[Checked], _: Language) -> str:
    """One object with every document, also those without a finding."""
    documents = [
        {
            "path": one.name,
            "sha256": one.source.sha256,
            "findings": [finding_data(one, finding) for finding in one.findings],
            "waived": [finding_data(one, finding) for finding in one.waived],
        }
        for one in checked
    ]
    counts = {level: sum(one.count(level) for one in checked) for level in LEVELS}
    value = {"schema": SCHEMA, "documents": documents, "summary": counts}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def as_jsonl(checked: Sequence[Checked], _: Language) -> str:
    """A line for each finding."""
    return "".join(
        json.dumps({"path": one.name, **finding_data(one, finding)}, ensure_ascii=False) + "\n"
        for one in checked
        for finding in one.findings
    )


def finding_data(one: Checked, finding: Finding) -> dict[str, Any]:
    """A finding as plain data."""
    data: dict[str, Any] = {
        "rule": finding.rule,
        "level": finding.level,
        **_place(one, finding.raw),
        "text": finding.text,
        "message": {"zh": finding.message.zh, "en": finding.message.en},
        "source": finding.source,
        "section": finding.section,
        "sentence": finding.sentence,
        "fingerprint": fingerprint(finding),
    }
    if finding.fix is not None:
        edits = [{"start": raw.start, "end": raw.end, "text": text} for raw, text in finding.fix.edits]
        data["fix"] = {"kind": finding.fix.kind, "edits": edits}
    if finding.also:
        data["also"] = [_place(one, raw) for raw in finding.also]
    return data


def _place(one: Checked, raw: RawSpan) -> dict[str, int]:
    line, column = one.lines.at(raw.start)
    end_line, end_column = one.lines.at(raw.end)
    return {
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "start": raw.start,
        "end": raw.end,
    }
