"""A `DocumentResult` as a dict and as JSON, in the form that `schema/jsx-1.json` describes.

Out goes one object a document, its keys always in the same order, its numbers exact: 不低于30% is
`"value": 0.3` and never 0.30000000000000004 or 3E-1; 3.5亿元 is `"value": 350000000`. A field that the
document does not give is absent. Positions count the characters of the decoded file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from jsx_cli.model import AlignedText, Block, Coverage, DocumentResult, Element, Fact, Notice, RawSpan, Section, Source
from jsx_cli.patterns import late
from jsx_cli.typed import TYPE_CHECKING, Any

try:  # what `json` itself writes texts with; the package would compile seven expressions that are not needed here
    from _json import encode_basestring
except ImportError:  # another Python than we know
    from json.encoder import encode_basestring

if TYPE_CHECKING:
    from json.encoder import JSONEncoder

SCHEMA = "jsx/1"

# The order in which `document` lists what it knows. Other elements follow, as they come in the text.
DOCUMENT = (
    "title", "doc_number", "issuers", "date", "published", "doc_type", "addressees", "attached", "index_number",
    "region", "level", "printed_by", "copy_to", "open",
)  # fmt: skip
LISTS = {"issuers"}


def to_dict(result: DocumentResult) -> dict[str, Any]:
    """The result as plain values. Whole numbers are `int`, others `Decimal`, so that 0.3 stays 0.3."""
    aligned = result.document.aligned
    return {
        "schema": SCHEMA,
        "source": _source(aligned.source),
        "document": _elements(result.document.elements),
        "outline": [_section(section, aligned) for section in result.document.outline],
        "facts": [_fact(fact, aligned.source.blocks) for fact in result.facts],
        **({"coverage": _coverage(result.coverage)} if result.coverage else {}),
        "notices": [_notice(notice) for notice in result.notices],
        "engine": {"version": result.engine.version, "rules": result.engine.rules},
    }


def to_json(result: DocumentResult, *, indent: int | None = 2) -> str:
    """The result as JSON text without a final line end; on one line when `indent` is None."""
    return dumps(to_dict(result), indent=indent)


def _source(source: Source) -> dict[str, Any]:
    found: dict[str, Any] = {"path": _name(source.name), "sha256": source.sha256, "media_type": source.media}
    if source.encoding:
        found["encoding"] = source.encoding
    if source.found:
        found["encoding_found"] = source.found
    if source.replaced:
        found["replaced"] = source.replaced
    found["chars"] = len(source.text)
    return found


def _name(name: str) -> str:
    """The name as it is in UTF-8: in a locale that is not, Python hands its bytes on as halves of surrogate pairs."""
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return name


def _elements(elements: Sequence[Element]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    names = dict.fromkeys(element.name for element in elements)
    for name in sorted(names, key=lambda name: DOCUMENT.index(name) if name in DOCUMENT else len(DOCUMENT)):
        values = [element.value for element in elements if element.name == name]
        found[name] = values if name in LISTS else values[0]
    return found


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {"cued": coverage.cued, "covered": coverage.covered}


def gaps(result: DocumentResult) -> list[dict[str, Any]]:
    """The sentences with a cue and no fact, in the order of the text: the work-list of whoever writes rules."""
    path = result.document.aligned.source.name
    return [
        {
            "path": path,
            "start": gap.raw.start,
            "end": gap.raw.end,
            "kind": gap.kind,
            "cue": gap.cue,
            "sentence": gap.sentence,
        }
        for gap in (result.coverage.gaps if result.coverage else ())
    ]


def _section(section: Section, aligned: AlignedText) -> dict[str, Any]:
    raw = aligned.to_raw(section.span)
    return {
        "path": section.path,
        "marker": section.marker,
        "heading": section.heading,
        "role": section.role,
        "start": raw.start,
        "end": raw.end,
        "children": [_section(child, aligned) for child in section.children],
    }


def _fact(fact: Fact, blocks: Sequence[Block]) -> dict[str, Any]:
    evidence = fact.evidence
    return {
        "id": fact.id,
        "type": fact.type,
        "rule": fact.rule,
        "section": fact.section,
        "evidence": {
            "exact": evidence.exact,
            "prefix": evidence.prefix,
            "suffix": evidence.suffix,
            "start": evidence.raw.start,
            "end": evidence.raw.end,
            "raw": evidence.quote,
            "sentence": evidence.sentence,
            **_place(evidence.raw, blocks),
        },
        **{name: _plain(value) for name, value in fact.fields},
    }


def _place(raw: RawSpan, blocks: Sequence[Block]) -> dict[str, int]:
    """The page, and the smallest other block (paragraph, cell), that the first character stands in."""
    around = sorted(
        (block for block in blocks if block.span.start <= raw.start < block.span.end), key=lambda block: len(block.span)
    )
    place: dict[str, int] = {}
    for block in around:
        place.setdefault("page" if block.kind == "page" else "block", block.number)
    return {name: place[name] for name in ("page", "block") if name in place}


def _notice(notice: Notice) -> dict[str, Any]:
    found: dict[str, Any] = {"code": notice.code, "severity": notice.severity, "message": notice.message}
    if notice.where is not None:
        found |= {"start": notice.where.start, "end": notice.where.end}
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    # Python refuses to print an int of more than 4,300 digits; a Decimal it prints.
    if isinstance(value, Decimal) and value == value.to_integral_value() and value.adjusted() < 4000:
        return int(value)
    return value


# Characters that JSON would let through and a terminal, or an encoder, would not: control characters
# beyond ASCII, and the halves of surrogate pairs that stand for the bytes of an undecodable file name.
UNPRINTABLE = late("[\x7f-\x9f\ud800-\udfff]")


class LossyError(ValueError):
    """A number that a float would write in other digits."""


def _as_float(value: Any) -> float:
    """The float that is written with the very digits of the Decimal."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} has no form in JSON: {value!r}")
    quick = float(value)
    if repr(quick) != number(value):
        raise LossyError(value)
    return quick


