"""The region and the level of a body: 上海市黄浦区人民政府办公室 is of a county in 上海市.

In goes the name of an issuer or a title, out come the region with all that holds it (甘肃省嘉峪关市) and its level. The
list of regions is searched as text and never parsed: it has thousands of lines, and a document asks for two of them.
"""

from __future__ import annotations

import re
from functools import cache

from jsx_cli.lexicon import pattern, words
from jsx_cli.patterns import compiled, late
from jsx_cli.resources import rules_dir

BEFORE = late(r"(?:中共|关于|印发|转发|批转|发布|公布|年|局|会|总局|部|[《〈（(“：:，,、\\s])$")
ENDS = frozenset("省市区县州盟旗")
LONGEST = 15
CENTRAL = late(r"^(?:中共中央|中央|国务院|国家|中国|中华人民共和国|全国|最高人民)")
BRANCH = late(r"[一-鿿]{2,10}?局(?P<place>[一-鿿]{2,3})分局")
TOWNSHIP = late(r"(?P<name>\w{1,8}(?:镇|乡|街道))(?:人民政府|办事处|党委|党工委|计生协|卫生院|$)")


def region_at(text: str, at: int) -> str | None:
    """The longest region whose name begins at that place."""
    for end in range(min(len(text), at + LONGEST), at + 1, -1):
        if text[end - 1] in ENDS and _rows(text[at:end]):
            return text[at:end]
    return None


def region_of(text: str) -> tuple[str, str] | None:
    """Region and level of a body or a title, None where it names none that is known.

    衢州市人民政府办公室 gives 浙江省衢州市 and `city`. A name that several counties share (朝阳区) is resolved by
    the city before it, and stands alone where there is none.
    """
    found: tuple[str, str] | None = None
    at = 0
    above = ""
    while at < len(text):
        name = region_at(text, at)
        zone = _zone(text, at, above) if name is None and (at == 0 or found is not None) else None
        if zone is not None:
            return zone
        if name is None or (found is None and not _may_begin(text, at, name)):
            if found is not None:
                break
            at += 1
            continue
        chosen = _choose(name, above)
        if found is not None and chosen is None:
            break
        parent, level = chosen or ("", _rows(name)[0][0])
        above = parent + name
        found = (above, level)
        at += len(name)
    if found is not None:
        town = TOWNSHIP.match(text, at)
        if town is not None:
            return found[0] + town["name"], "township"
        return _branch(text, at, found[0]) or found
    if CENTRAL.match(text) or _ministry().match(text):
        return "", "central"
    return None


def _zone(text: str, at: int, above: str) -> tuple[str, str] | None:
    """北京经济技术开发区 is a zone of 北京市, and counts as a county of it."""
    found = _zones().match(text, at)
    if found is None:
        return None
    for end in ENDS:
        name = found["place"] + end
        if above.endswith(name):
            return above + found[0], "county"
        rows = [row for row in _rows(name) if row[0] in ("province", "city")] if not above else []
        if len(rows) == 1:
            return rows[0][1] + name + found[0], "county"
    return None


def _branch(text: str, at: int, above: str) -> tuple[str, str] | None:
    """上海市公安局奉贤分局 is of 上海市奉贤区."""
    found = BRANCH.match(text, at)
    if found is None:
        return None
    for end in "区县市旗":
        chosen = _choose(found["place"] + end, above)
        if chosen is not None and _rows(found["place"] + end):
            return above + found["place"] + end, chosen[1]
    return None


def _may_begin(text: str, at: int, name: str) -> bool:
    """False for 康县 in 健康县区行动: a name begins a body, a title, or what a verb of the title governs."""
    return at == 0 or BEFORE.search(text[max(0, at - 8) : at]) is not None or len(name) > 3


def _choose(name: str, above: str) -> tuple[str, str] | None:
    """Parent and level of the region of that name under `above`; None where the list does not settle it."""
    rows = _rows(name)
    if above:
        within = [
            row for row in rows if row[1] and (row[1] == above or above.endswith(row[1]) or row[1].startswith(above))
        ]
        return (within[0][1], within[0][0]) if within else None
    parents = {row[1] for row in rows}
    if len(parents) > 1:
        upper = [row for row in rows if row[0] != "county"]
        return (upper[0][1], upper[0][0]) if len(upper) == 1 else ("", rows[0][0])
    return rows[0][1], rows[0][0]


@cache
def _rows(name: str) -> tuple[tuple[str, str], ...]:
    """Level and parent of every region of that name."""
    text = _text()
    found: list[tuple[str, str]] = []
    at = text.find(f"\n{name},")
    while at >= 0:
        _, level, parent, _ = text[at + 1 : text.index("\n", at + 1)].split(",", 3)
        found.append((level, parent))
        at = text.find(f"\n{name},", at + 1)
    return tuple(found)


@cache
def _zones() -> re.Pattern[str]:
    return compiled(rf"(?P<place>[一-鿿]{{2,4}}?){pattern('development_zones')}")


@cache
def _ministry() -> re.Pattern[str]:
    """Central bodies by names that no region has: 财政部 is one, 统计局 may be any city's."""
    names = [name for name in words("central_bodies") if name.endswith(("部", "总局", "总署", "审计署"))]
    return compiled("|".join(map(re.escape, names)))


@cache
def _text() -> str:
    return (rules_dir() / "lexicons" / "regions.csv").read_text(encoding="utf-8") + "\n"
