"""What a section is for, from the words of its heading: 基本原则 are principles, 保障措施 safeguards.

In goes the tree of items with their headings, out comes a role for each. A role is inherited; an item at the top of a
document that says what is to be done, and whose heading gives no cue, is a measure.
"""

from __future__ import annotations

import re
from functools import cache

from jsx_cli.lexicon import lexicon, pattern
from jsx_cli.model import Role
from jsx_cli.patterns import compiled, late
from jsx_cli.typed import cast

SHORT = 20  # 深入贯彻新时代党的建设总要求 is no section on guidance
DOING: frozenset[Role] = frozenset({"measures", "safeguards", "implementation"})
BRACKETED = late(r"[（(][^（）()]{0,30}[）)]$")
STATES: frozenset[Role] = frozenset({"background", "other"})
JOINED = late(r"[和及与、]")
HEAD = 30  # 本条例所称文明行为，是指… says so at once


def cue(heading: str) -> Role | None:
    """The role that the words of a heading give, None where they give none."""
    bare = BRACKETED.sub("", heading.rstrip("。：:；;，, "))
    if _any_cue().search(bare) is None:
        return None
    if len(bare) <= SHORT:
        act = _acts().match(bare) is not None
        for word, where, role in _rows():
            if (where == "any" and word in bare) or (where == "end" and bare.endswith(word)):
                if act and where == "end" and role in STATES:
                    continue  # 夯实…工作基础
                return role
    for word, where, role in _rows():
        if where == "start" and bare.startswith(word):
            return role
    return None


def whole_cue(heading: str) -> Role | None:
    """The role of a heading that is wholly a cue (基本原则, 指导思想)."""
    bare = heading.rstrip("。：:；;，, ")
    return next((role for word, where, role in _rows() if where != "start" and bare == word), None)


def mixed(heading: str) -> bool:
    """True where a heading names what is to be done beside thoughts or goals (目标任务和工作重点)."""
    return any(cue(part) in DOING for part in JOINED.split(heading)[1:] if part)


def role_of(heading: str, parent: Role | None, default: Role) -> Role:
    """The role of a section under a parent of that role."""
    if parent in DOING:
        found = whole_cue(heading)
        return found if found is not None and found not in DOING else parent
    return cue(heading) or parent or default


def article_role(text: str, heading: str, parent: Role | None) -> Role:
    """The role of an article: 为了…制定本条例 is background, 自…起施行 binds nobody, all else is a measure."""
    named = whole_cue(heading)
    if named is not None:
        return named
    first = text.split("。", 1)[0]
    for word, where, role in _article_rows():
        part = first if where == "any" else first[:HEAD]
        if text.startswith(word) if where == "start" else word in part:
            return role
    return parent if parent is not None and parent != "other" else "measures"


@cache
def _any_cue() -> re.Pattern[str]:
    return compiled(pattern("section_roles"))


@cache
def _acts() -> re.Pattern[str]:
    return compiled(pattern("heading_acts"))


@cache
def _rows() -> tuple[tuple[str, str, Role], ...]:
    return tuple((row["word"], row["where"], cast(Role, row["role"])) for row in lexicon("section_roles"))


@cache
def _article_rows() -> tuple[tuple[str, str, Role], ...]:
    return tuple((row["word"], row["where"], cast(Role, row["role"])) for row in lexicon("article_roles"))
