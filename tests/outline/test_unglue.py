"""Items that lost their line end get it back where the count proves them, and only there."""

from collections.abc import Callable

import pytest

from jsx_cli.model import Document

Outlined = Callable[..., Document]


def paths(document: Document) -> list[str]:
    return [section.path for section in document.sections()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the one that is missing between two
        ("一、任务\n1.支持甲。\n2.支持乙。3.支持丙。\n4.支持丁。", ["一", "一/1", "一/2", "一/3", "一/4"]),
        ("（一）甲事。细则。（二）乙事。细则。（三）丙事。\n（四）丁事。", ["(一)", "(二)", "(三)", "(四)"]),
        # the first of a list, behind the words that announce it
        ("一、申请。提交以下材料：1.申请表；\n2.身份证；\n3.证明。", ["一", "一/1", "一/2", "一/3"]),
        ("一、任务（一）甲事。\n（二）乙事。", ["一", "一/(一)", "一/(二)"]),
        # what comes next behind a full stop
        ("一、甲事。做好。二、乙事。做好。\n（一）丙事。", ["一", "二", "二/(一)"]),
        ("第一条 为了节水，制定本办法。第二条 本市适用本办法。第三条 市水务局负责。", ["1", "2", "3"]),
        ("第一章总则第一条为了节水，制定本办法。\n第二章用水第二条用水应当节约。", ["第一章", "1", "第二章", "2"]),
        # a decimal is one, between 22. and 24. it is none
        ("一、任务\n1.支持甲。2.2023年起支持乙。\n3.支持丙。", ["一", "一/1", "一/2", "一/3"]),
        ("一、任务\n1.支持甲。\n2.5个县要学习。\n3.支持丙。", ["一", "一/1", "一/2", "一/3"]),
    ],
)
def test_glued_items_are_items(outlined: Outlined, text: str, expected: list[str]) -> None:
    document = outlined(text)
    assert paths(document) == expected
    assert not [notice for notice in document.notices if notice.code.startswith("numbering")]
    for section in document.sections():
        assert document.text[section.span.start :].startswith(section.marker)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、提供以下材料：1.合同；2.身份证。\n二、其他。", ["一", "二"]),  # a list within a paragraph
        ("1.甲类：1.支持乙。2.支持丙。\n2.丁类。", ["1", "2"]),  # a list of its own within an item
        ("第一条 按照本办法第二条规定办理。\n市水务局负责。", ["1"]),  # cited
        ("一、投资1.5亿元。2.5亿元来自市里。", ["一"]),  # decimals
        ("一、本条第（一）项。\n（二）乙事。", ["一", "一/(二)"]),
        ("一、甲\t1.乙\n2.丙\t丁", []),  # rows of tables
        ("第一条 甲市水务局负责。第二条的规定适用于乙。", ["1"]),
    ],
)
def test_what_only_looks_like_an_item_stays(outlined: Outlined, text: str, expected: list[str]) -> None:
    assert paths(outlined(text)) == expected
