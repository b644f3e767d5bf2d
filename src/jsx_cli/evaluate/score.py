"""How far what jsx extracts agrees with what people marked: precision, recall and F1 for each type of fact.

In come gold documents and, for each, the object that `jsx extract` prints. A predicted fact is matched one to one
with a gold fact of the same type whose words overlap it. `detect` counts the pairs; `strict` counts those whose core
fields agree as well: for 不低于30% the value 0.3 and the comparator >=. Positions are compared on a skeleton of the
text, so that layout and typography never decide a match: “不低于 30％” and "不低于30%" are the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

from jsx_cli.evaluate.gold import GoldDocument
from jsx_cli.model import FACT_TYPES
from jsx_cli.patterns import late
from jsx_cli.records import dataclass, field

Prediction = Mapping[str, Any]
META = ("title", "doc_number", "issuers", "date", "doc_type", "addressees", "attached")
TOLERANCE = 1e-6
NEAR = 24  # characters of context that tell one 30% from another

# One form for each mark; NFKC leaves most of them apart.
MARKS = str.maketrans("“”‘’〔〕【】[]（）《》〈〉—－–―，。；：、！？·．", "\"\"''()()()()<><>----,.;:,!?..")
SPACE = late(r"\s+")


def skeleton(text: str) -> str:
    """The text without what layout and typography add: NFKC, one form of each mark, no white space, no case."""
    return SPACE.sub("", unicodedata.normalize("NFKC", text.translate(MARKS)).translate(MARKS)).casefold()


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement: a fact that was missed, a false alarm, one with wrong core fields, or a wrong element."""

    document: str
    type: str
    what: Literal["missed", "false alarm", "wrong fields", "wrong element"]
    line: int | None
    words: str
    gold: Mapping[str, Any]
    found: Mapping[str, Any]
    rule: str = ""
    prefix: str = ""
    suffix: str = ""
    disagree: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """Counts for one type: gold facts, predicted facts, pairs found, pairs whose core fields agree."""

    gold: int = 0
    predicted: int = 0
    detect: int = 0
    strict: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.gold + other.gold,
            self.predicted + other.predicted,
            self.detect + other.detect,
            self.strict + other.strict,
        )


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


def rates(hits: int, predicted: int, gold: int) -> Rates:
    """Nothing predicted is a precision of 1 where there was nothing to find, else 0; no gold is a recall of 1."""
    precision = hits / predicted if predicted else (0.0 if gold else 1.0)
    recall = hits / gold if gold else 1.0
    both = precision + recall
    return Rates(precision, recall, 2 * precision * recall / both if both else 0.0)


@dataclass(slots=True)
class DocumentScore:
    """The counts of one document, by type, and how many of its own elements came out right."""

    name: str
    types: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in FACT_TYPES})
    meta_right: int = 0
    meta_all: int = 0
    predicted: bool = True
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Score:
    """All documents together. `absent` names those for which nothing was predicted; their facts count as missed."""

    documents: tuple[DocumentScore, ...]

    @property
    def types(self) -> dict[str, Tally]:
        """The counts of all documents, by type."""
        return summed(self.documents)

    @property
    def micro(self) -> Tally:
        """The counts of all types together."""
        return sum(self.types.values(), Tally())

    @property
    def macro(self) -> float:
        """The mean of the strict F1 of the types that the gold has."""
        return macro(self.types)

    @property
    def meta_right(self) -> int:
        return sum(document.meta_right for document in self.documents)

    @property
    def meta_all(self) -> int:
        return sum(document.meta_all for document in self.documents)

    @property
    def absent(self) -> tuple[str, ...]:
        return tuple(document.name for document in self.documents if not document.predicted)

    @property
    def differences(self) -> list[Difference]:
        return [difference for document in self.documents for difference in document.differences]


def summed(documents: Iterable[DocumentScore]) -> dict[str, Tally]:
    """The counts of these documents, by type."""
    total: dict[str, Tally] = {kind: Tally() for kind in FACT_TYPES}
    for document in documents:
        for kind, tally in document.types.items():
            total[kind] = total[kind] + tally
    return total


def macro(types: Mapping[str, Tally]) -> float:
    """The mean of the strict F1 of the types that the gold has."""
    present = [rates(tally.strict, tally.predicted, tally.gold).f1 for tally in types.values() if tally.gold]
    return sum(present) / len(present) if present else 0.0


def score(golds: Iterable[GoldDocument], predictions: Mapping[str, Prediction]) -> Score:
    """Gold against predictions, which are found by the name of the document."""
    return Score(tuple(score_document(gold, predictions.get(gold.name)) for gold in golds))


