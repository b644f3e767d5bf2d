"""Two versions of one document: what became of each item, and which facts changed.

In come the old and the new result, out goes a `Difference`: facts first (2023年6月 → 2023年12月), then items:
`unchanged`, `changed`, `moved` to another place, `renumbered` only, `split`, `merged`, `added`, `dropped`. What
changed inside an item is told character by character.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from jsx_cli.compare.labels import Language, label
from jsx_cli.compare.paper import Paper, papers
from jsx_cli.compare.relation import standing
from jsx_cli.compare.values import amount, days, stepped
from jsx_cli.compare.words import grams
from jsx_cli.model import DocumentResult, Fact, Section, Span
from jsx_cli.patterns import late
from jsx_cli.records import dataclass

Kind = Literal["unchanged", "changed", "moved", "renumbered", "split", "merged", "added", "dropped"]
ALIKE = 0.55  # of a hundredth: how near two items must be
PART = 0.6  # the share of a part that must stand in the whole
# A piece that stands wholly in a longer one is nearly the same; of one that keeps its heading, some must stand.
WITHIN, SOME, TELLING, HEADINGS = 0.85, 0.3, 6, 0.85
NEXT = 40  # of items that share words, as many are looked at


# Text is compared character by character, numbers as a whole: 30%→40%, not 3→4.
TOKEN = late(r"\d[\d.,]*%?|[\s\S]")


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A leaf of the outline, or a paragraph outside of it."""

    path: str
    heading: str
    text: str
    span: Span
    place: int


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an item; `edits` are runs of equal (=), dropped (-) and added (+) text."""

    kind: Kind
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    edits: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that was added, dropped, or says something else now: the names of the fields, and both facts."""

    kind: Literal["changed", "added", "dropped"]
    old: Fact | None
    new: Fact | None
    fields: tuple[str, ...] = ()

    @property
    def either(self) -> Fact:
        """The new fact, or the old one where it is gone."""
        some = self.new or self.old
        assert some is not None
        return some


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs between two versions."""

    old: Paper
    new: Paper
    facts: tuple[FactChange, ...]
    items: tuple[Change, ...]


def diff(old: DocumentResult, new: DocumentResult) -> Difference:
    """What became of the old version in the new one."""
    before, after = papers([old])[0], papers([new])[0]
    changes = item_changes(pieces(before), pieces(after))
    return Difference(before, after, fact_changes(before, after, changes), changes)


def pieces(paper: Paper) -> list[Piece]:
    """The leaves of the outline and what stands between them, in the order of the text."""
    document = paper.result.document
    leaves: list[Section] = []

    def leaf(section: Section) -> None:
        if section.children:
            for child in section.children:
                leaf(child)
        else:
            leaves.append(section)

    for section in document.outline:
        leaf(section)
    found: list[tuple[Span, str, str]] = [
        (Span(one.lead.start + len(one.marker), one.span.end), one.path, one.heading) for one in leaves
    ]
    covered = sorted((one.span for one in leaves), key=lambda span: span.start)
    at = 0
    for paragraph in document.paragraphs:
        while at < len(covered) and covered[at].end <= paragraph.span.start:
            at += 1
        if at < len(covered) and covered[at].overlaps(paragraph.span):
            continue
        if paragraph.kind != "furniture":
            found.append((paragraph.span, paragraph.section, ""))
    found.sort(key=lambda one: (one[0].start, one[0].end))
    return [
        Piece(path, heading, span.of(paper.text).strip(), span, place)
        for place, (span, path, heading) in enumerate(found)
    ]


def item_changes(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[Change, ...]:
    """What became of each piece; those of the new version in its order, what is dropped where it stood."""
    partner: dict[int, int] = {}
    taken: set[int] = set()
    same: dict[str, list[int]] = defaultdict(list)
    for piece in new:
        same[piece.text].append(piece.place)
    for piece in old:
        free = [at for at in same[piece.text] if at not in taken]
        if free:
            at = min(free, key=lambda at: (new[at].path != piece.path, abs(at - piece.place)))
            partner[piece.place] = at
            taken.add(at)
    scored = sorted(
        ((-score, abs(one - other), one, other) for (one, other), score in likenesses(old, new, partner, taken).items())
    )
    for score, _, one, other in scored:
        if -score >= ALIKE and one not in partner and other not in taken:
            partner[one] = other
            taken.add(other)
    splits, merges = parts(old, new, partner, taken)
    stay = longest_rise([partner[piece.place] for piece in old if piece.place in partner])
    found: list[tuple[float, Change]] = []
    for piece in old:
        if piece.place in splits:
            whole = tuple(new[at] for at in splits[piece.place])
            found.append((whole[0].place, Change("split", (piece,), whole)))
        elif piece.place in partner and partner[piece.place] not in merges:
            twin = new[partner[piece.place]]
            found.append((twin.place, change(piece, twin, twin.place in stay)))
        elif not any(piece.place in some for some in merges.values()):
            found.append((piece.place - 0.5, Change("dropped", (piece,), ())))
    gone = {at for some in splits.values() for at in some}
    for fresh in new:
        if fresh.place in merges:
            found.append((fresh.place, Change("merged", tuple(old[at] for at in merges[fresh.place]), (fresh,))))
        elif fresh.place not in taken and fresh.place not in gone:
            found.append((fresh.place, Change("added", (), (fresh,))))
    found.sort(key=lambda one: one[0])
    return tuple(one for _, one in found)


def likenesses(
    old: Sequence[Piece], new: Sequence[Piece], partner: dict[int, int], taken: set[int]
) -> dict[tuple[int, int], float]:
    """How near pieces are that share words, found by an index."""
    index: dict[str, list[int]] = defaultdict(list)
    for piece in new:
        if piece.place not in taken:
            for gram in grams(piece.text):
                index[gram].append(piece.place)
    found: dict[tuple[int, int], float] = {}
    for piece in old:
        if piece.place in partner:
            continue
        shared: dict[int, int] = defaultdict(int)
        for gram in grams(piece.text):
            for at in index.get(gram, ()):
                shared[at] += 1
        for at in sorted(shared, key=lambda at: (-shared[at], at))[:NEXT]:
            found[piece.place, at] = nearness(piece, new[at])
    return found


def nearness(old: Piece, new: Piece) -> float:
    """How near two pieces are: by edits, or by how much of the shorter stands in the longer; a heading alone is enough
    where something of the text stays.
    """
    one, other = old.text[:4000], new.text[:4000]
    likeness = fuzz.ratio(one, other) / 100
    if likeness < ALIKE:
        short, long = sorted((one, other), key=lambda text: (len(text), text))
        stands = standing(short, long)
        likeness = max(likeness, WITHIN * stands)
        headings = fuzz.ratio(old.heading, new.heading) / 100 if len(old.heading) >= TELLING else 0
        if headings >= HEADINGS and stands >= SOME:
            likeness = max(likeness, ALIKE)
    return likeness


def parts(
    old: Sequence[Piece], new: Sequence[Piece], partner: dict[int, int], taken: set[int]
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Old pieces that became several, and new ones that were several."""
    splits: dict[int, list[int]] = {}
    merges: dict[int, list[int]] = {}
    back = {other: one for one, other in partner.items()}
    free_new = [piece for piece in new if piece.place not in taken and len(piece.text) >= 8]
    free_old = [piece for piece in old if piece.place not in partner and len(piece.text) >= 8]
    in_new, in_old = runs_of(free_new), runs_of(free_old)
    for piece in old:
        if piece.place in partner and new[partner[piece.place]].text == piece.text:
            continue
        near = sharing(piece.text, in_new)
        own = [other.place for other in free_new if other.place in near and standing(other.text, piece.text) >= PART]
        first = partner.get(piece.place)
        if first is not None and own and standing(new[first].text, piece.text) >= PART:
            own.append(first)
        if len(own) > 1:
            splits[piece.place] = sorted(own)
    for other in new:
        if other.place in back and old[back[other.place]].text == other.text:
            continue
        near = sharing(other.text, in_old)
        own = [
            piece.place
            for piece in free_old
            if piece.place in near and piece.place not in splits and standing(piece.text, other.text) >= PART
        ]
        first = back.get(other.place)
        if first is not None and own and first not in splits and standing(old[first].text, other.text) >= PART:
            own.append(first)
        if len(own) > 1:
            merges[other.place] = sorted(own)
    return splits, merges


