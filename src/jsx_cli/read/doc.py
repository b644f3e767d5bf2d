"""Word's old binary format (.doc, .wps) and RTF, through LibreOffice or antiword where one of them is installed.

LibreOffice makes a docx of the file, and our own reader reads that: the numbers that Word counts by itself (第一条) are
written out, what tracked changes deleted is gone, and tables are rows. antiword is the second choice, since it loses or
changes such numbers (第一条 becomes 1.) and shows deleted text.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from jsx_cli.errors import JsxError
from jsx_cli.model import Block, RawSpan, Source
from jsx_cli.read.archive import Archive, finish
from jsx_cli.read.docx import read_docx
from jsx_cli.read.limits import Limits
from jsx_cli.read.sniff import DOC, OLE, RTF
from jsx_cli.records import replace

OFFICE = ("soffice", "libreoffice")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
WORD = "WordDocument".encode("utf-16-le")
WORKBOOK = "Workbook".encode("utf-16-le")


def read_doc(data: bytes, name: str, sha256: str, limits: Limits, kind: str) -> Source:
    """The text of a .doc, .wps or .rtf file. Raises `JsxError` where nothing on this machine can read it."""
    if kind == OLE:
        if ENCRYPTED in data:
            raise JsxError(f"{name}: is encrypted; save it without a password first")
        if WORKBOOK in data and WORD not in data:
            raise JsxError(f"{name}: is a workbook (xls), which jsx does not read; save it as docx, PDF or text")
    antiword = shutil.which("antiword") if kind == OLE else None
    office = next(filter(None, map(shutil.which, OFFICE)), None)
    if antiword is None and office is None:
        what = "RTF" if kind == RTF else "Word's old binary format (.doc, .wps)"
        raise JsxError(
            f"{name}: is {what}; install LibreOffice"
            f"{'' if kind == RTF else ' or antiword'} so that jsx can read it, or save it as docx"
        )
    with tempfile.TemporaryDirectory(prefix="jsx-") as folder:
        # A name of our own: the given one may hold anything, and is no business of the program's.
        given = Path(folder) / ("document.rtf" if kind == RTF else "document.doc")
        given.write_bytes(data)
        made = _office(office, given, name, limits) if office is not None else None
        if made is not None:
            found = read_docx(Archive(made, name, limits), name, sha256, limits)
            return replace(found, media=RTF if kind == RTF else DOC)
        text = _antiword(antiword, given, name, limits) if antiword is not None else None
    if text is None:
        program = "antiword" if office is None else "LibreOffice"
        raise JsxError(f"{name}: {program} could not read it; open it in Word or WPS and save it as docx")
    return finish(name, text, DOC, sha256, _paragraphs(text), limits)


def _office(office: str, given: Path, name: str, limits: Limits) -> bytes | None:
    """The file as docx; None where LibreOffice cannot read it."""
    folder = given.parent
    command = [office, "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
               "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(given)]  # fmt: skip
    _run(command, folder, name, limits)
    made = given.with_suffix(".docx")
    return made.read_bytes() if made.is_file() and made.stat().st_size <= limits.max_bytes else None


def _antiword(antiword: str, given: Path, name: str, limits: Limits) -> str | None:
    # -w 0: no wrapping; -m UTF-8.txt: the characters as they are.
    done = _run([antiword, "-w", "0", "-m", "UTF-8.txt", str(given)], given.parent, name, limits)
    return done.decode("utf-8", "replace") if done is not None and done.strip() else None


def _paragraphs(text: str) -> list[Block]:
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", len(blocks) + 1, RawSpan(at, at + len(line))))
        at += len(line) + 1
    return blocks


def _run(command: list[str], folder: Path, name: str, limits: Limits) -> bytes | None:
    environment = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    if "antiword" in command[0]:
        environment["HOME"] = os.environ.get("HOME", str(folder))
    try:
        # A session of its own: what the program starts (soffice starts soffice.bin) has to end with it.
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError:
        return None
    with process:
        try:
            written, _ = process.communicate(timeout=limits.timeout)
        except BaseException as error:
            _end(process)
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
            raise JsxError(
                f"{name}: {Path(command[0]).name} gave up after {limits.timeout:g} s (limits: timeout in jsx.yaml)"
            ) from error
    return written if process.returncode == 0 else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program with all that it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
