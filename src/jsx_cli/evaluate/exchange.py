"""Annotated documents to and from the programs in which people annotate: Label Studio, doccano, brat.

Out go pre-annotations, so that a person corrects instead of beginning from nothing; what they export comes back as
gold. Fields of a fact travel with it: in Label Studio and brat as a note of the form {"value": 0.3}, in doccano, which
has no such thing, beside the spans. Positions are those of each program: Label Studio counts UTF-16 code units, in
which 𠮷 is two; doccano and brat count characters.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any, Literal

from jsx_cli.errors import JsxError
from jsx_cli.evaluate.gold import GoldDocument, from_spans, read_own, read_text, records
from jsx_cli.model import FACT_TYPES, Span

Program = Literal["labelstudio", "doccano", "brat", "jsonl"]
PROGRAMS: tuple[Program, ...] = ("labelstudio", "doccano", "brat", "jsonl")
Dumps = Callable[[Any], str]
Spans = Iterator[tuple[str, Span, Mapping[str, Any]]]


def files(documents: Sequence[GoldDocument], program: Program, dumps: Dumps) -> Iterator[tuple[str, str]]:
    """The files of an export, as names and contents. `dumps` writes JSON on one line."""
    names = unique([document.name for document in documents])
    if program == "labelstudio":
        tasks = [labelstudio_task(document, number) for number, document in enumerate(documents, 1)]
        yield "tasks.json", dumps(tasks) + "\n"
        yield "labels.xml", labelstudio_labels(types_of(documents))
    elif program == "doccano":
        lines = (dumps(doccano_record(document, number)) for number, document in enumerate(documents, 1))
        yield "documents.jsonl", "".join(line + "\n" for line in lines)
    elif program == "brat":
        for name, document in zip(names, documents, strict=True):
            yield f"{name}.txt", document.text
            yield f"{name}.ann", brat_annotations(document, dumps)
            yield f"{name}.meta.json", dumps(dict(document.meta)) + "\n"
        yield "annotation.conf", brat_types(types_of(documents))
    else:
        for name, document in zip(names, documents, strict=True):
            yield f"{name}.jsonl", "".join(dumps(record) + "\n" for record in records(document))
            yield f"{name}.txt", document.text


def unique(names: Iterable[str]) -> list[str]:
    """The names, a number behind those that come again."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return found


def types_of(documents: Iterable[GoldDocument]) -> list[str]:
    """The types of facts that there are, ours first."""
    found = {fact.type for document in documents for fact in document.facts}
    return [*FACT_TYPES, *sorted(found - set(FACT_TYPES))]


def read_gold(path: Path) -> tuple[GoldDocument, ...]:
    """The hand-marked documents of a file or folder, whichever program they come from, in the order of their names."""
    if path.is_dir():
        found = [path for path in sorted(path.iterdir()) if path.suffix in (".jsonl", ".ann", ".json")]
        found = [path for path in found if not path.name.endswith(".meta.json")]
    else:
        found = [path]
    documents = [document for file in found for document in read_file(file)]
    if not documents:
        raise JsxError(
            f"{path}: no gold here; gold is NAME.jsonl with NAME.txt beside it, or an export of Label Studio (.json), "
            "doccano (.jsonl) or brat (.ann with .txt)"
        )
    return tuple(sorted(documents, key=lambda document: document.name))


def read_file(file: Path) -> list[GoldDocument]:
    """The documents of one file of annotations."""
    if file.suffix == ".ann":
        return [read_brat(file)]
    if file.suffix == ".json":
        loaded = parsed(read_text(file), str(file))
        tasks = loaded if isinstance(loaded, list) else [loaded]
        return [read_labelstudio(task, file, number) for number, task in enumerate(tasks, 1)]
    first = next((line for line in read_text(file).split("\n") if line.strip()), "")
    record = parsed(first, f"{file}:1") if first else {}
    if isinstance(record, dict) and isinstance(record.get("text"), str):
        lines = [line for line in read_text(file).split("\n") if line.strip()]
        return [read_doccano(parsed(line, f"{file}:{at}"), file, at) for at, line in enumerate(lines, 1)]
    return [read_own(file)]