@cache
def _quick() -> JSONEncoder:
    from json.encoder import JSONEncoder

    return JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_as_float)


def dumps(value: Any, *, indent: int | None = 2) -> str:
    """JSON text with Chinese as it is and exact numbers."""
    try:
        # On one line the standard encoder is five times as fast, and right as long as no number is lost in a float.
        text = "".join(_encode(value, indent, "\n")) if indent else _quick().encode(value)
    except LossyError:
        text = "".join(_encode(value, indent, "\n"))
    return UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _encode(value: Any, indent: int | None, newline: str) -> Iterator[str]:
    if isinstance(value, str):
        yield encode_basestring(value)
    elif value is None or isinstance(value, bool):
        yield {None: "null", True: "true", False: "false"}[value]
    elif isinstance(value, int | Decimal):
        yield number(value)
    elif isinstance(value, Mapping):
        colon = ": " if indent else ":"
        pairs = ((encode_basestring(key) + colon, item) for key, item in value.items())
        yield from _encode_all("{}", pairs, indent, newline)
    elif isinstance(value, list | tuple):
        yield from _encode_all("[]", (("", item) for item in value), indent, newline)
    else:
        raise TypeError(f"{type(value).__name__} has no form in JSON: {value!r}")


def _encode_all(brackets: str, items: Iterable[tuple[str, Any]], indent: int | None, newline: str) -> Iterator[str]:
    inner = newline + " " * indent if indent else ""
    before = brackets[0] + inner
    for head, item in items:
        yield before + head
        yield from _encode(item, indent, inner)
        before = "," + inner
    if before[0] == ",":
        yield (newline if indent else "") + brackets[1]
    else:
        yield brackets


def number(value: int | Decimal) -> str:
    """The digits of a number, without exponent and without idle zeros: 0.30 is 0.3, 3E+8 is 300000000."""
    if isinstance(value, int):
        return str(value)
    if not value.is_finite():
        raise ValueError(f"{value} is no number that a document could state")
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits in ("-0", "") else digits
