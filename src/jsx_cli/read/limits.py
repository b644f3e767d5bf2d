"""How much a reader takes in before it stops: stated here, shown in docs/formats.md, changed by passing another.

`Limits(max_bytes=10_000_000)` makes a file of 11 MB one clear `JsxError` and not a machine without memory.
"""

from __future__ import annotations

from jsx_cli.records import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one document.

    `max_bytes` is the file itself, `max_chars` its text, `max_depth` the nesting of XML, `max_parts` the entries
    of an archive, `max_unpacked` what is read of them together once unpacked, `max_ratio` how many times larger than
    packed an entry of more than 1 MB may be, `max_pages` the pages of a PDF or OFD, `timeout` the seconds that an
    outside program (antiword, LibreOffice) gets.
    """

    max_bytes: int = 200 * MEGABYTE
    # About 30 MB of Chinese in UTF-8: a minute of work and a gigabyte of memory. No document is nearly so long.
    max_chars: int = 10 * MEGABYTE
    max_depth: int = 250
    max_parts: int = 10_000
    max_unpacked: int = 500 * MEGABYTE
    max_ratio: int = 200
    max_pages: int = 5_000
    timeout: float = 60.0


DEFAULT = Limits()


def too_long(name: str, chars: int, limits: Limits) -> str:
    """What is said of a text that is longer than the limit."""
    return (
        f"{name}: {chars:,} characters; the limit of one document is {limits.max_chars:,}, for it is held in memory as "
        "a whole; split it into its documents (a file of JSON Lines goes to jsx batch), or raise max_chars under "
        "limits: in jsx.yaml"
    )
