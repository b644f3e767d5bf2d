"""Tags and text of a page, each with its place: in comes `<p>到<b>2025</b>年</p>`, out come six tokens that tile it.

One forward scan, linear in the length, without a tree and without recursion: a nest of 10,000 elements, a page of one
line and broken nesting cost what their length costs. What counts as a tag follows Python's `html.parser`, which
the tests hold against it on generated pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from jsx_cli.patterns import late
from jsx_cli.typed import Literal, NamedTuple

Kind = Literal["text", "open", "close", "void", "drop"]

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"))

# Their content is no markup: a script may well say "<p>".
RAW = frozenset(("script", "style"))

# The quoted values of a well-formed tag hold no "<", so that a failed try costs no more than the way to the next tag.
TAG = late(r"<(/?)([a-zA-Z][^\s/<>]*+)((?:[^<>\"'=]++|=\s*+\"[^\"<]*+\"|=\s*+'[^'<]*+'|=(?!\s*+[\"']))*+)>")
NAME = late(r"[a-zA-Z][^\s/<>]*+")
QUOTED = late(r"=\s*+([\"'])")
ENTITY = late(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
ATTRIBUTE = late(r"([^\s=\"'/<>]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")


class Token(NamedTuple):
    """A stretch of the page. `name` is the tag in small letters, "" for text and for what is dropped."""

    kind: Kind
    start: int
    end: int
    name: str


def tokens(text: str, known: Callable[[str], bool] | None = None) -> Iterator[Token]:
    """Tokens that tile the page from its first character to its last.

    With `known` only tags of those names count and everything else is text, as a plain text with a stray
    `</span>` in it needs: there 〈办法〉 in half-width brackets is no tag.
    """
    at = mark = 0
    length = len(text)
    # Where the last of each end stands: past it no search for one need begin, which keeps hostile pages linear.
    last = {end: text.rfind(end) for end in (">", "-->", '"', "'")}
    while True:
        here = text.find("<", at)
        if here < 0 or here + 1 >= length:
            break
        following = text[here + 1]
        token: Token | None = None
        if following == "!" or following == "?":
            end = _declaration(text, here, last, known is not None)
            token = Token("drop", here, end, "") if end else None
        elif following == "/" or "a" <= following <= "z" or "A" <= following <= "Z":
            token = _tag(text, here, last, known)
        if token is None:
            at = here + 1
            continue
        if mark < here:
            yield Token("text", mark, here, "")
        yield token
        at = mark = token.end
        if token.kind == "open" and token.name in RAW:
            close = re.compile(rf"</{token.name}(?=[\s/>])", re.IGNORECASE).search(text, at)
            mark = at = close.start() if close else length
            if token.end < mark:
                yield Token("drop", token.end, mark, "")
    if mark < length:
        yield Token("text", mark, length, "")


def _declaration(text: str, here: int, last: dict[str, int], strict: bool) -> int:
    """Where a comment, doctype or processing instruction ends; 0 where there is none."""
    missing = 0 if strict else len(text)
    if text.startswith("<!--", here):
        if text.startswith(("<!-->", "<!--->"), here):
            return text.index(">", here) + 1
        return text.index("-->", here + 4) + 3 if last["-->"] >= here + 4 else missing
    if strict and not text.startswith(("<!DOCTYPE", "<!doctype", "<![", "<?xml"), here):
        return 0
    return text.index(">", here) + 1 if last[">"] > here else missing


def _tag(text: str, here: int, last: dict[str, int], known: Callable[[str], bool] | None) -> Token | None:
    closing = text[here + 1] == "/"
    named = NAME.match(text, here + 1 + closing)
    if not named:
        # "</" before anything but a letter is a comment to a browser; in running text it is text.
        comment = closing and known is None and last[">"] > here
        return Token("drop", here, text.index(">", here) + 1, "") if comment else None
    name = named[0].lower()
    if known is not None and not known(name):
        return None
    found = TAG.match(text, here)
    end = found.end() if found else _end_of_tag(text, named.end(), last)
    if not end:
        return None
    if closing:
        return Token("drop" if name in VOID and name != "br" else "close", here, end, name)
    empty = text[end - 2] == "/" and name not in RAW
    return Token("void" if empty or name in VOID else "open", here, end, name)


def _end_of_tag(text: str, at: int, last: dict[str, int]) -> int:
    """Just past the ">" that ends a tag whose values hold angle brackets; 0 where none does."""
    while at <= last[">"]:
        close = text.index(">", at)
        quoted = QUOTED.search(text, at, close)
        if not quoted or last[quoted[1]] < quoted.end():
            # A tag that never ended, as in "<p 内容<p>", or a quote that nobody closed.
            return close + 1
        at = text.index(quoted[1], quoted.end()) + 1
    return 0


def attributes(tag: str) -> dict[str, str]:
    """The attributes of one tag, names in small letters, values decoded: {"id": "UCAP-CONTENT"}."""
    from html import unescape

    return {
        found[1].lower(): unescape(found[2] or found[3] or found[4] or "") for found in ATTRIBUTE.finditer(tag[:20_000])
    }


def entities(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Each character reference with what it stands for; `&nbsp` needs no semicolon, `&copyright` keeps its tail."""
    from html import unescape
    from html.entities import name2codepoint

    for found in ENTITY.finditer(text, start, end):
        decoded = unescape(found[0])
        # &ldquo好 is read by many programs though no standard has it; &lang=zh is a piece of an address
        if decoded == found[0] and found[0][1:] in name2codepoint and not text.startswith("=", found.end()):
            decoded = chr(name2codepoint[found[0][1:]])
        if decoded == found[0]:
            continue
        stop = found.end()
        # unescape() reads the longest known name and leaves the rest: "&nbsp第" never, "&nbspabc" does.
        while stop > found.start() + 1 and len(decoded) > 1 and decoded[-1] == text[stop - 1]:
            decoded, stop = decoded[:-1], stop - 1
        yield found.start(), stop, decoded
