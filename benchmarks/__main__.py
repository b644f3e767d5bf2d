"""All ratios in one run: `python -m benchmarks [--peers PYTHON] [--only NAMES] [--documents N]`.

Whole processes, several runs, medians; each line has the ratio, its target, and whether it is met. Processor time, not
clock time, except where two workers are compared with one. Peers run under the interpreter that --peers names, because
OpenCC in C++ and its Python reimplementation cannot live in one environment; one that is not installed is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.documents import page, text, texts

PEERS = Path(__file__).parent / "peers"
RUNS = 5


@dataclass(frozen=True)
class Line:
    """One measured ratio; `least` or `most` is its target."""

    what: str
    ratio: float
    least: float | None = None
    most: float | None = None
    note: str = ""

    def __str__(self) -> str:
        target = (
            f">= {self.least:g}" if self.least is not None else f"<= {self.most:g}" if self.most is not None else ""
        )
        met = "" if not target else "met" if self.met else "MISSED"
        return f"{self.what:<58} {self.ratio:>8.2f}  {target:>8}  {met:<7} {self.note}"

    @property
    def met(self) -> bool:
        """Does it reach its target?"""
        return (self.least is None or self.ratio >= self.least) and (self.most is None or self.ratio <= self.most)


@dataclass
class Bench:
    """Where the documents stand, and who runs the peers."""

    folder: Path
    peers: str
    count: int
    runs: int

    def documents(self, name: str, contents: Iterator[str]) -> Path:
        """A folder with these documents."""
        place = self.folder / name
        if not place.is_dir():
            place.mkdir()
            suffix = "html" if name.startswith("html") else "txt"
            for number, content in enumerate(contents):
                (place / f"{number:06}.{suffix}").write_text(content, encoding="utf-8")
        return place

    @property
    def plain(self) -> Path:
        """The documents of 5 to 50 KB."""
        return self.documents("text", texts(self.count))


def processor(command: list[str], environment: dict[str, str] | None = None) -> float:
    """The processor seconds of a whole process and its children."""
    # An installed jsx has its modules compiled; so has this one, also where the shell keeps Python from writing them.
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    child = subprocess.Popen(
        command, env={**given, **(environment or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{command} ended with {child.returncode}")
    return usage.ru_utime + usage.ru_stime


def median(act: Callable[[], float], runs: int) -> float:
    """The median of several measurements."""
    return statistics.median(act() for _ in range(runs))


def probe(command: list[str]) -> dict[str, Any] | None:
    """What a program says of itself as JSON; None where it cannot run."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        print(f"  left out: {' '.join(command[1:3])}: {last}", file=sys.stderr)
        return None
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def paired(one: Callable[[], float], other: Callable[[], float], runs: int) -> float:
    """How often `other` goes into `one`: the median over pairs taken in turn, so that both saw the same machine."""
    return statistics.median(one() / other() for _ in range(runs))


def seconds(command: list[str]) -> float:
    """What a program says that it took."""
    found = probe(command)
    if found is None:
        raise RuntimeError(f"{command} could run a moment ago")
    return float(found["seconds"])


def ours_on(folder: Path, *times: str) -> list[str]:
    """The command that measures jsx on a folder."""
    return [sys.executable, "-m", "benchmarks.probe", str(folder), *times]


