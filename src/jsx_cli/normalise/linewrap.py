"""Lines that a printer broke are joined; headings, list items, signatures and dates keep their lines.

    为深化落实国家、
    上海市关于优化营商环境的最新决策部署，   →  为深化落实国家、上海市关于优化…评价标准
    以市场主体获得感为评价
    标准

Two lines are one wherever the break itself says so: the first ends in a comma or inside a bracket, the second begins
with a comma or a closing mark, or the break goes through a date. Everything else is joined only in a text that is
wrapped throughout. Its printed lines are all W columns wide (the first of a paragraph is indented by four), and what
the PDF gives are pieces of them that end at punctuation. So a piece that ends in 。 goes on where it and the pieces
after it add up to a full line, and a piece that ends in a word goes on where its line is full.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from jsx_cli.lexicon import words
from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.patterns import late
from jsx_cli.records import dataclass

BLANK = " \t\u3000\xa0"
LINE = late(r"[^\n]+")
OPEN = "《〈（(〔【［[「『“"
CLOSE = "》〉）)〕】］]」』”"
PAIR = dict(zip(CLOSE, OPEN, strict=True))
BRACKET = late("[" + "".join(f"\\{sign}" for sign in OPEN + CLOSE) + "]")
CONTINUES = "，、,"
TERMINAL = "。！？；：!?;:…"
NUMERAL = r"[一二三四五六七八九十百零〇两\d]{1,6}"
# What a new paragraph, heading or list item begins with.
MARKER = late(
    rf"(?:[（(]{NUMERAL}[)）]|{NUMERAL}[、．]|\d{{1,3}}\.(?!\d)|"
    rf"\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?![\d%％])[ \t\u3000]?[^\d\s%％年月日个万亿元]|"
    rf"第{NUMERAL}[条條章节節编編款项項部]|[①-⑳㈠-㈩⒈-⒛Ⅰ-Ⅻ]|[—–-]{{2}}|附[件表录錄则則]|附：|[●■◆▲★※·•]|"
    rf"[一二三四五六七八九十]是|（此件|\(此件|目\s{{0,4}}录$|抄送)"
)
LONE = late(rf"(?:[（(]{NUMERAL}[)）]|{NUMERAL}[、．.])")
CHAPTER = late(rf"第{NUMERAL}[章节節编編条條]")
ANNEX = late(r"附\s?[件表]")
DATE = late(
    r"(?:\d{4}|[二一〇○零两三四五六七八九]{4})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日"
)
TITLE_DATE = late(r"[（(]\s?\d{4}\s?年")
TITLE_DATED = late(r"[（(]?\s?\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s?[)）]$|^\s?\d{0,2}\s?日\s?[)）]$")
HALF_DATE = late(r"\d{4}[ ]?(?:年(?:[ ]?\d{1,2}[ ]?(?:月(?:[ ]?\d{1,2})?)?)?)?$")
REST_OF_DATE = late(r"(?:年|[ ]?\d{0,2}[ ]?[月日])")
NUMBERED = late(r"[〔\[［﹝（(]\s?\d{4}\s?[〕\]］﹞）)]\s?\d{1,5}\s?号|第\s?\d{1,5}\s?号$")
LONGEST_NUMBER = 20
YEAR_LAST = late(r"\w[ ]?[〔\[［﹝（(【][ ]?\d{4}[ ]?[〕\]］﹞）)】]$")
SERIAL = late(r"第?[ ]?\d{1,5}[ ]?号")
PREFIX = late(r"[\u4e00-\u9fff]{1,10}[发字函办规电文政告令秘通综]")
YEAR_SERIAL = late(r"[〔\[［﹝（(【][ ]?\d{4}[ ]?[〕\]］﹞）)】][ ]?第?[ ]?\d{1,5}[ ]?号")
PADDING = late(r"(?<=[^ -~])[ ]|[ ](?=[^ -~])")

NARROWEST, WIDEST = 40, 140
FEWEST, RARELY = 5, 50  # so many lines, and of so many not one may be wider, where a text is wrapped
INDENT = 4
SLACK = 2  # an odd digit or a hanging comma
LOOSE = 6  # a Latin word or a number that was carried over whole
LOOKAHEAD = 8
TITLE_LINES = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its margins, and how many columns it takes: a Chinese character takes two."""

    start: int
    end: int
    text: str
    width: int
    gap: bool
    """True where a blank line stands before it."""