def score_document(gold: GoldDocument, prediction: Prediction | None) -> DocumentScore:
    """One document's counts and every difference."""
    found = DocumentScore(gold.name, predicted=prediction is not None)
    prediction = prediction or {}
    _score_elements(gold, prediction.get("document") or {}, found)
    marked = [mark for mark in gold_marks(gold) if mark.fields.get("kind") != "prose"]
    # Measures of prose are not annotated by people, so they are neither hits nor false alarms.
    said = [
        fact for fact in prediction.get("facts", ()) if fact.get("type") in FACT_TYPES and fact.get("kind") != "prose"
    ]
    placed = predicted_marks(skeleton(gold.text), said)
    for kind in FACT_TYPES:
        golds = [mark for mark in marked if mark.type == kind]
        facts = [mark for mark in placed if mark.type == kind]
        pairs = match(facts, golds, CORE[kind])
        found.types[kind] = Tally(len(golds), len(facts), len(pairs), sum(pair.agree for pair in pairs))
        found.differences += _differences(gold, kind, facts, golds, pairs)
    return found


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact, gold or predicted, with its place on the skeleton (None where its words are not in the text)."""

    type: str
    place: tuple[int, int] | None
    fields: Mapping[str, Any]
    words: str
    line: int | None = None
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A predicted fact and the gold fact that it was matched with, by their numbers."""

    found: int
    gold: int
    agree: bool


def gold_marks(gold: GoldDocument) -> list[Mark]:
    """The gold facts, their places on the skeleton."""
    # Each line by itself, as the skeleton of a whole text may join what stands on both sides of a line end.
    lines = gold.text.split("\n")
    starts, on_skeleton, at, above = [], [], 0, 0
    for line in lines:
        starts.append(at)
        on_skeleton.append(above)
        at += len(line) + 1
        above += len(skeleton(line))
    marks: list[Mark] = []
    for fact in gold.facts:
        line, first = lines[fact.line - 1], fact.span.start - starts[fact.line - 1]
        start = on_skeleton[fact.line - 1] + len(skeleton(line[:first]))
        place = (start, start + len(skeleton(fact.quote)))
        last = first + len(fact.quote)
        marks.append(
            Mark(fact.type, place, fact.fields, fact.quote, fact.line, line[max(0, first - 12) : first],
                 line[last : last + 12])
        )  # fmt: skip
    return marks


def predicted_marks(text: str, facts: Iterable[Mapping[str, Any]]) -> list[Mark]:
    """The predicted facts, each where its words stand on the skeleton `text` in the context most like its own."""
    marks: list[Mark] = []
    for fact in facts:
        evidence = fact.get("evidence") or {}
        words, prefix, suffix = (str(evidence.get(name) or "") for name in ("exact", "prefix", "suffix"))
        marks.append(
            Mark(str(fact["type"]), _place(text, skeleton(words), skeleton(prefix), skeleton(suffix)), fact, words,
                 None, prefix, suffix)
        )  # fmt: skip
    return marks


def _place(text: str, words: str, prefix: str, suffix: str) -> tuple[int, int] | None:
    best: tuple[int, int] | None = None
    most = -1
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        like = alike(text[max(0, at - NEAR) : at][::-1], prefix[::-1]) + alike(text[end : end + NEAR], suffix)
        if like > most:
            best, most = (at, end), like
        at = text.find(words, at + 1)
    return best


