"""A document prepared for rules: folded text, where sentences and clauses begin, and its mentions by kind and place.

The view answers the questions that rules ask (which sentence is this in, is it inside a citation, what
section is it in) in time that does not grow with the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from jsx_cli.engine.grammar import fold
from jsx_cli.engine.phrases import Items, PhraseKind, read_phrase
from jsx_cli.model import Document, Mention, Notice, Section, Sentence, Severity, Span, Token
from jsx_cli.patterns import compiled, late
from jsx_cli.records import dataclass, field, replace
from jsx_cli.typed import Any

CLAUSE_BREAK = frozenset("，；。！？：\n")
SENTENCE_BREAK = frozenset("。！？\n")
OPENING = frozenset("（［")
CLOSING = frozenset("）］")
READABLE = frozenset(("heading", "body", "table"))
_BREAKS = late("[，；。！？：\n]")
_OPENINGS = late("[，；。！？：\n（［]")
_ORDINALS = late("(?:^|[，。；：！？\n])(?P<said>(?:[一二三四五六七八九]|十[一二三四五六七八九]?)是)(?=[^，。；])")
_QUOTED = late("“[^”“\n]{0,400}”")


class Sought:
    """Words to be found in one pass over a text: by their first sign, then by the second."""

    __slots__ = ("_first", "_long", "_short", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._short = frozenset(word for word in self.words if len(word) == 1)
        self._long: dict[str, dict[str, tuple[str, ...]]] = {}
        for word in sorted(self.words - self._short):
            seconds = self._long.setdefault(word[0], {})
            seconds[word[1]] = (*seconds.get(word[1], ()), word)
        firsts = sorted({word[0] for word in self.words})
        self._first = compiled(f"[{re.escape(''.join(firsts))}]") if firsts else None

    def find(self, text: str, places: dict[str, list[int]]) -> None:
        """Put the places of every word that stands in the text into `places`, from left to right."""
        if self._first is None:
            return
        short, long, nothing = self._short, self._long, dict[str, tuple[str, ...]]()
        for found in self._first.finditer(text):
            sign, at = found[0], found.start()
            if sign in short:
                places.setdefault(sign, []).append(at)
            for word in long.get(sign, nothing).get(text[at + 1 : at + 2], ()):
                if text.startswith(word, at):
                    places.setdefault(word, []).append(at)


Tokenise = Callable[[str], Iterable[Token]]


@dataclass(slots=True)
class View:
    """What the matcher and the field sources read; built once for a document, never changed by a rule."""

    document: Document
    mentions: tuple[Mention, ...]
    text: str = ""
    folded: str = ""
    by_kind: dict[str, dict[int, list[Mention]]] = field(default_factory=dict)
    flags: dict[str, Span] = field(default_factory=dict)
    tokenise: Tokenise | None = None
    # What was found under `fact.ratio` and the like: the fields of the fact whose evidence a mention is.
    known: dict[tuple[str, Span], dict[str, Any]] = field(default_factory=dict)
    searched: dict[tuple[int, int, int, int], Span | None] = field(default_factory=dict)
    spent: int = 0  # steps that conditions and cues took
    cued: dict[tuple[int, str, int, int], bool] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    _places: dict[str, list[int]] = field(default_factory=dict)
    _sentence_starts: list[int] = field(default_factory=list)
    _paragraph_starts: list[int] = field(default_factory=list)
    heads: frozenset[int] = frozenset()
    _numerals: dict[int, int] = field(default_factory=dict)
    _cuts: list[int] = field(default_factory=list)
    _inner: list[Section | None] = field(default_factory=list)
    _parents: dict[int, Section | None] = field(default_factory=dict)
    _areas: dict[str, tuple[list[int], list[int]]] = field(default_factory=dict)
    # Where clauses and sentences end: the places of the marks.
    breaks: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    _openings: list[int] = field(default_factory=list)
    _words: dict[str, list[int]] = field(default_factory=dict)
    _numbers: list[int] = field(default_factory=list)
    _sought: frozenset[str] = frozenset()
    _standing: dict[tuple[tuple[str, ...], tuple[str, ...]], list[int]] = field(default_factory=dict)
    _phrases: dict[tuple[int, int, int], tuple[tuple[int, Items], ...]] = field(default_factory=dict)
    _tokens: dict[int, dict[int, Token]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        document = self.document
        self.text = document.text
        self.folded = fold(self.text)
        self.add(self.mentions)
        self._sentence_starts = [sentence.span.start for sentence in document.sentences]
        self._paragraph_starts = [paragraph.span.start for paragraph in document.paragraphs]
        self._lay_sections()
        # Behind the numeral of an item a clause begins, and not before it: 第四条 公安机关负责…
        leads = [(section.lead.start, len(section.marker)) for section in document.sections()]
        self._numerals = {at: _behind(self.text, at + length) for at, length in leads}
        # 一是市工信局负责…; 二是市发改委牵头…: so does one behind 一是.
        self._numerals |= {found.start("said"): found.end() for found in _ORDINALS.finditer(self.folded)}
        self.heads = frozenset(self._numerals.values())
        self.breaks = [found.start() for found in _BREAKS.finditer(self.folded)]
        self.stops = [at for at in self.breaks if self.folded[at] in SENTENCE_BREAK]
        self._openings = sorted({*self.heads, *(found.end() for found in _OPENINGS.finditer(self.folded))})
        titles = [mention.span for mention in self.mentions if mention.kind == "title"]
        quotations = [Span(*found.span()) for found in _QUOTED.finditer(self.text)]
        own = [paragraph.span for paragraph in document.paragraphs if paragraph.kind == "title"]
        for name, spans in (("citation", titles), ("quotation", quotations), ("title", own)):
            self._areas[name] = ([span.start for span in spans], [span.end for span in spans])

    def add(self, mentions: Iterable[Mention]) -> None:
        """Let patterns see these mentions too."""
        fresh: set[str] = set()
        for mention in mentions:
            self.by_kind.setdefault(mention.kind, {}).setdefault(mention.span.start, []).append(mention)
            fresh.add(mention.kind)
        for kind in fresh:
            self._places[kind] = sorted(self.by_kind[kind])
        for key in [key for key in self._standing if not fresh.isdisjoint(key[1])]:
            del self._standing[key]

    def note(self, code: str, severity: Severity, message: str, span: Span) -> None:
        """Something that the reader of the document should know; said once."""
        notice = Notice(code, severity, message, self.document.aligned.to_raw(span))
        if notice not in self.notices[-20:]:
            self.notices.append(notice)

    @property
    def title(self) -> Span | None:
        """Where the document's own title stands in the text."""
        return next((element.span for element in self.document.elements if element.name == "title"), None)

    def _lay_sections(self) -> None:
        """The innermost section of every stretch, by one walk over the outline."""
        events: list[tuple[int, int, Section | None]] = []
        open_sections: list[Section] = []
        flat = sorted(self.document.sections(), key=lambda section: (section.span.start, -section.span.end))

        def close(until: int) -> None:
            while open_sections and open_sections[-1].span.end <= until:
                gone = open_sections.pop()
                events.append((gone.span.end, len(events), open_sections[-1] if open_sections else None))

        for section in flat:
            close(section.span.start)
            self._parents[id(section)] = open_sections[-1] if open_sections else None
            open_sections.append(section)
            events.append((section.span.start, len(events), section))
        close(len(self.text) + 1)
        events.sort(key=lambda event: event[:2])
        self._cuts = [at for at, _, _ in events]
        self._inner = [section for _, _, section in events]

    def readable(self) -> Iterator[tuple[int, Sentence]]:
        """The sentences from which facts may come: those of body, headings and tables."""
        paragraphs = self.document.paragraphs
        for index, sentence in enumerate(self.document.sentences):
            if paragraphs[sentence.paragraph].kind in READABLE:
                yield index, sentence

    def sentence_at(self, position: int) -> int:
        """The index of the sentence that holds `position`, or of the last one before it."""
        return max(0, bisect_right(self._sentence_starts, position) - 1)

    def paragraph_index(self, position: int) -> int:
        """The index of the paragraph that holds `position`."""
        return max(0, bisect_right(self._paragraph_starts, position) - 1)

    def number_of(self, paragraph: int) -> int:
        """Which of the paragraphs that rules read the one of that index is, counted from 1."""
        if not self._numbers:
            self._numbers = list(accumulate(int(part.kind in READABLE) for part in self.document.paragraphs))
        return self._numbers[paragraph]

    def section_at(self, position: int) -> Section | None:
        """The innermost section that holds `position`."""
        index = bisect_right(self._cuts, position) - 1
        return self._inner[index] if index >= 0 else None

    def ancestors(self, section: Section) -> list[Section]:
        """The sections that hold `section`, from the top down to it."""
        above: list[Section] = []
        around: Section | None = section
        while around is not None and len(above) < 60:
            above.append(around)
            around = self._parents.get(id(around))
        return above[::-1]

    def inside(self, area: str, span: Span) -> bool:
        """True where `span` lies within a citation or a quotation."""
        starts, ends = self._areas[area]
        index = bisect_right(starts, span.start) - 1
        return index >= 0 and span.end <= ends[index]

    def clause_of(self, span: Span, within: Span) -> Span:
        """The clause of `within` around `span`; bracketed text does not cut it."""
        before = bisect_left(self.breaks, span.start) - 1
        start = max(within.start, self.breaks[before] + 1 if before >= 0 else 0)
        behind = bisect_left(self.breaks, span.end)
        end = min(within.end, self.breaks[behind] if behind < len(self.breaks) else len(self.folded))
        return Span(min(start, span.start), max(end, span.end))

    def is_cut(self, span: Span) -> bool:
        """True where a clause ends inside the stretch, before its last character."""
        index = bisect_left(self.breaks, span.start)
        return index < len(self.breaks) and self.breaks[index] < span.end - 1

    def behind_numeral(self, at: int) -> int:
        """Where the text of an item begins whose numeral stands at `at`; `at` itself elsewhere."""
        return self._numerals.get(at, at)

    def openings(self, region: Span) -> list[int]:
        """Where inside the region a clause or the content of a bracket begins."""
        first, last = bisect_right(self._openings, region.start), bisect_left(self._openings, region.end)
        start = self.behind_numeral(region.start)
        return [start, *(at for at in self._openings[first:last] if at > start)]

    def anchors(self, region: Span) -> list[int]:
        """Where inside the region `^` may stand."""
        first, last = bisect_right(self._openings, region.start), bisect_right(self._openings, region.end)
        return [region.start, *self._openings[first:last]]

    def word_places(self, word: str) -> list[int]:
        """Where the word stands in the document."""
        places = self._words.get(word)
        if places is None:
            places = self._words[word] = []
            if word not in self._sought:
                at = self.folded.find(word)
                while at >= 0:
                    places.append(at)
                    at = self.folded.find(word, at + 1)
        return places

    def seek(self, sought: Sought) -> None:
        """Find all these words at once, so that nobody need ask for those that are not there."""
        self._sought = sought.words
        sought.find(self.folded, self._words)

    def standing(self, words: tuple[str, ...], kinds: tuple[str, ...]) -> list[int]:
        """Where one of these words or a mention of one of these kinds begins in the document, from left to right."""
        known = self._standing.get((words, kinds))
        if known is None:
            known = self._standing[words, kinds] = self._stand(words, kinds)
        return known

    def _stand(self, words: tuple[str, ...], kinds: tuple[str, ...]) -> list[int]:
        lists = [*(self.word_places(word) for word in words), *(self._places.get(kind, []) for kind in kinds)]
        lists = [places for places in lists if places]
        if len(lists) < 2:
            return lists[0] if lists else []
        return sorted({at for places in lists for at in places})

    def phrase(self, kind: PhraseKind, at: int, limit: int) -> tuple[tuple[int, Items], ...]:
        """Every way to read the phrase at that place, read once for all rules."""
        key = (id(kind), at, limit)
        ways = self._phrases.get(key)
        if ways is None:
            ways = self._phrases[key] = tuple(read_phrase(kind, self.folded, at, limit))
        return ways

    def tokens(self, position: int) -> dict[int, Token]:
        """The words of the sentence around a position, by where they begin; empty without a segmenter."""
        if self.tokenise is None or not self.document.sentences:
            return {}
        index = self.sentence_at(position)
        if index not in self._tokens:
            span = self.document.sentences[index].span
            words: dict[int, Token] = {}
            for token in self.tokenise(self.text[span.start : span.end]):
                moved = Span(span.start + token.span.start, span.start + token.span.end)
                words[moved.start] = replace(token, span=moved)
            self._tokens[index] = words
        return self._tokens[index]

    def word_end(self, at: int, tag: str) -> int:
        """Where the word that begins at `at` ends, if its part of speech begins with `tag`; -1 otherwise."""
        token = self.tokens(at).get(at)
        return token.span.end if token is not None and token.tag.startswith(tag) else -1

    def is_border(self, at: int) -> bool:
        """True between two words, and at the ends of a sentence."""
        if not self.document.sentences or self.tokenise is None:
            return True
        sentence = self.document.sentences[self.sentence_at(at)].span
        return at in self.tokens(at) or at <= sentence.start or at >= sentence.end

    def borders(self, region: Span) -> list[int]:
        """Where inside the region a word begins."""
        return sorted(at for at in self.tokens(region.start) if region.start <= at < region.end)

    def mentions_in(self, kinds: Iterable[str], span: Span) -> list[Mention]:
        """The mentions of these kinds that begin inside `span`, in order."""
        found = [
            mention for kind in kinds for start in self.places(kind, span) for mention in self.by_kind[kind][start]
        ]
        return sorted(found, key=lambda mention: mention.span)

    def places(self, kind: str, span: Span) -> Sequence[int]:
        """Where inside `span` a mention of that kind begins."""
        places = self._places.get(kind, ())
        return places[bisect_left(places, span.start) : bisect_left(places, span.end)]

    def starts_of(self, kinds: Sequence[str], start: int, end: int) -> Sequence[int]:
        """Where from `start` to before `end` a mention of one of these kinds begins, from left to right."""
        span = Span(start, end)
        if len(kinds) == 1:
            return self.places(kinds[0], span)
        return sorted({at for kind in kinds for at in self.places(kind, span)})

    def paragraph_span(self, sentence: Sentence) -> Span:
        """The stretch of the paragraph that holds this sentence."""
        return self.document.paragraphs[sentence.paragraph].span


def _behind(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def view(document: Document, mentions: Sequence[Mention], tokenise: Tokenise | None = None) -> View:
    """The document made ready for rules."""
    return View(document, tuple(mentions), tokenise=tokenise)