def linewrap(draft: Draft) -> Iterator[Edit]:
    """Join what belongs together."""
    text = draft.text
    if "\n" not in text:
        return
    lines = _lines(text)
    wrap = _measure(lines)
    depth = _Depth()
    flow = _Flow(wrap)
    for at in range(len(lines) - 1):
        line, following = lines[at], lines[at + 1]
        join = depth.after(lines, at) or _broken(line.text, following.text)
        if wrap:
            join = flow.joins(lines, at, join)
        if not join:
            depth.reset()
            continue
        spaced = (
            line.text[-1].isascii()
            and following.text[0].isascii()
            and line.text[-1].isalnum()
            and following.text[0].isalnum()
        )
        if len(line.text) <= 8 and CHAPTER.fullmatch(line.text):
            spaced = True
        yield Edit(Span(line.end, following.start), " " if spaced else "")


def _lines(text: str) -> list[Line]:
    """The lines that hold anything. Those of a text that is plainly not wrapped are not measured."""
    found: list[tuple[int, str, bool]] = []
    blank = False
    last = 0
    for line in LINE.finditer(text):
        inner = line[0].strip(BLANK)
        if not inner:
            continue
        blank = text.count("\n", last, line.start()) > 1
        found.append((line.start() + len(line[0]) - len(line[0].lstrip(BLANK)), inner, blank))
        last = line.end()
    measured = len(found) >= FEWEST and sum(len(inner) > WIDEST for _, inner, _ in found) <= len(found) // RARELY
    return [
        # Two bytes in GBK is two columns; spaces beside numbers are an artefact of the extraction.
        Line(start, start + len(inner), inner, _width(inner) if measured else len(inner), blank)
        for start, inner, blank in found
    ]


def _width(inner: str) -> int:
    return _columns(inner) if len(inner) <= WIDEST else len(inner)


def _columns(inner: str) -> int:
    plain = PADDING.sub("", inner) if " " in inner else inner
    return len(plain.encode("gbk", "replace"))


def _measure(lines: list[Line]) -> int:
    """The width of a printed line where the whole text is wrapped, else 0."""
    if len(lines) < FEWEST:
        return 0
    widths = Counter(line.width for line in lines)
    if sum(count for width, count in widths.items() if width > WIDEST) > len(lines) // RARELY:
        return 0
    # Printed lines are the widest there are; a few stick out by a comma that hangs in the margin.
    widest = max(width for width in widths if width <= WIDEST)
    width = max(
        (width for width in widths if widest * 0.85 <= width <= widest), key=lambda width: (widths[width], width)
    )
    # In a text of short paragraphs most of the full lines are the indented first ones.
    flush = sum(widths.get(width + INDENT + off, 0) for off in (-1, 0, 1))
    if flush * 10 >= widths[width]:
        width += INDENT
    if width < NARROWEST:
        return 0
    cut = [
        line for line, following in pairwise(lines)
        if line.text[-1] not in TERMINAL + CONTINUES + CLOSE and not MARKER.match(following.text)
    ]  # fmt: skip
    full = sum(1 for line in cut if line.width >= width - LOOSE)
    return width if full >= 2 and full * 25 >= len(lines) else 0


