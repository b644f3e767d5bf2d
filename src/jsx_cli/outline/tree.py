"""The numbered items of a stretch of lines as a tree: 四、 holds （一） holds 1.

In go the lines and markers of one document (the paper itself, the document inside it, an annex), out come its sections
with paths such as 四/(三)/2, and a notice for each jump or repeat in the numbering. Nothing is ever dropped for bad
numbering: every marker is a section.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jsx_cli.lexicon import pattern
from jsx_cli.model import Role, Section, Span
from jsx_cli.outline.line import Line
from jsx_cli.outline.markers import RANKS, Marker, bare, before_digits, decimal, marker
from jsx_cli.outline.roles import DOING, article_role, cue, mixed, role_of
from jsx_cli.patterns import compiled, late
from jsx_cli.records import dataclass, field

STOP = late(r"[。；：;:！!？?]")
HEADING_LENGTH = 40
UNBOUNDED = 60
BARE_HEADING = 24
DECIMALS = 4  # so many headings such as 2.1 make a document that counts so
BARE_ENDS_NOT = "。；：:，,！？）)"
SHELTERS = {"（": "）", "(": ")", "《": "》", "“": "”", "〔": "〕", "【": "】", "「": "」"}
ORDINAL = late(r"(?:^|(?<=[。；：;:，,]))[一二三四五六七八九十]{1,3}(?:是|要(?=[^求素点闻]))")
CITED = late(r"第[一二三四五六七八九十百零〇\d]{1,6}[条章节](?:第.{1,4}[款项])?(?:规定|所|的规定|、|和|至|中)")


@dataclass(slots=True)
class Item:
    """A numbered item before the tree is frozen."""

    line: Line
    marker: Marker
    index: int  # of its line
    children: list[Item] = field(default_factory=list)
    parent: Item | None = None
    path: str = ""
    end: int = 0
    heading: str = ""
    lead: Span = field(default_factory=lambda: Span(0, 0))
    role: Role = "other"
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """A jump or a repeat in the numbering, and where."""

    code: str
    message: str
    span: Span


def items(lines: Sequence[Line], first: int, last: int) -> list[Item]:
    """The numbered paragraphs among `lines[first:last]`."""
    found: list[Item] = []
    article = ordinal = 0
    marked = list(_marked(lines, first, last))
    articles = [mark.number for _, mark in marked if mark.style == "article"]
    seen = 0
    for index, mark in marked:
        line = lines[index]
        if mark.style == "article":
            seen += 1
            goes_on = articles[seen : seen + 1] == [mark.number + 1]
            apart = line.text[mark.end - 1] in " 　" or "施行" in line.text[:40]
            stray = not goes_on and not apart and mark.number != article
            if mark.number != article + 1 and (CITED.match(line.text) or stray):
                continue  # 第十二条规定的情形… at the head of a paragraph cites an article
            article = mark.number
        elif mark.style in ("chapter", "section") and CITED.match(line.text):
            continue
        if mark.style == "ordinal":
            if mark.number != 1 and mark.number != ordinal + 1:
                continue  # 八是… on a line of its own, the other seven within a paragraph
            ordinal = mark.number
        elif mark.style != "dash":
            ordinal = 0
        found.append(Item(line, mark, index))
    return found


def _marked(lines: Sequence[Line], first: int, last: int) -> Iterator[tuple[int, Marker]]:
    """Every line that opens with a marker; with one that may be a decimal number only where the count proves it."""
    decimals = _decimals(lines, first, last)
    found: list[tuple[int, Marker, bool]] = []
    for index in range(first, last):
        text = lines[index].text
        mark = decimals.get(index) or marker(text)
        if mark is not None:
            found.append((index, mark, True))
        elif text[:1].isdigit() and (mark := before_digits(text)) is not None:
            found.append((index, mark, False))
    counted = [position for position, (_, mark, _) in enumerate(found) if mark.style == "arabic"]
    around = {here: (before, after) for before, here, after in zip(counted, counted[1:], counted[2:], strict=False)}
    for position, (index, mark, sure) in enumerate(found):
        beside = around.get(position)
        # 35.5个地级市… between 34. and 36.
        if sure or (
            beside is not None
            and all(found[at][2] for at in beside)
            and [found[at][1].number - mark.number for at in beside] == [-1, 1]
        ):
            yield index, mark


def _decimals(lines: Sequence[Line], first: int, last: int) -> dict[int, Marker]:
    """The lines of a document that counts 1 总则, 1.1 目的, 1.2 依据, 2 措施, 2.1 …; none where it does not."""
    found = {
        index: mark
        for index in range(first, last)
        if lines[index].text[:1].isdigit() and (mark := decimal(lines[index].text)) is not None
    }
    labels = {mark.label for mark in found.values()}
    good = {index: mark for index, mark in found.items() if _counts_on(mark.label, labels)}
    if len(good) < DECIMALS:
        return {}
    wanted = {mark.label.split(".")[0] for mark in good.values()}
    above = {
        index: mark
        for index in range(first, last)
        if index not in good
        and lines[index].text[:1].isdigit()
        and (mark := bare(lines[index].text)) is not None
        and (mark.label in wanted or str(mark.number - 1) in wanted)
    }
    return {**good, **above}


def _counts_on(label: str, labels: set[str]) -> bool:
    """2.3 stands beside 2.2, 2.1 beside 2.2 or below what else begins at 1."""
    stem, _, number = label.rpartition(".")
    if int(number) > 1:
        return f"{stem}.{int(number) - 1}" in labels
    return int(number) == 1 and (f"{stem}.2" in labels or "." in stem or f"{int(stem) - 1}.1" in labels)


def inline_items(lines: Sequence[Line], first: int, last: int) -> list[Item]:
    """一是…；二是… within paragraphs, for a document that has no other numbering."""
    found: list[Item] = []
    for index in range(first, last):
        line = lines[index]
        places: list[tuple[int, Marker]] = []
        for place in ORDINAL.finditer(line.text):
            mark = marker(line.text[place.start() : place.start() + 12])
            if mark is not None and mark.style == "ordinal" and mark.number == len(places) + 1:
                places.append((place.start(), mark))
        if len(places) < 2:
            continue
        ends = [start for start, _ in places[1:]] + [len(line.text)]
        for (start, mark), end in zip(places, ends, strict=True):
            text = line.text[start:end].rstrip()
            piece = Line(line.start + start, line.start + start + len(text), text)
            found.append(Item(piece, mark, index))
    return found


def grow(
    found: list[Item], lines: Sequence[Line], end_line: int, end: int, prefix: str
) -> tuple[list[Item], list[Trouble]]:
    """The items as a tree, each with its path, its end and its lead phrase; `end` is where the last of them ends."""
    tops: list[Item] = []
    troubles: list[Trouble] = []
    stack: list[Item] = []
    following = _next_of_style(found)
    last_number: dict[str, int] = {}
    under: dict[str, str] = {}
    for position, item in enumerate(found):
        _settle(stack, item, following[position], under)
        parent = stack[-1] if stack else None
        item.parent = parent
        siblings = parent.children if parent is not None else tops
        troubles.extend(_numbering(item, siblings, last_number))
        siblings.append(item)
        stack.append(item)
        last_number[item.marker.style] = item.marker.number
        item.path = _path(item, prefix)
    _close(tops, end)
    for position, item in enumerate(found):
        next_index = found[position + 1].index if position + 1 < len(found) else end_line
        _lead(item, lines, next_index)
    return tops, troubles


def _next_of_style(found: list[Item]) -> list[dict[str, int]]:
    """For each item the number of the next item of every style after it."""
    following: list[dict[str, int]] = [{}] * len(found)
    ahead: dict[str, int] = {}
    for position in range(len(found) - 1, -1, -1):
        following[position] = ahead
        ahead = {**ahead, found[position].marker.style: found[position].marker.number}
    return following


def _settle(stack: list[Item], item: Item, ahead: dict[str, int], under: dict[str, str]) -> None:
    """Pop the stack until its top is the parent of `item`; `under` remembers an order that is not the usual one."""
    style = item.marker.style
    for depth, open_item in enumerate(stack):
        if open_item.marker.style == style:
            del stack[depth:]
            return
    while stack:
        top = stack[-1].marker
        if RANKS[top.style] < RANKS[style] or under.get(style) == top.style:
            return
        # （一） above 一、: the one that goes on counting beyond the other is the upper one
        if item.marker.number == 1 and top.style != "dash" and ahead.get(top.style) == top.number + 1:
            under[style] = top.style
            return
        stack.pop()


def _numbering(item: Item, siblings: list[Item], last_number: dict[str, int]) -> Iterator[Trouble]:
    style, number = item.marker.style, item.marker.number
    if style in ("dash", "annex") or "之" in item.marker.label:
        return
    before = next((sibling.marker.number for sibling in reversed(siblings) if sibling.marker.style == style), 0)
    running = last_number.get(style, 0)
    if number == before + 1 or (running and number == running + 1) or (number == 1 and not before):
        return
    lead = Span(item.line.start, item.line.start + item.marker.end)
    if number <= before:
        yield Trouble("numbering-repeat", f"{item.marker.text} follows number {before} of its kind", lead)
    else:
        expected = max(before, running) + 1
        yield Trouble("numbering-gap", f"{item.marker.text} stands where number {expected} was expected", lead)


def _path(item: Item, prefix: str) -> str:
    label = item.marker.label
    parent = item.parent
    if item.marker.style == "dash":
        siblings = parent.children if parent is not None else None
        count = sum(1 for sibling in siblings if sibling.marker.style == "dash") if siblings is not None else 0
        label = f"—{count}" if siblings is not None else "—"
    if item.marker.style in ("part", "chapter", "section", "article"):
        # 第一章 第一节: the numbers of articles run through the whole document
        chapters = item.marker.style != "article" and parent is not None
        return f"{parent.path}/{label}" if chapters and parent is not None else prefix + label
    return f"{parent.path}/{label}" if parent is not None else prefix + label


def _close(items_: list[Item], end: int) -> None:
    for position, item in enumerate(items_):
        item.end = items_[position + 1].line.start if position + 1 < len(items_) else end
        _close(item.children, item.end)


def _lead(item: Item, lines: Sequence[Line], next_index: int) -> None:
    """Find the lead phrase: up to the first stop of a heading, up to the first comma of running text."""
    line, mark = item.line, item.marker
    start, text = line.start + mark.end, line.text[mark.end :]
    if not text and item.index + 1 < next_index:
        line = lines[item.index + 1]
        start, text = line.start, line.text
    follows = bool(item.children) or next_index > item.index + (2 if line is not item.line else 1)
    length = _phrase(text, in_articles(item), follows)
    phrase = text[:length].rstrip()
    item.heading = phrase.strip()
    end = start + len(phrase) if phrase else item.line.start + len(mark.text)
    item.lead = Span(item.line.start, max(end, item.line.start + len(mark.text)))


def unnumbered(tops: Sequence[Item], text_lines: Mapping[int, str], first: int, default: Role) -> dict[int, Role]:
    """What stands above a list that begins at 1: the roles of its items by line (2022年工作回顾 above （一）…（二）…).

    A list without such a heading has the default role again, and so has one below 2023年目标任务, which says both.
    """
    found: dict[int, Role] = {}
    floor = first
    for item in tops:
        counted = item.marker.style not in ("dash", "ordinal")
        if item.marker.number == 1 or (item.marker.style == "dash" and floor == first):
            above = (text_lines.get(index, "") for index in range(item.index - 1, floor - 1, -1))
            role = next((role for text in above if (role := _bare_cue(text)) is not None), None)
            if counted and role in ("goals", "guidance", "principles"):
                role = default
            if role is not None or found:
                found[item.index] = role or default
        floor = _last_index(item) + 1
    return found


def _bare_cue(text: str) -> Role | None:
    """The role of a heading that has a line of its own and no number."""
    if not 4 <= len(text) <= BARE_HEADING or text[-1] in BARE_ENDS_NOT or "\t" in text or marker(text) is not None:
        return None
    return cue(text)


def _last_index(item: Item) -> int:
    while item.children:
        item = item.children[-1]
    return item.index


def in_articles(item: Item) -> bool:
    """True for an article and for what stands under one."""
    at: Item | None = item
    while at is not None:
        if at.marker.style == "article":
            return True
        at = at.parent
    return False


def _phrase(text: str, article: bool, follows: bool) -> int:
    stop, comma = _marks(text)
    if stop is None:
        short = len(text) <= UNBOUNDED and not (article and comma is not None and not follows)
        return len(text) if short or comma is None else comma
    whole = not text[stop + 1 :].strip() and not follows
    if comma is not None and comma < stop and (article or whole or stop > HEADING_LENGTH):
        return comma
    return stop


def _marks(text: str) -> tuple[int | None, int | None]:
    """Where the first stop and the first comma outside brackets and quotation marks stand."""
    closing: list[str] = []
    comma: int | None = None
    for at, mark in enumerate(text[:400]):
        if closing and mark == closing[-1]:
            closing.pop()
        elif mark in SHELTERS and text.find(SHELTERS[mark], at, at + 200) > 0:
            closing.append(SHELTERS[mark])
        elif closing:
            continue
        elif mark in "，,":
            digits = text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
            # 市，县（市、区），各开发区统筹推进…: one character leads nowhere.
            comma = at if comma is None and at > 1 and not (mark == "," and digits) else comma
        elif STOP.match(mark):
            if mark == ":" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
                continue
            return at, comma
        elif mark == " " and len(text) > UNBOUNDED and comma is None and at >= 4:
            return at, comma
    return None, comma


def assign_roles(
    tops: list[Item], text: str, default: Role, above: Role | None = None, under: Mapping[int, Role] | None = None
) -> None:
    """Give every item its role, from the top down; `under` are the roles of headings without a number, by line."""
    for item in tops:
        default = (under or {}).get(item.index, default)
        if item.marker.style == "article":
            body = text[item.lead.start : item.end][item.marker.end :].lstrip()
            item.role = article_role(body, item.heading, above)
        else:
            item.role = role_of(item.heading, above, default)
            numbered = [child for child in item.children if child.marker.style not in ("dash", "ordinal")]
            if item.role in ("goals", "guidance") and len(numbered) > 1 and mixed(item.heading):
                item.role = "measures"
        if item.marker.style in ("part", "chapter", "section") and any(
            child.marker.style in ("article", "section") for child in item.children
        ):
            assign_roles(item.children, text, default, None if item.role == "other" else item.role)
        else:
            assign_roles(item.children, text, default, item.role)


def mark_lists(tops: list[Item], text: str) -> None:
    """Mark items that are parts of a list of things (提供以下材料：1.投资合同；2.身份证明；)."""
    waiting = list(tops)
    while waiting:
        item = waiting.pop()
        waiting.extend(item.children)
        numbered = [child for child in item.children if child.marker.style not in ("dash", "ordinal")]
        if not numbered:
            continue
        before = text[item.line.start : numbered[0].line.start].rstrip()
        sentences = sum("。" in child.line.text[:-1] for child in numbered)
        colon = before.endswith(("：", ":"))
        introduced = colon and compiled(pattern("list_intros")).search(before[-60:]) is not None
        # in an article the items behind a colon spell out its one rule
        if (introduced and sentences * 3 < len(numbered)) or (colon and in_articles(item)):
            for child in numbered:
                child.listed = True


def freeze(tops: list[Item], level: int, ordinals: bool) -> tuple[Section, ...]:
    """The items as sections; `ordinals` says whether 一是, 二是 count as items of what is to be done."""
    return tuple(_freeze(item, level, ordinals, False) for item in tops)


def _freeze(item: Item, level: int, ordinals: bool, listed: bool) -> Section:
    listed = listed or item.listed
    children = tuple(_freeze(child, level + 1, ordinals, listed) for child in item.children)
    counts = item.role in DOING and not listed and (ordinals or item.marker.style != "ordinal")
    deepest = not any(section.task or _holds_task(section) for section in children)
    structural = item.marker.style in ("part", "chapter", "section")
    return Section(
        level, item.marker.text, item.path, item.heading, item.role, Span(item.line.start, item.end), item.lead,
        item.marker.style, children, task=counts and deepest and not (structural and children),
    )  # fmt: skip


def _holds_task(section: Section) -> bool:
    return any(child.task or _holds_task(child) for child in section.children)
