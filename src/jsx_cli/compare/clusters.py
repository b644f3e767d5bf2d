"""Measures that several documents share, without an upper plan.

In come papers, out go clusters of their items. Each item joins the cluster whose centre it is most like, found by an
index of pairs of characters; then all items choose once more among the centres that have formed. The order of the
documents' names decides, not that of the arguments. Time grows with the number of items, not with that of their pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from jsx_cli.compare.paper import Item, Paper
from jsx_cli.compare.words import Grams, Weights, grams
from jsx_cli.records import dataclass

ALIKE = 0.3
TOLD = 40  # the heaviest pairs of characters by which an item is looked up
NEAREST = 15  # of the centres that share most of these, as many are looked at
# Clusters with items of one heading of so many pairs of characters are one where these are so much alike.
NAMED, KIN = 3, 0.1
HEADING = 1.5  # what stands in a heading counts more


@dataclass(frozen=True, slots=True)
class Cluster:
    """Items that are about the same, in the order of the documents."""

    id: str
    heading: str
    topic: str
    members: tuple[Item, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that have it."""
        return tuple(dict.fromkeys(item.document for item in self.members))


def clusters(some: Sequence[Paper]) -> tuple[Cluster, ...]:
    """The clusters of all items, those of most documents first."""
    every = [item for paper in some for item in paper.items]
    about = [frozenset().union(*(task.grams for task in item.tasks)) | grams(item.heading) for item in every]
    weights = Weights(about)
    vectors = [vector(item, known, weights) for item, known in zip(every, about, strict=True)]
    keys = [told(own) for own in vectors]
    centres: list[dict[str, float]] = []
    lengths: list[float] = []
    index: dict[str, set[int]] = defaultdict(set)
    for own, key in zip(vectors, keys, strict=True):
        at = nearest(own, key, centres, lengths, index)
        if at is None:
            at = len(centres)
            centres.append({})
            lengths.append(0.0)
        lengths[at] = blend(centres[at], own, lengths[at])
        for gram in key:
            index[gram].add(at)
    chosen: dict[int, list[Item]] = defaultdict(list)
    for item, own, key in zip(every, vectors, keys, strict=True):
        at = nearest(own, key, centres, lengths, index)
        chosen[at if at is not None else -1 - len(chosen)].append(item)
    vector_of = {id(item): own for item, own in zip(every, vectors, strict=True)}
    found = [named(members) for members in same_headings(list(chosen.values()), vector_of)]
    found.sort(key=lambda cluster: (-len(cluster.documents), cluster.members[0].document, cluster.members[0].key))
    return tuple(found)


def same_headings(some: list[list[Item]], vector_of: Mapping[int, dict[str, float]]) -> list[list[Item]]:
    """The clusters, with those joined that have items of one heading (规范审批服务) and are at all alike."""
    by_heading: dict[Grams, dict[int, list[Item]]] = defaultdict(dict)
    for at, members in enumerate(some):
        for item in members:
            if len(head := grams(item.heading)) >= NAMED:
                by_heading[head].setdefault(at, []).append(item)
    into = list(range(len(some)))

    def root(at: int) -> int:
        while into[at] != at:
            at = into[at]
        return at

    for head in sorted(by_heading, key=sorted):
        first, *others = by_heading[head]
        own = by_heading[head][first]
        for other in others:
            theirs = by_heading[head][other]
            near = max(
                sum(weight * vector_of[id(b)].get(gram, 0.0) for gram, weight in vector_of[id(a)].items())
                for a in own for b in theirs
            )  # fmt: skip
            if near >= KIN:
                into[max(root(first), root(other))] = min(root(first), root(other))
    joined: dict[int, list[Item]] = defaultdict(list)
    for at, members in enumerate(some):
        joined[root(at)].extend(members)
    return list(joined.values())


def vector(item: Item, about: frozenset[str], weights: Weights) -> dict[str, float]:
    """What the item is about, of length 1."""
    head = grams(item.heading)
    return scaled({gram: weights.table[gram] * (HEADING if gram in head else 1.0) for gram in sorted(about)})


def scaled(own: dict[str, float]) -> dict[str, float]:
    """The same direction with length 1; what hardly counts is left out."""
    kept = dict(sorted(own.items(), key=lambda pair: (-pair[1], pair[0]))[:300])
    length = sum(weight * weight for weight in kept.values()) ** 0.5
    return {gram: weight / length for gram, weight in kept.items()} if length else {}


def told(own: dict[str, float]) -> list[str]:
    """The pairs of characters that tell most."""
    return sorted(own, key=lambda gram: (-own[gram], gram))[:TOLD]


def nearest(
    own: dict[str, float],
    key: Sequence[str],
    centres: Sequence[dict[str, float]],
    lengths: Sequence[float],
    index: dict[str, set[int]],
) -> int | None:
    """The centre that is most like the item, none where all are too far. `lengths` are the squares of theirs."""
    shared: Counter[int] = Counter()
    for gram in key:
        shared.update(index.get(gram, ()))
    best, where = ALIKE, None
    for at, _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:NEAREST]:
        centre = centres[at]
        likeness = sum(weight * centre[gram] for gram, weight in own.items() if gram in centre) / lengths[at] ** 0.5
        if likeness > best:
            best, where = likeness, at
    return where


def blend(centre: dict[str, float], own: dict[str, float], length: float) -> float:
    """The centre moves to the item; the square of its length afterwards."""
    for gram, weight in own.items():
        before = centre.get(gram, 0.0)
        centre[gram] = before + weight
        length += 2 * before * weight + weight * weight
    return length


def named(members: Sequence[Item]) -> Cluster:
    """A cluster is called by the heading that most of its members have, the shortest of these."""
    counts = Counter(item.heading for item in members)
    heading = min(counts, key=lambda name: (-counts[name], len(name), name))
    topics = Counter(item.topic for item in members if item.topic)
    topic = min(topics, key=lambda name: (-topics[name], name)) if topics else ""
    ordered = tuple(sorted(members, key=lambda item: (item.document, item.key)))
    return Cluster(f"{ordered[0].document}:{ordered[0].path}", heading, topic, ordered)