def runs_of(some: Sequence[Piece]) -> dict[str, set[int]]:
    """Where each run of eight characters stands."""
    found: dict[str, set[int]] = defaultdict(set)
    for piece in some:
        for at in range(len(piece.text) - 7):
            found[piece.text[at : at + 8]].add(piece.place)
    return found


def sharing(text: str, runs: dict[str, set[int]]) -> set[int]:
    """The pieces that have a run of the text; runs of very many pieces say nothing."""
    found: set[int] = set()
    for at in range(len(text) - 7):
        places = runs.get(text[at : at + 8])
        if places and len(places) <= NEXT:
            found |= places
    return found


def longest_rise(places: Sequence[int]) -> set[int]:
    """The new places of the most pieces that kept their order; the others were moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = [-1] * len(places)
    for at, place in enumerate(places):
        where = bisect_left(tails, place)
        if where == len(tails):
            tails.append(place)
            ends.append(at)
        else:
            tails[where], ends[where] = place, at
        before[at] = ends[where - 1] if where else -1
    found: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        found.add(places[at])
        at = before[at]
    return found


def change(old: Piece, new: Piece, stays: bool) -> Change:
    """What became of a piece that is still there."""
    edits = edits_of(old.text, new.text) if old.text != new.text else ()
    kind: Kind
    if not stays:
        kind = "moved"
    elif edits:
        kind = "changed"
    else:
        kind = "unchanged" if old.path == new.path else "renumbered"
    return Change(kind, (old,), (new,), edits)


def edits_of(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Runs of equal, dropped and added text that together give both."""
    found: list[tuple[str, str]] = []

    def note(sign: str, words: str) -> None:
        """What is dropped stands before what is added in its place."""
        at = len(found)
        while sign == "-" and at and found[at - 1][0] == "+":
            at -= 1
        if at and found[at - 1][0] == sign:
            found[at - 1] = (sign, found[at - 1][1] + words)
        else:
            found.insert(at, (sign, words))

    one, other = TOKEN.findall(old[:6000]), TOKEN.findall(new[:6000])
    for step in Indel.opcodes(one, other):
        if step.tag == "equal":
            note("=", "".join(one[step.src_start : step.src_end]))
        else:
            if step.src_end > step.src_start:
                note("-", "".join(one[step.src_start : step.src_end]))
            if step.dest_end > step.dest_start:
                note("+", "".join(other[step.dest_start : step.dest_end]))
    return tuple(found)


