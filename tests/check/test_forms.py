"""Every format is what its reader expects: positions in the right unit, Chinese file names, nothing unescaped."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from tests.check.conftest import Checker

from jsx_cli.check.forms import FORMS
from jsx_cli.check.forms.machine import relative, uri
from jsx_cli.check.result import Checked

LINES = (
    "某县人民政府关于深化改革的通知",
    "某政发[2025]3号",
    "各乡镇人民政府：",
    "一、甲项😀工作,落实<责任>&“措施”。。",
    "三、乙项工作。\n",
)
DRAFT = "\n".join(LINES)
NAME = "drafts/草稿, 第1稿:100%.txt"

# What SARIF 2.1.0 (§3) demands of the parts that we write, in our own words.
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
NUMBER = {"type": "integer", "minimum": 1}
REGION = {
    "type": "object",
    "required": ["startLine", "startColumn", "endLine", "endColumn"],
    "properties": {
        "startLine": NUMBER, "startColumn": NUMBER, "endLine": NUMBER, "endColumn": NUMBER,
        "snippet": MESSAGE,
    },
    "additionalProperties": False,
}  # fmt: skip
ARTIFACT = {
    "type": "object",
    "required": ["uri"],
    "properties": {"uri": {"type": "string", "pattern": "^[\x21-\x7e]+$"}, "uriBaseId": {"type": "string"}},
    "additionalProperties": False,
}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "id": {"type": "integer", "minimum": 0},
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "properties": {"artifactLocation": ARTIFACT, "region": REGION},
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
CHANGE = {
    "type": "object",
    "required": ["artifactLocation", "replacements"],
    "properties": {
        "artifactLocation": ARTIFACT,
        "replacements": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["deletedRegion"],
                "properties": {"deletedRegion": REGION, "insertedContent": {"type": "object", "required": ["text"]}},
                "additionalProperties": False,
            },
        },
    },
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": MESSAGE,
        "locations": {"type": "array", "minItems": 1, "items": LOCATION},
        "relatedLocations": {"type": "array", "uniqueItems": True, "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "fixes": {"type": "array", "items": {"type": "object", "required": ["artifactChanges"], "properties": {
            "description": MESSAGE, "artifactChanges": {"type": "array", "minItems": 1, "items": CHANGE}}}},
    },
    "additionalProperties": False,
}  # fmt: skip
RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"}, "name": {"type": "string"}, "shortDescription": MESSAGE, "fullDescription": MESSAGE,
        "help": MESSAGE, "properties": {"type": "object"},
        "defaultConfiguration": {"type": "object", "properties": {"level": {"enum": ["note", "warning", "error"]}}},
    },
    "additionalProperties": False,
}  # fmt: skip
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "items": {
            "type": "object",
            "required": ["tool"],
            "properties": {
                "tool": {"type": "object", "required": ["driver"], "properties": {"driver": {
                    "type": "object", "required": ["name"], "properties": {
                        "name": {"type": "string"}, "semanticVersion": {"type": "string"},
                        "rules": {"type": "array", "uniqueItems": True, "items": RULE}},
                    "additionalProperties": False}}},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "originalUriBaseIds": {"type": "object"},
                "artifacts": {"type": "array", "items": {"type": "object", "properties": {"location": ARTIFACT}}},
                "results": {"type": "array", "items": RESULT},
            },
            "additionalProperties": False}},
    },
    "additionalProperties": False,
}  # fmt: skip


@pytest.fixture
def one(check: Checker) -> Checked:
    return check(DRAFT, name=NAME)


def rules(one: Checked) -> list[str]:
    return [finding.rule for finding in one.findings]


def test_there_is_something_to_write(one: Checked) -> None:
    assert {"GW101", "PN204", "PN207", "GW117"} <= set(rules(one))


def test_concise_gives_lines_and_columns_of_code_points(one: Checked) -> None:
    lines = FORMS["concise"]([one], "zh").splitlines()
    assert lines[0] == f"{NAME}:2:4: 错误 GW101 发文字号的年份“[2025]”应用六角括号〔〕括入"
    assert any(line.startswith(f"{NAME}:4:8: 警告 PN204") for line in lines)


def test_full_shows_the_place_the_fix_and_the_source(one: Checked) -> None:
    text = FORMS["full"]([one], "en")
    assert (
        "  2 | 某政发[2025]3号\n            ^^^^^^\n  write (safe): 〔2025〕\n  source: GB/T 9704—2012 §7.2.5" in text
    )
    assert text.endswith("1 documents checked: 4 error, 1 warning, 0 info\n")


def test_json_points_at_the_decoded_file(one: Checked) -> None:
    value = json.loads(FORMS["json"]([one], "en"))
    assert value["schema"] == "jsx-check/1"
    assert value["summary"] == {"error": 4, "warning": 1, "info": 0}
    for finding in value["documents"][0]["findings"]:
        assert DRAFT[finding["start"] : finding["end"]] == finding["text"]
        assert finding["message"].keys() == {"zh", "en"}
    lines = [json.loads(line) for line in FORMS["jsonl"]([one], "en").splitlines()]
    assert [line["rule"] for line in lines] == rules(one)
    assert {line["path"] for line in lines} == {NAME}


def test_sarif(one: Checked) -> None:
    value: dict[str, Any] = json.loads(FORMS["sarif"]([one], "zh"))
    jsonschema.validate(value, SARIF)
    run = value["runs"][0]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert run["columnKind"] == "unicodeCodePoints"
    for result, finding in zip(run["results"], one.findings, strict=True):
        assert ids[result["ruleIndex"]] == result["ruleId"] == finding.rule
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == NAME
        region = place["region"]
        line = DRAFT.split("\n")[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == finding.text


def test_sarif_fingerprints_do_not_move_with_the_lines(check: Checker) -> None:
    def marks(text: str) -> list[str]:
        value = json.loads(FORMS["sarif"]([check(text, name=NAME)], "zh"))
        return [result["partialFingerprints"]["jsxText/v1"] for result in value["runs"][0]["results"]]

    moved = DRAFT.replace("各乡镇人民政府：\n", "各乡镇人民政府：\n现将有关事项通知如下。\n")
    assert marks(moved) == marks(DRAFT)


def test_github_escapes_and_counts_utf16(one: Checked) -> None:
    lines = FORMS["github"]([one], "zh").splitlines()
    assert len(lines) == len(one.findings)
    assert lines[0].startswith(
        "::error file=drafts/草稿%2C 第1稿%3A100%25.txt,line=2,endLine=2,col=4,endColumn=10,title=GW101::"
    )
    # 😀 is two units of UTF-16
    assert any("line=4,endLine=4,col=9,endColumn=10,title=PN204" in line for line in lines)


def test_gitlab_has_a_fingerprint_of_its_own_for_each_finding(check: Checker) -> None:
    text = "要落实责任。。\n要落实责任。。\n"
    entries = json.loads(FORMS["gitlab"]([check(text, name=NAME)], "zh"))
    assert len(entries) >= 2
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    for entry in entries:
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["path"] == NAME
        assert entry["location"]["lines"]["begin"] >= 1


def test_junit_is_xml_whatever_the_text_holds(check: Checker) -> None:
    bad = check("要<落实>&责任\x00\x0b。。\n", name=NAME)
    root = ElementTree.fromstring(FORMS["junit"]([bad, check("要落实责任。", name="b.txt")], "zh"))
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == [NAME, "b.txt"]
    assert root.get("failures") == str(len(root.findall(".//failure")))
    assert suites[1].find("testcase/failure") is None
    assert int(suites[1].get("tests") or 0) == 1


def test_rdjson_counts_bytes(one: Checked) -> None:
    value = json.loads(FORMS["rdjson"]([one], "zh"))
    for entry, finding in zip(value["diagnostics"], one.findings, strict=True):
        place = entry["location"]["range"]
        line = DRAFT.split("\n")[place["start"]["line"] - 1].encode()
        assert line[place["start"]["column"] - 1 : place["end"]["column"] - 1].decode() == finding.text
        assert entry["severity"] in ("ERROR", "WARNING", "INFO")
        assert entry["location"]["path"] == NAME


def test_html_is_one_page_with_nothing_from_elsewhere(one: Checked) -> None:
    text = FORMS["html"]([one], "zh")
    opened: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            opened.append(tag)
            assert not {"src", "href"} & {name for name, _ in attrs}

    Reader().feed(text)
    assert opened.count("tr") == len(one.findings) + 1
    assert "script" not in opened
    assert "<责任>" not in text
    assert "<mark>[2025]</mark>" in text


@pytest.mark.parametrize("form", FORMS)
def test_no_findings_and_no_documents(form: str, check: Checker) -> None:
    for documents in ([], [check("要落实责任。")]):
        text = FORMS[form](documents, "en")
        if form in ("json", "sarif", "gitlab", "rdjson"):
            json.loads(text)
        assert not re.search(r"PN\d|GW\d", text) or form == "sarif"


def test_paths_are_relative_with_slashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert relative("./a/../通知.txt") == "通知.txt"
    assert relative(str(tmp_path / "通知.txt")) == "通知.txt"
    assert uri("通知 1.txt") == "%E9%80%9A%E7%9F%A5%201.txt"
    assert uri("/elsewhere/通知.txt").startswith("file:///elsewhere/%E9")