def _broken(line: str, following: str) -> bool:
    """True where the break itself shows that the sentence goes on, whatever the text around it."""
    if line[-1] in CONTINUES and not (len(line) <= 4 and line[-1] == ","):
        return True
    if following[0] in "，。、；：）》〉〕】”！？" or (following[0] in ",;" and len(following) > 1):
        return not line.endswith(("。", "！", "？")) or following[0] in "）》”】"
    if len(following) <= 3 and following.isdecimal() and ANNEX.fullmatch(line):
        return True
    if len(line) <= LONGEST_NUMBER and len(following) <= LONGEST_NUMBER and _in_number(line, following):
        return True
    if len(following) == 1 and _set_wide(line, following):
        return True
    if len(line) <= 8 and (LONE.fullmatch(line) or CHAPTER.fullmatch(line)):
        return not LONE.match(following) and not CHAPTER.match(following)
    return (
        line[-1] in "0123456789年月"
        and HALF_DATE.search(line[-20:]) is not None
        and REST_OF_DATE.match(following) is not None
    )


def _in_number(line: str, following: str) -> bool:
    """True for 甲政发〔2023〕↵12号 and 甲政发↵〔2023〕12号: a document number on two lines."""
    return (YEAR_LAST.search(line) is not None and SERIAL.fullmatch(following) is not None) or (
        PREFIX.fullmatch(line) is not None and YEAR_SERIAL.fullmatch(following) is not None
    )


def _set_wide(line: str, following: str) -> bool:
    """True for 第一章 总↵则 and 目↵录: a word set wide whose characters stand on two lines."""
    return line[-1] + following in words("wide_words") and (len(line) == 1 or line[-2] in BLANK)


class _Depth:
    """Brackets open at the end of a line and closed soon after: 关于印发《…方案↵实施细则》的通知."""

    def __init__(self) -> None:
        self.open: list[str] = []

    def reset(self) -> None:
        """A paragraph ends, and with it every bracket that somebody forgot to close."""
        self.open.clear()

    def after(self, lines: list[Line], at: int) -> bool:
        """True where a bracket stands open at the end of line `at` and one of the next lines closes it."""
        line = lines[at].text
        for sign in BRACKET.findall(line[-2000:]):
            if sign in OPEN:
                self.open.append(sign)
            elif sign in PAIR and self.open and _same(self.open[-1], PAIR[sign]):
                self.open.pop()
        del self.open[:-8]
        if not self.open or self.open[-1] == "“":
            return False
        opener = self.open[-1]
        for following in lines[at + 1 : at + 1 + LOOKAHEAD]:
            if MARKER.match(following.text) and line[-1] in TERMINAL:
                return False
            inner = 0
            for sign in BRACKET.findall(following.text[:200]):
                if sign in PAIR and _same(opener, PAIR[sign]):
                    if not inner:
                        return True
                    inner -= 1
                elif _same(sign, opener):
                    inner += 1  # 县税务局；配合单位：各县（市、区）政府）
            if inner:
                return False
            if len(following.text) > WIDEST:
                return False
            line = following.text
        return False


def _same(one: str, other: str) -> bool:
    """Brackets of either width close one another in practice: （责任单位：市民政局)."""
    return one == other or {one, other} in ({"（", "("}, {"［", "["}, {"【", "["})


def _after_stop(line: str) -> bool:
    """True where the bracket at the end follows a full stop, as （责任单位：…） does, and so may end the paragraph."""
    opened = max(line.rfind(opener) for opener in ("（", "("))
    return opened <= 0 or line[opened - 1] in TERMINAL


