"""The numbers that Word counts by itself: numPr in a paragraph or its style becomes 一、, （二） or 3. before the text.

word/numbering.xml says for each level where it starts, in which numerals it counts (chineseCounting: 一, 二, 三) and
what stands around them (%1、 or （%2）).
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from jsx_cli.patterns import late
from jsx_cli.read.archive import attribute, local
from jsx_cli.records import dataclass

DIGITS = "〇一二三四五六七八九"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
         (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
PLACE = late(r"%([1-9])")
WORD_CHARACTER = late(r"[\u3400-\u9fffA-Za-z0-9]")
LEVELS = 9
COUNTING = frozenset((
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "koreanCounting",
))  # fmt: skip
# Word 2003 numbers the forms that later files name.
FORMS = {
    "0": "decimal", "23": "bullet", "37": "chineseCounting", "39": "chineseCountingThousand", "11": "japaneseCounting",
    "18": "decimalEnclosedCircle", "14": "decimalFullWidth", "22": "decimalZero", "1": "upperRoman", "2": "lowerRoman",
    "3": "upperLetter", "4": "lowerLetter", "255": "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None


def numeral(number: int, form: str) -> str:
    """A number as Word writes it in that form: 12 is 十二 in chineseCounting, ⑫ enclosed, L lower letters."""
    if form in COUNTING:
        return _chinese(number)
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital"):
        return "".join(DIGITS[int(digit)] for digit in str(number))
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("A") + (number - 1) % 26) * min(10, (number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form == "ideographTraditional" and number > 0:
        return STEMS[(number - 1) % 10]
    if form in ("ideographZodiac", "ideographZodiacTraditional") and number > 0:
        return BRANCHES[(number - 1) % 12]
    return "" if form in ("none", "bullet") else str(number)


def _chinese(number: int) -> str:
    if not 0 < number < 10_000:
        return str(number)
    written, zero = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            written += ("零" if zero and written else "") + DIGITS[digit] + unit
            zero = False
        else:
            zero = True
    return written[1:] if written.startswith("一十") else written


def _roman(number: int) -> str:
    written = ""
    for value, letters in ROMAN:
        while number >= value:
            written += letters
            number -= value
    return written


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self.levels: dict[str, dict[int, Level]] = {}
        self.abstract: dict[str, str] = {}
        self.overrides: dict[str, dict[int, int]] = {}
        self.linked: dict[str, str] = {}
        self.counts: dict[str, list[int | None]] = {}
        self.begun: set[tuple[str, int]] = set()
        self.by_style: dict[str, tuple[str | None, int | None]] = {}
        if numbering is not None:
            self._lists(numbering)
        if styles is not None:
            self._styles(styles)

    def marker(self, paragraph: Element) -> str:
        """What Word prints before the text of a paragraph; counts one further."""
        number, level = self._numbered(paragraph)
        if number in (None, "0"):
            return ""
        abstract = self._abstract(number or "")
        levels = self.levels.get(abstract, {})
        level = min(max(level or 0, 0), LEVELS - 1)
        if level not in levels:
            return ""
        counts = self.counts.setdefault(abstract, [None] * LEVELS)
        override = self.overrides.get(number or "", {})
        if level in override and (number or "", level) not in self.begun:
            counts[level] = None
        self.begun.add((number or "", level))
        current = counts[level]
        counts[level] = override.get(level, levels[level].start) if current is None else current + 1
        for deeper in range(level + 1, LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart != 0 and (restart is None or level < restart):
                counts[deeper] = None
        return self._written(levels, counts, level)

    def _written(self, levels: dict[int, Level], counts: list[int | None], level: int) -> str:
        shape = levels[level]
        if shape.form == "bullet":
            return ""

        def place(found: re.Match[str]) -> str:
            which = int(found[1]) - 1
            there = levels.get(which, Level())
            count = counts[which]
            form = "decimal" if shape.legal else there.form
            return numeral(there.start if count is None else count, form)

        text = PLACE.sub(place, shape.text)
        # 第一条 and 1 need a space before the text, 一、 and （一） do not.
        return text + (" " if text and WORD_CHARACTER.fullmatch(text[-1]) else "")

    def _numbered(self, paragraph: Element) -> tuple[str | None, int | None]:
        for properties in paragraph:
            if local(properties.tag) != "pPr":
                continue
            style: tuple[str | None, int | None] = (None, None)
            for child in properties:
                name = local(child.tag)
                if name == "pStyle":
                    style = self.by_style.get(attribute(child, "val") or "", (None, None))
                elif name in ("numPr", "listPr"):
                    number, level = _pair(child)
                    return (number if number is not None else style[0]), (level if level is not None else style[1])
            return style
        return None, None

    def _abstract(self, number: str) -> str:
        abstract = self.abstract.get(number, number)
        for _ in range(4):
            style = self.linked.get(abstract)
            target = self.by_style.get(style or "", (None, None))[0] if style else None
            if not target or self.abstract.get(target, abstract) == abstract:
                break
            abstract = self.abstract[target]
        return abstract

    def _lists(self, root: Element) -> None:
        for element in root:
            name = local(element.tag)
            if name in ("abstractNum", "listDef"):
                key = attribute(element, "abstractNumId") or attribute(element, "listDefId") or ""
                levels: dict[int, Level] = {}
                for child in element:
                    if local(child.tag) == "lvl":
                        levels[_number(attribute(child, "ilvl"), 0)] = _level(child)
                    elif local(child.tag) in ("numStyleLink", "listStyleLink"):
                        self.linked[key] = attribute(child, "val") or ""
                self.levels[key] = levels
            elif name in ("num", "list"):
                key = attribute(element, "numId") or attribute(element, "ilfo") or ""
                for child in element:
                    if local(child.tag) in ("abstractNumId", "ilst"):
                        self.abstract[key] = attribute(child, "val") or ""
                    elif local(child.tag) == "lvlOverride":
                        for start in child:
                            if local(start.tag) == "startOverride":
                                at = _number(attribute(child, "ilvl"), 0)
                                self.overrides.setdefault(key, {})[at] = _number(attribute(start, "val"), 1)

    def _styles(self, root: Element) -> None:
        parents: dict[str, str] = {}
        for element in root:
            if local(element.tag) != "style":
                continue
            key = attribute(element, "styleId") or ""
            for child in element:
                if local(child.tag) == "basedOn":
                    parents[key] = attribute(child, "val") or ""
                elif local(child.tag) == "pPr":
                    for inner in child:
                        if local(inner.tag) in ("numPr", "listPr"):
                            self.by_style[key] = _pair(inner)
        for key in parents:
            number, level = self.by_style.get(key, (None, None))
            at = key
            for _ in range(10):
                if number is not None or at not in parents:
                    break
                at = parents[at]
                above = self.by_style.get(at, (None, None))
                number, level = above[0], level if level is not None else above[1]
            if number is not None:
                self.by_style[key] = (number, level)


def _pair(properties: Element) -> tuple[str | None, int | None]:
    number: str | None = None
    level: int | None = None
    for child in properties:
        name = local(child.tag)
        if name in ("numId", "ilfo"):
            number = attribute(child, "val")
        elif name == "ilvl":
            level = _number(attribute(child, "val"), 0)
    return number, level


def _level(element: Element) -> Level:
    found: dict[str, str] = {}
    legal = False
    for child in element:
        name = local(child.tag)
        if name == "isLgl":
            legal = attribute(child, "val") not in ("0", "false")
        found[name] = attribute(child, "val") or ""
        if name == "AlternateContent":
            for inner in child.iter():
                if local(inner.tag) == "numFmt":
                    found.setdefault("numFmt", attribute(inner, "val") or "")
    form = found.get("numFmt") or found.get("nfc") or "decimal"
    restart = found.get("lvlRestart")
    return Level(
        _number(found.get("start"), 1),
        FORMS.get(form, form),
        found.get("lvlText", ""),
        legal,
        None if restart is None else _number(restart, 0),
    )


def _number(text: str | None, default: int) -> int:
    try:
        return max(0, min(int(text or default), 100_000))
    except ValueError:
        return default
