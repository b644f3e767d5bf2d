"""A fact: what the document states, in one place, with the characters that say so."""

from __future__ import annotations

from decimal import Decimal

from jsx_cli.model.span import RawSpan, Span
from jsx_cli.records import dataclass
from jsx_cli.typed import Literal

FactType = Literal["ratio", "quantity", "deadline", "leadership", "responsibility", "citation", "measure"]
FACT_TYPES: tuple[FactType, ...] = (
    "ratio", "quantity", "deadline", "leadership", "responsibility", "citation", "measure",
)  # fmt: skip

FieldValue = str | Decimal | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands.

    `exact` with `prefix` and `suffix` is a W3C text-quote selector, `raw` a text-position selector.
    """

    raw: RawSpan
    span: Span
    exact: str
    quote: str
    prefix: str
    suffix: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Reason:
    """How a field of a fact came about: `source` is capture, set, cue, section, heading, mention …"""

    field: str
    source: str
    detail: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """`fields` keep the order in which the type lists them (FACT_FIELDS in the engine).

    `type` is one of `FACT_TYPES`, or a type of a rule pack's own, which begins with `x-`.
    """

    id: str
    type: str
    rule: str
    section: str
    evidence: Evidence
    fields: tuple[tuple[str, FieldValue], ...]
    reasons: tuple[Reason, ...] = ()

    def get(self, name: str) -> FieldValue | None:
        """The field of that name, None where the text does not give it."""
        return next((value for key, value in self.fields if key == name), None)
