"""Documents to measure with, made from the four seeds: the same on every machine.

`texts(100)` gives a hundred documents of 5 to 50 KB, each of paragraphs of the seeds in another order and with other
numbers, so that no two are alike; `page` puts one into the kind of HTML that government sites have.
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Iterator
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "data/seeds"


def paragraphs() -> list[str]:
    """The paragraphs of the seeds; those of one line keep together what belongs together."""
    found: list[str] = []
    for path in sorted(SEEDS.glob("*.txt")):
        found += [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines() if len(line.strip()) > 8]
    return found


def text(number: int, size: int) -> str:
    """A document of about `size` bytes of UTF-8."""
    chance = random.Random(number)
    pool = paragraphs()
    lines = [
        f"某市人民政府关于印发第{number}号改革方案的通知",
        f"某政发〔2022〕{number % 900 + 1}号",
        "各县区人民政府：",
    ]
    written = sum(len(line.encode()) for line in lines)
    while written < size:
        line = re.sub(r"\d\d", lambda _: str(chance.randrange(10, 99)), chance.choice(pool))
        lines.append(line)
        written += len(line.encode())
    cut = "\n".join(lines).encode()[: max(size, 400)].decode("utf-8", "ignore")
    return cut + "\n"


def texts(count: int, low: int = 5_000, high: int = 50_000) -> Iterator[str]:
    """Documents of `low` to `high` bytes, their sizes spread evenly on a logarithmic scale."""
    for number in range(count):
        share = (number * 0.618034) % 1
        yield text(number, int(low * (high / low) ** share))


def page(content: str) -> str:
    """The text as a page with navigation, a table of metadata, marked-up paragraphs and a foot."""
    title, *rest = content.splitlines()
    body = "\n".join(f'<p style="text-indent:2em"><span>{html.escape(line)}</span></p>' for line in rest)
    links = "".join(f'<li><a href="/c{number}/">栏目{number}</a></li>' for number in range(20))
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="ArticleTitle" content="{title}"><script>var a = 1;</script></head><body><ul>{links}</ul>'
        f'<div class="TRS_Editor" id="zoom"><h1>{title}</h1>\n{body}\n</div>'
        '<div class="foot">版权所有</div></body></html>'
    )
