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
        letters = re.sub(r"[^\w]", "", passage.source.of(found.paper("low").text))
        assert passage.text == letters


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
