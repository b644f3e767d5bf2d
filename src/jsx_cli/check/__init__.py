"""Check drafts: a document with its facts comes in, its slips of form and of substance go out.

某政发[2025]3号 gives one `Finding` of GW101 with the fix 〔2025〕. What is looked for is written in
`rules/check/*.yaml`.
"""

from jsx_cli.check.paper import Paper
from jsx_cli.check.prove import prove
from jsx_cli.check.ready import load
from jsx_cli.check.result import Checked
from jsx_cli.check.rule import LEVELS, Check, Finding, Fix, Language, Level, Settings, Words
from jsx_cli.check.run import folded, run

__all__ = [
    "LEVELS", "Check", "Checked", "Finding", "Fix", "Language", "Level", "Paper", "Settings", "Words", "folded", "load",
    "prove", "run",
]  # fmt: skip
