"""The YAML head of a Jekyll or Hexo file becomes fields: `date: Sat, 20 Nov 2021` is `published`, the head itself goes.

What a program says above a page that it turned into Markdown (Title:, URL Source:, Markdown Content:) goes likewise,
with the menus above the heading of the page.

A head stands at the very beginning (blank lines apart) between two lines of `---`. One that is no YAML after
all (title: 关于印发: 方案) is read line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jsx_cli.lexicon import lexicon
from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.patterns import late
from jsx_cli.typed import Any

HEAD = late(r"[ \t\r\n]{0,200}---[ \t]*\r?\n")
END = late(r"^---[ \t]*$\n?", re.MULTILINE)
LINE = late(r"^([\w-]{1,40})[ \t]*:[ \t]+(\S[^\r\n]{0,2000})", re.MULTILINE)
LONGEST = 65_536
SITE = late(r"[ \t]?[-_|—–－｜]")
SHORTEST_TITLE = 6
# What a program that turns pages into Markdown puts above them.
SCRAPED = late(
    r"\s{0,200}Title:[ \t]*(?P<title>[^\r\n]{0,500})\s{1,200}URL Source:[ \t]*(?P<url>[^\r\n]{0,2000})\s{1,200}"
    r"(?:Published Time:[ \t]*(?P<published>[^\r\n]{0,100})\s{1,200})?"
    r"(?:Number of Pages:[ \t]*[^\r\n]{0,100}\s{1,200})?(?:Warning:[^\r\n]{0,500}\s{1,200}){0,5}+"
    r"Markdown Content:[ \t]*\r?\n?"
)


def frontmatter(draft: Draft) -> Iterator[Edit]:
    """Declare what the head says and drop it."""
    text = draft.text
    head = HEAD.match(text)
    scraped = None if head else SCRAPED.match(text)
    if scraped:
        for name, value in scraped.groupdict().items():
            if value and name != "title":
                draft.declare(name, value, Span(*scraped.span(name)))
        yield Edit(Span(0, _below(draft, scraped)), "")
    if not head:
        return
    end = END.search(text.replace("\r", " ") if "\r" in text[:LONGEST] else text, head.end(), head.end() + LONGEST)
    if not end:
        return
    inside = text[head.end() : end.start()]
    if not LINE.search(inside):
        return
    for key, value, start, stop in _scalars(inside):
        field = _names().get(key.lower())
        if field:
            draft.declare(field, value, Span(head.end() + start, head.end() + stop))
    yield Edit(Span(0, end.end()), "")


def _below(draft: Draft, scraped: re.Match[str]) -> int:
    """Where the page's own heading begins, which its <title> repeats before the name of the site; else line 1."""
    text, start = draft.text, scraped.start("title")
    title = scraped["title"].rstrip()
    for cut in [len(title), *reversed([found.start() for found in SITE.finditer(title)][-4:])]:
        heading = title[:cut].rstrip()
        if len(heading) < SHORTEST_TITLE:
            break
        again = re.compile(rf"^[#* \t]{{0,12}}{re.escape(heading)}[#* \t]{{0,12}}\r?$", re.MULTILINE)
        found = again.search(text, scraped.end())
        if found:
            draft.declare("title", heading, Span(start, start + cut))
            return found.start()
    return scraped.end()


@cache
def _names() -> dict[str, str]:
    return {row["word"].lower(): row["field"] for row in lexicon("meta_names")}


def _scalars(head: str) -> list[tuple[str, str, int, int]]:
    """Keys of the top level with their text and where it stands, quotes and all left out."""
    # Deep flow collections exhaust the stack of any YAML parser and say nothing about a document.
    if head.count("[") + head.count("{") <= 100:
        try:
            return _from_yaml(head)
        except (ValueError, RecursionError):
            pass
    found = []
    for line in LINE.finditer(head):
        value = line[2].strip().strip("'\"")
        start = head.index(value, line.start(2)) if value else line.start(2)
        found.append((line[1], value, start, start + len(value)))
    return found


def _from_yaml(head: str) -> list[tuple[str, str, int, int]]:
    import yaml

    try:
        node: Any = yaml.compose(head, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    found = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(value, yaml.ScalarNode) and value.value.strip():
                start, end = value.start_mark.index, value.end_mark.index
                if value.style in ("'", '"'):
                    start, end = start + 1, end - 1
                found.append((str(key.value), value.value, start, end))
            elif isinstance(value, yaml.SequenceNode):
                found.extend(
                    (str(key.value), one.value, one.start_mark.index, one.end_mark.index)
                    for one in value.value
                    if isinstance(one, yaml.ScalarNode)
                )
    return found
