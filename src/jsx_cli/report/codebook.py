"""What each column of the tables means: variable, labels, values, and the rules by which facts were coded.

In come the JSON Schema of the output and the rules; out goes the codebook as Markdown to read or as CSV to load.
`comparator` is there with its values (ge: at least), `status` with what target, actual and condition mean.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jsx_cli.model import FACT_TYPES
from jsx_cli.records import dataclass
from jsx_cli.report.html_parts import labels
from jsx_cli.report.tables import BOM, COMPARATORS, COUNTS, DOCUMENT, EVIDENCE, FACT, FIELDS, Column, harmless

# In whose description of the schema a column is explained, where its own key is not.
ELSEWHERE = {"sha256": "source", "path": "source"}


@dataclass(frozen=True, slots=True)
class Variable:
    """A column as the codebook has it."""

    name: str
    chinese: str
    english: str
    holds: str
    types: tuple[str, ...]
    description: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coding:
    """A rule of the rule set: what it codes, in its own words, with an example."""

    rule: str
    type: str
    says: str
    example: str


def variables(schema: Mapping[str, Any]) -> list[Variable]:
    """Every column of the tables, explained by the schema."""
    return [variable(column, schema["$defs"]) for column in (*DOCUMENT, *FACT, *FIELDS, *EVIDENCE, *COUNTS)]


def variable(column: Column, definitions: Mapping[str, Any]) -> Variable:
    """One column: where it holds the field of several types, each description is given."""
    said: dict[str, None] = {}
    values: dict[str, None] = {}
    if column.of == "count":
        about = f"How many facts of the type {column.key} the document has." if column.key else "How many facts."
        said[about] = None
    for place in places(column):
        described = definitions[place]["properties"].get(column.key, {})
        if "$ref" in described:
            described = {**definitions[described["$ref"].rsplit("/", 1)[-1]], **described}
        if described.get("description"):
            said[described["description"]] = None
        elif column.name == "value":
            said[definitions[place]["description"]] = None
        for value in described.get("enum", ()):
            values[str(value)] = None
    if column.name == "fact_type":
        said = {f"{kind}: {definitions[kind]['description']}": None for kind in FACT_TYPES}
        values = dict.fromkeys(FACT_TYPES)
    if column.name == "comparator":
        values = {f"{word} ({sign})": None for sign, word in COMPARATORS.items()}
    chinese, english = label_of(column)
    return Variable(column.name, chinese, english, column.holds, column.types, " ".join(said), tuple(values))


def places(column: Column) -> Sequence[str]:
    """The definitions of the schema that have this column."""
    if column.of == "document":
        return ("source",) if column.key in ELSEWHERE else ("document",)
    if column.of == "evidence":
        return ("evidence",)
    if column.of == "field":
        return column.types
    return () if column.of == "count" else (FACT_TYPES[0],)


def label_of(column: Column) -> tuple[str, str]:
    """Chinese and English, from the labels of our pages."""
    for name in (f"column.{column.name}", f"field.{column.key}", column.key, column.name):
        if name in labels() and (column.of == "field" or not name.startswith("field.")):
            return labels()[name]
    if column.of == "count":
        chinese, english = labels()[column.key] if column.key else ("事实", "Facts")
        return chinese + "条数", f"Number: {english}"
    return column.name, column.name


def to_markdown(found: Sequence[Variable], coded: Iterable[Coding], version: str, digest: str) -> str:
    """The codebook to read: a table of variables, then the rules by type."""
    lines = [
        "# 编码手册 Codebook",
        "",
        f"jsx {version}, rules {digest}. One row of the table is one fact, with what is known of its document beside "
        "it; a cell is empty where the text does not say. Members of a list in one cell have ； between them. In CSV, "
        "text that a spreadsheet would compute begins with an apostrophe; in XLSX it is marked as text.",
        "",
        "## 变量 Variables",
        "",
        "| variable | 中文 | English | holds | types | meaning | values |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in found:
        cells = (f"`{one.name}`", one.chinese, one.english, one.holds, ", ".join(one.types) or "all",
                 one.description, ", ".join(one.values))  # fmt: skip
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    lines += ["", "## 编码规则 Coding rules", ""]
    by_type: dict[str, list[Coding]] = {}
    for coding in coded:
        by_type.setdefault(coding.type, []).append(coding)
    for kind, rules in by_type.items():
        lines += [f"### {' '.join(dict.fromkeys(labels().get(kind, (kind, kind))))} `{kind}`", ""]
        lines += ["| rule | codes | example |", "|---|---|---|"]
        lines += [f"| `{one.rule}` | {_cell(one.says)} | {_cell(one.example)} |" for one in rules]
        lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    """Text that stays in its cell of a Markdown table and is no markup."""
    text = " ".join(text.split())
    for sign in "\\|<>*_[]":
        if sign in "*_[]" and text.startswith("`"):
            continue
        text = text.replace(sign, "\\" + sign)
    return text


def to_csv(found: Sequence[Variable], coded: Iterable[Coding]) -> str:
    """The codebook as CSV: a row a variable, then a row a rule."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("entry", "name", "label_zh", "label_en", "holds", "types", "meaning", "values_or_example"))
    for one in found:
        writer.writerow(
            map(harmless, ("variable", one.name, one.chinese, one.english, one.holds, " ".join(one.types),
                           one.description, "; ".join(one.values)))
        )  # fmt: skip
    for coding in coded:
        chinese, english = labels().get(coding.type, (coding.type, coding.type))
        writer.writerow(
            map(harmless, ("rule", coding.rule, chinese, english, "", coding.type, coding.says, coding.example))
        )
    return BOM + out.getvalue()
