"""Write fixes: into a text, as a diff, into a file that stays in its encoding, with its BOM and its line ends.

In goes a decoded file with findings, out comes the same text with the edits of the wanted kinds; edits that touch one
another are left for the next run of the checks. 某政发[2025]3号 becomes 某政发〔2025〕3号 and no other character
changes.
"""

from __future__ import annotations

import difflib
import os
import secrets
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from jsx_cli.check.rule import Finding, FixKind
from jsx_cli.errors import JsxError
from jsx_cli.model import RawSpan

ROUNDS = 8
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"\xff\xfe", b"\xfe\xff")


def edits(findings: Iterable[Finding], kinds: Sequence[FixKind]) -> list[tuple[RawSpan, str]]:
    """The edits of the findings in order, those that touch an earlier one left out."""
    wanted: list[list[tuple[RawSpan, str]]] = []
    for finding in findings:
        if finding.fix is not None and finding.fix.kind in kinds:
            wanted.append(sorted(finding.fix.edits))
    taken: list[RawSpan] = []
    kept: list[tuple[RawSpan, str]] = []
    for group in sorted(wanted):
        if any(_touch(raw, other) for raw, _ in group for other in taken):
            continue
        taken.extend(raw for raw, _ in group)
        kept.extend(group)
    return sorted(kept)


def _touch(one: RawSpan, other: RawSpan) -> bool:
    return (one.start < other.end and other.start < one.end) or one == other


def fixed(text: str, findings: Iterable[Finding], kinds: Sequence[FixKind]) -> str:
    """The text with the edits made."""
    made: list[str] = []
    at = 0
    for raw, new in edits(findings, kinds):
        made.append(text[at : raw.start])
        made.append(new)
        at = raw.end
    return "".join([*made, text[at:]])


def diff(before: str, after: str, name: str) -> str:
    """The change as a unified diff that `patch -p1` takes."""
    one, two = before.splitlines(keepends=True), after.splitlines(keepends=True)
    made: list[str] = []
    for line in difflib.unified_diff(one, two, f"a/{name}", f"b/{name}"):
        made.append(line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n")
    return "".join(made)


def encoded(text: str, encoding: str, original: bytes, before: str) -> bytes:
    """The text as bytes of the same encoding, with the BOM of the original.

    Raises `JsxError` where the original bytes do not come back from their own text: such a file is not touched.
    """
    bom = next((mark for mark in BOMS if original.startswith(mark)), b"")
    codec = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(encoding.lower(), encoding)
    if bom in (b"\xfe\xff", b"\x00\x00\xfe\xff"):
        codec = codec.replace("-le", "-be")
    codec = "utf-8" if codec.lower() == "utf-8-sig" else codec
    try:
        if bom + before.encode(codec) != original:
            raise JsxError("this file does not come back from its own text; it is not changed")
        return bom + text.encode(codec)
    except (UnicodeEncodeError, LookupError) as error:
        raise JsxError(f"the fixed text cannot be written as {encoding}; it is not changed") from error


def replace(path: Path, data: bytes) -> None:
    """The file with these bytes, whole or not at all."""
    target = Path(os.path.realpath(path))
    written = target.with_name(f".{target.name[:60]}.{secrets.token_hex(4)}.tmp")
    try:
        with written.open("xb") as file:
            file.write(data)
        shutil.copymode(target, written)
        written.replace(target)
    except OSError as error:
        raise JsxError(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        with suppress(OSError):
            written.unlink(missing_ok=True)
