"""OFD (GB/T 33190), the state's own page format: TextCode elements at places become lines, pages become blocks."""

from __future__ import annotations

import posixpath
from xml.etree.ElementTree import Element

from jsx_cli.errors import JsxError
from jsx_cli.model import Block, RawSpan, Source
from jsx_cli.read.archive import Archive, attribute, finish, local
from jsx_cli.read.limits import Limits
from jsx_cli.read.sniff import OFD

SAME_LINE = 1.5  # millimetres: a line of the smallest print is higher
GAP = 2.0


def read_ofd(archive: Archive, name: str, sha256: str, limits: Limits) -> Source:
    """The text of every page, line by line from the top."""
    pieces: list[str] = []
    blocks: list[Block] = []
    length = 0
    number = 0
    for root in _find(archive.xml("OFD.xml"), "DocRoot"):
        document_part = _join("", root.text or "")
        document = archive.xml(document_part)
        for page in _find(document, "Page"):
            location = attribute(page, "BaseLoc")
            if not location:
                continue
            number += 1
            if number > limits.max_pages:
                raise JsxError(f"{name}: more than {limits.max_pages:,} pages (limits: max_pages in jsx.yaml)")
            part = _join(posixpath.dirname(document_part), location)
            if part not in archive:
                continue
            text = _page(archive.xml(part)) + "\n"
            if text.strip():
                blocks.append(Block("page", number, RawSpan(length, length + len(text) - 1)))
            pieces.append(text)
            length += len(text)
    return finish(name, "".join(pieces), OFD, sha256, blocks, limits)


def _join(base: str, location: str) -> str:
    """Where in the archive a location points; one that climbs out of it points nowhere."""
    location = location.strip().replace("\\", "/")
    return posixpath.normpath(location.lstrip("/") if location.startswith("/") else posixpath.join(base, location))


def _find(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if local(element.tag) == name]


def _page(root: Element) -> str:
    placed: list[tuple[float, float, float, str]] = []
    for item in _find(root, "TextObject"):
        left, top, wide, _ = _numbers(attribute(item, "Boundary"), 4)
        for code in item:
            if local(code.tag) == "TextCode" and code.text:
                x, y = _numbers(attribute(code, "X"), 1)[0], _numbers(attribute(code, "Y"), 1)[0]
                placed.append((top + y, left + x, left + wide, code.text.strip("\r\n")))
    lines: list[list[tuple[float, float, float, str]]] = []
    for piece in sorted(placed, key=lambda piece: piece[0]):
        if lines and piece[0] - lines[-1][0][0] <= SAME_LINE:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    written = []
    for line in lines:
        text, end = "", None
        for _, left, right, words in sorted(line, key=lambda piece: piece[1]):
            text += (" " if end is not None and left - end > GAP else "") + words
            end = right
        written.append(text)
    return "\n".join(written)


def _numbers(text: str | None, count: int) -> list[float]:
    found: list[float] = []
    for word in (text or "").split()[:count]:
        try:
            found.append(float(word))
        except ValueError:
            found.append(0.0)
    return found + [0.0] * (count - len(found))
