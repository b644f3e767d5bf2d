"""Tags, comments, scripts and character references: `<p>到<b>2025</b>&nbsp;年</p>` becomes 到2025 年.

Block elements and <br> become one line end, cells of a row a tab, inline elements nothing, so that digits and 年 in
spans of their own join. Scripts, styles, templates, navigation, share bars, related links and QR blocks go; where the
page names its body (#UCAP-CONTENT, .TRS_Editor …) and it holds a good part of the text, that becomes the body.
A plain text with a stray `</span>` or `&nbsp;` is cleaned of them and keeps its line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jsx_cli.lexicon import lexicon
from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.normalise.html import ATTRIBUTE, Token, attributes, entities, tokens
from jsx_cli.patterns import compiled, late
from jsx_cli.records import dataclass

BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
CELL = frozenset(("td", "th"))
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "col",
        "colgroup",
        "del",
        "em",
        "embed",
        "font",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "link",
        "mark",
        "meta",
        "o:p",
        "object",
        "param",
        "q",
        "s",
        "samp",
        "script",
        "small",
        "source",
        "span",
        "st1:chsdate",
        "strike",
        "strong",
        "style",
        "sub",
        "sup",
        "svg",
        "template",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
KNOWN = BLOCK | CELL | INLINE

# Elements whose content is not shown as text, and those that frame a page.
HIDDEN = frozenset(
    [
        "audio",
        "button",
        "canvas",
        "head",
        "iframe",
        "map",
        "math",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "select",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
FRAME = frozenset(("nav", "footer", "header"))

WHITE = " \t\r\n\f"
GAP = late(r"[ \t\r\n\f]++")
PLAIN_GAP = late(r"[ \t\f]++")
NAMED = late(r"\b(?:id|class|style|hidden)\b", re.IGNORECASE)
UNSEEN = late(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
REFERENCE = late(r"&(?:#|[a-zA-Z])")

# A body holds at least this share of what the page shows; furniture at most that share, whatever it is called.
BODY_SHARE = 0.25
FURNITURE_SHARE = 0.4

# A cell of a table of duties may hold a paragraph or two; one that holds more lays out a page.
LONGEST_CELL = 1_000


@dataclass(slots=True)
class Row:
    """A row of a table: where it stands, its cells with text, the longest of them, and whether a table is inside."""

    start: int
    end: int = 0
    cells: int = 0
    longest: int = 0
    nested: bool = False
    before: int = 0

    @property
    def data(self) -> bool:
        """True for a row of figures or duties, False for one that only lays out a page."""
        return self.cells >= 2 and self.longest <= LONGEST_CELL and not self.nested


@dataclass(slots=True)
class Area:
    """An element that matters: where it stands, and how much text was seen before it and up to its end."""

    part: str
    rank: int
    start: int
    end: int
    before: int
    after: int


def markup(draft: Draft) -> Iterator[Edit]:
    """Everything that is not text goes or becomes a line end, a tab or the character it stands for."""
    text = draft.text
    if "<" not in text and "&" not in text:
        return
    media = draft.media
    page = media in ("text/html", "multipart/related")
    found = list(tokens(text, None if page else KNOWN.__contains__))
    if media == "text/markdown":
        page = _is_page(text, found)
    draft.markup = page
    skips: list[tuple[int, int]] = []
    rows: list[tuple[int, int]] = []
    if page:
        areas, rows, mass = _areas(text, found)
        skips = _choose(draft, areas, mass)
        _declared_by_meta(draft, text, found)
    yield from _edits(text, found, skips, rows, page)


def _is_page(text: str, found: list[Token]) -> bool:
    """A Markdown file whose text stands in <p> and <div> is a page with a head of its own."""
    depth = inside = outside = 0
    for token in found:
        if token.name in BLOCK or token.name in CELL:
            depth = max(0, depth + (token.kind == "open") - (token.kind == "close"))
        elif token.kind == "text":
            size = len(text[token.start : token.end].strip())
            inside, outside = (inside + size, outside) if depth else (inside, outside + size)
    return inside > 4 * outside


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    """For ids and for classes, one pattern whose last group is the rank of a body or empty for furniture."""
    patterns: dict[str, re.Pattern[str]] = {}
    for on in ("id", "class"):
        by_part: dict[str, list[str]] = {}
        for row in lexicon("page_parts"):
            if row["on"] in (on, "any"):
                word = re.escape(row["word"].removesuffix("*")) + (r"[\w-]*+" if row["word"].endswith("*") else "")
                by_part.setdefault(f"{row['part']}{row['rank']}", []).append(word)
        groups = "|".join(f"(?P<{part}>{'|'.join(words)})" for part, words in sorted(by_part.items()))
        patterns[on] = compiled(rf"(?:^|(?<=\s))(?:{groups})(?=\s|$)", re.IGNORECASE)
    return patterns


def _cue(tag: str) -> tuple[str, int] | None:
    """What an element calls itself: ("body", 1), ("furniture", 0), ("unseen", 0) or nothing."""
    if not NAMED.search(tag):
        return None
    given = attributes(tag)
    if "hidden" in given or UNSEEN.search(given.get("style", "")):
        return ("unseen", 0)
    for on in ("id", "class"):
        found = _cues()[on].search(given.get(on, ""))
        if found and found.lastgroup:
            part = found.lastgroup
            return ("furniture", 0) if part == "furniture" else ("body", int(part[4:] or 9))
    return None


def _areas(text: str, found: list[Token]) -> tuple[list[Area], list[tuple[int, int]], int]:
    """The elements that matter in the order in which they open, the rows of data, and how much text the page shows."""
    areas: list[Area] = []
    rows: list[Row] = []
    done: list[tuple[int, int]] = []
    stack: list[tuple[str, Area | None]] = []
    open_names: dict[str, int] = {}
    mass = hidden = 0

    def close(position: int) -> None:
        nonlocal hidden
        name, area = stack.pop()
        open_names[name] -= 1
        if name in CELL and rows:
            size = mass - rows[-1].before
            rows[-1].cells += size > 0
            rows[-1].longest = max(rows[-1].longest, size)
        elif name == "tr" and rows:
            row = rows.pop()
            if row.data:
                done.append((row.start, position))
        if area is not None:
            area.end, area.after = position, mass
            hidden -= area.part == "hidden"

    for token in found:
        if token.kind == "text":
            if not hidden:
                mass += len(text[token.start : token.end].strip())
        elif token.kind == "open":
            name = token.name
            area = None
            cue = ("hidden", 0) if name in HIDDEN else ("furniture", 0) if name in FRAME else None
            cue = cue or _cue(text[token.start : token.end])
            if cue:
                area = Area(cue[0], cue[1], token.start, len(text), mass, mass)
                areas.append(area)
                hidden += cue[0] == "hidden"
            if name == "tr":
                rows.append(Row(token.start))
            elif name in CELL and rows:
                rows[-1].before = mass
            elif name == "table":
                for row in rows[-1:]:
                    row.nested = True
            stack.append((name, area))
            open_names[name] = open_names.get(name, 0) + 1
        elif token.kind == "close" and open_names.get(token.name):
            while stack[-1][0] != token.name:
                close(token.start)
            close(token.end)
    while stack:
        close(len(text))
    return areas, sorted(done), mass


def _choose(draft: Draft, areas: list[Area], mass: int) -> list[tuple[int, int]]:
    """The stretches to leave out, in order and apart; sets the body of the draft where the page names one."""
    body: Area | None = None
    bodies = [area for area in areas if area.part == "body" and area.after - area.before >= BODY_SHARE * mass > 0]
    if bodies:
        largest = max(area.after - area.before for area in bodies)
        worthy = [area for area in bodies if area.after - area.before >= 0.7 * largest]
        body = min(worthy, key=lambda area: (area.rank, area.start - area.end))
        draft.body = draft.aligned.to_raw(Span(body.start, body.end))
    skips: list[tuple[int, int]] = []
    for area in areas:
        if area.part == "body":
            continue
        if area.part != "hidden":
            around = body is not None and area.start <= body.start and body.end <= area.end
            if around or area.after - area.before > FURNITURE_SHARE * mass:
                continue
        if not skips or area.start >= skips[-1][1]:
            skips.append((area.start, area.end))
    return skips


@cache
def _meta_names() -> dict[str, str]:
    return {row["word"].lower(): row["field"] for row in lexicon("meta_names")}


def _declared_by_meta(draft: Draft, text: str, found: list[Token]) -> None:
    """<meta name="PubDate" content="2019-01-25"> is the date of publication, <title> the title of the page."""
    for at, token in enumerate(found):
        if token.name == "meta" and token.kind == "void":
            tag = text[token.start : token.end]
            given = attributes(tag)
            name = _meta_names().get((given.get("name") or given.get("property") or "").lower())
            content = next((one for one in ATTRIBUTE.finditer(tag) if one[1].lower() == "content"), None)
            if name and content and content.lastindex:
                where = content.span(content.lastindex)
                draft.declare(name, given["content"], Span(token.start + where[0], token.start + where[1]))
        elif token.name == "title" and token.kind == "open" and at + 1 < len(found) and found[at + 1].kind == "text":
            inside = found[at + 1]
            draft.declare("page_title", text[inside.start : inside.end], Span(inside.start, inside.end))
        elif token.name == "body":
            break


def _edits(
    text: str, found: list[Token], skips: list[tuple[int, int]], rows: list[tuple[int, int]], page: bool
) -> Iterator[Edit]:
    """One edit for each stretch between two pieces of visible text, and one for each reference inside them."""
    since = -1  # where the stretch to replace begins; -1 while the last character was visible
    upto = 0
    gap = ""  # what the stretch becomes: "", " ", a tab or a line end
    soft = False  # the gap is a line end of the page's source and nothing else
    last = ""
    skip = row = 0
    pre = 0
    after_term = False

    for token in found:
        while skip < len(skips) and skips[skip][1] <= token.start:
            skip += 1
        while row < len(rows) and rows[row][1] <= token.start:
            row += 1
        in_row = row < len(rows) and rows[row][0] < token.start
        skipped = skip < len(skips) and skips[skip][0] <= token.start
        start, end, kind, name = token.start, token.end, token.kind, token.name
        if kind == "text" and not skipped:
            blanks = WHITE if page and not pre else ""
            piece = text[start:end]
            inner = piece.strip(blanks) if blanks else piece
            lead = len(piece) - len(piece.lstrip(blanks)) if blanks else 0
            if lead:
                since = start if since < 0 else since
                upto = start + lead
                if not gap:
                    gap, soft = " ", "\n" in piece[:lead]
            if not inner:
                continue
            first, final = start + lead, start + lead + len(inner)
            if since >= 0:
                if soft and gap == " " and _wide(last) and _wide(inner[0]):
                    gap = ""
                yield Edit(Span(since, first), gap)
            since, gap, soft = -1, "", False
            yield from _inside(text, first, final, bool(blanks))
            last = inner[-1]
            if final < end:
                since, upto, gap, soft = final, end, " ", "\n" in text[final:end]
            continue
        if since < 0:
            since = start
        upto = end
        if skipped or (kind == "drop" and name == ""):
            continue
        if (kind == "open" and name == "pre") or (kind == "close" and name == "pre"):
            pre = max(0, pre + (1 if kind == "open" else -1))
        if name in BLOCK:
            if name == "dd" and kind == "open" and after_term:
                gap = "\t"
            elif in_row and name != "tr":
                gap = gap or " "
            elif not (name == "dt" and kind == "close"):
                gap = "\n"
            after_term = name == "dt" or (after_term and not (name == "dd" and kind == "open"))
        elif name in CELL and gap != "\n":
            gap = "\t"
    if since >= 0 and since < upto:
        yield Edit(Span(since, upto), "")


def _wide(sign: str) -> bool:
    """True beside Chinese characters and their punctuation, where a line end of the source says nothing."""
    return "\u2e80" <= sign <= "\uff60" or sign >= "\U00020000" or (sign != "" and sign in "“”‘’—…")


def _inside(text: str, start: int, end: int, page: bool) -> Iterator[Edit]:
    """References become their characters, line ends of a page's source one space or, amid Chinese, nothing."""
    changes: list[tuple[int, int, str]] = []
    if text.find("&", start, end) >= 0:
        changes.extend(entities(text, start, end))
    if page and (text.find("\n", start, end) >= 0 or text.find("\r", start, end) >= 0):
        for found in GAP.finditer(text, start, end):
            if "\n" in found[0] or "\r" in found[0]:
                joined = _wide(text[found.start() - 1]) and _wide(text[found.end()])
                changes.append((found.start(), found.end(), "" if joined else " "))
        changes.sort()
    for first, final, new in changes:
        yield Edit(Span(first, final), new)
