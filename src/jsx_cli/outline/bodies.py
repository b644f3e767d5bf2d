"""Bodies that issue documents: is a line one (上海市黄浦区人民政府办公室), and where does one end and the next begin.

In goes a line of a signature or the head of a title, out come the names: 财政部生态环境部工业和信息化部 are three.
"""

from __future__ import annotations

import re
from functools import cache

from jsx_cli.lexicon import pattern, words
from jsx_cli.outline.regions import region_at
from jsx_cli.patterns import compiled, late

LONGEST = 60
SEPARATORS = late(r"[ 　、，,;；\t|]+")
SEAL = late(r"[（(](?:代章|盖章|章|印章|公章)[）)]$")
AND_OTHERS = late(r"等\d{0,3}[一二三四五六七八九十]{0,3}个?(?:部门|单位|部委|委办局)?$")
NO_NAME = late(r"[。：:！!？?《》“”【】\d]|关于|以及|有关|各")
ALIAS = late(r"[（(][^\W\d]{3,30}[）)]$")  # 健康海南建设委员会（爱国卫生运动委员会）


def is_body(text: str) -> bool:
    """True where the text can only be the name of a body, or several side by side."""
    text = ALIAS.sub("", SEAL.sub("", text.strip()))
    if not 2 <= len(text) <= LONGEST or NO_NAME.search(text):
        return False
    return all(_ends_as_body(part) for part in SEPARATORS.split(text) if part)


def _ends_as_body(part: str) -> bool:
    part = ALIAS.sub("", part)
    return len(part) >= 2 and (_suffix().search(part) is not None or part in _central_names())


def split_bodies(text: str) -> list[str]:
    """The bodies of a list, split at its separators and where one name ends and another begins; [] if it holds more."""
    text = AND_OTHERS.sub("", SEAL.sub("", text.strip()))
    found: list[str] = []
    for part in SEPARATORS.split(text):
        if part:
            found.extend(_split(part))
    return found if found and all(_ends_as_body(part) for part in found) else []


def _split(part: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    for at in range(2, len(part) - 1):
        if at - start < 2 or not _begins(part, at) or _within_name(part, start, at):
            continue
        left = part[start:at]
        if _suffix().search(left) and not _has_offices(left) and _ends_as_body(part[at:]):
            pieces.append(left)
            start = at
    return [*pieces, part[start:]]


def _within_name(part: str, start: int, at: int) -> bool:
    """True inside 国务院国资委, which is one body."""
    whole = _starts().match(part, start)
    return whole is not None and whole.end() > at


def is_alias(text: str) -> bool:
    """True for the second name of a body on a line of its own: （爱国卫生运动委员会）（代章）."""
    bare = SEAL.sub("", text.strip())
    return ALIAS.fullmatch(bare) is not None and is_body(bare[1:-1])


def is_office_of(above: str, text: str) -> bool:
    """中国银行保险监督管理委员会 and 吉林监管局 on two lines are one body."""
    return (
        _has_offices(above) and text.endswith(("局", "行", "总部", "海关", "办公室")) and text not in _central_names()
    )


def _has_offices(name: str) -> bool:
    return name in words("central_bodies", offices="yes")


def _begins(part: str, at: int) -> bool:
    if _starts().match(part, at) is not None or region_at(part, at) is not None:
        return True
    # 上海海关, 上海海事局: offices of the centre that bear the name of a region without 市
    name = _branches().match(part, at)
    return name is not None and any(region_at(name["place"] + end, 0) for end in "省市州")


@cache
def _branches() -> re.Pattern[str]:
    return compiled(rf"(?P<place>\w{{2,4}}?){pattern('branch_offices')}")


@cache
def _suffix() -> re.Pattern[str]:
    return compiled(pattern("body_suffixes") + "$")


@cache
def _starts() -> re.Pattern[str]:
    return compiled(pattern("central_bodies"))


@cache
def _central_names() -> frozenset[str]:
    return frozenset(words("central_bodies"))
