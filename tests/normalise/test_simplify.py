"""繁→简: traditional documents are converted, simplified text is never touched."""

from __future__ import annotations

import pytest

from jsx_cli.normalise.simplify import script, to_simplified

SIMPLIFIED = [
    "什么是计划生育？乾安县的著作于是在乾隆年间瞭望，藉口不成立，徵羽，堃",
    "文献所称「發展」与今天的发展、这里的关系相同，由各级政府负责落实有关经费。",
    "中国人民银行、国家发展改革委",
    "",
    "ABC 123 ①②③",
]  # fmt: skip


@pytest.mark.parametrize("text", SIMPLIFIED)
def test_simplified_text_is_left_alone(text: str) -> None:
    assert script(text) is None


@pytest.mark.parametrize(
    ("traditional", "config", "simplified"),
    [
        ("鎮衛生院", "t2s", "镇卫生院"),
        ("嘉峪關市計劃生育協會改革方案", "t2s", "嘉峪关市计划生育协会改革方案"),
        ("乾隆年間建設的著名橋樑", "t2s", "乾隆年间建设的著名桥梁"),
        ("這裡的資訊公開由國家發展委員會負責", "tw2s", "这里的资讯公开由国家发展委员会负责"),
        ("説明會由大衞先生主持，閲覽文件", "hk2s", "说明会由大卫先生主持，阅览文件"),
    ],
)
def test_traditional_text_is_converted(traditional: str, config: str, simplified: str) -> None:
    assert script(traditional) == config
    assert to_simplified(traditional, config) == simplified


def test_the_phrase_tables_are_refused() -> None:
    with pytest.raises(ValueError, match="reword"):
        to_simplified("資訊", "tw2sp")
