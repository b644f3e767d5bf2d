"""In a Word document only the tabs between cells stay tabs: 一、⇥总则 is a heading, 高血压病⇥200元/月 a row.

What sits in a cell is known from the blocks of the reader, so that a tab by which an author indents is no border.
"""

from __future__ import annotations

from collections.abc import Iterator

from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft


def cells(draft: Draft) -> Iterator[Edit]:
    """Tabs that an author typed become spaces."""
    blocks = draft.source.blocks
    text = draft.text
    if not blocks or "\t" not in text or text != draft.source.text:
        return
    borders = {block.span.end for block in blocks if block.kind == "cell"}
    at = text.find("\t")
    while at >= 0:
        # An empty cell is no block: the second of two tabs is a border as well.
        if at in borders:
            borders.add(at + 1)
        else:
            yield Edit(Span(at, at + 1), " ")
        at = text.find("\t", at + 1)
