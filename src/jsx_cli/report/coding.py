"""Documents coded by a scheme: a table of 0/1, of counts, and the words behind every cell.

In come a result and a scheme, out goes for each variable whether the document has it, how often, and where:
sup_talent 1, 3 times: 人才队伍, 加强业务培训 … Words inside 《》 name other documents and do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from jsx_cli.model import DocumentResult, Fact, RawSpan, Span
from jsx_cli.patterns import late
from jsx_cli.records import dataclass
from jsx_cli.report.html_text import paragraphs
from jsx_cli.report.json import to_dict
from jsx_cli.report.scheme import Scheme, Variable
from jsx_cli.report.tables import DOCUMENT, Column, Row, Table, document_row

TITLE = late(r"《[^《》\n]{1,120}》")
COUNTED = ("body", "heading", "table")
SENTENCE = late(r"[^。！？；\n]*[。！？；]?")
DAYS = Decimal("365.25")


@dataclass(frozen=True, slots=True)
class Hit:
    """What gave a variable: words of the text, a fact, or an element of the document."""

    variable: str
    words: str
    raw: RawSpan | None
    sentence: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """One document coded."""

    result: DocumentResult
    hits: Mapping[str, tuple[Hit, ...]]

    def count(self, variable: str) -> int:
        return len(self.hits[variable])

    def present(self, variable: str) -> int:
        return int(bool(self.hits[variable]))


def code(result: DocumentResult, scheme: Scheme) -> Coded:
    """What the document has of each variable."""
    regions = list(counted(result, scheme))
    quoted = [Span(*found.span()) for found in TITLE.finditer(result.document.text)]
    hits = {
        variable.id: (
            *by_words(result, variable, regions, quoted),
            *by_facts(result, variable),
            *by_elements(result, variable),
            *by_years(result, variable),
        )
        for variable in scheme.variables
    }
    return Coded(result, hits)


def counted(result: DocumentResult, scheme: Scheme) -> Iterator[Span]:
    """The paragraphs in which words count: text and headings, in sections of the roles that the scheme names."""
    roles = {section.path: section.role for section in result.document.sections()}
    for paragraph in paragraphs(result.document):
        role = roles.get(paragraph.section, "other")
        if paragraph.kind in COUNTED and (not scheme.roles or role in scheme.roles):
            yield paragraph.span


def by_words(
    result: DocumentResult, variable: Variable, regions: Iterable[Span], quoted: Sequence[Span]
) -> Iterator[Hit]:
    """Each place of a word, but for names of documents."""
    pattern, document = variable.pattern, result.document
    if pattern is None:
        return
    at = 0
    for region in regions:
        for found in pattern.finditer(document.text, region.start, region.end):
            span = Span(*found.span())
            while at < len(quoted) and quoted[at].end <= span.start:
                at += 1
            if found.lastgroup is None or (at < len(quoted) and quoted[at].overlaps(span)):
                continue
            yield Hit(variable.id, found[0], document.aligned.to_raw(span), sentence(document.text, region, span))


def sentence(text: str, region: Span, span: Span) -> str:
    """The sentence around the words."""
    start = max((text.rfind(mark, region.start, span.start) + 1 for mark in "。！？；\n"), default=region.start)
    found = SENTENCE.match(text, max(start, region.start), region.end)
    return found[0].strip() if found else span.of(text)


def by_facts(result: DocumentResult, variable: Variable) -> Iterator[Hit]:
    """Each fact that has the fields which the variable asks for."""
    for fact in result.facts:
        if any(asked(fact, wanted) for wanted in variable.facts):
            yield of_fact(fact, variable)


def asked(fact: Fact, wanted: Mapping[str, str]) -> bool:
    """True where the fact has this type and these fields."""
    return fact.type == wanted["type"] and all(
        str(fact.get(name)) == value for name, value in wanted.items() if name != "type"
    )


def of_fact(fact: Fact, variable: Variable) -> Hit:
    """The words of a fact as what gave the variable."""
    return Hit(variable.id, fact.evidence.exact, fact.evidence.raw, fact.evidence.sentence, fact.id)


def by_elements(result: DocumentResult, variable: Variable) -> Iterator[Hit]:
    """Each element of the document with one of the values, or with any where none are given."""
    for name, values in variable.elements:
        for element in result.document.elements:
            if element.name == name and (not values or element.value in values):
                raw = element.raw or (result.document.aligned.to_raw(element.span) if element.span else None)
                yield Hit(variable.id, f"{name}: {element.value}", raw, "")


def by_years(result: DocumentResult, variable: Variable) -> Iterator[Hit]:
    """Each deadline that ends so many years after the date of the document."""
    day = result.document.element("date") or result.document.element("published")
    if variable.years is None or not day:
        return
    for fact in result.facts:
        end = fact.get("end")
        if fact.type == "deadline" and isinstance(end, str):
            try:
                years = Decimal((date.fromisoformat(end) - date.fromisoformat(day)).days) / DAYS
            except ValueError:
                continue
            if Decimal(str(variable.years[0])) <= years < Decimal(str(variable.years[1])):
                yield of_fact(fact, variable)


# --- tables


def tables(coded: Sequence[Coded], scheme: Scheme) -> list[Table]:
    """`codes` (0/1), `counts`, and `evidence` with a row for each place."""
    documents = [document_row(to_dict(one.result)) for one in coded]
    return [
        Table("codes", (*DOCUMENT, *code_columns(scheme)), [
            {**row, **codes(one, scheme)} for row, one in zip(documents, coded, strict=True)
        ]),
        Table("counts", (*DOCUMENT, *count_columns(scheme)), [
            {**row, **counts(one, scheme)} for row, one in zip(documents, coded, strict=True)
        ]),
        Table("evidence", EVIDENCE, [row for one in coded for row in evidence(one, scheme)]),
    ]  # fmt: skip


def code_columns(scheme: Scheme) -> tuple[Column, ...]:
    """A column a variable and a group, and those of the index."""
    found = []
    for group in scheme.groups:
        found += [Column(variable.id, "integer", "count", "") for variable in group.variables]
        found.append(Column(group.id, "number", "count", ""))
    if scheme.index:
        found += [Column(scheme.index.id, "number", "count", ""), Column("grade", "text", "count", "")]
    return tuple(found)


def codes(one: Coded, scheme: Scheme) -> Row:
    """0 or 1 for each variable; for each group the number of its variables, or their mean where there is an index."""
    row: Row = {}
    total = Decimal(0)
    for group in scheme.groups:
        there = {variable.id: one.present(variable.id) for variable in group.variables}
        row |= there
        if scheme.index:
            mean = Decimal(sum(there.values())) / len(there)
            total += mean
            row[group.id] = rounded(mean)
        else:
            row[group.id] = sum(there.values())
    if scheme.index:
        share = float(total) / len(scheme.groups)
        row[scheme.index.id] = rounded(total)
        row["grade"] = next((grade.label for grade in scheme.index.grades if share >= grade.start - 1e-9), "")
    return row


def rounded(value: Decimal) -> Decimal:
    """Four digits after the point."""
    return value.quantize(Decimal("0.0001"))


def count_columns(scheme: Scheme) -> tuple[Column, ...]:
    """A column a variable and a group."""
    return tuple(
        Column(name, "integer", "count", "")
        for group in scheme.groups
        for name in (*(variable.id for variable in group.variables), group.id)
    )


def counts(one: Coded, scheme: Scheme) -> Row:
    """How often each variable is there, and all of a group."""
    row: Row = {}
    for group in scheme.groups:
        for variable in group.variables:
            row[variable.id] = one.count(variable.id)
        row[group.id] = sum(one.count(variable.id) for variable in group.variables)
    return row


EVIDENCE = (
    *DOCUMENT[:3],
    Column("group", "text", "count", ""),
    Column("variable", "text", "count", ""),
    Column("label", "text", "count", ""),
    Column("words", "text", "count", ""),
    Column("sentence", "text", "count", ""),
    Column("raw_start", "integer", "count", ""),
    Column("raw_end", "integer", "count", ""),
    Column("fact_id", "text", "count", ""),
)


def evidence(one: Coded, scheme: Scheme) -> Iterator[Row]:
    """A row for each place that gave a variable."""
    source = one.result.document.aligned.source
    for group in scheme.groups:
        for variable in group.variables:
            for hit in one.hits[variable.id]:
                yield {
                    "doc_path": source.name,
                    "doc_sha256": source.sha256,
                    "doc_title": one.result.document.element("title"),
                    "group": group.id,
                    "variable": variable.id,
                    "label": variable.label,
                    "words": hit.words,
                    "sentence": hit.sentence,
                    "raw_start": hit.raw.start if hit.raw else None,
                    "raw_end": hit.raw.end if hit.raw else None,
                    "fact_id": hit.fact or None,
                }


def to_plain(coded: Sequence[Coded], scheme: Scheme) -> dict[str, Any]:
    """Everything as plain values, ready for JSON."""
    return {
        "schema": "jsx-coding/1",
        "scheme": {"id": scheme.id, "label": scheme.label, "english": scheme.english, "sources": list(scheme.sources)},
        "variables": [
            {"id": variable.id, "label": variable.label, "english": variable.english, "group": group.id}
            for group in scheme.groups
            for variable in group.variables
        ],
        "documents": [
            {
                "path": one.result.document.aligned.source.name,
                "sha256": one.result.document.aligned.source.sha256,
                "title": one.result.document.element("title"),
                "codes": codes(one, scheme),
                "counts": counts(one, scheme),
                "evidence": [
                    {key: value for key, value in row.items() if not key.startswith("doc_") and value is not None}
                    for row in evidence(one, scheme)
                ],
            }
            for one in coded
        ],
    }