class _Flow:
    """Where in the printed line the text stands, from the start of the paragraph on."""

    def __init__(self, wrap: int) -> None:
        self.wrap = wrap
        self.start()

    def start(self) -> None:
        """A paragraph begins."""
        self.used = 0
        self.room = self.wrap - INDENT
        self.prose = False
        self.stopped = False
        self.length = 0

    def joins(self, lines: list[Line], at: int, sure: bool) -> bool:
        """True where line `at` and the next are one paragraph."""
        line, following = lines[at], lines[at + 1]
        self.used += line.width
        self.length += line.width
        self.prose = self.prose or "，" in line.text or "。" in line.text
        self.stopped = self.stopped or "。" in line.text
        if len(line.text) <= 8 and CHAPTER.fullmatch(line.text):
            self.used += 2  # and the space after it
        if self.used > self.room + LOOSE:
            # The pieces did not add up: a title, a table, another font. This piece begins the count anew.
            self.used, self.room = line.width, self.wrap
        if not (sure or self._goes_on(lines, at, line, following)):
            self.start()
            return False
        if self._full() and self.used + following.width > self.room + SLACK:
            self.used, self.room = 0, self.wrap
        return True

    def _full(self, slack: int = LOOSE) -> bool:
        return self.used >= self.room - slack

    def _goes_on(self, lines: list[Line], at: int, line: Line, following: Line) -> bool:
        last, first = line.text[-1], following.text[0]
        if MARKER.match(following.text) and not line.text.endswith("第"):
            return False
        if NUMBERED.search(following.text) and len(following.text) < 30 and last not in CONTINUES:
            return False
        if at < TITLE_LINES and first == "《" and last not in TERMINAL:
            return True  # …关于印发↵《…方案》的通知
        if at < TITLE_LINES and last == "知" and TITLE_DATE.match(following.text):
            return True  # …的通知↵（2023年3月25日）
        if at <= TITLE_LINES and not self.prose and line.text.endswith(words("doc_types")):
            return False
        if at <= TITLE_LINES and TITLE_DATED.search(line.text[-20:]):
            return False
        dated = DATE.fullmatch(following.text) or DATE.fullmatch(line.text)
        if dated or (NUMBERED.search(line.text[-14:]) and self.length < self.wrap * 0.8):
            return False
        if last in "：:" and not self.stopped:
            return first.isascii() and first.isalnum()  # the addressees, or a heading
        if last in TERMINAL:
            if first in "（(" and last != "：":
                return True  # （责任单位：…） belongs to the paragraph before it
            if self._full(SLACK) and self._flush(lines, at + 1):
                return True
            if self.used >= self.room:
                return False
            return not following.gap and self._adds_up(lines, at + 1, self.room - self.used)
        if (
            at < TITLE_LINES
            and last not in CLOSE
            and line.width >= self.wrap * 0.6
            and not NUMBERED.search(following.text)
        ):
            return True
        if last in CLOSE:
            if self._full():
                return not (_after_stop(line.text) and self._indented(lines, at + 1))
            return not following.gap and self._adds_up(lines, at + 1, self.room - self.used)
        if self._full() or (self.prose and max(self.length, line.width * 1.25) > self.wrap):
            return True
        return first in OPEN and not following.gap and self._adds_up(lines, at + 1, self.room - self.used)

    def _adds_up(self, lines: list[Line], at: int, room: int, slack: int = SLACK) -> bool:
        """True where the pieces from `at` on fill the rest of a printed line, each ending at punctuation."""
        used = 0
        for index in range(at, min(at + LOOKAHEAD, len(lines))):
            line = lines[index]
            if index > at and MARKER.match(line.text):
                return False
            used += line.width
            if used > room + slack:
                return False
            if used >= room - slack:
                return True
            following = lines[index + 1].text if index + 1 < len(lines) else ""
            if line.text[-1] not in TERMINAL + CONTINUES + CLOSE and following[:1] not in tuple(OPEN):
                return False
        return False

    def _flush(self, lines: list[Line], at: int) -> bool:
        """True where the next printed line begins at the margin and is not indented as a new paragraph is."""
        return self._adds_up(lines, at, self.wrap) and not self._indented(lines, at)

    def _indented(self, lines: list[Line], at: int) -> bool:
        return self._adds_up(lines, at, self.wrap - INDENT, 1)
