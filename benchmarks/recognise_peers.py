"""Our recognisers against JioNLP, Recognizers-Text and cn2an: `python -m benchmarks.recognise_peers FILE… [--show N]`.

Each sentence of the documents with a digit or a Chinese numeral is read by all; what two of them say of overlapping
characters is compared by kind. `agree` has the same value, `differ` another one, `only ours` and `only theirs` have no
partner. A bound that only one of them keeps (30%以上 read as 30%) counts as `unbounded` where the number agrees. A peer
that is not installed is named and left out. The peers are no dependency of jsx: install them beside it, as in
`pip install jionlp recognizers-text-suite cn2an`.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from jsx_cli.recognise import recognise_phrase

TODAY = date(2022, 6, 1)
SENTENCE = re.compile(r"[^。！？；\n]+")
NUMERAL = re.compile(r"[0-9一二三四五六七八九十百千万亿半]")


@dataclass(frozen=True)
class Reading:
    """What a recogniser says of a stretch: `value` is rounded so that two floats of one number are equal."""

    kind: str
    start: int
    end: int
    value: tuple[Any, ...]
    bounded: bool = False


def rounded(value: Any) -> Any:
    return round(float(value), 6) if value is not None else None


def ours(sentence: str) -> list[Reading]:
    found = []
    for item in recognise_phrase(sentence, TODAY):
        kind, value = item["kind"], item["value"]
        if kind in ("number", "ratio", "money", "quantity"):
            said: tuple[Any, ...] = tuple(rounded(value[name]) for name in ("value", "low", "high") if name in value)
            kind = "number" if kind == "quantity" else kind
            bounded = value["comparator"] not in ("=", "range")
        elif kind == "date":
            said, bounded = (value["start"], value["end"]), value["bound"] != "in"
        elif kind == "duration":
            said, bounded = (value.get("duration") or (value["low"], value["high"]),), value["comparator"] != "="
        else:
            continue
        found.append(Reading(kind, item["start"], item["end"], said, bounded))
    return found


def cn2an() -> Callable[[str], list[Reading]]:
    import cn2an as peer

    run = re.compile(r"[0-9.]*[零一二两三四五六七八九十百千万亿点]+")

    def read(sentence: str) -> list[Reading]:
        found = []
        for match in run.finditer(sentence):
            try:
                value = peer.cn2an(match[0], "smart")
            except (ValueError, KeyError, IndexError):
                continue
            found.append(Reading("number", *match.span(), (rounded(value),)))
        return found

    return read


def jionlp() -> Callable[[str], list[Reading]]:
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp as peer

    base = datetime(TODAY.year, TODAY.month, TODAY.day).timestamp()

    def read(sentence: str) -> list[Reading]:
        found = []
        for item in peer.ner.extract_money(sentence, with_parsing=True) or ():
            numbers = item["detail"]["num"]
            numbers = numbers if isinstance(numbers, list) else [numbers]
            found.append(Reading("money", *item["offset"], tuple(map(rounded, numbers))))
        for item in peer.ner.extract_time(sentence, time_base=base, with_parsing=True) or ():
            detail = item["detail"]
            if isinstance(detail["time"], list):
                days = tuple(None if moment == "inf" else moment[:10] for moment in detail["time"])
                found.append(Reading("date", *item["offset"], days))
        return found

    return read


def eve(day: str | None) -> str | None:
    """The day before: the ends of its ranges are exclusive."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat() if day else None