TOLD = ("measure", "citation")  # what items and their text already say


def fact_changes(old: Paper, new: Paper, changes: Sequence[Change]) -> tuple[FactChange, ...]:
    """The facts that are not in both as they were, in the order of the new version."""
    there = {id(piece): at for at, one in enumerate(changes) for piece in (*one.old, *one.new)}
    before = [fact for fact in old.result.facts if fact.type not in TOLD]
    after = [fact for fact in new.result.facts if fact.type not in TOLD]
    olds, news = pieces_of(changes, "old"), pieces_of(changes, "new")
    place_old = {id(fact): where(fact, olds, there) for fact in before}
    place_new = {id(fact): where(fact, news, there) for fact in after}
    twins: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in after:
        twins[fact.type, fact.fields, fact.evidence.exact].append(fact)
    rest: list[Fact] = []
    for fact in before:
        same = twins[fact.type, fact.fields, fact.evidence.exact]
        if same:
            same.pop(0)
        else:
            rest.append(fact)
    kept = {id(fact) for some in twins.values() for fact in some}
    left = [fact for fact in after if id(fact) in kept]
    words = {id(fact): about(fact) + str(fact.get("unit") or "") for fact in (*rest, *left)}
    scored = []
    for at, fact in enumerate(rest):
        for to, other in enumerate(left):
            if fact.type == other.type:
                likeness = fuzz.ratio(words[id(fact)], words[id(other)], score_cutoff=45) / 100
                if place_old[id(fact)] == place_new[id(other)]:
                    likeness += 0.3
                if likeness >= 0.75:
                    scored.append((-likeness, at, to))
    used_old: set[int] = set()
    used_new: set[int] = set()
    found: list[tuple[int, int, FactChange]] = []
    for _, at, to in sorted(scored):
        if at in used_old or to in used_new:
            continue
        used_old.add(at)
        used_new.add(to)
        one, other = rest[at], left[to]
        names = dict.fromkeys(name for name, _ in (*one.fields, *other.fields))
        differ = tuple(name for name in names if one.get(name) != other.get(name))
        if set(differ) - {"subject", "action", "task", "strength_word"}:
            found.append((other.evidence.span.start, 0, FactChange("changed", one, other, differ)))
    found += [(fact.evidence.span.start, 1, FactChange("dropped", fact, None)) for at, fact in enumerate(rest)
              if at not in used_old]  # fmt: skip
    found += [(fact.evidence.span.start, 2, FactChange("added", None, fact)) for at, fact in enumerate(left)
              if at not in used_new]  # fmt: skip
    found.sort(key=lambda one: (one[2].kind != "changed", one[0], one[1]))
    return tuple(one for _, _, one in found)


def pieces_of(changes: Sequence[Change], side: str) -> list[Piece]:
    """All pieces of a side, in the order of the text."""
    found = [piece for one in changes for piece in (one.old if side == "old" else one.new)]
    return sorted(found, key=lambda piece: (piece.span.start, piece.span.end))


