"""Word documents: paragraphs with their automatic numbers, tables, text boxes and notes, as one text with blocks.

What tracked changes inserted is kept, what they deleted is dropped; 一、（一）1. that Word counts by itself are
written out; a text box stands once although the file says it twice; a row of a table is one line, its cells set
apart by tabs. Elements are told by their local names, so that strict and transitional files, and the flat XML of
Word 2003 that goes by the name of .doc, are all read by the same code.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from jsx_cli.errors import JsxError
from jsx_cli.model import Block, RawSpan, Source
from jsx_cli.patterns import late
from jsx_cli.read.archive import Archive, attribute, finish, local, parse_xml
from jsx_cli.read.limits import Limits
from jsx_cli.read.numbering import Numbering
from jsx_cli.read.sniff import DOCX, FLAT_WORD
from jsx_cli.records import dataclass, field

# Content that is not shown, or shown elsewhere.
DROPPED = frozenset(
    [
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sectPr",
        "instrText",
        "delText",
        "delInstrText",
        "proofErr",
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "commentReference",
        "annotationRef",
        "sdtPr",
        "sdtEndPr",
        "fldData",
        "binData",
        "annotation",
    ]
)
BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "softHyphen": ""}
NOTHING_BUT_A_PAGE = late(r"[\s\d\-—–―·第页共/／]*")


@dataclass(slots=True)
class Writer:
    """The text so far and where its blocks stand."""

    pieces: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0

    def put(self, kind: str, text: str, end: str = "\n") -> None:
        """One block and what follows it."""
        start = self.length
        if text.strip():
            self.blocks.append(Block(kind, len(self.blocks) + 1, RawSpan(start, start + len(text))))
        self.pieces.append(text + end)
        self.length += len(text) + len(end)

    @property
    def text(self) -> str:
        """Everything written."""
        return "".join(self.pieces)


def read_docx(archive: Archive, name: str, sha256: str, limits: Limits) -> Source:
    """A docx file."""
    main = next((part for part in ("word/document.xml", "word/document2.xml") if part in archive), None)
    if main is None:
        raise JsxError(f"{name}: is a Word archive without word/document.xml; open it in Word or WPS and save it again")
    root = archive.xml(main)
    optional = {
        part: archive.xml(f"word/{part}.xml")
        for part in ("numbering", "styles", "footnotes", "endnotes")
        if f"word/{part}.xml" in archive
    }
    reader = Reader(Numbering(optional.get("numbering"), optional.get("styles")))
    heads: list[str] = []
    for part in sorted(part for part in archive.entries if re.fullmatch(r"word/header\d{0,3}\.xml", part)):
        for line in reader.flat(archive.xml(part)).split("\n"):
            if line.strip() and not NOTHING_BUT_A_PAGE.fullmatch(line) and line.strip() not in heads:
                heads.append(line.strip())
    for head in heads:
        reader.out.put("header", head)
    reader.body(root)
    for part in ("footnotes", "endnotes"):
        if part in optional:
            for note in optional[part]:
                if attribute(note, "type") in (None, "normal"):
                    text = reader.flat(note).strip()
                    if text:
                        reader.out.put(part[:-1], text.replace("\n", " "))
    return finish(name, reader.out.text, DOCX, sha256, reader.out.blocks, limits)


def read_flat(data: bytes, name: str, sha256: str, limits: Limits) -> Source:
    """WordprocessingML in one XML file, of Word 2003 or as a flat package."""
    root = parse_xml(data, name, limits)
    lists = next((element for element in root.iter() if local(element.tag) in ("lists", "numbering")), None)
    styles = next((element for element in root.iter() if local(element.tag) == "styles"), None)
    reader = Reader(Numbering(lists, styles))
    body = next((element for element in root.iter() if local(element.tag) == "body"), None)
    if body is None:
        raise JsxError(f"{name}: is XML of Word without a body; open it in Word or WPS and save it again")
    reader.body(body)
    return finish(name, reader.out.text, FLAT_WORD, sha256, reader.out.blocks, limits)


class Reader:
    """Walks a document from top to bottom and writes what it shows."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.out = Writer()
        self.boxes: list[Element] = []
        self.carried = ""

    def body(self, element: Element) -> None:
        """Write every paragraph and table below an element."""
        for child in element:
            name = local(child.tag)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "AlternateContent":
                self.body(_chosen(child))
            elif name not in DROPPED:
                self.body(child)

    def flat(self, element: Element) -> str:
        """The text of a header, note or cell, its paragraphs on lines of their own."""
        inner = Reader(self.numbering)
        inner.body(element)
        return inner.out.text.strip("\n")

    def _paragraph(self, element: Element) -> None:
        text = self.carried + self._marker(element) + self._runs(element)
        self.carried = ""
        if _mark_deleted(element):
            # The end of this paragraph was deleted: it runs on in the next.
            self.carried = text
            return
        self.out.put("paragraph", text)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            inner = self.flat(box)
            if inner.strip():
                self.out.put("textbox", inner)

    def _marker(self, element: Element) -> str:
        marker = self.numbering.marker(element)
        if not marker or not "".join(_texts(element)).strip():
            return ""
        return marker

    def _runs(self, element: Element) -> str:
        pieces: list[str] = []
        stack = [iter(element)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
                continue
            name = local(child.tag)
            if name == "t":
                pieces.append(child.text or "")
            elif name in BREAKS:
                pieces.append(BREAKS[name])
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name == "AlternateContent":
                stack.append(iter(_chosen(child)))
            elif name not in DROPPED:
                stack.append(iter(child))
        return "".join(pieces)

    def _table(self, element: Element) -> None:
        for row in _descend(element, "tr"):
            cells = [self._cell(cell) for cell in _descend(row, "tc")]
            shown = [cell for cell in cells if cell is not None]
            if len(shown) == 1:
                # A frame around running text, as forms and red heads use it.
                for line in shown[0].split("\n"):
                    self.out.put("cell", line)
                continue
            for cell in shown:
                self.out.put("cell", " ".join(cell.split("\n")), "\t")
            self.out.put("row", "")

    def _cell(self, element: Element) -> str | None:
        properties = next((child for child in element if local(child.tag) == "tcPr"), None)
        if properties is not None:
            for child in properties:
                if local(child.tag) in ("vMerge", "vmerge") and attribute(child, "val") in (None, "continue"):
                    return None
        return self.flat(element)


def _chosen(alternatives: Element) -> Element:
    """One of the ways in which the file says the same thing: the first choice, else the fallback."""
    for wanted in ("Choice", "Fallback"):
        for child in alternatives:
            if local(child.tag) == wanted and len(child):
                return child
    return Element("nothing")


def _mark_deleted(paragraph: Element) -> bool:
    for properties in paragraph:
        if local(properties.tag) == "pPr":
            for run in properties:
                if local(run.tag) == "rPr" and any(local(change.tag) == "del" for change in run):
                    return True
    return False


def _descend(element: Element, wanted: str) -> list[Element]:
    """The rows of a table or the cells of a row, through content controls and insertions, not through other tables."""
    found: list[Element] = []
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        name = local(child.tag)
        if name == wanted:
            if not (wanted == "tr" and _row_deleted(child)):
                found.append(child)
        elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            stack.extend(reversed(child))
    return found


def _row_deleted(row: Element) -> bool:
    return any(local(child.tag) == "trPr" and any(local(mark.tag) == "del" for mark in child) for child in row)


def _texts(element: Element) -> list[str]:
    return [child.text or "" for child in element.iter() if local(child.tag) == "t"]
