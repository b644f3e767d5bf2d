"""The forms of `jsx extract` that are files for other programs: a page, CSV, XLSX, Parquet."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from jsx_cli.cli.language import say
from jsx_cli.cli.output import destination
from jsx_cli.errors import JsxError
from jsx_cli.model import DocumentResult


def write_tables(documents: Iterable[DocumentResult], form: str, output: str | None, wide: bool) -> None:
    """The facts as tables. Wide CSV and Parquet are a file for each table: facts.csv becomes facts.ratio.csv …"""
    from jsx_cli.report import tables

    if output in (None, "-") and (form != "csv" or wide):
        raise JsxError(say("{form} needs a file to write to: -o FILE", form=f"--wide {form}" if wide else form))
    found = tables.tables(documents, wide=wide)
    if not found:
        return  # no document could be read; a full file is not replaced by an empty one
    if form == "xlsx":
        write_bytes(str(output), tables.to_xlsx(found))
        return
    for table in found:
        path = str(Path(str(output)).with_suffix(f".{table.name}{Path(str(output)).suffix}")) if wide else output
        if form == "parquet":
            write_bytes(str(path), tables.to_parquet(table))
        else:
            with destination(path) as write:
                write(tables.to_csv(table))


def write_bytes(path: str, content: bytes) -> None:
    """The file stands whole or not at all."""
    target = Path(os.path.realpath(path))
    written = target.with_name(f".{target.name[:60]}.{os.urandom(4).hex()}.tmp")
    try:
        written.write_bytes(content)
        written.replace(target)
    except OSError as error:
        raise JsxError(say("cannot write to {path}: {reason}", path=path, reason=error.strerror)) from error
    finally:
        written.unlink(missing_ok=True)