def parsed(text: str, where: str) -> Any:
    """JSON with exact numbers."""
    try:
        return json.loads(text, parse_float=Decimal)
    except ValueError as error:
        raise JsxError(f"{where}: not JSON ({error})") from error


# --- Label Studio


class Units:
    """Positions in UTF-16 code units and back."""

    def __init__(self, text: str) -> None:
        self.starts = [0]
        for sign in text:
            self.starts.append(self.starts[-1] + (2 if ord(sign) > 0xFFFF else 1))

    def of(self, position: int) -> int:
        """The code units before the character at `position`."""
        return self.starts[position]

    def back(self, unit: int) -> int:
        """The character at which a code unit stands; one in the middle of a pair belongs to its character."""
        return min(bisect_left(self.starts, unit), len(self.starts) - 1)


def labelstudio_task(document: GoldDocument, number: int) -> dict[str, Any]:
    """A task with our facts as its prediction: a label on the words, and the fields as a text beside it."""
    units = Units(document.text)
    results: list[dict[str, Any]] = []
    for at, fact in enumerate(document.facts, 1):
        place = {"start": units.of(fact.span.start), "end": units.of(fact.span.end), "text": fact.quote}
        region = {"id": f"f{at}", "to_name": "text"}
        results.append({**region, "from_name": "label", "type": "labels", "value": {**place, "labels": [fact.type]}})
        if fact.fields:
            noted = {**place, "text": [json.dumps(plain(fact.fields), ensure_ascii=False)]}
            results.append({**region, "from_name": "fields", "type": "textarea", "value": noted})
    data = {"text": document.text, "name": document.name, "meta": plain(document.meta)}
    return {"id": number, "data": data, "predictions": [{"model_version": "jsx", "result": results}]}


def labelstudio_labels(types: Iterable[str]) -> str:
    """The labelling interface that goes with the tasks."""
    labels = "".join(f'    <Label value="{escape(kind)}"/>\n' for kind in types)
    return (
        f'<View>\n  <Labels name="label" toName="text">\n{labels}  </Labels>\n  <Text name="text" value="$text"/>\n'
        '  <TextArea name="fields" toName="text" perRegion="true" editable="true" maxSubmissions="1"/>\n</View>\n'
    )


def read_labelstudio(task: Any, file: Path, number: int) -> GoldDocument:
    """A task as Label Studio exports it: the first annotation that was not cancelled, or else our prediction."""
    data = task.get("data") if isinstance(task, dict) else None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise JsxError(f"{file}: task {number} has no data.text; export from Label Studio as JSON, not as JSON-MIN")
    made = [one for one in task.get("annotations") or [] if not one.get("was_cancelled")]
    chosen = (made or task.get("predictions") or [{}])[0]
    text, units = data["text"], Units(data["text"])
    regions: dict[str, dict[str, Any]] = {}
    for at, result in enumerate(chosen.get("result") or []):
        region = regions.setdefault(str(result.get("id", f"#{at}")), {"fields": {}})
        value = result.get("value") or {}
        if result.get("type") == "labels" and value.get("labels"):
            region["type"] = value["labels"][0]
            region["span"] = Span(units.back(int(value["start"])), units.back(int(value["end"])))
        elif result.get("type") == "textarea" and value.get("text"):
            noted = value["text"][0] if isinstance(value["text"], list) else value["text"]
            region["fields"] = fields_of(noted, f"{file}: task {number}")
    spans = [(one["type"], one["span"], one["fields"]) for one in regions.values() if "span" in one]
    return from_spans(str(data.get("name") or f"{file.stem}-{number}"), text, spans, data.get("meta") or {})


def fields_of(note: str, where: str) -> dict[str, Any]:
    """The fields that a note says: {"value": 0.3}. A note of a person that is no JSON is none of them."""
    if not note.strip().startswith("{"):
        return {}
    found = parsed(note, where)
    return found if isinstance(found, dict) else {}


def plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields for a JSON of floats, as other programs write it."""
    return {
        name: (int(value) if value == value.to_integral_value() else float(value))
        if isinstance(value, Decimal)
        else list(value)
        if isinstance(value, tuple)
        else value
        for name, value in fields.items()
    }


# --- doccano


def doccano_record(document: GoldDocument, number: int) -> dict[str, Any]:
    """A line for doccano. Our fields go along under `jsx`, which doccano keeps with the text."""
    label = [[fact.span.start, fact.span.end, fact.type] for fact in document.facts]
    fields = [[fact.span.start, fact.span.end, fact.type, plain(fact.fields)] for fact in document.facts]
    known = {"name": document.name, "meta": plain(document.meta), "fields": fields}
    return {"id": number, "text": document.text, "label": label, "jsx": known}


def read_doccano(record: Any, file: Path, number: int) -> GoldDocument:
    """A line of doccano: `label`, `labels` or, with relations, `entities`. A span that was moved has no fields yet."""
    known = record.get("jsx") or (record.get("meta") or {}).get("jsx") or {}
    if isinstance(known, str):
        known = parsed(known, f"{file}:{number}")
    fields: dict[tuple[int, int, str], list[Any]] = {}
    for start, end, kind, values in known.get("fields") or []:
        fields.setdefault((start, end, kind), []).append(values)
    marked = record.get("label") or record.get("labels") or record.get("entities") or []
    spans = []
    for one in marked:
        start, end, kind = (one["start_offset"], one["end_offset"], one["label"]) if isinstance(one, dict) else one[:3]
        waiting = fields.get((start, end, kind)) or [{}]
        spans.append((kind, Span(start, end), waiting.pop(0)))
    name = str(known.get("name") or f"{file.stem}-{number}")
    return from_spans(name, record["text"], spans, known.get("meta") or {})


# --- brat


def brat_annotations(document: GoldDocument, dumps: Dumps) -> str:
    """The .ann file: a line for the words of each fact, and a note with its fields."""
    lines = []
    for at, fact in enumerate(document.facts, 1):
        pieces = fragments(document.text, fact.span)
        places = ";".join(f"{piece.start} {piece.end}" for piece in pieces)
        words = " ".join(piece.of(document.text) for piece in pieces)
        lines.append(f"T{at}\t{fact.type} {places}\t{words}\n")
        if fact.fields:
            lines.append(f"#{at}\tAnnotatorNotes T{at}\t{dumps(dict(fact.fields))}\n")
    return "".join(lines)


def fragments(text: str, span: Span) -> list[Span]:
    """The stretches of the span on each of its lines, as brat takes no line ends inside."""
    found, start = [], span.start
    for piece in span.of(text).split("\n"):
        if piece:
            found.append(Span(start, start + len(piece)))
        start += len(piece) + 1
    return found or [span]


def brat_types(types: Iterable[str]) -> str:
    """brat's list of types."""
    return "[entities]\n" + "".join(f"{kind}\n" for kind in types) + "[relations]\n[events]\n[attributes]\n"


def read_brat(file: Path) -> GoldDocument:
    """The .ann file with the .txt beside it."""
    beside = file.with_suffix(".txt")
    if not beside.is_file():
        raise JsxError(f"{file}: the annotated text is missing; put it into {beside.name}")
    text = read_text(beside)
    marked: dict[str, tuple[str, Span]] = {}
    notes: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(read_text(file).split("\n"), 1):
        cells = line.split("\t")
        if line.startswith("T") and len(cells) >= 2:
            kind, _, places = cells[1].partition(" ")
            try:
                numbers = [int(place) for piece in places.split(";") for place in piece.split()]
                marked[cells[0]] = kind, Span(numbers[0], numbers[-1])
            except (ValueError, IndexError) as error:
                raise JsxError(f"{file}:{number}: no place of an annotation: {line[:60]}") from error
        elif line.startswith("#") and len(cells) == 3 and cells[1].startswith("AnnotatorNotes "):
            notes[cells[1].split()[1]] = fields_of(cells[2], f"{file}:{number}")
    meta_file = file.with_suffix(".meta.json")
    meta = parsed(read_text(meta_file), str(meta_file)) if meta_file.is_file() else {}
    spans = [(kind, span, notes.get(name, {})) for name, (kind, span) in marked.items()]
    return from_spans(file.stem, text, spans, meta)
