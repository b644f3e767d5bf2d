"""How long a comparison takes as documents are added: python -m benchmarks.compare PATH...

Prints for a quarter, a half and all of the documents the seconds of reading and of each view, and how they grow.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

from jsx_cli import api
from jsx_cli.compare import clusters, diffusion, indicators, owners, paper
from jsx_cli.errors import JsxError
from jsx_cli.model import DocumentResult

VIEWS: tuple[tuple[str, Callable[[Sequence[paper.Paper]], object]], ...] = (
    ("indicators", indicators.indicators),
    ("measures", clusters.clusters),
    ("diffusion", diffusion.flows),
    ("citations", diffusion.citations),
    ("owners", owners.charges),
)


def seconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def main(paths: Sequence[str]) -> None:
    """Print the table."""
    results: list[DocumentResult] = []

    def read() -> None:
        for path in paths:
            try:
                results.append(api.analyze(path))
            except JsxError as error:
                print(f"passed over: {error}", file=sys.stderr)

    print(f"reading {seconds(read):.1f} s")
    for number in (len(results) // 4, len(results) // 2, len(results)):
        some = paper.papers(results[:number])
        spent = {name: seconds(lambda view=view, some=some: view(some)) for name, view in VIEWS}  # type: ignore[misc]
        told = "  ".join(f"{name} {spent[name]:.2f}" for name in spent)
        print(f"{number} documents  {told}  all {sum(spent.values()):.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
