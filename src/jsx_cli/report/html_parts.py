"""What every page of ours is made of: escaped text, labels in two languages, a frame in which nothing foreign runs.

`escaped("<b>")` is `&lt;b&gt;`; `label("ratio")` is 比率 and Ratio, of which the reader's choice is shown. A page loads
nothing, and its content security policy lets run the one script of ours and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Literal

from jsx_cli.lexicon import read_lexicon
from jsx_cli.patterns import late
from jsx_cli.report.json import dumps

Language = Literal["zh", "en"]
ASSETS = Path(__file__).parent / "assets"

# What HTML has no form for: control characters but line ends and tabs, halves of surrogate pairs, non-characters.
UNFIT = late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def escaped(text: object) -> str:
    """The text as HTML shows it, in an element or in a quoted attribute."""
    return escape(UNFIT.sub("\N{REPLACEMENT CHARACTER}", str(text)), quote=True)


@cache
def labels() -> dict[str, tuple[str, str]]:
    """Chinese and English by name."""
    return {row["word"]: (row["zh"], row["en"]) for row in read_lexicon(ASSETS / "labels.csv")}


def label(name: str) -> str:
    """Both labels of a name, one of which is shown; a name without labels is shown as it is."""
    if name not in labels():
        return escaped(name)
    chinese, english = labels()[name]
    if chinese == english:
        return escaped(english)
    return f'<span class="zh">{escaped(chinese)}</span><span class="en" lang="en">{escaped(english)}</span>'


def both(name: str) -> str:
    """Both labels in one attribute: 筛选 Filter."""
    return escaped(" ".join(dict.fromkeys(labels().get(name, (name,)))))


@cache
def asset(name: str) -> str:
    """A style sheet or script of ours."""
    return (ASSETS / name).read_text(encoding="utf-8").strip()


def digest(content: str) -> str:
    """What the policy calls an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def page(title: str, body: str, *, script: bool = True) -> str:
    """A whole page. Its policy allows our style and our script by their digests: no other script, no picture, no
    address, no form, whatever the document brings along.
    """
    style, code = asset("report.css"), asset("report.js")
    policy = "; ".join((
        "default-src 'none'",
        f"style-src '{digest(style)}'",
        f"script-src '{digest(code)}'" if script else "script-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ))  # fmt: skip
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="generator" content="jsx">\n'
        f"<title>{escaped(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}\n" + (f"<script>{code}</script>\n" if script else "") + "</body>\n</html>\n"
    )


def languages(language: Language) -> str:
    """The switch between Chinese and English labels; it works without scripts."""
    buttons = "".join(
        f'<label lang="{name}"><input class="unseen" type="radio" name="language" id="in-{name}"'
        f"{' checked' if name == language else ''}>{shown}</label>"
        for name, shown in (("zh", "中文"), ("en", "English"))
    )
    return f'<fieldset class="languages"><legend class="unseen">{label("page.language")}</legend>{buttons}</fieldset>'


def data_block(value: Any, name: str) -> str:
    """The value as JSON in a block that no parser of HTML can leave and no browser runs."""
    text = dumps(value, indent=None)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/json" id="data" data-name="{escaped(name)}">{UNFIT.sub("", text)}</script>'
