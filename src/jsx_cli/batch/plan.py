"""Which documents make a shard: cut where the name of a document says so, and not after every so many.

A document more or less therefore changes the shard that it belongs to, and the shards after it stay as they are and
need not be made again. Shards grow with the run, from about 4 documents to `mean`, so that a hundred documents keep
several workers busy and a million do not make a million files. Workers have no say in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from zlib import crc32

from jsx_cli.batch.item import Item, Shard

SMALLEST = 4
GROWTH = 64  # a shard holds about this part of the documents before it
MEAN = 256
BYTES = 2_000_000


def shards(items: Iterable[Item], mean: int = MEAN, most_bytes: int = BYTES) -> Iterator[Shard]:
    """The items in their order, cut into shards; bounded in number and in bytes."""
    copies: Counter[bytes] = Counter()
    for number, chosen in enumerate(cut(items, mean, most_bytes)):
        names = blake2b(digest_size=8)
        for item in chosen:
            names.update(_bytes(item.name) + b"\0")
        yield Shard(number, tuple(chosen), copies[names.digest()])
        copies[names.digest()] += 1


def cut(items: Iterable[Item], mean: int, most_bytes: int) -> Iterator[list[Item]]:
    """The items of one shard after the other."""
    waiting: list[Item] = []
    size = 0
    for seen, item in enumerate(items, 1):
        if waiting and size + item.size > most_bytes:
            yield waiting
            waiting, size = [], 0
        waiting.append(item)
        size += item.size
        usual = about(seen, mean)
        ends = crc32(_bytes(item.name)) % usual == 0 and len(waiting) * 4 >= usual
        if ends or len(waiting) >= 2 * usual:
            yield waiting
            waiting, size = [], 0
    if waiting:
        yield waiting


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")


def about(seen: int, mean: int) -> int:
    """How many documents a shard holds after `seen` of them: a power of two times 4, at most `mean`."""
    usual = SMALLEST
    while usual * 2 * GROWTH <= seen and usual * 2 <= mean:
        usual *= 2
    return min(usual, mean)
