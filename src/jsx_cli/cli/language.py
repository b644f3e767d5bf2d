"""Messages in the language of the person at the keyboard: Chinese in a Chinese locale, English otherwise.

`say("no such file: {path}", path="46号.txt")` gives 没有这个文件: 46号.txt where JSX_LANG or the locale is zh. The
English sentence is the key, so that the code reads as what it says. JSON keys and codes are never translated.
"""

from __future__ import annotations

import os
import re
import sys

from jsx_cli.errors import JsxError
from jsx_cli.patterns import late
from jsx_cli.typed import Literal

Language = Literal["en", "zh"]


def language() -> Language:
    """What JSX_LANG says, or else the locale: LC_ALL, LC_MESSAGES, LANG, in that order."""
    for name in ("JSX_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, "").strip().lower():
            return "zh" if value.startswith("zh") else "en"
    if sys.platform == "win32":  # Windows sets none of these
        import locale

        name = locale.getlocale()[0] or ""
        return "zh" if name.lower().startswith(("zh", "chinese")) else "en"
    return "en"


def say(sentence: str, /, **values: object) -> str:
    """`sentence` in the language of the user, its {places} filled in."""
    if language() == "zh":
        from jsx_cli.cli.chinese import CHINESE

        sentence = CHINESE.get(sentence, sentence)
    return sentence.format(**values) if values else sentence


def told(error: JsxError) -> str:
    """What the error says, in the language of the user as far as we know its sentence."""
    message = error.message
    if language() == "zh":
        from jsx_cli.cli.chinese import FROM_BELOW

        for english, chinese in FROM_BELOW.items():
            parts = re.split(r"\{(\w+)\}", english)  # text and names of places by turns
            form = "".join(f"(?P<{part}>.*)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
            if found := re.fullmatch(form, message, re.DOTALL):
                message = chinese.format(**found.groupdict())
                break
    return "\n".join((message.replace("\n", "\N{RETURN SYMBOL}"), *error.problems))


# Control characters and those that reverse the direction of writing: a file name or a document could
# use them to draw on the terminal what is not there.
UNSHOWABLE = late("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    """`text` with a sign for every character that a terminal would obey instead of showing."""
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if not text.isascii() else text
    return UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text)
