"""Checks that are word lists: `lexicon: check_typos` and `pairs: check_collocations`.

A row of a word list says `word` and `right`, and may say between `|` what stands `before` or `after` where the word
is no slip, and what must stand in the sentence (`with`). 布署 is always 部署; 按装 is 安装 but not in 按装置. A row
of a list of pairs says a verb and an object that do not go together (扩大…频次), with what keeps them right in
between (`unless`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from jsx_cli.check.paper import Paper
from jsx_cli.check.rule import Check, Hit
from jsx_cli.lexicon import alternation
from jsx_cli.model import Span
from jsx_cli.patterns import compiled

GAP = 40
Row = Mapping[str, str]


@lru_cache(maxsize=32)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, at every place where one begins, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return compiled(alternation(ordered))


def listed(paper: Paper, check: Check) -> Iterator[Hit]:
    """Each word of the list where nothing beside it makes it right."""
    if not check.rows:
        return
    by_word: dict[str, list[Row]] = {}
    for row in check.rows:
        by_word.setdefault(row["word"], []).append(row)
    text = paper.text
    for match in _any_of(tuple(by_word)).finditer(text):
        for row in by_word[match.group()]:
            span = Span(*match.span())
            if _excused(text, span, row) or ("著" in row["word"] and paper.traditional):
                continue
            right = row.get("right", "")
            values = {"word": match.group(), "right": right, "why": row.get("why", "")}
            yield Hit(span, values, ((span, right),) if right and "…" not in right else None)
            break


def _excused(text: str, span: Span, row: Row) -> bool:
    before, after = row.get("before", ""), row.get("after", "")
    if before and text.endswith(tuple(before.split("|")), max(0, span.start - 8), span.start):
        return True
    if after and text.startswith(tuple(after.split("|")), span.end):
        return True
    wanted = row.get("with", "")
    if not wanted:
        return False
    start = max(text.rfind("\n", 0, span.start), text.rfind("。", 0, span.start)) + 1
    ends = [at for at in (text.find("\n", span.end), text.find("。", span.end)) if at >= 0]
    around = text[start : min(ends, default=len(text))]
    around = around.replace(span.of(text), "")
    return not any(word in around for word in wanted.split("|"))


def paired(paper: Paper, check: Check) -> Iterator[Hit]:
    """Each verb with an object that does not go with it, at the end of their clause."""
    by_verb: dict[str, list[Row]] = {}
    for row in check.rows:
        by_verb.setdefault(row["word"], []).append(row)
    if not by_verb:
        return
    text = paper.text
    for match in _any_of(tuple(by_verb)).finditer(text):
        end = match.end()
        while end < len(text) and text[end] not in "，。；：！？,;:\n" and end - match.end() < GAP:
            end += 1
        if end - match.end() >= GAP:
            continue
        between = text[match.end() : end]
        bare = re.sub(r"[（(][^（）()]{0,30}[）)]?$", "", between)
        start = max(text.rfind(mark, max(0, match.start() - GAP), match.start()) for mark in "，。；：,;\n") + 1
        around = text[max(start, match.start() - GAP) : match.start()] + "|" + bare
        for row in by_verb[match.group()]:
            thing = row["object"]
            # 加大…推广力度: the verb of 力度 stands further ahead
            if (
                bare == thing
                or bare.startswith("、")
                or not bare.endswith(thing)
                or any(word and word in around for word in row.get("unless", "").split("|"))
            ):
                continue
            if row.get("before") and text.endswith(tuple(row["before"].split("|")), 0, match.start()):
                continue
            span = Span(match.start(), match.end() + len(bare))
            yield Hit(span, {"verb": match.group(), "object": thing, "right": row.get("right", "")})
            break
