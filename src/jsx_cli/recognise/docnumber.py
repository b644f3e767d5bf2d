"""Document numbers: 国发〔2019〕4号, 国务院令第706号, 财政部2021年第12号公告. The reading is in `docnumbers`.

The number of an order may also stand before its kind (国务院第743号令); that form is read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jsx_cli import docnumbers
from jsx_cli.lexicon import words
from jsx_cli.model import DocNumber, Mention, Name, Span
from jsx_cli.numerals import read
from jsx_cli.patterns import compiled, late
from jsx_cli.typed import Literal

REVERSED = late(
    r"(?:(?P<year>(?:19|20)[0-9]{2})年)?第(?P<number>[0-9]{1,4}|[一二三四五六七八九十百]{1,6})号(?P<kind>令|公告|通告)"
)
KINDS = ("号令", "号公告", "号通告")
BODY = late(r"[一-鿿]{2,24}\Z")


def recognise(text: str) -> Iterator[Mention]:
    """Every document number. One without a prefix, or whose 〔〕 are lost, only claims its characters."""
    for span, number in docnumbers.find(text):
        yield Mention("docnumber" if number.prefix else "silent", span, number, "docnumber", (), span)
    for span in docnumbers.unbracketed(text):
        yield Mention("silent", span, Name(span.of(text)), "docnumber", (), span)
    for found in REVERSED.finditer(text) if any(kind in text for kind in KINDS) else ():
        yield _reversed(text, found)


def _reversed(text: str, found: re.Match[str]) -> Mention:
    """国务院第743号令 is 国务院令第743号."""
    before = BODY.search(text, max(0, found.start() - 24), found.start())
    body = before[0] if before else ""
    cuts = [cut.end() for cut in _cues().finditer(body)]
    body = body[cuts[-1] :] if cuts else body
    value = read(found["number"])
    number, year = int(value or 0), int(found["year"]) if found["year"] else None
    kind: Literal["令", "公告"] = "令" if found["kind"] == "令" else "公告"
    prefix = f"{body}{found['kind']}" if body else ""
    canonical = f"{prefix}{year}年第{number}号" if year else f"{prefix}第{number}号"
    where = Span(found.start() - len(body), found.end())
    return Mention(
        "docnumber" if body else "silent",
        where,
        DocNumber(prefix, year, number, kind, canonical),
        "docnumber",
        (),
        where,
    )


@cache
def _cues() -> re.Pattern[str]:
    cues = [cue for cue in words("docnumber_cues", place="any") if len(cue) > 1]
    return compiled("|".join(map(re.escape, cues)))
