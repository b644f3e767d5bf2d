"""What a title tells: 武汉市人民政府办公厅关于印发武汉市…实施方案的通知 is a 通知 of the 办公厅 that holds a 方案.

In goes a title as it stands on the page, out come the title itself, its 文种, the bodies at its head and the document
that it hands on.
"""

from __future__ import annotations

import re
from functools import cache

from jsx_cli.lexicon import lexicon, pattern
from jsx_cli.outline.bodies import split_bodies
from jsx_cli.patterns import compiled, late

LIST_NUMBER = late(r"^\d{1,3}[.．、] ?(?=\D)")
DATE_IN_BRACKETS = late(r"[（(] ?(\d{4} ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?日?)?[^（）()]{0,40}) ?[）)]$")
BRACKETED_END = late(r"(?: ?[（(〔][^（）()〔〕]{1,30}[）)〕])$")
SITE = late(r"\s*[-_|－—–]+\s*[^-_|－—–《》]{2,30}$")
SPACES = late(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
INNER = late(r"《([^《》]{2,200}(?:《[^《》]{1,100}》[^《》]{0,100}){0,3})》")
AROUND = late(r"^[^《》]{2,60}《[^《》]{2,100}》(?P<tail>[^《》和及与、]{2,40})$")
NAMED_FORM = late(r"(?P<inner>.{3,200})的(?:通知|函|公告|决定|通报|批复|令)$")
LABEL = late(r"^(?:原标题|标题|文件标题|题目|Title)[:：]\s*")


def clean(text: str) -> str:
    """The title without layout: no white space between Chinese characters, no list number, no date behind it."""
    text = LABEL.sub("", text.strip())
    text = LIST_NUMBER.sub("", text)
    text = SPACES.sub("", text)
    return DATE_IN_BRACKETS.sub("", text).strip()


def without_site(text: str) -> str:
    """The title of a page without the name of its site (…的意见 - 江西省人民政府)."""
    cut = SITE.sub("", text)
    return cut if doc_type(cut) is not None or _site(text[len(cut) :]) else text


def _site(tail: str) -> bool:
    return any(word in tail for word in ("网", "门户", "人民政府", "公开"))


def doc_type(title: str) -> str | None:
    """The 文种 of a title, from its last words."""
    bare = _bare(title)
    found = _types().search(bare)
    if found is not None:
        return _type_of()[found.group()]
    if bare.endswith("》"):
        # 中共中央办公厅国务院办公厅印发《关于…的意见》
        inner = INNER.search(bare[-300:])
        if inner is not None:
            return doc_type(inner[1])
    return None


def standing(title: str) -> str:
    """`official` where the title ends in one of the fifteen kinds, `weak` where its last word ends any headline."""
    found = _types().search(_bare(title))
    return _standing_of()[found.group()] if found is not None else ""


def _bare(title: str) -> str:
    bare = title.strip()
    for _ in range(3):
        cut = BRACKETED_END.sub("", bare)
        if cut == bare:
            break
        bare = cut.strip()
    return bare


def complete(text: str) -> bool:
    """True where nothing of the title is missing: brackets closed, a 文种 at the end, 印发…的通知 in full."""
    for opening, closing in ("《》", "（）", "“”"):
        if text.count(opening) > text.count(closing):
            return False
    bare = _bare(clean(text))
    if doc_type(bare) is None:
        return False
    if HANDING_ON.search(bare) and not HANDED_ON.search(bare):
        # 关于印发武汉市…实施方案 goes on with 的通知
        return bare.endswith("》") and "关于" not in bare.split("《", 1)[0]
    return True


def attached(title: str) -> list[str]:
    """The documents that the title hands on (印发, 转发, 批转): their titles without 《》."""
    verb = compiled(pattern("promulgate_verbs")).search(title)
    if verb is None:
        return []
    rest = title[verb.end() :]
    if compiled(r"(?:修改|废止|修订)[^《]{0,20}$").search(title[: verb.start()]):
        return []
    ending = NAMED_FORM.match(_bare(rest))
    if ending is not None and (around := AROUND.match(ending["inner"])) is not None and doc_type(around["tail"]):
        return [ending["inner"]]  # 贯彻落实《条例》若干措施 is what is handed on, and not the 条例
    named = _named(rest)
    if named:
        return named
    return [ending["inner"]] if ending is not None else []


def _named(rest: str) -> list[str]:
    depth = start = 0
    found: list[str] = []
    for at, mark in enumerate(rest[:400]):
        if mark == "《":
            start = at + 1 if depth == 0 else start
            depth += 1
        elif mark == "》" and depth:
            depth -= 1
            if depth == 0:
                found.append(rest[start:at])
    return found


def title_bodies(title: str) -> list[str]:
    """The bodies that a title begins with: 财政部生态环境部关于… gives both."""
    head = compiled(rf"(?P<bodies>.{{2,100}}?)(?=关于|{pattern('promulgate_verbs')}|《)").match(title)
    return split_bodies(head["bodies"]) if head is not None else []


HANDING_ON = late(r"(?:关于|办公[厅室]|政府)\s?(?:印发|转发|批转|发布|公布|下发)")
HANDED_ON = late(r"(?:通知|公告|函|决定|通报|令|批复)$")


@cache
def _types() -> re.Pattern[str]:
    return compiled(pattern("doc_types") + "$")


@cache
def _type_of() -> dict[str, str]:
    return {row["word"]: row["type"] for row in lexicon("doc_types")}


@cache
def _standing_of() -> dict[str, str]:
    return {row["word"]: row["standing"] for row in lexicon("doc_types")}
