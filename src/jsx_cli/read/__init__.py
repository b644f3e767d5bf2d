"""Bytes to `Source`: any file in, its text with encoding, kind and digest out.

`read(Path("通知.docx"))` gives a `Source` whose `text` holds the paragraphs and whose `blocks` say which is which.
For text formats `text` is the decoded file, tags and all; nothing is cleaned here, that is the next stage's.
What a person can put right (no such file, a scanned PDF, a missing extra) is a `JsxError` with one clear message.
"""

from __future__ import annotations

from pathlib import Path

from jsx_cli import hashes
from jsx_cli.errors import JsxError
from jsx_cli.model import Source
from jsx_cli.patterns import late
from jsx_cli.read import sniff
from jsx_cli.read.encoding import decode
from jsx_cli.read.limits import DEFAULT, Limits, too_long

__all__ = ["DEFAULT", "Limits", "read", "read_bytes"]


def read(path: Path, *, encoding: str | None = None, limits: Limits = DEFAULT) -> Source:
    """The text of a file. Raises `JsxError` for a file that is missing, empty, unreadable or no document."""
    name = str(path)
    try:
        if path.is_dir():
            raise JsxError(f"{name}: is a folder; name the files in it, or use `jsx batch`")
        size = path.stat().st_size
        if size > limits.max_bytes:
            raise JsxError(_too_large(name, size, limits))
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise JsxError(f"{name}: no such file") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise JsxError(f"{name}: cannot be read ({reason})") from error
    return read_bytes(data, name, encoding=encoding, limits=limits)


def read_bytes(data: bytes, name: str, *, encoding: str | None = None, limits: Limits = DEFAULT) -> Source:
    """The text of `data`, which `name` stands for in messages and results."""
    if len(data) > limits.max_bytes:
        raise JsxError(_too_large(name, len(data), limits))
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise JsxError(f"{name}: is empty; there is nothing to read")
    sha256 = hashes.sha256(data).hexdigest()
    kind = sniff.sniff_bytes(data)
    if kind is None:
        return _text(data, name, encoding, limits, sha256)
    return _other(kind, data, name, limits, sha256)


def _text(data: bytes, name: str, encoding: str | None, limits: Limits, sha256: str) -> Source:
    decoded = decode(data, name, encoding)
    text = decoded.text
    if len(text) > limits.max_chars:
        raise JsxError(too_long(name, len(text), limits))
    if encoding is None and _rubbish(text, decoded.replaced):
        raise JsxError(f"{name}: is no text and no known kind of document; convert it to text, docx, PDF or HTML first")
    media = sniff.sniff_text(text, name)
    if media == sniff.FLAT_WORD:
        from jsx_cli.read.docx import read_flat

        return read_flat(data, name, sha256, limits)
    return Source(name, text, media, decoded.encoding, sha256, (), decoded.found, decoded.replaced)


def _other(kind: str, data: bytes, name: str, limits: Limits, sha256: str) -> Source:
    if kind == sniff.ZIP:
        from jsx_cli.read.archive import read_zip

        return read_zip(data, name, sha256, limits)
    if kind == sniff.PDF:
        from jsx_cli.read.pdf import read_pdf

        return read_pdf(data, name, sha256, limits)
    if kind == sniff.MHT:
        from jsx_cli.read.mht import read_mht

        return read_mht(data, name, sha256, limits)
    from jsx_cli.read.doc import read_doc

    return read_doc(data, name, sha256, limits, kind)


def _too_large(name: str, size: int, limits: Limits) -> str:
    return f"{name}: {size:,} bytes; the limit is {limits.max_bytes:,} (limits: max_bytes in jsx.yaml)"


_STRANGE = late(r"[\x00-\x08\x0e-\x1b]")


def _rubbish(text: str, replaced: int) -> bool:
    """True for a picture or a program: too many characters that no text has."""
    sample = text[:20_000]
    strange = len(_STRANGE.findall(sample))
    broken = sample.count("\N{REPLACEMENT CHARACTER}") if replaced else 0
    return (strange + broken) * 10 > len(sample)
