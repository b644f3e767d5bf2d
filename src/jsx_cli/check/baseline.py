"""Baselines: the slips that a project has agreed to live with, so that only new ones are reported.

A slip is known by its check, its text and the words around it, never by its line. A file of JSON holds for each
document how often each such slip stands there: two commas that were known stay silent, a third is new.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from jsx_cli.check.rule import Finding
from jsx_cli.errors import JsxError

SCHEMA = "jsx-baseline/1"
AROUND = 10

Known = Mapping[str, Mapping[str, int]]


def fingerprint(finding: Finding) -> str:
    """The same for the same slip wherever its line has moved: 16 hexadecimal digits."""
    at = finding.sentence.find(finding.text)
    around = finding.sentence
    if at >= 0:
        around = finding.sentence[max(0, at - AROUND) : at + len(finding.text) + AROUND]
    return hashlib.sha256(f"{finding.rule}\0{finding.text}\0{around}".encode()).hexdigest()[:16]


def written(found: Iterable[tuple[str, Sequence[Finding]]]) -> str:
    """The baseline of these documents as the text of its file."""
    files = {
        name: dict(sorted(Counter(f"{finding.rule} {fingerprint(finding)}" for finding in findings).items()))
        for name, findings in found
        if findings
    }
    return json.dumps({"schema": SCHEMA, "files": files}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read(path: Path) -> Known:
    """What the file knows. Raises `JsxError` for a file that is no baseline."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise JsxError(f"{path}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise JsxError(f"{path}: is no baseline of jsx; write one with --write-baseline") from error
    files = value.get("files") if isinstance(value, dict) else None
    if not isinstance(files, dict) or value.get("schema") != SCHEMA:
        raise JsxError(f"{path}: is no baseline of jsx; write one with --write-baseline")
    return files


def unknown(findings: Sequence[Finding], known: Mapping[str, int]) -> list[Finding]:
    """The findings that the baseline does not know."""
    left = Counter(dict(known))
    new: list[Finding] = []
    for finding in findings:
        key = f"{finding.rule} {fingerprint(finding)}"
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(finding)
    return new
