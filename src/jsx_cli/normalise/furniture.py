"""What a page or a printer puts around a text goes: page numbers, `# Page 3:`, running heads, 上一页 下一页, rules.

    — 3 —    # Page 12:    第 3 页 共 12 页    3/12    ==========    首页 >> 政务公开    …公室。 |

A bare number on its own line is a page number only in a row of such numbers that count up; a short line that comes
back beside the page marks is a running head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from jsx_cli.lexicon import pattern, words
from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.patterns import compiled, late

BLANK = r"[^\S\n]"
DASH = r"[-—–―─－·•~～]"
PAGE = late(
    rf"\#{{1,3}}{BLANK}?(?:Page|PAGE|page){BLANK}?\d{{1,5}}{BLANK}?[:：]?"
    rf"|[=*#_-]{{2,40}}{BLANK}?(?:Page|PAGE|page|第){BLANK}?\d{{1,5}}{BLANK}?页?{BLANK}?[=*#_-]{{2,40}}"
    rf"|{DASH}{{1,3}}{BLANK}{{0,3}}\d{{1,4}}{BLANK}{{0,3}}{DASH}{{1,3}}"
    rf"|第{BLANK}{{0,3}}\d{{1,4}}{BLANK}{{0,3}}页(?:{BLANK}{{0,3}}[,，/／]?{BLANK}{{0,3}}共{BLANK}{{0,3}}\d{{1,4}}{BLANK}{{0,3}}页)?"
    rf"|共{BLANK}{{0,3}}\d{{1,4}}{BLANK}{{0,3}}页{BLANK}{{0,3}}[,，/／]?{BLANK}{{0,3}}第{BLANK}{{0,3}}\d{{1,4}}{BLANK}{{0,3}}页"
    rf"|\d{{1,4}}{BLANK}?[/／]{BLANK}?\d{{1,4}}{BLANK}?页?"
    rf"|(?:Page|PAGE|page){BLANK}?\d{{1,4}}(?:{BLANK}?(?:of|/){BLANK}?\d{{1,4}})?"
)
NUMBER = late(r"\d{1,4}")
RULE = late(rf"(?:[=＝_*─━﹏﹍╌┄┈]{BLANK}?){{3,400}}|(?:-{BLANK}?){{4,400}}|[|｜]{{1,10}}")
BARS = late(rf"(?:{BLANK}{{0,8}}[|｜]){{1,8}}{BLANK}{{0,8}}$")
CRUMBS = late(
    rf"(?:[^\s<>＞›»,，。；;=%]{{1,20}}{BLANK}{{0,3}}(?:>>|>|›|»|＞){BLANK}{{0,3}}){{1,9}}[^\s<>＞›»,，。；;=%]{{1,40}}"
)
WHOLE = late(r"[^\n]+")
PAGE_STARTS = frozenset("#=*_-—–―─－·•~～第共Pp0123456789")
RULE_STARTS = frozenset("=＝*_─━﹏﹍╌┄┈|｜-")
CRUMB_SIGNS = frozenset(">›»＞")
SEPARATORS = " \t|｜【】[]:：/·>"
LONGEST = 120
PAGE_LINES = 12


def furniture(draft: Draft) -> Iterator[Edit]:
    """Drop the lines that belong to the page, and the bars that are left of a table."""
    text = draft.text
    lines = [(found.start(), found.end(), found[0].strip(" \t\u3000\xa0\r")) for found in WHOLE.finditer(text)]
    lines = [line for line in lines if line[2]]
    gone = {at for at, (_, _, line) in enumerate(lines) if len(line) <= LONGEST and _is_furniture(line, at, len(lines))}
    pages = {at for at in gone if _is_page(lines[at][2])}
    pages |= _counting(lines)
    gone |= pages | _running_heads(lines, pages)
    for at, (start, end, line) in enumerate(lines):
        if at in gone:
            yield Edit(Span(start, end), "")
        elif line[-1] in "|｜":
            bars = BARS.search(text, max(start, end - 80), end)
            if bars:
                yield Edit(Span(*bars.span()), "")


@cache
def _line() -> re.Pattern[str]:
    separator = r"[\s|｜【】\[\]:：/·>]"
    return compiled(rf"(?:{separator}{{0,4}}{pattern('furniture', place='line')}){{1,20}}{separator}{{0,4}}")


@cache
def _heads() -> tuple[str, ...]:
    both = {word.replace("：", colon) for word in words("furniture", place="head") for colon in "：:"}
    return tuple(sorted(both))


@cache
def _starts(short: bool) -> tuple[str, ...]:
    """The words with which a line of such words begins; 大, 中 and 小 only in the short line 大 中 小."""
    return tuple(word for word in words("furniture", place="line") if short or len(word) > 1)


def _is_page(line: str) -> bool:
    if line[0] not in PAGE_STARTS or len(line) > 60 or (line[0].isdecimal() and not ("/" in line or "／" in line)):
        return False
    return PAGE.fullmatch(line) is not None


def _is_crumbs(line: str) -> bool:
    """首页 >> 政务公开: a way through the site, and not 5>3."""
    steps = sum(line.count(sign) for sign in CRUMB_SIGNS) - line.count(">>")
    return (steps >= 2 or line.startswith(words("furniture", place="crumb"))) and CRUMBS.fullmatch(line) is not None


def _is_furniture(line: str, at: int, count: int) -> bool:
    if len(line) == 1 and line not in "|｜":
        return False
    if _is_page(line) or (line[0] in RULE_STARTS and RULE.fullmatch(line)):
        return True
    if len(line) <= 60 and line.startswith(_heads()):
        return True
    bare = line.lstrip(SEPARATORS)
    if len(line) <= 40 and bare.startswith(_starts(len(line) <= 8)) and _line().fullmatch(line):
        return True
    return (
        (at < 8 or at >= count - 3)
        and not CRUMB_SIGNS.isdisjoint(line)
        and CRUMBS.fullmatch(line) is not None
        and "《" not in line
    )


def _counting(lines: list[tuple[int, int, str]]) -> set[int]:
    """Bare numbers that count up through the greater part of the text, a page of lines apart.

    The first column of a table counts up as well, but not from one end of the document to the other.
    """
    numbers = [
        (at, int(line))
        for at, (_, _, line) in enumerate(lines)
        if len(line) <= 4 and line.isdecimal() and line.isascii()
    ]
    found: set[int] = set()
    row: list[tuple[int, int]] = []
    for at, number in [*numbers, (-1, -1)]:
        if row and number == row[-1][1] + 1 and at - row[-1][0] >= PAGE_LINES:
            row.append((at, number))
            continue
        if len(row) >= 3 and (row[-1][0] - row[0][0]) * 5 >= len(lines) * 3:
            found.update(one for one, _ in row)
        row = [(at, number)]
    return found


def _running_heads(lines: list[tuple[int, int, str]], pages: set[int]) -> set[int]:
    """Short lines that stand next to half of the page marks, and to three at least."""
    if len(pages) < 3:
        return set()
    beside = [near for at in pages for near in (at - 1, at + 1) if 0 <= near < len(lines) and near not in pages]
    often = Counter(lines[at][2] for at in set(beside))
    enough = max(3, len(pages) / 2)
    return {at for at in beside if often[lines[at][2]] >= enough and 1 < len(lines[at][2]) <= 40}
