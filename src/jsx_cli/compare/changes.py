"""Two versions of a document as tables (CSV, XLSX, Markdown) and as one page.

In comes a `Difference`, out come `View`s like those of `jsx compare`, or a page on which what was dropped is struck out
and what was added is marked. The page needs nothing but itself.
"""

from __future__ import annotations

from jsx_cli.compare.diff import Change, Difference, Piece, about, counts, inline, value_of
from jsx_cli.compare.html import asset, digest, escaped
from jsx_cli.compare.labels import Language, label
from jsx_cli.compare.paper import Paper
from jsx_cli.compare.views import Cell, View

SIGNS = {"=": "{}", "-": "<del>{}</del>", "+": "<ins>{}</ins>"}
STYLE = (
    "del{background:#f6d5d0;color:#7a1f16}ins{background:#d5ebdf;color:#17573b;text-decoration:none}"
    "td.long{max-width:none}"
)


def tables(found: Difference, language: Language) -> tuple[View, ...]:
    """What changed: the facts, then the items; what is unchanged is left out."""
    return facts(found, language), items(found, language)


def together(found: Difference, language: Language) -> View:
    """Facts and items in one table, for a file that holds only one."""
    some, pieces = tables(found, language)
    heads = tuple(label(head, language) for head in ("change", "kind", "item", "subject", "old", "new", "note"))
    what = Cell(label("item", language))
    rows = [*some.rows]
    for change, old, new, heading, text in pieces.rows:
        rows.append((change, what, new if new.text else old, heading, old, new, text))
    return View("changes", heads, tuple(rows), 1)


def facts(found: Difference, language: Language) -> View:
    """A row for each fact that was changed, added or dropped."""
    heads = ("change", "kind", "item", "subject", "old", "new", "sentence")
    rows = []
    for one in found.facts:
        some = one.either
        values = [value_of(fact) if fact else "" for fact in (one.old, one.new)]
        told = (label(one.kind, language), label(some.type, language), some.section, about(some), *values,
                some.evidence.sentence)  # fmt: skip
        rows.append(tuple(Cell(text, one.kind if at == 0 else "") for at, text in enumerate(told)))
    return View("facts", tuple(label(head, language) for head in heads), tuple(rows), 1)


def items(found: Difference, language: Language) -> View:
    """A row for each item that is not as it was, with its text: [-dropped-]{+added+}."""
    heads = ("change", "old", "new", "heading", "changes")
    rows = []
    for one in found.items:
        if one.kind == "unchanged":
            continue
        some = (one.new or one.old)[0]
        told = (label(one.kind, language), paths(one.old), paths(one.new), some.heading, inline(one.edits) or some.text)
        rows.append(tuple(Cell(text, one.kind if at == 0 else "") for at, text in enumerate(told)))
    return View("items", tuple(label(head, language) for head in heads), tuple(rows), 1)


def paths(pieces: tuple[Piece, ...]) -> str:
    """The places of the pieces: 三/(一)/2 + 三/(一)/3."""
    return " + ".join(piece.path or "¶" for piece in pieces)


def to_html(found: Difference, language: Language) -> str:
    """The page: how many of what, the facts that changed, the items with their changes marked."""
    style = asset("compare.css") + STYLE
    told = counts(found)
    tiles = "".join(
        f'<div class="tile {kind}"><b>{number}</b><span>{escaped(label(kind, language))}</span></div>'
        for kind, number in told.items()
        if number and not kind.startswith("facts_")
    )
    changed = facts(found, language)
    marked = "".join(
        f'<tr><td class="{one.kind}">{escaped(label(one.kind, language))}</td><td>{escaped(paths(one.old))}</td>'
        f'<td>{escaped(paths(one.new))}</td><td class="long">{edited(one)}</td></tr>'
        for one in found.items
        if one.kind != "unchanged"
    )
    heads = "".join(f"<th>{escaped(label(head, language))}</th>" for head in ("change", "old", "new", "changes"))
    title = label("diff", language)
    policy = f"default-src 'none'; style-src '{digest(style)}'; base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="generator" content="jsx">\n'
        f"<title>{escaped(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<header><h1>{escaped(title)}</h1>"
        f"<p>{escaped(side(found.old))} → {escaped(side(found.new))}</p></header>\n<main>"
        f'<div class="tiles">{tiles}</div>\n'
        f'<section id="facts"><h2>{escaped(label("facts", language))}</h2>{plain_table(changed, language)}</section>\n'
        f'<section id="items"><h2>{escaped(label("items", language))}</h2><div class="scroll"><table><thead><tr>{heads}'
        f"</tr></thead><tbody>{marked}</tbody></table></div></section>\n</main>\n<footer>jsx "
        f"{escaped(found.new.result.engine.version)} · {escaped(found.new.result.engine.rules)}</footer>\n</body>\n"
        "</html>\n"
    )


def edited(one: Change) -> str:
    """The text of an item with what was dropped and added, or the whole of it where nothing is the same."""
    marked = "".join(SIGNS[sign].format(escaped(part)) for sign, part in one.edits)
    return marked or whole(one.kind, one.new or one.old)


def whole(kind: str, pieces: tuple[Piece, ...]) -> str:
    """The whole text of what was added, dropped or moved."""
    sign = {"added": "+", "dropped": "-"}.get(kind, "=")
    return "<br>".join(SIGNS[sign].format(escaped(piece.text)) for piece in pieces)


def plain_table(view: View, language: Language) -> str:
    """A table without filters."""
    if not view.rows:
        return f'<p class="note">{escaped(label("no rows", language))}</p>'
    heads = "".join(f"<th>{escaped(head)}</th>" for head in view.columns)
    rows = "".join(
        "<tr>" + "".join(f'<td class="{cell.kind}">{escaped(cell.text)}</td>' for cell in row) + "</tr>"
        for row in view.rows
    )
    return f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def side(paper: Paper) -> str:
    """What a version is called: its title and the name of its file."""
    name = paper.result.document.aligned.source.name
    return f"{paper.title} ({name})" if paper.title else name
