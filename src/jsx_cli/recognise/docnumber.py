"""Document numbers: 国发〔2019〕4号, 国务院令第706号, 税务总局公告2023年第12号. The reading is in `docnumbers`."""

from __future__ import annotations

from collections.abc import Iterator

from jsx_cli import docnumbers
from jsx_cli.model import Mention


def recognise(text: str) -> Iterator[Mention]:
    """Every document number. One without a prefix only claims its characters."""
    for span, number in docnumbers.find(text):
        yield Mention("docnumber" if number.prefix else "silent", span, number, "docnumber", (), span)
