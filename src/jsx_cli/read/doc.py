"""Word's old binary format (.doc, .wps) and RTF, through antiword or LibreOffice where one of them is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from jsx_cli.errors import JsxError
from jsx_cli.model import Block, RawSpan, Source
from jsx_cli.read.archive import finish
from jsx_cli.read.limits import Limits
from jsx_cli.read.sniff import DOC, OLE, RTF

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
    text = _convert(data, name, kind, limits)
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", len(blocks) + 1, RawSpan(at, at + len(line))))
        at += len(line) + 1
    return finish(name, text, RTF if kind == RTF else DOC, sha256, blocks, limits)


def _convert(data: bytes, name: str, kind: str, limits: Limits) -> str:
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
        if antiword is not None:
            # -w 0: no wrapping; -m UTF-8.txt: the characters as they are.
            done = _run([antiword, "-w", "0", "-m", "UTF-8.txt", str(given)], folder, name, limits)
            if done is not None and done.strip():
                return done.decode("utf-8", "replace")
        if office is not None:
            command = [office, "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile",
                       "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, str(given)]  # fmt: skip
            _run(command, folder, name, limits)
            made = given.with_suffix(".txt")
            if made.is_file():
                return made.read_bytes().decode("utf-8-sig", "replace")
    program = "antiword" if office is None else "LibreOffice"
    raise JsxError(f"{name}: {program} could not read it; open it in Word or WPS and save it as docx")


def _run(command: list[str], folder: str, name: str, limits: Limits) -> bytes | None:
    environment = {**os.environ, "HOME": folder, "LC_ALL": "C.UTF-8"}
    if "antiword" in command[0]:
        environment["HOME"] = os.environ.get("HOME", folder)
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=limits.timeout,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise JsxError(
            f"{name}: {Path(command[0]).name} gave up after {limits.timeout:g} s (limits: timeout in jsx.yaml)"
        ) from error
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
