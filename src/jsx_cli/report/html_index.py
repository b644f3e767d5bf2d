"""Many documents: one page each, and an index that leads to them.

In comes a stream of results, out go pairs of file name and page: `001-嘉政办发46号.html`, …, `index.html` at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from urllib.parse import quote

from jsx_cli.model import FACT_TYPES, DocumentResult
from jsx_cli.patterns import late
from jsx_cli.records import dataclass
from jsx_cli.report.html import to_html
from jsx_cli.report.html_parts import Language, escaped, label, languages, page

INDEX = "index.html"
UNSAFE = late(r"[^\w\u4e00-\u9fff.-]+")


@dataclass(frozen=True, slots=True)
class Line:
    """What the index says of a document."""

    file: str
    title: str
    elements: dict[str, str]
    counts: dict[str, int]
    source: str
    notices: int


def pages(results: Iterable[DocumentResult], *, language: Language = "zh") -> Iterator[tuple[str, str]]:
    """The pages by file name, the index last."""
    lines: list[Line] = []
    for number, result in enumerate(results, 1):
        name = file_name(number, result.document.aligned.source.name)
        lines.append(line(result, name))
        yield name, to_html(result, language=language, back=INDEX)
    yield INDEX, index(lines, language)


def file_name(number: int, path: str) -> str:
    """A name that every system takes and that tells the document: 003-46号.html."""
    stem = UNSAFE.sub("-", PurePath(path.replace("\\", "/")).stem).strip("-.")[:60]
    return f"{number:03d}-{stem}.html" if stem else f"{number:03d}.html"


def line(result: DocumentResult, name: str) -> Line:
    """What the index says of one result."""
    elements: dict[str, list[str]] = {}
    for element in result.document.elements:
        elements.setdefault(element.name, []).append(element.value)
    source = result.document.aligned.source.name
    return Line(
        name,
        result.document.element("title") or PurePath(source).name,
        {key: "、".join(values) for key, values in elements.items()},
        dict(Counter(fact.type for fact in result.facts)),
        source,
        len(result.notices),
    )


def index(lines: Sequence[Line], language: Language = "zh") -> str:
    """The index: a row a document, with how many facts of each type it has."""
    head = "".join(f'<th scope="col">{label(name)}</th>' for name in ("document", "issuers", "date"))
    head += "".join(f'<th scope="col" class="number">{label(kind)}</th>' for kind in FACT_TYPES)
    head += f'<th scope="col" class="number">{label("page.notices")}</th>'
    rows = "\n".join(_row(one) for one in lines)
    total = "".join(f'<td class="number">{sum(one.counts.get(kind, 0) for one in lines)}</td>' for kind in FACT_TYPES)
    body = (
        f'<header class="bar"><span class="name">{label("page.index")}</span>{languages(language)}</header>\n'
        f'<main class="list"><h1>{label("page.index")}</h1><table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n'
        f'</tbody><tfoot><tr><td colspan="3">{len(lines)} {label("page.documents")}</td>{total}<td></td></tr></tfoot>'
        "</table></main>"
    )
    return page("文件报告 Reports", body, script=False)


def _row(one: Line) -> str:
    cells = "".join(f'<td class="number">{one.counts.get(kind, 0)}</td>' for kind in FACT_TYPES)
    number = one.elements.get("doc_number", "")
    return (
        f'<tr><td><a href="{escaped(quote(one.file))}">{escaped(one.title)}</a><br>'
        f'<span class="note">{escaped(number)}{" · " if number else ""}{escaped(one.source)}</span></td>'
        f"<td>{escaped(one.elements.get('issuers', ''))}</td>"
        f"<td><time>{escaped(one.elements.get('date', ''))}</time></td>{cells}"
        f'<td class="number">{one.notices or ""}</td></tr>'
    )
