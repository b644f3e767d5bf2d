"""The shared nouns. Frozen, slotted, standard library only; every stage may import them."""

from jsx_cli.model.document import (
    Abbreviation,
    Document,
    Element,
    Normalised,
    Paragraph,
    ParagraphKind,
    Sentence,
    Token,
)
from jsx_cli.model.fact import FACT_TYPES, Evidence, Fact, FactType, FieldValue, Reason
from jsx_cli.model.mention import Mention
from jsx_cli.model.notice import Notice, Severity
from jsx_cli.model.outline import Role, Section
from jsx_cli.model.result import Coverage, DocumentResult, Engine, Gap
from jsx_cli.model.span import RawSpan, Span
from jsx_cli.model.text import AlignedText, Block, Edit, Field, Run, Source
from jsx_cli.model.value import (
    Bound,
    Comparator,
    DocNumber,
    Duration,
    Money,
    Name,
    Number,
    Quantity,
    Ratio,
    Recurrence,
    Value,
    When,
)

__all__ = [
    "FACT_TYPES", "Abbreviation", "AlignedText", "Block", "Bound", "Comparator", "Coverage", "DocNumber", "Document",
    "DocumentResult", "Duration", "Edit", "Element", "Engine", "Evidence", "Fact", "FactType", "Field",
    "FieldValue", "Gap", "Mention", "Money", "Name", "Normalised", "Notice", "Number", "Paragraph", "ParagraphKind",
    "Quantity", "Ratio", "RawSpan", "Reason", "Recurrence", "Role", "Run", "Section", "Sentence", "Severity",
    "Source", "Span", "Token", "Value", "When",
]  # fmt: skip
