"""Trouble inside a document. It is data: a batch of 5,000 documents never stops for one."""

from __future__ import annotations

from jsx_cli.model.span import RawSpan
from jsx_cli.records import dataclass
from jsx_cli.typed import Literal

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in the document that its reader should know, such as a stretch of mojibake."""

    code: str
    severity: Severity
    message: str
    where: RawSpan | None = None
