"""Who leads what, who holds which post, and what is due when, across places.

区市场监管局 in one plan and 县市场监督管理局 in another are one kind of body, 市场监管局; each row keeps the name of
the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from jsx_cli.compare.paper import Item, Paper
from jsx_cli.compare.words import folded
from jsx_cli.lexicon import pattern, words
from jsx_cli.model import Fact
from jsx_cli.patterns import compiled
from jsx_cli.records import dataclass


@dataclass(frozen=True, slots=True)
class Charge:
    """A body charged with a task in a document."""

    body: str
    name: str
    role: Literal["lead", "support"]
    document: str
    item: str
    task: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Post:
    """A post in a body and who holds it: a `person`, a `post`, or a `kind` of person."""

    org: str
    role: str
    holder: str
    holder_kind: Literal["person", "post", "kind"]
    document: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline of a document, with the item that it stands in."""

    document: str
    item: str
    start: str
    end: str
    kind: str
    action: str
    fact: Fact


def kind_of_body(name: str) -> str:
    """The name without the place: 黄浦区市场监督管理局 is 市场监管局."""
    bare = local().sub("", name)
    # 市委办公室 and 市政府办公室 are two bodies, so what they are offices of stays.
    return folded(bare if len(bare) > 1 and not bare.startswith(OFFICE) else name)


OFFICE = "办公"


@cache
def local() -> re.Pattern[str]:
    """A place at the head of a name."""
    return compiled(rf"^(?:[\u4e00-\u9fff]{{2,9}}(?:省|市|自治区|自治州|县|区)(?=[\u4e00-\u9fff]{{2}}))?"
                      rf"{pattern('compare_relatives')}?(?=[\u4e00-\u9fff]{{2}})")  # fmt: skip


@cache
def item_of(paper: Paper, fact: Fact) -> Item | None:
    """The item that the fact stands in."""
    return next((item for item in paper.items if item.span.covers(fact.evidence.span)), None)


def ordered(paper: Paper, kind: str) -> list[Fact]:
    """The facts of a type, in the order of the text."""
    some = [fact for fact in paper.result.facts if fact.type == kind]
    return sorted(some, key=lambda fact: (fact.evidence.span, fact.id))


def charges(some: Sequence[Paper], inside: frozenset[str] | None = None) -> tuple[Charge, ...]:
    """Who is charged with what, by kind of body."""
    found = []
    for paper in some:
        for fact in ordered(paper, "responsibility"):
            if inside is not None and fact.id not in inside:
                continue
            item = item_of(paper, fact)
            task = item.heading if item else str(fact.get("task") or "")
            for role in ("lead", "support"):
                bodies = fact.get(role)
                for name in bodies if isinstance(bodies, tuple) else ():
                    found.append(
                        Charge(kind_of_body(name), name, "lead" if role == "lead" else "support", paper.id,
                               item.path if item else fact.section, task, fact)
                    )  # fmt: skip
    counts: dict[str, set[str]] = {}
    for charge in found:
        counts.setdefault(charge.body, set()).add(charge.document)
    found.sort(key=lambda one: (-len(counts[one.body]), one.body, one.document, one.fact.evidence.span, one.role))
    return tuple(found)


def posts(some: Sequence[Paper], inside: frozenset[str] | None = None) -> tuple[Post, ...]:
    """Who holds which post."""
    found = [
        Post(str(fact.get("org") or ""), str(fact.get("role") or ""), str(fact.get("holder") or ""),
             holder_kind(fact), paper.id, fact)
        for paper in some for fact in ordered(paper, "leadership") if inside is None or fact.id in inside
    ]  # fmt: skip
    found.sort(key=lambda post: (post.role, post.document, post.fact.evidence.span))
    return tuple(found)


def holder_kind(fact: Fact) -> Literal["person", "post", "kind"]:
    """王勇 is a person, 区政府分管领导 a post, 退休干部 a kind of person."""
    holder = str(fact.get("holder") or "").removesuffix("同志")
    if 2 <= len(holder) <= 3 and (
        fact.get("title") or holder[0] in words("surnames") or holder[:2] in words("surnames")
    ):
        return "person"
    return "post" if any(post in holder for post in words("compare_posts")) else "kind"


def deadlines(some: Sequence[Paper], inside: frozenset[str] | None = None) -> tuple[Due, ...]:
    """What is due when, in the order of time."""
    found = []
    for paper in some:
        for fact in ordered(paper, "deadline"):
            if inside is not None and fact.id not in inside:
                continue
            item = item_of(paper, fact)
            action = str(fact.get("action") or "") or (item.heading if item else fact.evidence.sentence)
            found.append(
                Due(paper.id, item.path if item else fact.section, str(fact.get("start") or ""),
                    str(fact.get("end") or ""), str(fact.get("kind") or ""), action, fact)
            )  # fmt: skip
    found.sort(key=lambda due: (due.end or due.start or "9999", due.document, due.fact.evidence.span))
    return tuple(found)
