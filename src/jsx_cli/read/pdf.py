"""PDF through pypdfium2, an extra: the text of each page, pages as blocks. A scan is one clear message."""

from __future__ import annotations

import importlib
from typing import Any

from jsx_cli.errors import JsxError
from jsx_cli.model import Block, RawSpan, Source
from jsx_cli.read.archive import finish
from jsx_cli.read.limits import Limits
from jsx_cli.read.sniff import PDF

# A printed page has hundreds of characters; a scanned one has none, or the few of a stamp.
SCANNED = 15


def read_pdf(data: bytes, name: str, sha256: str, limits: Limits) -> Source:
    """The text of a PDF. Raises `JsxError` without the extra, for a password, for damage and for scanned pages."""
    try:
        pdfium: Any = importlib.import_module("pypdfium2")
    except ImportError as error:
        raise JsxError(f"{name}: is a PDF; reading it needs the extra: pip install 'jsx-cli[pdf]'") from error
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise JsxError(f"{name}: is a PDF with a password; save it without one first") from error
        raise JsxError(f"{name}: is a damaged PDF ({error}); get the file again") from error
    try:
        return _pages(document, pdfium, name, sha256, limits)
    finally:
        document.close()


def _pages(document: Any, pdfium: Any, name: str, sha256: str, limits: Limits) -> Source:
    count = len(document)
    if count > limits.max_pages:
        raise JsxError(f"{name}: {count:,} pages; the limit is {limits.max_pages:,} (limits: max_pages in jsx.yaml)")
    pieces: list[str] = []
    blocks: list[Block] = []
    length = shown = 0
    for number in range(count):
        try:
            page = document[number]
            text_page = page.get_textpage()
            text = text_page.get_text_range().replace("\r\n", "\n").replace("\r", "\n").strip("\n")
            text_page.close()
            page.close()
        except pdfium.PdfiumError:
            text = ""
        if text.strip():
            blocks.append(Block("page", number + 1, RawSpan(length, length + len(text))))
        shown += len(text.split()) and len("".join(text.split()))
        pieces.append(text + "\n")
        length += len(text) + 1
        if length > limits.max_chars:
            raise JsxError(f"{name}: more than {limits.max_chars:,} characters (limits: max_chars in jsx.yaml)")
    if shown < SCANNED * max(1, count):
        raise JsxError(
            f"{name}: {count} scanned page{'s' * (count != 1)} without text; make it searchable with an OCR program "
            "(ocrmypdf -l chi_sim, or the scanner's own) and try again"
        )
    return finish(name, "".join(pieces), PDF, sha256, blocks, limits)
