"""A score as a page to read: the figures, then every difference between gold and result.

In comes what `jsx evaluate --format json` prints; out goes a page without scripts. missed: 不少于3个月.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jsx_cli.report.html_parts import Language, escaped, label, languages, page


def to_html(summary: Mapping[str, Any], *, language: Language = "zh") -> str:
    """The page of an evaluation, with the second rule set's figures and what it changed where there are two."""
    parts = [figures(summary), absent(summary["absent"])]
    versus = summary.get("versus")
    if versus:
        parts += [
            f"<section><h2>{label('evaluation.versus')}</h2>{figures(versus, versus['change'])}</section>",
            differences("evaluation.mended", versus["mended"]),
            differences("evaluation.broken", versus["broken"]),
        ]
    parts.append(differences("evaluation.differences", summary["differences"]))
    body = (
        f'<header class="bar"><span class="name">{label("evaluation.title")}</span>{languages(language)}</header>\n'
        f'<main class="list"><h1>{label("evaluation.title")}</h1>{"".join(parts)}</main>'
    )
    return page("评分 Score", body, script=False)


def figures(summary: Mapping[str, Any], change: Mapping[str, Any] | None = None) -> str:
    """A row a type: counts, then precision, recall and F1 of both levels with the interval of the strict one."""
    rates = ("precision", "recall", "f1")
    above = "".join(
        f'<th scope="colgroup" class="number" colspan="3">{label("evaluation." + level)}</th>'
        for level in ("detect", "strict")
    )
    head = "".join(f'<th scope="col" class="number">{label("evaluation." + name)}</th>' for name in ("gold", "found"))
    head += "".join(f'<th scope="col" class="number">{label("evaluation." + name)}</th>' for name in rates * 2)
    last = "evaluation.change" if change else "evaluation.interval"
    rows = []
    for kind, row in (*summary["types"].items(), ("evaluation.micro", summary["micro"])):
        cells = "".join(f'<td class="number">{row[name]}</td>' for name in ("gold", "predicted"))
        for level in ("detect", "strict"):
            cells += "".join(f'<td class="number">{row[level][name]:.3f}</td>' for name in rates)
        shown = (change or {}).get(kind.removeprefix("evaluation."), {}).get("strict", {}) if change else row["strict"]
        cells += f'<td class="number">{interval(shown, change is not None)}</td>'
        rows.append(f'<tr><th scope="row">{label(kind)}</th>{cells}</tr>')
    metadata, macro = summary["metadata"], summary["macro"]["strict"]["f1"]
    return (
        f'<table><thead><tr><th></th><th colspan="2"></th>{above}<th></th></tr><tr><th></th>{head}'
        f'<th scope="col" class="number">{label(last)}</th></tr></thead><tbody>{"".join(rows)}</tbody></table>'
        f'<p class="note">{label("evaluation.macro")}: {macro:.3f} · {label("evaluation.metadata")}: '
        f"{metadata['right']} / {metadata['all']}</p>"
    )


def interval(shown: Mapping[str, Any], change: bool) -> str:
    """0.62–0.81, or with the change of F1 before it: +0.04 (0.01–0.07)."""
    between = f"{shown['low']:.3f}–{shown['high']:.3f}" if "low" in shown else ""
    if not change:
        return between
    return f"{shown['f1']:+.3f}" + (f" ({between})" if between else "") if "f1" in shown else ""


def absent(names: Sequence[str]) -> str:
    """The gold documents that nothing was given for."""
    return f'<p class="note">{label("evaluation.absent")}: {escaped(", ".join(names))}</p>' if names else ""


def differences(title: str, some: Iterable[Mapping[str, Any]]) -> str:
    """Each difference with its words in their context, what was marked and what was found."""
    rows = "".join(_row(one) for one in some)
    head = "".join(
        f'<th scope="col">{label(name)}</th>'
        for name in (
            "document",
            "page.type",
            "evaluation.what",
            "evaluation.words",
            "evaluation.gold",
            "evaluation.found",
        )
    )
    count = rows.count("<tr>")
    return (
        f"<section><h2>{label(title)} ({count})</h2>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></section>"
        if rows
        else ""
    )


def _row(one: Mapping[str, Any]) -> str:
    line = f":{one['line']}" if "line" in one else ""
    words = (
        f'<span class="note">{escaped(one.get("prefix", ""))}</span>{escaped(one["words"])}'
        f'<span class="note">{escaped(one.get("suffix", ""))}</span>'
    )
    rule = f'<br><code class="note">{escaped(one["rule"])}</code>' if one.get("rule") else ""
    wrong = one.get("disagree", ())
    return (
        f"<tr><td>{escaped(one['document'])}{line}</td><td>{label(one['type'])}</td>"
        f"<td>{label('evaluation.' + one['what'])}</td><td>{words}</td>"
        f"<td>{fields(one['gold'], wrong)}</td><td>{fields(one['found'], wrong)}{rule}</td></tr>"
    )


def fields(some: Mapping[str, Any], wrong: Sequence[str]) -> str:
    """value 0.3, comparator >=; those that disagree stand out."""
    return "<br>".join(
        f"<{'strong' if name in wrong else 'span'}>{label('field.' + name) if not _own(name) else label(name)} "
        f"{escaped('、'.join(map(str, value)) if isinstance(value, list | tuple) else value)}"
        f"</{'strong' if name in wrong else 'span'}>"
        for name, value in some.items()
    )


def _own(name: str) -> bool:
    return name in ("doc_number", "issuers", "date", "doc_type", "addressees", "attached")
