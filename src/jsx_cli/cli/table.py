"""A result as pages to read on a terminal: what the document is, how much was found, then the facts by type.

≥30%  基层一线人员在理事会中的比例  不低于30%  四/(三)/2  line 61. Widths are those of the screen, where 字 takes
two columns; on a narrow terminal each fact is a short paragraph instead of a row.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jsx_cli.cli.language import say, shown
from jsx_cli.cli.rules import value_of
from jsx_cli.model import FACT_TYPES, DocumentResult, Fact, Notice, RawSpan
from jsx_cli.patterns import late
from jsx_cli.report import value_in_words
from jsx_cli.report.json import DOCUMENT

NARROW = 76
LINE_END = late(r"\r\n|\r|\n")

# What stands beside the value of a fact: the field that says what it is about, and those that qualify it.
ABOUT = {
    "ratio": ("subject", ("kind", "status")),
    "quantity": ("subject", ("kind", "status")),
    "deadline": ("action", ("kind",)),
    "leadership": ("holder", ("title", "relation")),
    "responsibility": ("task", ()),
    "citation": ("", ()),
    "measure": ("heading", ("kind",)),
}
# Their value repeats the words of the document.
SELF_EVIDENT = {"citation", "measure"}


def page(result: DocumentResult, columns: int, color: bool) -> str:
    """The whole report on one document, `columns` wide."""
    console = Console(
        file=io.StringIO(), width=max(columns, 20), force_terminal=color, no_color=not color,
        color_system="standard" if color else None, highlight=False, emoji=False, markup=False, legacy_windows=False,
    )  # fmt: skip
    with console.capture() as captured:
        for part in parts(result, columns):
            console.print(part)
    return "".join(line.rstrip() + "\n" for line in captured.get().splitlines())


def parts(result: DocumentResult, columns: int) -> Iterator[RenderableType]:
    """Head, counts, one table for each type, notices."""
    source = result.document.aligned.source
    lines = Lines(source.text)
    title = result.document.element("title")
    yield Text(shown(title or source.name), style="bold")
    about = [source.name, source.media, source.encoding or "", say("{count} characters", count=f"{len(source.text):,}")]
    yield Text(shown(" · ".join(part for part in about if part)), style="dim")
    yield Padding(elements(result), (1, 0, 1, 2))
    counts = Counter(fact.type for fact in result.facts)
    if counts:
        each = ", ".join(f"{counts[kind]} {say(kind)}" for kind in kinds(result.facts) if counts[kind])
        yield Text(say("{count} facts: {each}", count=len(result.facts), each=each))
    else:
        yield Text(say("No facts were found."))
    for kind in kinds(result.facts):
        if facts := [fact for fact in result.facts if fact.type == kind]:
            yield Text(f"\n{say(kind)} ({len(facts)})", style="bold cyan")
            yield Padding(paragraphs(facts, lines) if columns < NARROW else table(facts, lines), (0, 0, 0, 2))
    if result.notices:
        yield Text("\n" + say("notices") + f" ({len(result.notices)})", style="bold yellow")
        yield Padding(Group(*(note(notice, lines) for notice in result.notices)), (0, 0, 0, 2))


class Lines:
    """Where in the file a position is, as editors count: 61:12."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in LINE_END.finditer(text))]

    def place(self, raw: RawSpan) -> str:
        """The line and the column of the first character, both from 1."""
        line = bisect_right(self.starts, raw.start)
        return f"{line}:{raw.start - self.starts[line - 1] + 1}"


def elements(result: DocumentResult) -> Table:
    """The document's own data, one a line; several issuers in one line."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    found: dict[str, list[str]] = {}
    for element in result.document.elements:
        found.setdefault(element.name, []).append(element.value)
    for name in sorted(found, key=lambda name: DOCUMENT.index(name) if name in DOCUMENT else len(DOCUMENT)):
        if name != "title":
            values = map(say, found[name]) if name == "level" else found[name]
            grid.add_row(say(name), shown("、".join(values)))
    return grid


def table(facts: list[Fact], lines: Lines) -> Table:
    """A row a fact: value, what it is about, the words of the document, section, line."""
    evident = facts[0].type in SELF_EVIDENT
    columns = {
        "value": [Text(shown(value_in_words(fact)), style="green") for fact in facts],
        "about": [about(fact) for fact in facts],
        "words": [Text("" if evident else shown(fact.evidence.exact)) for fact in facts],
        "section": [Text(shown(fact.section), style="dim") for fact in facts],
        "line": [Text(lines.place(fact.evidence.raw), style="dim") for fact in facts],
    }
    filled = {name: cells for name, cells in columns.items() if any(cells)}
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in filled:
        grid.add_column(say(name), overflow="fold", no_wrap=name == "line", min_width=6)
    for row in zip(*filled.values(), strict=True):
        grid.add_row(*row)
    return grid


def paragraphs(facts: list[Fact], lines: Lines) -> Group:
    """A short paragraph a fact, for terminals too narrow for a table."""
    written: list[Text] = []
    for fact in facts:
        head = Text(shown(value_in_words(fact)), style="green", overflow="fold")
        written.append(head.append("  ").append_text(about(fact)))
        words = "" if fact.type in SELF_EVIDENT else f"“{fact.evidence.exact}” "
        written.append(Text(shown(f"  {words}{fact.section} {lines.place(fact.evidence.raw)}"), "dim", overflow="fold"))
    return Group(*written)


def kinds(facts: Iterable[Fact]) -> list[str]:
    """The types in the order in which they are shown: ours, then those of somebody's own rules."""
    return [*FACT_TYPES, *sorted({fact.type for fact in facts}.difference(FACT_TYPES))]


def about(fact: Fact) -> Text:
    """基层一线人员在理事会中的比例 (share, target)."""
    if fact.type not in ABOUT:
        rest = fact.fields[1:]
        return Text(shown("; ".join(f"{name}: {value_of(value)}" for name, value in rest)))
    name, qualifiers = ABOUT[fact.type]
    text = Text(shown(str(fact.get(name) or "")) if name else "")
    said = [str(value) for value in map(fact.get, qualifiers) if value]
    if said:
        text.append((" " if text else "") + "(" + shown(", ".join(map(say, said))) + ")", style="dim")
    return text


def note(notice: Notice, lines: Lines) -> Text:
    """warning mojibake: … (61:12)."""
    where = f" ({lines.place(notice.where)})" if notice.where else ""
    return Text(shown(f"{say(notice.severity)} {notice.code}: {notice.message}{where}"), overflow="fold")