def recognizers() -> Callable[[str], list[Reading]]:
    from recognizers_date_time import recognize_datetime
    from recognizers_number import Culture, recognize_number, recognize_percentage

    def read(sentence: str) -> list[Reading]:
        found = []
        for model, kind, scale in ((recognize_number, "number", 1), (recognize_percentage, "ratio", 100)):
            for item in model(sentence, Culture.Chinese):
                written = str(item.resolution["value"] if item.resolution else "").rstrip("%")
                with contextlib.suppress(ValueError):
                    found.append(Reading(kind, item.start, item.end + 1, (rounded(float(written) / scale),)))
        for item in recognize_datetime(sentence, Culture.Chinese, reference=datetime(*TODAY.timetuple()[:3])):
            for value in (item.resolution or {}).get("values", ())[:1]:
                if value.get("type") == "date":
                    found.append(Reading("date", item.start, item.end + 1, (value["value"], value["value"])))
                elif value.get("type") == "daterange":
                    days = (value.get("start"), eve(value.get("end")))
                    found.append(Reading("date", item.start, item.end + 1, days))
                elif value.get("type") == "duration":
                    found.append(Reading("duration", item.start, item.end + 1, (value.get("timex"),)))
        return found

    return read


PEERS = {"cn2an": cn2an, "jionlp": jionlp, "recognizers-text": recognizers}
KINDS = {
    "cn2an": ("number",), "jionlp": ("money", "date"), "recognizers-text": ("number", "ratio", "date", "duration"),
}  # fmt: skip


def compared(
    sentence: str, mine: list[Reading], theirs: list[Reading], kinds: Iterable[str]
) -> list[tuple[str, str, str]]:
    """(kind, verdict, what each says) for every reading of either side."""
    out = []
    partners: set[int] = set()
    for reading in mine:
        near = [at for at, other in enumerate(theirs) if other.start < reading.end and reading.start < other.end]
        partners.update(near)  # 10万元 is money here and a number there: read by both
        if reading.kind not in kinds:
            continue
        same_kind = [at for at in near if theirs[at].kind == reading.kind]
        shown = f"{sentence[reading.start : reading.end]} {reading.value}"
        if not same_kind:
            out.append((reading.kind, "only ours", shown))
            continue
        other = theirs[same_kind[0]]
        verdict = "agree" if other.value == reading.value else "differ"
        if verdict == "agree" and reading.bounded:
            verdict = "unbounded"
        out.append((reading.kind, verdict, f"{shown} | {sentence[other.start : other.end]} {other.value}"))
    for at, other in enumerate(theirs):
        if at not in partners and other.kind in kinds:
            out.append((other.kind, "only theirs", f"{sentence[other.start : other.end]} {other.value}"))
    return out


def main() -> None:
    """Print agreement and disagreement by peer and kind, and the first `--show` disagreements of each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--show", type=int, default=0, metavar="N")
    parser.add_argument("--sentences", type=int, default=0, metavar="N", help="at most so many, evenly spread")
    options = parser.parse_args()
    found = [
        match[0].strip()
        for file in options.files
        for match in SENTENCE.finditer(file.read_text(encoding="utf-8"))
        if NUMERAL.search(match[0])
    ]
    step = max(1, len(found) // options.sentences) if options.sentences else 1
    sentences = found[::step]
    print(f"{len(sentences)} sentences of {len(options.files)} documents")
    for name, make in PEERS.items():
        try:
            read = make()
        except ImportError as error:
            print(f"{name}: not installed ({error.name})")
            continue
        counts: Counter[tuple[str, str]] = Counter()
        shown: Counter[tuple[str, str]] = Counter()
        failed = 0
        for sentence in sentences:
            try:
                theirs = read(sentence)
            except Exception:  # what a peer does on hostile input is its own affair, but it is counted
                failed += 1
                continue
            for kind, verdict, what in compared(sentence, ours(sentence), theirs, KINDS[name]):
                counts[kind, verdict] += 1
                if verdict != "agree" and shown[kind, verdict] < options.show:
                    shown[kind, verdict] += 1
                    print(f"  {name} {kind} {verdict}: {what}")
        for kind in KINDS[name]:
            row = ", ".join(f"{verdict} {counts[kind, verdict]}" for verdict in VERDICTS)
            print(f"{name} {kind}: {row}")
        print(f"{name}: raised on {failed}")


VERDICTS = ("agree", "unbounded", "differ", "only ours", "only theirs")

if __name__ == "__main__":
    main()
