"""Findings as one self-contained page: a table for each document, the slip marked in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from jsx_cli.check.forms.text import NAMES, summary, written
from jsx_cli.check.result import Checked
from jsx_cli.check.rule import Finding, Language

STYLE = """
body { font: 16px/1.7 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif;
  margin: 2em auto; max-width: 70em; padding: 0 1em; }
h1 { font-size: 1.4em; } h2 { font-size: 1.1em; margin-top: 2em; word-break: break-all; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3em .6em; border-top: 1px solid #ccc; }
mark { background: #ffd9d3; color: inherit; } ins { background: #d7f2d7; text-decoration: none; }
.error { color: #a40000; } .warning { color: #8a5a00; } .info { color: #35608a; }
.source { color: #666; font-size: .85em; }
@media (prefers-color-scheme: dark) {
  body { background: #1b1b1b; color: #ddd; } mark { background: #6a2a22; } ins { background: #20502a; }
  .error { color: #ff8a80; } .warning { color: #ffc766; } .info { color: #8fbfe8; }
  .source { color: #999; } th, td { border-color: #444; }
}
""".strip()


def page(checked: Sequence[Checked], language: Language) -> str:
    """The page."""
    title = "公文检查结果" if language == "zh" else "What jsx check found"
    heads = ("位置", "规则", "问题", "原文") if language == "zh" else ("place", "rule", "finding", "text")
    none = "没有发现问题。" if language == "zh" else "Nothing was found."
    parts = [
        f'<!doctype html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">\n<head><meta charset="utf-8">',
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>',
        f"<style>\n{STYLE}\n</style></head>\n<body>",
        f"<h1>{title}</h1>\n<p>{escape(summary(checked, language))}</p>",
    ]
    for one in checked:
        parts.append(f"<h2>{escape(one.name)}</h2>")
        if not one.findings:
            parts.append(f"<p>{none}</p>")
            continue
        head = "".join(f'<th scope="col">{name}</th>' for name in heads)
        rows = "\n".join(_row(one, finding, language) for finding in one.findings)
        parts.append(f"<table>\n<tr>{head}</tr>\n{rows}\n</table>")
    return "\n".join([*parts, "</body>\n</html>\n"])


def _row(one: Checked, finding: Finding, language: Language) -> str:
    line, column = one.lines.at(finding.raw.start)
    fix = f" → <ins>{escape(written(one, finding))}</ins>" if finding.fix is not None and not finding.also else ""
    return (
        f"<tr><td>{line}:{column}</td><td>{finding.rule}<br>"
        f'<span class="{finding.level}">{NAMES[finding.level][language]}</span></td>'
        f'<td>{escape(finding.message.of(language))}<br><span class="source">{escape(finding.source)}</span></td>'
        f"<td>{_marked(finding)}{fix}</td></tr>"
    )


def _marked(finding: Finding) -> str:
    at = finding.sentence.find(finding.text)
    if at < 0 or not finding.text:
        return escape(finding.sentence)
    end = at + len(finding.text)
    return f"{escape(finding.sentence[:at])}<mark>{escape(finding.text)}</mark>{escape(finding.sentence[end:])}"
