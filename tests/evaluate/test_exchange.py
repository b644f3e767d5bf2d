"""What goes out to annotation programs comes back without loss, characters beyond the first plane included."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli import study
from jsx_cli.api import analyze
from jsx_cli.errors import JsxError
from jsx_cli.evaluate import PROGRAMS, GoldDocument, Program, files, from_spans, read_gold
from jsx_cli.evaluate.exchange import Units, labelstudio_task
from jsx_cli.model import FACT_TYPES, Span
from jsx_cli.report import dumps

ROOT = Path(__file__).parents[2]
LINE: Callable[[Any], str] = lambda value: dumps(value, indent=None)  # noqa: E731
SIGNS = st.sampled_from("改革0 3%。，、\t\"\\'{}<&𠮷😀é\n")
VALUES = st.one_of(
    st.integers(-10, 10**6), st.decimals(-10, 10, places=2), st.text(st.sampled_from("改𠮷\"\\\n\t'"), max_size=5),
    st.lists(st.text(st.sampled_from("局𠮷；"), min_size=1, max_size=3), max_size=2),
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> GoldDocument:
    text = draw(st.text(SIGNS, min_size=1, max_size=40))
    spans = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text) - 1))
        line = text[start:].partition("\n")[0]
        if line.strip():
            end = start + draw(st.integers(1, len(line)))
            fields = draw(st.dictionaries(st.sampled_from(["value", "unit", "lead", "kind"]), VALUES, max_size=3))
            spans.append((draw(st.sampled_from(FACT_TYPES)), Span(start, end), fields))
    meta = draw(st.dictionaries(st.sampled_from(["title", "date"]), st.text(SIGNS, min_size=1, max_size=5), max_size=2))
    return from_spans("d", text, spans, meta)


def there_and_back(document: GoldDocument, program: Program) -> GoldDocument:
    with TemporaryDirectory() as folder:
        for name, content in files([document], program, LINE):
            (Path(folder) / name).write_bytes(content.encode("utf-8"))
        (found,) = read_gold(Path(folder))
    return found


@pytest.mark.parametrize("program", PROGRAMS)
@settings(deadline=None, max_examples=60, derandomize=True)
@given(document=documents())
def test_nothing_is_lost(program: Program, document: GoldDocument) -> None:
    if program == "jsonl" and any("type" in fact.fields for fact in document.facts):
        return
    found = there_and_back(document, program)
    assert found.facts == document.facts
    assert (found.name, found.text, found.meta) == (document.name, document.text, document.meta)


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.text(st.sampled_from("a改𠮷😀\n"), max_size=20))
def test_units_are_those_of_utf_16(text: str) -> None:
    units = Units(text)
    for at in range(len(text) + 1):
        assert units.of(at) == len(text[:at].encode("utf-16-le")) // 2
        assert units.back(units.of(at)) == at


def test_label_studio_counts_a_rare_character_twice() -> None:
    document = from_spans("d", "𠮷村占30%。", [("ratio", Span(3, 6), {})], {})
    value = labelstudio_task(document, 1)["predictions"][0]["result"][0]["value"]
    assert (value["start"], value["end"], value["text"]) == (4, 7, "30%")


def test_what_a_person_corrected_in_label_studio_is_what_counts(tmp_path: Path) -> None:
    document = from_spans("d", "占30%，20%。", [("ratio", Span(1, 4), {"value": 1})], {})
    task = labelstudio_task(document, 7)
    corrected = [
        {"id": "f1", "type": "labels", "value": {"start": 1, "end": 4, "labels": ["ratio"]}},
        {"id": "f1", "type": "textarea", "value": {"text": ['{"value": 0.3}']}},
        {"id": "new", "type": "labels", "value": {"start": 5, "end": 8, "labels": ["ratio"]}},
        {"id": "new", "type": "textarea", "value": {"text": ["不确定"]}},
        {"id": "c", "type": "choices", "value": {"choices": ["x"]}},
    ]
    task["annotations"] = [{"was_cancelled": True, "result": []}, {"result": corrected}]
    path = tmp_path / "export.json"
    path.write_text(json.dumps([task]), encoding="utf-8")
    (found,) = read_gold(path)
    assert [(fact.quote, dict(fact.fields)) for fact in found.facts] == [
        ("30%", {"value": Decimal("0.3")}),
        ("20%", {}),
    ]


def test_doccano_in_its_other_forms(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    lines = [
        {"id": 1, "text": "占30%。", "labels": [[1, 4, "ratio"]]},
        {"id": 2, "text": "占30%。", "entities": [{"id": 9, "label": "ratio", "start_offset": 1, "end_offset": 4}]},
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert [document.facts[0].quote for document in read_gold(path)] == ["30%", "30%"]


def test_brat_splits_what_stands_on_two_lines() -> None:
    document = from_spans("d", "教育局\n牵头", [("responsibility", Span(0, 6), {"lead": ["教育局"]})], {})
    found = dict(files([document], "brat", LINE))
    assert found["d.ann"].startswith("T1\tresponsibility 0 3;4 6\t教育局 牵头\n#1\tAnnotatorNotes T1\t{")
    assert there_and_back(document, "brat") == document
    assert "responsibility" in found["annotation.conf"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", "[{}]"),
        ("a.json", "{"),
        ("a.ann", "T1\tratio x y\t30%"),
        ("a.jsonl", "{"),
        ("a.jsonl", "[]"),
    ],
)
def test_a_broken_export_is_an_error(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / "a.txt").write_text("占30%。", encoding="utf-8")
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(JsxError):
        read_gold(tmp_path / name)


@pytest.mark.parametrize("program", PROGRAMS)
def test_results_as_gold_score_full_marks(program: Program, tmp_path: Path) -> None:
    paths = sorted((ROOT / "data/seeds").glob("*.txt"))
    for name, content in study.export([analyze(path) for path in paths], program):
        (tmp_path / name).write_bytes(content.encode("utf-8"))
    found = study.evaluate(tmp_path / "tasks.json" if program == "labelstudio" else tmp_path, paths)
    assert found.micro.gold > 50
    assert found.differences == []


def test_documents_of_one_name_get_files_of_their_own() -> None:
    same = from_spans("d", "x", [], {})
    assert [name for name, _ in files([same, same], "jsonl", LINE)] == ["d.jsonl", "d.txt", "d-2.jsonl", "d-2.txt"]
