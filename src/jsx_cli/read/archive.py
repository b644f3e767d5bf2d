"""Documents that are zip archives: docx, OFD. In come bytes that begin with PK, out comes the text of their reader.

An archive is read entry by entry into memory, never unpacked to disk, so a path such as ../../etc/passwd leads
nowhere; what an entry claims of its size is not believed, and XML that declares entities is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.etree import ElementTree

from jsx_cli.errors import JsxError
from jsx_cli.model import Source
from jsx_cli.patterns import late
from jsx_cli.read.limits import MEGABYTE, Limits, too_long

DECLARATION = late(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
CHUNK = 1 << 16


class Archive:
    """The entries of a zip file, read one at a time within the limits."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self.unpacked = 0
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self.zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
            raise JsxError(f"{name}: is cut off or damaged ({error}); get the file again") from error
        if len(entries) > limits.max_parts:
            raise JsxError(
                f"{name}: {len(entries):,} entries; the limit is {limits.max_parts:,} (limits: max_parts in jsx.yaml)"
            )
        self.entries = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries}

    def __contains__(self, part: str) -> bool:
        return part in self.entries

    def read(self, part: str) -> bytes:
        """One entry. Raises `JsxError` where it is missing, encrypted, damaged or unpacks to too much."""
        entry = self.entries.get(part)
        if entry is None:
            raise JsxError(f"{self.name}: lacks its part {part}; open it in Word or WPS and save it again")
        if entry.flag_bits & 1:
            raise JsxError(f"{self.name}: is encrypted; save it without a password first")
        pieces: list[bytes] = []
        size = 0
        try:
            with self.zip.open(entry) as stream:
                while piece := stream.read(CHUNK):
                    size += len(piece)
                    self.unpacked += len(piece)
                    bomb = size > MEGABYTE and size > self.limits.max_ratio * max(1, entry.compress_size)
                    if bomb or self.unpacked > self.limits.max_unpacked:
                        raise JsxError(
                            f"{self.name}: {part} unpacks to far more than a document holds (limits: max_ratio and "
                            "max_unpacked in jsx.yaml); it looks like a zip bomb and is not read"
                        )
                    pieces.append(piece)
        except JsxError:
            raise
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise JsxError(f"{self.name}: {part} is damaged ({error}); get the file again") from error
        return b"".join(pieces)

    def xml(self, part: str) -> ElementTree.Element:
        """One entry as a tree."""
        return parse_xml(self.read(part), f"{self.name}: {part}", self.limits)


def parse_xml(data: bytes, name: str, limits: Limits) -> ElementTree.Element:
    """The root of an XML text. Raises `JsxError` for entities, too deep a nest, and what is no XML."""
    plain = data.replace(b"\x00", b"") if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:8] else data
    if DECLARATION.search(plain):
        raise JsxError(f"{name} declares a document type or entities, which no office program writes; it is not read")
    depth = 0
    root: ElementTree.Element | None = None
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(data), events=("start", "end")):
            if event == "start":
                root = element if root is None else root
                depth += 1
                if depth > limits.max_depth:
                    raise JsxError(
                        f"{name} is nested more than {limits.max_depth} deep (limits: max_depth in jsx.yaml)"
                    )
            else:
                depth -= 1
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise JsxError(f"{name} is no sound XML ({error}); open the file in Word or WPS and save it again") from error
    if root is None:
        raise JsxError(f"{name} is empty; open the file in Word or WPS and save it again")
    return root


def local(tag: object) -> str:
    """The name of an element or attribute without its namespace: w:p and its strict twin are both "p"."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: ElementTree.Element, name: str) -> str | None:
    """The attribute of that name in whatever namespace."""
    for key, value in element.items():
        if local(key) == name:
            return value
    return None


def read_zip(data: bytes, name: str, sha256: str, limits: Limits) -> Source:
    """A docx or OFD file, told by its entries; anything else in a zip is one clear error."""
    archive = Archive(data, name, limits)
    parts = archive.entries
    if "OFD.xml" in parts:
        from jsx_cli.read.ofd import read_ofd

        return read_ofd(archive, name, sha256, limits)
    if any(part.startswith("word/") for part in parts):
        from jsx_cli.read.docx import read_docx

        return read_docx(archive, name, sha256, limits)
    kinds = {
        "xl/": "a workbook (xlsx)", "ppt/": "a presentation (pptx)", "content.xml": "an OpenDocument file",
    }  # fmt: skip
    for sign, kind in kinds.items():
        if any(part.startswith(sign) for part in parts):
            raise JsxError(f"{name}: is {kind}, which jsx does not read; save it as docx, PDF or text")
    raise JsxError(f"{name}: is a zip archive and no document; unpack it and name the files in it")


def finish(name: str, text: str, media: str, sha256: str, blocks: list, limits: Limits) -> Source:  # type: ignore[type-arg]
    """The source of a format that is not text. Raises `JsxError` where nothing is in it or too much."""
    if not text.strip():
        raise JsxError(f"{name}: holds no text; if it is a scan, make it searchable with an OCR program first")
    if len(text) > limits.max_chars:
        raise JsxError(too_long(name, len(text), limits))
    return Source(name, text, media, None, sha256, tuple(blocks), "its content")