def jsx(folder: Path, runs: int, *times: str) -> dict[str, Any]:
    """The speed of jsx on a folder, the median run."""
    found = [probe(ours_on(folder, *times)) for _ in range(runs)]
    good = sorted((one for one in found if one), key=lambda one: float(one["seconds"]))
    if not good:
        raise RuntimeError("jsx itself cannot be measured")
    return good[len(good) // 2]


def start(bench: Bench) -> Iterator[Line]:
    """One document, the whole process."""
    document = bench.folder / "one.txt"
    document.write_text(text(1, 10_000), encoding="utf-8")
    command = [sys.executable, "-m", "jsx_cli", "extract", str(document), "-o", str(bench.folder / "one.json")]
    caches = iter(range(1000))

    def bare() -> float:
        return processor([sys.executable, "-c", "pass"])

    def warm() -> float:
        return processor(command)

    def first() -> float:
        return processor(command, {"JSX_CACHE": str(bench.folder / f"cache{next(caches)}")})

    warm()
    clicks = paired(lambda: processor([sys.executable, "-c", "import click"]), bare, bench.runs)
    note = f"bare Python {median(bare, bench.runs) * 1000:.0f} ms, import click alone {clicks:.1f}x"
    yield Line("one 10 KB file, warm, against bare Python", paired(warm, bare, 4 * bench.runs), most=6, note=note)
    yield Line("one 10 KB file, first run ever, against bare Python", paired(first, bare, 2 * bench.runs), most=12)


def speed(bench: Bench) -> Iterator[Line]:
    """Documents of 5 to 50 KB against the peers, on one core, start-up left out."""
    ours = jsx(bench.plain, bench.runs)
    each = ours["seconds"] / ours["documents"]
    note = f"jsx: {1 / each:.1f} documents a second, {1000 * each:.1f} ms each, {ours['facts']} facts"
    few = bench.documents("few", (content for number, content in enumerate(texts(bench.count)) if number % 4 == 0))
    for name, least, script, folder, extra in (
        ("card with jieba.posseg", 20.0, "card.py", bench.plain, ["posseg"]),
        ("card with jieba.cut", 8.0, "card.py", bench.plain, ["cut"]),
        ("spaCy with jieba and Matcher", 8.0, "spacy_jieba.py", bench.plain, []),
        ("JioNLP (time, money, place)", 30.0, "jio.py", few, []),
    ):
        command = [bench.peers, str(PEERS / script), str(folder), *extra]
        theirs = probe(command)
        if theirs:
            rate = theirs["documents"] / theirs["seconds"]
            ratio = paired(partial(seconds, command), partial(seconds, ours_on(folder)), bench.runs)
            yield Line(f"speed against {name}", ratio, least=least, note=f"{rate:.1f} a second; {note}")
            note = ""


def markup(bench: Bench) -> Iterator[Line]:
    """The same documents as pages."""
    pages = bench.documents("html", map(page, texts(bench.count)))
    ratio = paired(partial(seconds, ours_on(bench.plain)), partial(seconds, ours_on(pages)), bench.runs)
    yield Line("HTML pages, speed against the same as text", ratio, least=0.5)


def size(bench: Bench) -> Iterator[Line]:
    """Time for each character of 10 KB, 100 KB, 1 MB, 10 MB."""
    found: dict[int, tuple[float, float]] = {}
    for bytes_, count in ((10_000, 30), (100_000, 6), (1_000_000, 2), (10_000_000, 1)):
        folder = bench.documents(f"size{bytes_}", (text(number, bytes_) for number in range(count)))
        done = jsx(folder, 1 if bytes_ > 500_000 else 3)
        found[bytes_] = done["seconds"] / (bytes_ * count), done["memory"]
    for bytes_, (seconds, memory) in found.items():
        note = f"{seconds * 1e6:.2f} s a MB, {memory:.0f} MB of memory"
        target = 1.3 if bytes_ == 10_000_000 else None
        yield Line(f"{bytes_:,} bytes, time a byte against 10 KB", seconds / found[10_000][0], most=target, note=note)


def rules(bench: Bench) -> Iterator[Line]:
    """The rule set, and four times as many rules, the others looking for other words."""
    plain = bench.plain
    ratio = paired(partial(seconds, ours_on(plain, "4")), partial(seconds, ours_on(plain, "1")), bench.runs)
    yield Line("four times the rules, time", ratio, most=1.5)


def batch(bench: Bench) -> Iterator[Line]:
    """Two workers against two processes that know nothing of each other; clock time."""
    halves = [bench.folder / f"half{number}" for number in range(2)]
    many = bench.documents("many", texts(4 * bench.count))
    for number, half in enumerate(halves):
        half.mkdir(exist_ok=True)
        for path in sorted(many.iterdir())[number::2]:
            (half / path.name).write_bytes(path.read_bytes())

    def alone() -> float:
        began = time.perf_counter()
        made = [bench.folder / f"out{number}-{began}" for number in range(2)]
        running = [
            subprocess.Popen([sys.executable, "-m", "jsx_cli", "batch", str(half), "-o", str(out)],
                             stderr=subprocess.DEVNULL)
            for half, out in zip(halves, made, strict=True)
        ]  # fmt: skip
        assert [one.wait() for one in running] == [0, 0]
        return time.perf_counter() - began

    def together() -> float:
        began = time.perf_counter()
        out = bench.folder / f"out-{began}"
        subprocess.run(
            [sys.executable, "-m", "jsx_cli", "batch", str(many), "-o", str(out), "--workers", "2"],
            stderr=subprocess.DEVNULL, check=True,
        )  # fmt: skip
        return time.perf_counter() - began

    pairs = [(alone(), together()) for _ in range(min(3, bench.runs))]
    ratio = statistics.median(one / two for one, two in pairs)
    yield Line("two workers against two independent processes", ratio, least=0.85)


def growth(bench: Bench) -> Iterator[Line]:
    """`jsx batch` on 100, 1,000 and 10,000 documents of 5 KB: time and memory."""
    base = None
    for count in (100, 1_000, 10_000):
        folder = bench.documents(f"grow{count}", (text(number, 5_000) for number in range(count)))
        found = watched([sys.executable, "-m", "jsx_cli", "batch", str(folder), "-o",
                         str(bench.folder / f"grown{count}"), "--workers", "2"])  # fmt: skip
        base = base or found
        note = (
            f"{found['seconds']:.1f} s, {count / found['seconds']:.0f} documents a second; main {found['main']:.0f} MB"
        )
        most = 60 if count == 10_000 else None
        yield Line(f"batch of {count:,}: MB of a worker beyond what is shared", found["worker"], most=most, note=note)


def watched(command: list[str]) -> dict[str, float]:
    """Clock time of a batch, the most memory that is the main process's own and that is a worker's own (Linux)."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    most = {"main": 0.0, "worker": 0.0}
    while child.poll() is None:
        most["main"] = max(most["main"], own(child.pid, "Rss"))
        for worker in children(child.pid):
            most["worker"] = max(most["worker"], own(worker, "Private_Clean", "Private_Dirty"))
        time.sleep(0.1)
    return {"seconds": time.perf_counter() - began, **most}


def children(process: int) -> list[int]:
    """The processes that a process started."""
    try:
        found = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return []
    return [int(one) for one in found.split()]


def own(process: int, *names: str) -> float:
    """Megabytes of a process, by the names of the kernel."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.split(":")[0] in names) / 1024


PARTS = {
    "start": start, "speed": speed, "html": markup, "size": size, "rules": rules, "batch": batch, "growth": growth,
}  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--peers", default=sys.executable, help="the Python in which the peers are installed")
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of: {', '.join(PARTS)}")
    parser.add_argument("--documents", type=int, default=60, help="how many documents of 5 to 50 KB")
    parser.add_argument("--runs", type=int, default=RUNS, help="of how many runs the median is taken")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), chosen.peers, chosen.documents, chosen.runs)
        print(f"{'':<58} {'ratio':>8}  {'target':>8}")
        missed = 0
        for name in chosen.only.split(","):
            for line in PARTS[name](bench):
                print(line, flush=True)
                missed += not line.met
        print(f"{missed} missed")


if __name__ == "__main__":
    main()
