"""Findings in the form that somebody reads: people (concise, full, html) or machines (json, sarif, github, gitlab …).

In goes a list of `Checked`, out comes text. `FORMS["concise"]` gives 通知.txt:1:4: error GW101 发文字号的年份….
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jsx_cli.check.forms import data, html, machine, text
from jsx_cli.check.result import Checked
from jsx_cli.check.rule import Language

FORMS: Mapping[str, Callable[[Sequence[Checked], Language], str]] = {
    "concise": text.concise,
    "full": text.full,
    "json": data.as_json,
    "jsonl": data.as_jsonl,
    "sarif": machine.sarif,
    "github": machine.github,
    "gitlab": machine.gitlab,
    "junit": machine.junit,
    "rdjson": machine.rdjson,
    "html": html.page,
}
