"""What a file says of itself beside its text becomes a field with its place, and leaves the text."""

from __future__ import annotations

import pytest

from jsx_cli.model import Normalised, Source
from jsx_cli.normalise import normalise

BODY = "各县（市、区）人民政府：\n为加强管理，现将有关事项通知如下。\n一、加强领导。"


def plain(text: str, media: str = "text/plain") -> Normalised:
    return normalise(Source("a.txt", text, media, "utf-8", ""))


@pytest.mark.parametrize(
    ("head", "declared"),
    [
        (
            "标题: 关于加强管理的通知\n发布时间: 2018-07-30 08:33\n文号: \n发布机构: 某区管委会办公室\n栏目: 文件\n"
            "原文链接: https://www.example.gov.cn/a.htm\n本地目录: a/b\n============= 正文 =============\n",
            {
                "title": "关于加强管理的通知",
                "published": "2018-07-30 08:33",
                "issuers": "某区管委会办公室",
                "topic": "文件",
                "url": "https://www.example.gov.cn/a.htm",
            },
        ),
        ("发布时间: 2013.08.15   来源:超级管理员\n", {"published": "2013.08.15", "source": "超级管理员"}),
        (
            "索引号:1153/2018-12 公文目录:应急管理 发文日期:2017年06月28日 主题词: 文  号: 成文日期:\n",
            {"index_number": "1153/2018-12", "topic": "应急管理", "date": "2017年06月28日"},
        ),
        (
            "发布日期：2019-01-25来源：新华社浏览次数：30 【字体：大 中 小】\n",
            {"published": "2019-01-25", "source": "新华社"},
        ),
        ("时间：2018-07-30 08:33\n", {"published": "2018-07-30 08:33"}),
    ],
)
def test_the_head_of_a_scraped_text(head: str, declared: dict[str, str]) -> None:
    normalised = plain(head + BODY)
    assert normalised.aligned.text == BODY
    assert {field.name: field.value for field in normalised.fields} == declared
    for field in normalised.fields:
        assert (head + BODY)[field.raw.start : field.raw.end] == field.value


@pytest.mark.parametrize(
    "line",
    ["资金来源：财政拨款", "名称：某某工程", "一、来源：群众举报。", "日期：另行通知", "时间：每周一", "标题：任务"],
)
def test_a_line_of_the_text_stays(line: str) -> None:
    assert plain(f"{line}\n{BODY}").aligned.text == f"{line}\n{BODY}"
    assert plain(f"{line}\n{BODY}").fields == ()


def test_metadata_deep_in_the_text_is_text() -> None:
    text = "\n".join(f"第{number}条 本条规定有关事项的办理程序。" for number in range(1, 80)) + "\n发布时间：2013.08.15"
    assert plain(text).fields == ()


def test_front_matter() -> None:
    text = (
        '---\ntitle: "关于加强管理的通知"\ndate: 2021-11-20\nauthor: 新华社\ncategories:\n - 金融\n'
        f"empty: ''\nsource: >-\n  某市\n  政府\n---\n{BODY}"
    )
    normalised = plain(text, "text/markdown")
    assert normalised.aligned.text == BODY
    assert {field.name: field.value for field in normalised.fields} == {
        "title": "关于加强管理的通知", "published": "2021-11-20", "author": "新华社", "source": "某市 政府",
    }  # fmt: skip


def test_front_matter_that_is_no_yaml() -> None:
    normalised = plain(f"---\ntitle: 关于印发: 方案的通知\ndate: 2021-11-20\nx: [[[\n---\n{BODY}", "text/markdown")
    assert normalised.aligned.text == BODY
    assert [field.value for field in normalised.fields] == ["关于印发: 方案的通知", "2021-11-20"]


@pytest.mark.parametrize(
    "text", ["---\n甲\n---\n乙", "甲\n---\ntitle: 乙\n---", "---\ntitle: 乙\n", "---\na: " + "[" * 9_000 + "\n---\n甲"]
)
def test_other_rules_are_no_front_matter(text: str) -> None:
    assert all(field.name != "title" for field in plain(text, "text/markdown").fields)
