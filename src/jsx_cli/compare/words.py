"""What two texts are compared by: the pairs of characters that say what a task is about, and how firmly it is put.

进一步完善水电气联合报装机制 and 落实水电气联合报装制度 share 水电, 电气, 气联, 联合 …: 完善 and 落实 say how and not
what, 进一步 nothing at all, and 机制 and 制度 stand for one another. How often a pair of characters occurs in the
papers compared decides what it weighs.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from jsx_cli.lexicon import lexicon, pattern
from jsx_cli.patterns import compiled

MARKS = r"[^\u4e00-\u9fffA-Za-z0-9%+]+"
Grams = frozenset[str]


@cache
def synonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    """The words that are replaced, and by what."""
    return compiled(pattern("compare_synonyms")), {row["word"]: row["means"] for row in lexicon("compare_synonyms")}


@cache
def light() -> re.Pattern[str]:
    """Words and marks that part the text that counts."""
    return compiled(f"{MARKS}|{pattern('compare_light')}|等")


@cache
def charged() -> re.Pattern[str]:
    """A list of bodies at the head of a clause: 市发展改革局、商务局会同市工业和信息化局."""
    ends = pattern("compare_bodies")
    name = rf"(?:会同)?[\u4e00-\u9fff]{{0,12}}?{ends}"
    return compiled(rf"(?:^|(?<=[，,。；;：:]))\s*{name}(?:(?:[、和及与]|(?=会同)){name})+(?=[\u4e00-\u9fff，])")


@cache
def firmness() -> tuple[re.Pattern[str], dict[str, int]]:
    """The words that say how firmly a task is put, and their ranks."""
    adverbs = pattern("compare_light", kind="adverb")
    scope = rf"(?:在[^，,]{{2,40}}?{pattern('compare_scopes')})?"
    search = compiled(
        f"(?:^{scope}{adverbs}{{0,3}}(?P<start>{pattern('compare_strength', where='start')}))"
        f"|(?P<any>{pattern('compare_strength', where='any')})"
    )
    return search, {row["word"]: int(row["rank"]) for row in lexicon("compare_strength")}


def folded(text: str) -> str:
    """The text with one word for each group of synonyms: 占比 is 比例."""
    search, means = synonyms()
    return search.sub(lambda found: means[found[0]], text)


def grams(text: str) -> Grams:
    """The pairs of characters of what the text is about."""
    found: set[str] = set()
    for part in light().split(folded(charged().sub("", text))):
        found.update(part[at : at + 2] for at in range(len(part) - 1))
    return frozenset(found)


def rank(text: str) -> tuple[int, str]:
    """How firmly the text puts it, and the word that says so: 探索 is 1, 应当 3, a plain verb 2."""
    search, ranks = firmness()
    words = [found["start"] or found["any"] for found in search.finditer(text)]
    word = next((word for word in words if ranks[word] == 3), words[0] if words else "")
    return ranks.get(word, 2), word


class Weights:
    """What pairs of characters weigh: the rarer in the tasks compared, the more.

    `calm` is for how many tasks that have none of them they count from the start: with few tasks, nothing is rare.
    """

    def __init__(self, tasks: Iterable[Grams], calm: int = 2) -> None:
        counts: Counter[str] = Counter()
        number = 0
        for task in tasks:
            counts.update(task)
            number += 1
        self.most = math.log(number + calm)
        self.table: Mapping[str, float] = {
            gram: math.log((number + calm) / (count + 0.5)) for gram, count in counts.items()
        }
        self.counts = counts

    def of(self, found: Iterable[str]) -> float:
        """The weight of several together; summed in one order, so that the last digit is always the same."""
        return math.fsum(self.table.get(gram, self.most) for gram in found)
