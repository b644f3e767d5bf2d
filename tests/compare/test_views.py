"""Diffusion, owners, deadlines, citations, and every form of output."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from tests.compare.small_plans import LOWER, UPPER, plan, result

from jsx_cli.compare import Comparison, compare, to_dict
from jsx_cli.compare.html import to_html
from jsx_cli.compare.owners import kind_of_body
from jsx_cli.compare.tables import to_csv, to_graphml, to_markdown, to_xlsx
from jsx_cli.compare.views import views
from jsx_cli.errors import JsxError
from jsx_cli.report import dumps

SCHEMA = Path(__file__).parents[2] / "src/jsx_cli/schema/jsx-compare-1.json"
OTHER = LOWER.replace("东城", "西城").replace("2023年3月1日", "2023年4月1日").replace("区建设管理局", "区建委")
HOSTILE = "（一）=1+1。<script>alert(1)</script>占比不低于5%。</script><img src=x onerror=alert(2)>“&amp;”\u2028完。"


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(
        [result(LOWER, "low.txt"), result(OTHER, "other.txt"), plan(HOSTILE, "bad.txt")], upper=result(UPPER, "up.txt")
    )


def test_the_json_keeps_its_schema(found: Comparison) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for one in (found, compare([result(LOWER, "a.txt"), result(OTHER, "b.txt")], by="level", topic="就业人才")):
        jsonschema.Draft202012Validator(schema).validate(json.loads(dumps(to_dict(one))))


def test_every_output_says_how_it_was_made(found: Comparison) -> None:
    told = to_dict(found)
    assert told["parameters"]["upper"] == "up"
    assert sum(told["counts"]["cells"].values()) == len(found.indicators) * len(found.papers)
    some = views(found)
    assert "pair_threshold" in to_csv(next(view for view in some if view.name == "parameters"))
    assert "pair\\_threshold" in to_markdown(some, "zh")
    assert "pair_threshold" in to_html(found)


def test_bodies_of_one_kind_are_one_row(found: Comparison) -> None:
    kinds = {(one.body, one.document) for one in found.charges}
    assert {("住建局", "low"), ("住建局", "other"), ("法院", "low"), ("法院", "other")} <= kinds


def test_copied_text_runs_from_the_earlier_to_the_later(found: Comparison) -> None:
    edge = next(one for one in found.flows if {one.source, one.target} == {"low", "other"})
    assert (edge.source, edge.target, edge.directed) == ("low", "other", True)
    assert edge.share > 0.5
    for passage in edge.passages:
        there, here = passage.source.of(found.paper("low").text), passage.target.of(found.paper("other").text)
        assert passage.text == here
        assert re.sub(r"[^\w]", "", here) == re.sub(r"[^\w]", "", there)
        assert passage.length == len(re.sub(r"[^\w]", "", here))


def test_the_citation_of_a_compared_document_is_known(found: Comparison) -> None:
    assert ("low", "up") in {(one.source, one.target) for one in found.citations}


def test_deadlines_come_in_the_order_of_time(found: Comparison) -> None:
    days = [due.end or due.start for due in found.deadlines]
    assert days == sorted(days)
    assert "2023-06-30" in days


def test_without_an_upper_plan_shared_measures_are_clusters() -> None:
    one = compare([result(LOWER, "a.txt"), result(OTHER, "b.txt")])
    assert not one.alignment
    shared = [cluster for cluster in one.clusters if len(cluster.documents) == 2]
    assert len(shared) == 4


def test_columns_may_be_levels() -> None:
    one = compare([result(LOWER, "a.txt"), result(OTHER, "b.txt")], upper=result(UPPER, "up.txt"), by="level")
    view = next(view for view in views(one) if view.name == "alignment")
    assert len(view.columns) == 2


def test_every_form_is_the_same_twice(found: Comparison) -> None:
    some = views(found)
    assert to_html(found) == to_html(found)
    assert to_xlsx(some, "zh") == to_xlsx(some, "zh")


def test_no_text_of_a_document_becomes_markup_or_a_formula(found: Comparison) -> None:
    page = to_html(found)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert page.count("<script") == 2
    assert "default-src 'none'" in page
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert not re.search(r"\sstyle=|\son\w+=[\"']", page.split("<dialog")[0])
    for view in views(found):
        for row in csv.reader(io.StringIO(to_csv(view))):
            assert not [cell for cell in row if cell.startswith(("=", "+", "@"))]


def test_xlsx_has_a_sheet_a_table_and_comments(found: Comparison) -> None:
    with zipfile.ZipFile(io.BytesIO(to_xlsx(views(found), "zh"))) as book:
        names = book.namelist()
    assert sum(name.startswith("xl/worksheets/sheet") for name in names) == len(views(found))
    assert any("comments" in name for name in names)


def test_the_network_is_graphml(found: Comparison) -> None:
    tree = ElementTree.fromstring(to_graphml(found))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert len(list(tree.iter(space + "node"))) == len(found.papers)
    assert len(list(tree.iter(space + "edge"))) == len(found.flows)


def test_one_document_is_nothing_to_compare() -> None:
    with pytest.raises(JsxError, match="at least two"):
        compare([result(LOWER, "a.txt")])


def test_a_topic_takes_rows_away_and_changes_none() -> None:
    upper, lower = result(UPPER, "up.txt"), result(LOWER, "low.txt")
    whole = compare([lower], upper=upper)
    topics = {row.upper.topic for row in whole.alignment if row.upper and row.upper.topic}
    assert topics
    for topic in topics:
        some = to_dict(compare([lower], upper=upper, topic=topic))["alignment"]
        every = [row for row in to_dict(whole)["alignment"] if row in some]
        assert some == every
        assert some
    with pytest.raises(JsxError, match="no measure of these documents has the topic 航天; their topics are: "):
        compare([lower], upper=upper, topic="航天")


def test_items_that_carry_out_an_upper_one_piece_by_piece_are_seen_together() -> None:
    upper = plan("（一）养老服务。建设社区老年食堂。开展居家适老化改造。培养养老护理员队伍。", "up.txt")
    lower = plan(
        "（一）食堂。建设社区老年食堂。\n（二）改造。开展居家适老化改造。\n（三）队伍。培养养老护理员队伍。", "a.txt"
    )
    some = compare([lower], upper=upper)
    assert [row.relation for row in some.alignment] == ["partial"] * 3
    table = next(view for view in views(some) if view.name == "alignment")
    assert table.rows[0][1].kind == "same"
    assert "3/3" in table.rows[0][1].text


def test_a_column_of_several_documents_says_how_many_do_what() -> None:
    by = compare([result(LOWER, "low.txt"), result(OTHER, "other.txt")], upper=result(UPPER, "up.txt"), by="year")
    table = next(view for view in views(by) if view.name == "alignment")
    assert table.columns[1:] == ("2023",)
    assert table.rows[0][1].text == "减弱 2"


def test_measures_of_one_heading_are_one_where_their_tasks_are_at_all_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    one = plan(
        "（一）规范审批服务。编制办事指南和流程图，推行容缺受理、告知承诺、帮办代办。取消没有依据的证明材料。对超过时限未办结的事项"
        "自动预警督办。严格执行首问负责、一次告知和限时办结。\n（二）拓宽渠道。开设政务新媒体专栏。",
        "a.txt",
    )
    other = plan(
        "（一）规范审批服务。设立无差别综合窗口，实现前台综合受理和后台分类审批。推动中介机构入驻网上超市，公开收费标准和"
        "服务时长。开展帮办代办、一次告知和延时错时服务。\n（二）养犬管理。登记犬只并植入芯片。",
        "b.txt",
    )

    def shared() -> list[str]:
        return [cluster.heading for cluster in compare([one, other]).clusters if len(cluster.documents) > 1]

    assert shared() == ["规范审批服务"]
    monkeypatch.setattr("jsx_cli.compare.clusters.KIN", 1.0)
    assert shared() == []


def test_bodies_of_the_party_and_offices_keep_what_tells_them_apart() -> None:
    kinds = {
        name: kind_of_body(name) for name in ("市委网信办", "区委网信办", "市委办公室", "市直有关单位", "某某区人社局")
    }
    assert kinds["市委网信办"] == kinds["区委网信办"] == "网信办"
    assert kinds["市委办公室"] == "市委办公室"
    assert kinds["市直有关单位"] == "有关单位"
    assert kinds["某某区人社局"] == "人社局"
