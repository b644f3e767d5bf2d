"""What stands outside the body that a page names (#UCAP-CONTENT, .TRS_Editor) is the site's, not the document's."""

from __future__ import annotations

from collections.abc import Iterator

from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft


def body(draft: Draft) -> Iterator[Edit]:
    """Leave only the body; its metadata table outside has been read by then."""
    if draft.body is None:
        return
    inside = draft.aligned.to_norm(draft.body)
    if not draft.text[inside.start : inside.end].strip():
        return
    if inside.start:
        yield Edit(Span(0, inside.start), "")
    if inside.end < len(draft.text):
        yield Edit(Span(inside.end, len(draft.text)), "")
