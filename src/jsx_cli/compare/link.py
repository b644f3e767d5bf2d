"""Groups of things that are alike, by average likeness: two groups are joined while their members agree on average.

Only pairs that share something are looked at, in the order of their likeness and then of their numbers, so that the
same things give the same groups.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping

Edges = Mapping[tuple[int, int], float]


def groups(number: int, edges: Edges, least: float, apart: Callable[[list[int], list[int]], bool]) -> list[list[int]]:
    """Groups of 0 … number-1, each in order; `apart` says of two groups that they must never be one."""
    members = {at: [at] for at in range(number)}
    near: dict[int, dict[int, float]] = {at: {} for at in range(number)}
    heap: list[tuple[float, int, int]] = []
    for (one, other), likeness in edges.items():
        near[one][other] = near[other][one] = likeness
        if likeness >= least:
            heap.append((-likeness, min(one, other), max(one, other)))
    heapq.heapify(heap)
    fresh = number
    while heap:
        _, one, other = heapq.heappop(heap)
        if one not in members or other not in members or apart(members[one], members[other]):
            continue
        joined = sorted(members.pop(one) + members.pop(other))
        sums: dict[int, float] = {}
        for part in (one, other):
            for neighbour, likeness in near.pop(part).items():
                if neighbour in members:
                    sums[neighbour] = sums.get(neighbour, 0.0) + likeness
                    near[neighbour].pop(part, None)
        members[fresh], near[fresh] = joined, sums
        for neighbour, total in sums.items():
            near[neighbour][fresh] = total
            average = total / (len(joined) * len(members[neighbour]))
            if average >= least:
                heapq.heappush(heap, (-average, min(neighbour, fresh), max(neighbour, fresh)))
        fresh += 1
    return sorted(members.values())
