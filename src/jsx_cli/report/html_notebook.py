"""A result in a notebook: what the document is, and its facts as a table. No scripts and no styles of its own page."""

from __future__ import annotations

from collections import Counter

from jsx_cli.model import DocumentResult
from jsx_cli.report.html import about_fact, short
from jsx_cli.report.html_parts import escaped, labels
from jsx_cli.report.html_text import numbered
from jsx_cli.report.words import value_in_words

SHOWN = 50


def to_html(result: DocumentResult) -> str:
    """The first facts in a table."""
    document = result.document
    name = document.element("title") or document.aligned.source.name
    known = [document.element(key) for key in ("doc_number", "issuers", "date")]
    counts = Counter(fact.type for fact in result.facts)
    said = " · ".join([*(one for one in known if one), *(f"{kind} {count}" for kind, count in counts.items())])
    rows = "".join(
        f"<tr><td>{one.number}</td><td>{escaped(labels().get(one.fact.type, (one.fact.type,))[0])}</td>"
        f"<td>{escaped(value_in_words(one.fact) or '')}</td>"
        f"<td style='text-align:left'>{escaped(short(about_fact(one.fact)))}</td>"
        f"<td style='text-align:left'>{escaped(short(one.fact.evidence.exact))}</td>"
        f"<td>{escaped(one.fact.section)}</td></tr>"
        for one in numbered(result.facts)[:SHOWN]
    )
    head = "".join(f"<th>{name}</th>" for name in ("", "type", "value", "what", "exact", "section"))
    more = f"<p>… {len(result.facts) - SHOWN} more</p>" if len(result.facts) > SHOWN else ""
    return (
        f"<div><p><strong>{escaped(name)}</strong><br>{escaped(said)}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}</div>"
    )