def alike(one: str, other: str) -> int:
    """How many characters the two have in common at their beginning."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def match(found: Sequence[Mark], gold: Sequence[Mark], core: Core) -> list[Pair]:
    """Pairs one to one: those whose core fields agree first, then by the share of the gold words that they cover."""
    candidates: list[tuple[bool, float, int, int, int]] = []
    for i, mark in enumerate(found):
        for j, other in enumerate(gold):
            if mark.place is None or other.place is None:
                continue
            common = min(mark.place[1], other.place[1]) - max(mark.place[0], other.place[0])
            if common > 0:
                share = common / max(1, other.place[1] - other.place[0])
                candidates.append((not core(mark.fields, other.fields), share, -abs(i - j), i, j))
    taken_found: set[int] = set()
    taken_gold: set[int] = set()
    pairs: list[Pair] = []
    for agree, _, _, i, j in sorted(candidates, reverse=True):
        if i not in taken_found and j not in taken_gold:
            taken_found.add(i)
            taken_gold.add(j)
            pairs.append(Pair(i, j, agree))
    return pairs


# --- core fields: those in which a difference makes the fact another one

Core = Callable[[Mapping[str, Any], Mapping[str, Any]], list[str]]


def same_number(found: Any, gold: Any) -> bool:
    """Equal but for the last digits of a float; both absent is equal too."""
    try:
        return abs(float(found) - float(gold)) <= TOLERANCE * max(1.0, abs(float(gold)))
    except (TypeError, ValueError):
        return found is None and gold is None


def same_text(found: Any, gold: Any) -> bool:
    """Equal, or one holds the other: people and rules cut a phrase a little differently."""
    one, other = skeleton(str(found or "")), skeleton(str(gold or ""))
    return bool(one) and bool(other) and (one in other or other in one)


def same_list(found: Any, gold: Any) -> bool:
    """The same names in any order."""
    return sorted(map(skeleton, found or ())) == sorted(map(skeleton, gold or ()))


def same_words(found: Any, gold: Any) -> bool:
    """The same text but for layout and typography."""
    return skeleton(str(found or "")) == skeleton(str(gold or ""))


def _numbers(found: Mapping[str, Any], gold: Mapping[str, Any]) -> list[str]:
    return [name for name in ("value", "low", "high") if not same_number(found.get(name), gold.get(name))]


def _ratio(found: Mapping[str, Any], gold: Mapping[str, Any]) -> list[str]:
    return _numbers(found, gold) + ["comparator"] * (found.get("comparator") != gold.get("comparator"))


def _quantity(found: Mapping[str, Any], gold: Mapping[str, Any]) -> list[str]:
    wrong = _numbers(found, gold)
    if gold.get("comparator") and found.get("comparator") != gold["comparator"]:
        wrong.append("comparator")
    units = found.get("unit"), gold.get("unit")
    if any(units) and not same_text(*units):
        wrong.append("unit")
    return wrong


def _deadline(found: Mapping[str, Any], gold: Mapping[str, Any]) -> list[str]:
    wrong = ["kind"] * (found.get("kind") != gold.get("kind"))
    return wrong + [name for name in ("start", "end", "duration") if gold.get(name) and found.get(name) != gold[name]]


def _leadership(found: Mapping[str, Any], gold: Mapping[str, Any]) -> list[str]:
    return [name for name in ("holder", "role") if not same_text(found.get(name), gold.get(name))]


def _responsibility(found: Mapping[str, Any], gold: Mapping[str, Any]) -> list[str]:
    return [name for name in ("lead", "support") if not same_list(found.get(name), gold.get(name))]


def _citation(found: Mapping[str, Any], gold: Mapping[str, Any]) -> list[str]:
    return [name for name in ("title", "number") if gold.get(name) and not same_words(found.get(name), gold[name])]


def _measure(found: Mapping[str, Any], gold: Mapping[str, Any]) -> list[str]:
    return ["path"] * (same_path(found.get("path")) != same_path(gold.get("path")))


def same_path(path: Any) -> str:
    """四/（三）/2． and 四/(三)/2 are one path."""
    return re.sub(r"[()、.．]", "", skeleton(str(path or "")))


# What of the core fields disagrees; [] where the two state the same fact.
CORE: dict[str, Core] = {
    "ratio": _ratio,
    "quantity": _quantity,
    "deadline": _deadline,
    "leadership": _leadership,
    "responsibility": _responsibility,
    "citation": _citation,
    "measure": _measure,
}
SHOWN = (
    "value", "low", "high", "comparator", "unit", "kind", "start", "end", "duration", "holder", "role", "lead",
    "support", "title", "number", "path",
)  # fmt: skip


def core_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a difference is shown with."""
    return {name: fields[name] for name in SHOWN if fields.get(name) is not None}


def _differences(
    gold: GoldDocument, kind: str, facts: Sequence[Mark], golds: Sequence[Mark], pairs: Sequence[Pair]
) -> list[Difference]:
    matched_gold, matched_found = {pair.gold for pair in pairs}, {pair.found for pair in pairs}
    missed = [
        Difference(gold.name, kind, "missed", mark.line, mark.words, core_fields(mark.fields), {}, "",
                   mark.prefix, mark.suffix)
        for number, mark in enumerate(golds) if number not in matched_gold
    ]  # fmt: skip
    alarms = [
        Difference(gold.name, kind, "false alarm", None, mark.words, {}, core_fields(mark.fields),
                   str(mark.fields.get("rule", "")), mark.prefix, mark.suffix)
        for number, mark in enumerate(facts) if number not in matched_found
    ]  # fmt: skip
    wrong = []
    for pair in pairs:
        if not pair.agree:
            one, other = facts[pair.found], golds[pair.gold]
            wrong.append(
                Difference(gold.name, kind, "wrong fields", other.line, other.words, core_fields(other.fields),
                           core_fields(one.fields), str(one.fields.get("rule", "")), other.prefix, other.suffix,
                           tuple(CORE[kind](one.fields, other.fields)))
            )  # fmt: skip
    return [*missed, *alarms, *wrong]


def _score_elements(gold: GoldDocument, elements: Mapping[str, Any], found: DocumentScore) -> None:
    for name in META:
        wanted = gold.meta.get(name)
        if not wanted:
            continue
        found.meta_all += 1
        if same_element(name, elements.get(name), wanted):
            found.meta_right += 1
        else:
            got = {} if elements.get(name) is None else {name: elements[name]}
            found.differences.append(
                Difference(gold.name, "document", "wrong element", None, name, {name: wanted}, got, disagree=(name,))
            )


def same_element(name: str, found: Any, gold: Any) -> bool:
    """True where an element of the document came out as marked."""
    if name == "issuers":
        return same_list(found, gold)
    if name in ("addressees", "attached"):
        found, gold = ("".join(part) if isinstance(part, list | tuple) else part for part in (found, gold))
    return same_words(found, gold)
