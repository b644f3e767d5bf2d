"""The marks of Markdown go, what they mark stays: `## 第一章　总则` is a line 第一章 总则, `**一、**` is 一、."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.patterns import late

# (http://www.example.cn/a "题") or (javascript:void(0);)
TARGET = r"\((?:[^()\n]|\([^()\n]{0,100}\)){0,1000}+\)"

# One alternative for each mark; every repeat is bounded by its line.
MARK = late(
    r"(?P<fence>^[ ]{0,3}(?:`{3,}|~{3,})[^\n]*+$)"
    r"|(?P<rule>^[ ]{0,3}(?:(?:\*[ ]?){3,40}|(?:-[ ]?){3,40}|(?:_[ ]?){3,40}|={3,200})$)"
    r"|(?P<head>^[ ]{0,3}\#{1,6}(?=[ \t\u3000])[ \t\u3000]*+)"
    r"|(?P<quote>^[ ]{0,3}(?:>[ ]?){1,9})"
    r"|(?P<icon>^[ ]{0,3}_{2,3}(?=[ \t]|$)[ \t]*)"
    r"|(?P<bullet>^[ \t]{0,12}[-*+][ \t]{1,4}(?=\S))"
    r"|(?P<table>^[ ]{0,3}\|?[ ]?:?-{2,}:?[ ]?(?:\|[ ]?:?-{2,}:?[ ]?){1,60}\|?[ ]*$)"
    rf"|\[_?!\[[^\]\n]{{0,500}}\]{TARGET}_?\]{TARGET}"
    rf"|_!\[[^\]\n]{{0,500}}\]{TARGET}_"
    rf"|!\[[^\]\n]{{0,500}}\]{TARGET}"
    rf"|(?<!\!)\[(?P<link>[^\]\[\n]{{0,500}})\]{TARGET}"
    r"|\[\^[\w-]{1,20}\]:?"
    r"|(?P<strong>\*{2,3}|(?<!\w)_{2,3}(?=\w)|(?<=\w)_{2,3}(?!\w))"
    r"|(?P<emphasis>(?<![\w*\\])\*(?=[^\s*])[^*\n]{1,500}(?<=[^\s*])\*(?![\w*]))"
    r"|(?P<code>`)"
    r"|(?P<escape>\\(?=[!-/:-@\[-`{-~]))",
    re.MULTILINE,
)
FIRST = late(r"^\#[ \t\u3000]+(?P<title>[^\n]{2,200}?)[ \t\u3000#]*$", re.MULTILINE)
ROW = late(r"^[ ]{0,3}\|[^\n]*\|[ \t]*$", re.MULTILINE)
SIGN = late(r"[#*_`>\[\\|~+=-]")


def markdown(draft: Draft) -> Iterator[Edit]:
    """Drop the marks of a Markdown file; a page in HTML under a YAML head has none."""
    if draft.media != "text/markdown" or draft.markup:
        return
    text = draft.text
    if not SIGN.search(text):
        return
    _head(draft)
    at = 0
    for start, end, new in sorted(_changes(text)):
        if start >= at:
            yield Edit(Span(start, end), new)
            at = end


def _head(draft: Draft) -> None:
    """`# 2. 开放资料` on the first line is the title, where it is the only heading of its rank."""
    heads = list(islice(FIRST.finditer(draft.text), 2))
    if len(heads) == 1 and not draft.text[: heads[0].start()].strip():
        draft.declare("title", heads[0]["title"], Span(*heads[0].span("title")))


def _changes(text: str) -> Iterator[tuple[int, int, str]]:
    yield from _marks(text, 0, len(text))
    for row in ROW.finditer(text):
        at = text.find("|", row.start(), row.end())
        while 0 <= at < row.end():
            yield at, at + 1, "\t"
            at = text.find("|", at + 1, row.end())


def _marks(text: str, first: int, last: int) -> Iterator[tuple[int, int, str]]:
    """The marks of a stretch; a link may hold others, [**首页**](…), but no link."""
    for found in MARK.finditer(text, first, last):
        start, end = found.span()
        if found["link"] is not None:
            yield start, start + 1, ""
            yield from _marks(text, *found.span("link"))
            yield found.end("link"), end, ""
        elif found["emphasis"] is not None:
            yield start, start + 1, ""
            yield end - 1, end, ""
        else:
            yield start, end, ""
