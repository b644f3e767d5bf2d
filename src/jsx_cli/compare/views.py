"""A comparison as tables: one for each question, with the words behind each cell.

`indicators` has a row for each indicator and a column for each document, or for each region, level, year or issuer;
`pairs` a row for each pair of an upper and a lower item. The tables are what CSV, XLSX, Markdown, the terminal and the
page show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from jsx_cli.compare.comparison import KINDS, Answer, Comparison, answer, counts, parameters
from jsx_cli.compare.labels import Language, label
from jsx_cli.compare.paper import Item, Paper
from jsx_cli.compare.relation import answers
from jsx_cli.compare.values import amount, days
from jsx_cli.model import Fact, Span
from jsx_cli.records import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document: the stretch to be shown, and those to be marked in it."""

    paper: Paper
    where: str
    shown: Span
    marks: tuple[Span, ...]

    @property
    def text(self) -> str:
        """What is shown."""
        return self.shown.of(self.paper.text)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, what sort of thing that is, and the words that say so."""

    text: str
    kind: str = ""
    quotes: tuple[Quote, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A table: its name, the heads of its columns, its rows. `fixed` columns name the row, the others are places."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    fixed: int = 0


def views(comparison: Comparison, language: Language = "zh", also: str | None = None) -> tuple[View, ...]:
    """All tables that have something to show, and the one named `also` in any case."""
    build: tuple[Callable[[Comparison, Language], View], ...] = (
        indicators, values, alignment, pairs, measures, owners, posts, deadlines, diffusion, citations, documents,
        method,
    )  # fmt: skip
    found = [make(comparison, language) for make in build]
    return tuple(view for view in found if view.rows or view.name == also)


def heads(names: Iterable[str], language: Language) -> tuple[str, ...]:
    """The labels of columns."""
    return tuple(label(name, language) for name in names)


def short_names(comparison: Comparison) -> dict[str, str]:
    """What a document is called at the head of a column: its region where it is the only one from there."""
    places = [paper.element("region") for paper in comparison.papers]
    found = {}
    for paper, place in zip(comparison.papers, places, strict=True):
        lasting = place if place and places.count(place) == 1 else f"{place or ''} {paper.id}".strip()
        found[paper.id] = lasting
    every = list(found.values())
    for paper in comparison.papers:
        name = found[paper.id]
        for other in every:
            if name != other and name.startswith(other) and len(name) > len(other) + 1:
                found[paper.id] = name[len(other) :]
                break
    return found if len(set(found.values())) == len(found) else {paper.id: paper.id for paper in comparison.papers}


def readable(comparison: Comparison) -> dict[str, str]:
    """The short name of each document with its id."""
    return {
        name: place if place.endswith(name) else f"{place} {name}" for name, place in short_names(comparison).items()
    }


def columns(comparison: Comparison, language: Language, some: Sequence[Paper]) -> list[tuple[str, tuple[Paper, ...]]]:
    """The columns of a matrix: groups of the papers that it is about."""
    names = short_names(comparison)
    found = []
    for name, members in comparison.groups():
        own = tuple(paper for paper in members if paper in some)
        if own:
            shown = (
                names[own[0].id] if comparison.by == "document" else label(name, language) or label("unknown", language)
            )
            found.append((shown, own))
    return found


def quote(paper: Paper, fact: Fact, where: str = "") -> Quote:
    """A fact in its paragraph."""
    return Quote(paper, where or fact.section, paragraph(paper, fact.evidence.span), (fact.evidence.span,))


def paragraph(paper: Paper, span: Span, most: int = 400) -> Span:
    """The paragraph around a stretch, not more of it than a reader wants."""
    start = max(paper.text.rfind("\n", 0, span.start) + 1, span.start - most)
    end = paper.text.find("\n", span.end)
    return Span(start, min(len(paper.text) if end < 0 else end, span.end + most))


def whole(paper: Paper, item: Item, marks: Iterable[Span] = (), most: int = 2500) -> Quote:
    """An item with some of its sentences marked."""
    return Quote(paper, item.path, Span(item.span.start, min(item.span.end, item.span.start + most)), tuple(marks))


def joined(cells: Sequence[Cell], empty: Cell) -> Cell:
    """Several cells as one."""
    if not cells:
        return empty
    if len(cells) == 1:
        return cells[0]
    return Cell(
        "；".join(dict.fromkeys(cell.text for cell in cells)), cells[0].kind,
        tuple(quote for cell in cells for quote in cell.quotes), "\n".join(filter(None, (cell.note for cell in cells))),
    )  # fmt: skip


def indicators(comparison: Comparison, language: Language) -> View:
    """Indicators by place."""
    groups = columns(comparison, language, comparison.papers)
    rows = []
    for row in comparison.indicators:
        by_paper = {cell.document: cell for cell in row.cells}
        line = [Cell(row.subject), Cell(unit_name(row.unit, language)), Cell(str(row.documents), "number")]
        for _, members in groups:
            own = []
            missing = "absent"
            for paper in members:
                cell = by_paper[paper.id]
                for value in cell.values:
                    note = [value.subject]
                    due = f" ({days(value.deadline)})" if value.deadline else ""
                    for name in ("status", "strength"):
                        if said := value.fact.get(name):
                            note.append(label("target_status" if said == "target" else str(said), language))
                    status = str(value.fact.get("status") or "target")
                    known = f" {label(status, language)}" if status != "target" else ""
                    own.append(
                        Cell(amount(value.fact) + due + known, "value", (quote(paper, value.fact),), " · ".join(note))
                    )
                if cell.status == "not parsed":
                    missing = "not parsed"
            hint = next((by_paper[paper.id].hint for paper in members if by_paper[paper.id].hint), "")
            line.append(joined(own, Cell(label(missing, language), missing, (), hint)))
        rows.append(tuple(line))
    return View("indicators", (*heads(("subject", "unit", "count"), language), *(name for name, _ in groups)),
                tuple(rows), 3)  # fmt: skip


def unit_name(unit: str, language: Language) -> str:
    """percent is %."""
    return {"percent": "%", "multiple": "×", "change": "±%"}.get(unit, label(unit, language))


def values(comparison: Comparison, language: Language) -> View:
    """Every number, one a row."""
    names = ("subject", "document", "value", "comparator", "number_value", "upper_number", "unit", "per", "status",
             "strength", "deadline", "item", "exact", "sentence", "fact")  # fmt: skip
    called = readable(comparison)
    rows = []
    for row in comparison.indicators:
        for cell in row.cells:
            for value in cell.values:
                fact = value.fact
                status = str(fact.get("status") or "")
                low = next((end for name in ("value", "low") if (end := fact.get(name)) is not None), "")
                high = fact.get("high")
                rows.append((
                    Cell(row.subject), Cell(called[cell.document]), Cell(amount(fact)),
                    Cell(str(fact.get("comparator") or "")), Cell(str(low), "number"),
                    Cell("" if high is None else str(high), "number"), Cell(str(fact.get("unit") or "")),
                    Cell(str(fact.get("per") or "")),
                    Cell(label("target_status" if status == "target" else status, language)),
                    Cell(label(str(fact.get("strength") or ""), language)),
                    Cell(days(value.deadline) if value.deadline else ""),
                    Cell(fact.section), Cell(fact.evidence.exact), Cell(fact.evidence.sentence), Cell(fact.id),
                ))  # fmt: skip
    return View("values", heads(names, language), tuple(rows))


def alignment(comparison: Comparison, language: Language) -> View:
    """Upper items by place: how well each is carried out."""
    if not comparison.upper:
        return View("alignment", heads(("upper",), language), ())
    above = comparison.paper(comparison.upper)
    groups = columns(comparison, language, comparison.lowers())
    answers = {(one.upper, one.document): one for one in comparison.answers()}
    rows = []
    for item in above.items:
        line = [Cell(f"{item.path} {item.heading}", "", (whole(above, item),))]
        for _, members in groups:
            own = [answers[item, paper.id] for paper in members if (item, paper.id) in answers]
            line.append(answered_cell(comparison, own, language))
        rows.append(tuple(line))
    carried, added = [Cell(label("carried", language), "head")], [Cell(label("added", language), "head")]
    for _, members in groups:
        ids = {paper.id for paper in members}
        some = [one for one in answers.values() if one.document in ids]
        done, tasks = sum(one.done for one in some), sum(one.tasks for one in some)
        carried.append(Cell(f"{100 * done / tasks:.0f}% ({done}/{tasks})" if tasks else "", "total"))
        fresh = [row for row in comparison.alignment if row.relation == "added" and row.document in ids]
        quotes = tuple(whole(comparison.paper(row.document), row.lower) for row in fresh if row.lower)
        added.append(Cell(str(len(fresh)), "added", quotes))
    rows += [tuple(carried), tuple(added)]
    return View("alignment", (label("upper", language), *(name for name, _ in groups)), tuple(rows), 1)


def answered_cell(comparison: Comparison, some: Sequence[Answer], language: Language) -> Cell:
    """How an upper item is carried out in a column: of several documents, how many do what."""
    if not some:
        return Cell("")
    cells = [answer_cell(comparison, one, language) for one in some]
    if len(cells) == 1:
        return cells[0]
    kinds = [cell.kind for cell in cells]
    text = "、".join(f"{label(kind, language)} {kinds.count(kind)}" for kind in KINDS if kind in kinds)
    names = readable(comparison)
    note = "\n".join(f"{names[one.document]}：{cell.text}" for one, cell in zip(some, cells, strict=True))
    return Cell(text, next(kind for kind in KINDS if kind in kinds),
                tuple(quote for cell in cells for quote in cell.quotes), note)  # fmt: skip


def answer_cell(comparison: Comparison, one: Answer, language: Language) -> Cell:
    """What the items of a document that answer to an upper item are to it, with these items and the reasons."""
    told = [row for row in one.rows if row.lower]
    lowers = "、".join(row.lower.path for row in told if row.lower)
    share = f" {one.done or '<1'}/{one.tasks}" if told else ""
    text = label(one.relation, language) + share + (f" {lowers}" if lowers else "")
    notes = [
        f"{row.lower.path} {row.lower.heading}：{label(row.relation, language)}"
        f"{'（' + label('copied', language) + '）' if row.copied else ''} {'；'.join(row.reasons)}"
        for row in told if row.lower
    ]  # fmt: skip
    carried = {match.upper.span for row in told for match in row.matches if answers(match)}
    quotes = [whole(comparison.paper(comparison.upper), one.upper, sorted(carried))]
    for row in told:
        if row.lower:
            marks = sorted({match.lower.span for match in row.matches if answers(match)})
            quotes.append(whole(comparison.paper(row.document), row.lower, marks))
    reasons = "；".join(reason for row in one.rows for reason in row.reasons)
    return Cell(text, one.relation, tuple(quotes), "\n".join(notes) or reasons)


def pairs(comparison: Comparison, language: Language) -> View:
    """Each pair of an upper and a lower item."""
    names = ("document", "upper", "lower", "relation", "copied", "score", "reasons")
    called = readable(comparison)
    rows = []
    for row in comparison.alignment:
        quotes = answer_cell(comparison, answer(row.upper, row.document, [row]), language).quotes if row.upper else (
            (whole(comparison.paper(row.document), row.lower),) if row.lower else ()
        )  # fmt: skip
        rows.append((
            Cell(called[row.document]), Cell(f"{row.upper.path} {row.upper.heading}" if row.upper else ""),
            Cell(f"{row.lower.path} {row.lower.heading}" if row.lower else ""),
            Cell(label(row.relation, language), row.relation, quotes),
            Cell(label("yes", language) if row.copied else ""), Cell(f"{row.score:.2f}" if row.score else "", "number"),
            Cell("；".join(row.reasons)),
        ))  # fmt: skip
    return View("pairs", heads(names, language), tuple(rows))


def measures(comparison: Comparison, language: Language) -> View:
    """Clusters of measures by place."""
    groups = columns(comparison, language, comparison.papers)
    rows = []
    for cluster in comparison.clusters:
        line = [Cell(cluster.heading), Cell(cluster.topic), Cell(str(len(cluster.documents)), "number")]
        for _, members in groups:
            ids = {paper.id for paper in members}
            own = [item for item in cluster.members if item.document in ids]
            quotes = tuple(whole(comparison.paper(item.document), item) for item in own[:6])
            line.append(Cell("、".join(item.path for item in own), "value", quotes) if own
                        else Cell(label("absent", language), "absent"))  # fmt: skip
        rows.append(tuple(line))
    return View("measures", (*heads(("heading", "topic", "count"), language), *(name for name, _ in groups)),
                tuple(rows), 3)  # fmt: skip


def owners(comparison: Comparison, language: Language) -> View:
    """Bodies by place: what they lead, and what they support."""
    groups = columns(comparison, language, comparison.papers)
    bodies: dict[str, list[int]] = {}
    for at, charge in enumerate(comparison.charges):
        bodies.setdefault(charge.body, []).append(at)
    rows = []
    for body, places in bodies.items():
        some = [comparison.charges[at] for at in places]
        line = [Cell(body), Cell(str(len({one.document for one in some})), "number")]
        for _, members in groups:
            ids = {paper.id for paper in members}
            own = [one for one in some if one.document in ids]
            lead = list(dict.fromkeys(one.task for one in own if one.role == "lead"))
            support = list(dict.fromkeys(one.task for one in own if one.role == "support"))
            parts = [f"{label(role, language)}（{len(tasks)}）{'、'.join(tasks)}"
                     for role, tasks in (("lead", lead), ("support", support)) if tasks]  # fmt: skip
            quotes = tuple(quote(comparison.paper(one.document), one.fact, one.item) for one in own[:8])
            line.append(Cell("；".join(parts), "value", quotes) if parts else Cell(label("absent", language), "absent"))
        rows.append(tuple(line))
    return View("owners", (*heads(("body", "count"), language), *(name for name, _ in groups)), tuple(rows), 2)


def posts(comparison: Comparison, language: Language) -> View:
    """Posts and who holds them."""
    names = ("role", "org", "holder", "holder_kind", "document", "sentence")
    called = readable(comparison)
    kinds = {"kind": "kinds"}
    rows = tuple(
        (Cell(one.role), Cell(one.org), Cell(one.holder, "value", (quote(comparison.paper(one.document), one.fact),)),
         Cell(label(kinds.get(one.holder_kind, one.holder_kind), language)), Cell(called[one.document]),
         Cell(one.fact.evidence.sentence))
        for one in comparison.posts
    )  # fmt: skip
    return View("posts", heads(names, language), rows)


def deadlines(comparison: Comparison, language: Language) -> View:
    """What is due when."""
    names = ("start", "end", "document", "item", "action", "exact")
    called = readable(comparison)
    rows = tuple(
        (Cell(one.start), Cell(one.end or ("" if one.start else label("unknown", language))),
         Cell(called[one.document]),
         Cell(one.item), Cell(one.action),
         Cell(one.fact.evidence.exact, "value", (quote(comparison.paper(one.document), one.fact),)))
        for one in comparison.deadlines
    )  # fmt: skip
    return View("deadlines", heads(names, language), rows)


def diffusion(comparison: Comparison, language: Language) -> View:
    """Who copied from whom: an edge list."""
    names = ("source", "target", "directed", "share", "share_of_source", "characters", "passage")
    called = readable(comparison)
    rows = []
    for one in comparison.flows:
        source, target = comparison.paper(one.source), comparison.paper(one.target)
        quotes = tuple(
            part for passage in one.passages[:5]
            for part in (Quote(source, "", paragraph(source, passage.source, 60), (passage.source,)),
                         Quote(target, "", paragraph(target, passage.target, 60), (passage.target,)))
        )  # fmt: skip
        rows.append((
            Cell(called[one.source]), Cell(called[one.target]), Cell(label("yes" if one.directed else "no", language)),
            Cell(percent(one.share), "value", quotes), Cell(percent(one.back)), Cell(str(one.characters), "number"),
            Cell(one.passages[0].text if one.passages else ""),
        ))  # fmt: skip
    return View("diffusion", heads(names, language), tuple(rows))


def percent(share: float) -> str:
    """0.1234 is 12.3%."""
    return f"{100 * share:.1f}%"


def citations(comparison: Comparison, language: Language) -> View:
    """Who names which document."""
    names = ("source", "target", "title", "number", "times")
    called = readable(comparison)
    rows = tuple(
        (Cell(called[one.source]),
         Cell(called.get(one.target) or label("not in set", language), "" if one.target else "absent"),
         Cell(one.title, "value", tuple(quote(comparison.paper(one.source), fact) for fact in one.facts[:5])),
         Cell(one.number), Cell(str(len(one.facts)), "number"))
        for one in comparison.citations
    )  # fmt: skip
    return View("citations", heads(names, language), rows)


def documents(comparison: Comparison, language: Language) -> View:
    """The documents themselves."""
    names = ("id", "title", "region", "level", "date", "issuers", "group", "path")
    rows = tuple(
        tuple(map(Cell, (
            paper.id, paper.element("title"), paper.element("region"), label(paper.element("level"), language),
            paper.date,
            "、".join(paper.issuers), comparison.group(paper), paper.result.document.aligned.source.name,
        )))
        for paper in comparison.papers
    )  # fmt: skip
    return View("documents", heads(names, language), rows)


def method(comparison: Comparison, language: Language) -> View:
    """What the method was told, and how much of everything there is."""
    rows = [(name, value, label(f"about {name}", language)) for name, value in parameters(comparison).items()]
    for name, value in counts(comparison).items():
        about = label(f"about {name}", language)
        if isinstance(value, Mapping):
            rows.extend((f"{name} {key}", inner, f"{about}：{label(key, language)}") for key, inner in value.items())
        else:
            rows.append((name, value, about))
    return View("parameters", heads(("parameter", "setting", "note"), language),
                tuple((Cell(name), Cell("" if value is None else str(value)), Cell(about))
                      for name, value, about in rows))  # fmt: skip
