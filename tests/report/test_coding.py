"""Content analysis: what counts as a word of a variable, and what a table makes of it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from jsx_cli import api
from jsx_cli.errors import JsxError
from jsx_cli.report import coding, dumps
from jsx_cli.report.coding import Coded, code
from jsx_cli.report.scheme import Scheme, load, names, scheme

SEEDS = sorted((Path(__file__).parents[2] / "data/seeds").glob("*.txt"))


def made(*variables: dict[str, Any], **top: Any) -> Scheme:
    group = {"id": "g", "label": "组", "variables": list(variables)}
    return scheme({"id": "s", "label": "表", "groups": [group], **top}, "s.yaml")


def coded(text: str, *variables: dict[str, Any], **top: Any) -> Coded:
    return code(api.analyze_text(text), made(*variables, **top))


def words(text: str, *wanted: str, **more: Any) -> list[str]:
    return [hit.words for hit in coded(text, {"id": "v", "words": list(wanted), **more}).hits["v"]]


def test_words_are_counted_where_they_stand() -> None:
    found = coded("关于试点的通知\n各地开展试点。试点期满评估。", {"id": "v", "words": ["试点"]})
    assert found.count("v") == 2  # the title is not counted
    assert found.present("v") == 1
    hit = found.hits["v"][1]
    assert hit.sentence == "试点期满评估。"
    assert hit.raw is not None
    assert hit.raw.of(found.result.document.aligned.source.text) == "试点"


def test_the_longest_word_is_read() -> None:
    assert words("加强人才队伍建设。", "人才队伍", "人才队伍建设", "建设") == ["人才队伍建设"]


def test_a_gap_stays_in_its_clause() -> None:
    assert words("加强基层业务培训，提高水平。", "加强…培训") == ["加强基层业务培训"]
    assert words("加强领导，开展培训。", "加强…培训") == []
    assert words("加强" + "很" * 13 + "培训。", "加强…培训") == []


def test_what_does_not_count() -> None:
    assert words("参加社会保险，办理贷款保险。", "保险", unless=["社会保险"]) == ["保险"]
    assert words("落实《试点方案》，开展试点。", "试点") == ["试点"]


def test_facts_elements_and_years() -> None:
    text = (
        "嘉峪关市人民政府办公室关于养老服务的通知\n各街道：\n2023年底前建成床位300张。\n"
        "嘉峪关市人民政府办公室\n2022年5月25日"
    )
    found = coded(
        text,
        {"id": "beds", "facts": [{"type": "quantity", "unit": "张"}]},
        {"id": "rooms", "facts": [{"type": "quantity", "unit": "间"}]},
        {"id": "city", "elements": {"level": ["city"]}},
        {"id": "county", "elements": {"level": ["county"]}},
        {"id": "dated", "elements": {"date": []}},
        {"id": "soon", "years": [0, 1]},
        {"id": "later", "years": [1, 3]},
    )
    present = {name: found.present(name) for name in found.hits}
    assert present == {"beds": 1, "rooms": 0, "city": 1, "county": 0, "dated": 1, "soon": 0, "later": 1}
    assert found.hits["beds"][0].fact in {fact.id for fact in found.result.facts}


def test_groups_hold_their_number_or_with_an_index_their_mean() -> None:
    one, two = {"id": "a", "words": ["试点"]}, {"id": "b", "words": ["税收"]}
    found = coded("开展试点。", one, two)
    assert coding.codes(found, made(one, two)) == {"a": 1, "b": 0, "g": 1}
    index = {"id": "i", "grades": [{"from": 0.5, "label": "好"}, {"from": 0, "label": "差"}]}
    assert coding.codes(found, made(one, two, index=index)) == {
        "a": 1, "b": 0, "g": Decimal("0.5"), "i": Decimal("0.5"), "grade": "好",
    }  # fmt: skip


@pytest.mark.parametrize("name", names())
def test_shipped_schemes_stand_and_say_where_they_come_from(name: str) -> None:
    found = load(name)
    assert found.sources
    assert found.says
    assert all(variable.label and variable.english for variable in found.variables)
    everything = [word for variable in found.variables for word in variable.words]
    assert everything
    for variable in found.variables:
        assert len(set(variable.words)) == len(variable.words), variable.id


@pytest.mark.parametrize("name", names())
def test_every_cell_has_its_words(name: str) -> None:
    chosen = load(name)
    some = [code(api.analyze(path), chosen) for path in SEEDS]
    codes, counts, evidence = coding.tables(some, chosen)
    assert len(codes.rows) == len(SEEDS)
    for row, counted, one in zip(codes.rows, counts.rows, some, strict=True):
        for variable in chosen.variables:
            assert row[variable.id] == int(bool(counted[variable.id]))
            behind = [
                line for line in evidence.rows
                if line["variable"] == variable.id and line["doc_path"] == one.result.document.aligned.source.name
            ]  # fmt: skip
            assert len(behind) == counted[variable.id]
    assert dumps(coding.to_plain(some, chosen)).startswith('{\n  "schema": "jsx-coding/1"')


def test_everything_wrong_with_a_scheme_is_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        yaml.safe_dump({
            "id": "My Scheme",
            "gruops": [],
            "groups": [{"id": "g", "variables": [{"id": "a"}, {"id": "a", "words": [3], "years": [1]}]}],
        }),
        encoding="utf-8",
    )  # fmt: skip
    with pytest.raises(JsxError) as caught:
        load(path)
    said = str(caught.value)
    for part in ("My Scheme", "did you mean 'groups'?", "needs words", "no word", "two numbers", "given twice"):
        assert part in said


@pytest.mark.parametrize("content", ["", "- a", "id: [", "groups: 3", "id: x\ngroups: [{}]", "\x00"])
def test_a_broken_scheme_is_an_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(JsxError):
        load(path)


def test_an_unknown_scheme_names_the_near_one() -> None:
    with pytest.raises(JsxError, match="did you mean instruments"):
        load("instrument")
