"""Findings for the machines of continuous integration, each with columns in the unit that it counts in.

SARIF 2.1.0 (code points, declared as such), GitHub annotations (UTF-16, escaped), GitLab code quality (a fingerprint
that is unique in a file), JUnit, and rdjson for reviewdog (UTF-8 bytes).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from jsx_cli import __version__
from jsx_cli.check.baseline import fingerprint
from jsx_cli.check.place import Unit
from jsx_cli.check.result import Checked
from jsx_cli.check.rule import Check, Finding, Language, Level
from jsx_cli.model import RawSpan
from jsx_cli.patterns import late

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SARIF_LEVELS: dict[Level, str] = {"error": "error", "warning": "warning", "info": "note"}
GITHUB_LEVELS: dict[Level, str] = {"error": "error", "warning": "warning", "info": "notice"}
GITLAB_LEVELS: dict[Level, str] = {"error": "major", "warning": "minor", "info": "info"}
RD_LEVELS: dict[Level, str] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}
NOT_XML = late("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def relative(name: str) -> str:
    """The path from the working folder, with / between its parts."""
    path = Path(name)
    if path.is_absolute():
        here = Path(os.path.realpath("."))
        try:
            path = Path(os.path.realpath(path)).relative_to(here)
        except ValueError:
            return path.as_posix()
    return Path(os.path.normpath(path)).as_posix()


def uri(name: str) -> str:
    """The path as a URI: 通知.txt is %E9%80%9A%E7%9F%A5.txt, relative where it can be."""
    path = relative(name)
    if path.startswith("/"):
        return "file://" + quote(path)
    if re.match(r"[A-Za-z]:/", path):
        return "file:///" + quote(path, safe="/:")
    return quote(path)


def _region(one: Checked, raw: RawSpan, unit: Unit = "points") -> dict[str, int]:
    line, column = one.lines.at(raw.start, unit)
    end_line, end_column = one.lines.at(raw.end, unit)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def sarif(checked: Sequence[Checked], language: Language) -> str:
    """SARIF 2.1.0."""
    checks = {name: check for one in checked for name, check in one.checks.items()}
    used = sorted({finding.rule for one in checked for finding in one.findings} | checks.keys())
    index = {name: place for place, name in enumerate(used)}
    results = [_sarif_result(one, finding, index, language) for one in checked for finding in one.findings]
    driver = {
        "name": "jsx",
        "semanticVersion": __version__,
        "rules": [_sarif_rule(name, checks.get(name), language) for name in used],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The folder in which jsx was run."}}},
        "artifacts": [{"location": _location(one)} for one in checked],
        "results": results,
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _location(one: Checked) -> dict[str, str]:
    address = uri(one.name)
    return {"uri": address} if address.startswith("file:") else {"uri": address, "uriBaseId": "SRCROOT"}


def _sarif_rule(name: str, check: Check | None, language: Language) -> dict[str, Any]:
    if check is None:
        return {"id": name, "shortDescription": {"text": name}}
    example = check.examples[0]
    return {
        "id": name,
        "name": check.find.replace("-", " ").title().replace(" ", "") or name,
        "shortDescription": {"text": check.name.of(language)},
        "fullDescription": {"text": f"{check.name.of(language)} ({check.source})"},
        "help": {"text": f"{example.bad}\n→\n{example.good}"},
        "defaultConfiguration": {"level": SARIF_LEVELS[check.level]},
        "properties": {"source": check.source, "tags": [name[:2]]},
    }


def _sarif_result(one: Checked, finding: Finding, index: dict[str, int], language: Language) -> dict[str, Any]:
    def place(raw: RawSpan) -> dict[str, Any]:
        region = {**_region(one, raw), "snippet": {"text": raw.of(one.source.text)}}
        return {"physicalLocation": {"artifactLocation": _location(one), "region": region}}

    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": SARIF_LEVELS[finding.level],
        "message": {"text": finding.message.of(language)},
        "locations": [place(finding.raw)],
        "partialFingerprints": {"jsxText/v1": fingerprint(finding)},
    }
    if finding.also:
        result["relatedLocations"] = [{"id": number, **place(raw)} for number, raw in enumerate(finding.also, 1)]
    if finding.fix is not None:
        edits = [
            {"deletedRegion": _region(one, raw), "insertedContent": {"text": text}} for raw, text in finding.fix.edits
        ]
        change = {"artifactLocation": _location(one), "replacements": edits}
        result["fixes"] = [
            {"description": {"text": f"{finding.fix.kind} fix of {finding.rule}"}, "artifactChanges": [change]}
        ]
    return result


def github(checked: Sequence[Checked], language: Language) -> str:
    """Workflow commands of GitHub Actions; columns are UTF-16 units."""
    pieces: list[str] = []
    for one in checked:
        for finding in one.findings:
            at = _region(one, finding.raw, "utf16")
            values = {"file": relative(one.name), "line": at["startLine"], "endLine": at["endLine"]}
            if at["startLine"] == at["endLine"]:
                values |= {"col": at["startColumn"], "endColumn": at["endColumn"]}
            values["title"] = finding.rule
            options = ",".join(f"{name}={_property(str(value))}" for name, value in values.items())
            pieces.append(f"::{GITHUB_LEVELS[finding.level]} {options}::{_data(finding.message.of(language))}\n")
    return "".join(pieces)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def gitlab(checked: Sequence[Checked], language: Language) -> str:
    """GitLab code quality."""
    entries = []
    for one in checked:
        seen: Counter[str] = Counter()
        for finding in one.findings:
            mark = f"{relative(one.name)}\0{fingerprint(finding)}"
            seen[mark] += 1
            at = _region(one, finding.raw)
            entries.append(
                {
                    "description": f"{finding.rule} {finding.message.of(language)}",
                    "check_name": finding.rule,
                    "fingerprint": hashlib.sha256(f"{mark}\0{seen[mark]}".encode()).hexdigest()[:32],
                    "severity": GITLAB_LEVELS[finding.level],
                    "location": {
                        "path": relative(one.name),
                        "lines": {"begin": at["startLine"], "end": at["endLine"]},
                    },
                }
            )
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def junit(checked: Sequence[Checked], language: Language) -> str:
    """JUnit: a suite for each document, a failed case for each finding, one that passes where there is none."""
    suites: list[str] = []
    total = 0
    for one in checked:
        cases = [_case(one, finding, language) for finding in one.findings]
        total += len(cases)
        body = "".join(cases) or f'    <testcase classname={_xml(one.name)} name="jsx check"/>\n'
        suites.append(
            f'  <testsuite name={_xml(one.name)} tests="{max(1, len(cases))}" failures="{len(cases)}" '
            f'errors="0" skipped="0">\n{body}  </testsuite>\n'
        )
    tests = sum(max(1, len(one.findings)) for one in checked)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="jsx check" tests="{tests}" failures="{total}" errors="0">\n{"".join(suites)}</testsuites>\n'
    )


def _case(one: Checked, finding: Finding, language: Language) -> str:
    line, column = one.lines.at(finding.raw.start)
    message = finding.message.of(language)
    told = escape(NOT_XML.sub("\ufffd", f"{one.name}:{line}:{column}: {message}\n{finding.sentence}\n{finding.source}"))
    return (
        f"    <testcase classname={_xml(one.name)} name={_xml(f'{finding.rule} {line}:{column}')}>\n"
        f"      <failure type={_xml(finding.level)} message={_xml(message)}>{told}</failure>\n    </testcase>\n"
    )


def _xml(text: str) -> str:
    return quoteattr(NOT_XML.sub("\ufffd", text))


def rdjson(checked: Sequence[Checked], language: Language) -> str:
    """Reviewdog's format; columns are UTF-8 bytes."""

    def spot(one: Checked, raw: RawSpan) -> dict[str, Any]:
        at = _region(one, raw, "utf8")
        return {
            "start": {"line": at["startLine"], "column": at["startColumn"]},
            "end": {"line": at["endLine"], "column": at["endColumn"]},
        }

    diagnostics = []
    for one in checked:
        for finding in one.findings:
            entry: dict[str, Any] = {
                "message": finding.message.of(language),
                "location": {"path": relative(one.name), "range": spot(one, finding.raw)},
                "severity": RD_LEVELS[finding.level],
                "code": {"value": finding.rule},
            }
            if finding.fix is not None and not finding.also:
                entry["suggestions"] = [{"range": spot(one, raw), "text": text} for raw, text in finding.fix.edits]
            diagnostics.append(entry)
    return json.dumps({"source": {"name": "jsx"}, "diagnostics": diagnostics}, ensure_ascii=False, indent=2) + "\n"