def where(fact: Fact, some: Sequence[Piece], there: dict[int, int]) -> int:
    """The number of the change whose piece holds the fact."""
    at = bisect_right(some, fact.evidence.span.start, key=lambda piece: piece.span.start) - 1
    return there[id(some[at])] if at >= 0 and some[at].span.covers(fact.evidence.span) else -1


def about(fact: Fact) -> str:
    """What a fact is about, in the words of the text, without its value."""
    for name in ("subject", "action", "task", "role"):
        value = fact.get(name)
        if isinstance(value, str) and value:
            return value
    return fact.evidence.sentence.replace(fact.evidence.exact, "")


def value_of(fact: Fact) -> str:
    """What a fact says, shortly."""
    if fact.type in ("ratio", "quantity"):
        return amount(fact)
    if fact.type == "deadline":
        return days(fact)
    return fact.evidence.exact


def counts(found: Difference) -> dict[str, int]:
    """How many changes of each kind."""
    kinds = ("unchanged", "changed", "moved", "renumbered", "split", "merged", "added", "dropped")
    told = {kind: sum(one.kind == kind for one in found.items) for kind in kinds}
    return {**told, **{f"facts_{kind}": sum(one.kind == kind for one in found.facts)
                       for kind in ("changed", "added", "dropped")}}  # fmt: skip


def to_dict(found: Difference) -> dict[str, Any]:
    """The difference as plain values."""

    def side(paper: Paper) -> dict[str, Any]:
        source = paper.result.document.aligned.source
        return {"path": source.name, "sha256": source.sha256, "title": paper.element("title") or None,
                "date": paper.date or None}  # fmt: skip

    def fact(one: Fact | None) -> dict[str, Any] | None:
        if one is None:
            return None
        return {"id": one.id, "section": one.section, "text": value_of(one), "exact": one.evidence.exact,
                "start": one.evidence.raw.start, "end": one.evidence.raw.end,
                "sentence": one.evidence.sentence}  # fmt: skip

    def piece(one: Piece, paper: Paper) -> dict[str, Any]:
        start, end = paper.quoted(one.span)
        return {"path": one.path, "heading": one.heading or None, "start": start, "end": end}

    return {
        "schema": "jsx-diff/1",
        "old": side(found.old),
        "new": side(found.new),
        "facts": [
            {"kind": one.kind, "type": one.either.type, "about": about(one.either), "fields": list(one.fields),
             "old": fact(one.old), "new": fact(one.new)}
            for one in found.facts
        ],
        "items": [
            {"kind": one.kind, "old": [piece(part, found.old) for part in one.old],
             "new": [piece(part, found.new) for part in one.new],
             "edits": [{"op": sign, "text": words} for sign, words in one.edits]}
            for one in found.items
        ],
        "counts": counts(found),
        "parameters": {"alike": 55, "part": 60, "version": found.new.result.engine.version,
                       "rules": found.new.result.engine.rules},
    }  # fmt: skip


def lines(found: Difference, language: Language = "zh") -> list[str]:
    """The difference to read: changed facts first, then items; what is unchanged is only counted."""
    told = counts(found)
    out = [f"{found.old.title}  →  {found.new.title}"]
    out.append("  ".join(f"{label(kind, language)} {number}" for kind, number in told.items()
                         if number and not kind.startswith("facts_")))  # fmt: skip
    if found.facts:
        out.append(f"\n{label('facts', language)}")
    for one in found.facts:
        some = one.either
        told_values = [value_of(fact) for fact in (one.old, one.new) if fact]
        values = stepped(told_values[0], told_values[1], " → ") if len(told_values) == 2 else told_values[0]
        out.append(f"  {label(one.kind, language)}  {some.section}  {about(some)[:40]}  {values}")
    shown = [one for one in found.items if one.kind != "unchanged"]
    if shown:
        out.append(f"\n{label('items', language)}")
    for change_ in shown:
        paths = " → ".join("+".join(piece.path or "¶" for piece in side) for side in (change_.old, change_.new) if side)
        some_piece = (change_.new or change_.old)[0]
        out.append(f"  {label(change_.kind, language)}  {paths}  {(some_piece.heading or some_piece.text)[:40]}")
        if change_.edits:
            out.append("      " + inline(change_.edits))
    return out


def inline(edits: Sequence[tuple[str, str]]) -> str:
    """[-应当-]{+可以+}, with long equal text shortened."""
    parts = []
    for sign, words in edits:
        if sign == "=":
            parts.append(words if len(words) <= 24 else f"{words[:10]}…{words[-10:]}")
        else:
            parts.append(f"[-{words}-]" if sign == "-" else f"{{+{words}+}}")
    return "".join(parts).replace("\n", " ")
