"""`jsx doctor`: what this installation can do, and what it lacks.

`PDF  no  pip install 'jsx-cli[pdf]'` is a line of it. What is missing is no fault; what is broken gives exit code 2.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

import click

from jsx_cli import __version__
from jsx_cli.cli.help import Command, width
from jsx_cli.cli.language import language, say, shown, told
from jsx_cli.cli.output import to_stdout
from jsx_cli.errors import JsxError
from jsx_cli.patterns import late

EXTRA = late(r"(?P<package>[A-Za-z0-9._-]+).*extra\s*==\s*['\"](?P<extra>\w+)['\"]")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `state` is ok, missing (something cannot be done) or broken."""

    area: str
    name: str
    state: str
    detail: str


@click.command(
    "doctor",
    cls=Command,
    short_help="Show what this installation can do and what it lacks.",
    epilog="\b\nExamples:\n  jsx doctor\n  jsx doctor --format json",
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table",
              help="table to read, or json.")  # fmt: skip
def command(form: str) -> None:
    """Show what this installation can do: extras, programs, encoding, language, cache, rules.

    What is missing is needed for some formats only. The exit code is 2 where something is broken.
    """
    found = [*itself(), *extras(), *programs(), *encodings(), *speech(), *cache()]
    if form == "json":
        from jsx_cli.report import dumps

        to_stdout(dumps([asdict(one) for one in found]) + "\n")
    else:
        to_stdout("".join(line + "\n" for line in table(found)))
    if any(one.state == "broken" for one in found):
        raise click.exceptions.Exit(2)


def table(found: list[Finding]) -> Iterator[str]:
    """Lines in columns: what, state, more."""
    first, second = (max(width(text) for text in column) for column in
                     ([one.name for one in found], [say(one.state) for one in found]))  # fmt: skip
    area = ""
    for one in found:
        if one.area != area:
            area = one.area
            yield say(area)
        state = say(one.state)
        gap, more = " " * (first - width(one.name)), " " * (second - width(state))
        yield f"  {one.name}{gap}  {state}{more}  {shown(one.detail)}".rstrip()


def itself() -> Iterator[Finding]:
    """The program, its Python and the rules, which have to find a fact that they know."""
    from jsx_cli import api

    system = f"{platform.python_version()} {platform.system()} {platform.machine()}"
    yield Finding("program", "jsx", "ok", f"{__version__}  {Path(__file__).parents[1]}")
    yield Finding("program", "python", "ok", f"{system}  {sys.executable}")
    try:
        chosen = api.ruleset()
        facts = api.analyze_text("2025年底前建成养老服务中心不少于2个。").facts
    except JsxError as error:
        yield Finding("program", "rules", "broken", told(error))
        return
    works = {fact.type for fact in facts} >= {"deadline", "quantity"}
    figures = say("{count} rules, digest {digest}", count=len(chosen.rules), digest=chosen.digest)
    yield Finding("program", "rules", "ok" if works else "broken", figures)


def extras() -> Iterator[Finding]:
    """Each extra of the package with its packages, as the metadata of the installation list them."""
    try:
        wanted = metadata.requires("jsx-cli") or []
    except metadata.PackageNotFoundError:
        yield Finding("extras", "jsx-cli", "missing", say("not installed as a package; extras are not known"))
        return
    groups: dict[str, list[str]] = {}
    for line in wanted:
        if (found := EXTRA.match(line)) and found["extra"] != "dev":
            groups.setdefault(found["extra"], []).append(found["package"])
    if not groups:
        yield Finding("extras", "jsx-cli", "missing", say("not installed as a package; extras are not known"))
    for extra, packages in sorted(groups.items()):
        versions = {package: version(package) for package in packages}
        if all(versions.values()):
            detail = ", ".join(f"{package} {number}" for package, number in versions.items())
            yield Finding("extras", extra, "ok", detail)
        else:
            yield Finding("extras", extra, "missing", f"pip install 'jsx-cli[{extra}]'")


def version(package: str) -> str:
    """The version that is installed, or nothing. The package is not imported: pandas takes a second."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def programs() -> Iterator[Finding]:
    """The programs that read Word's old files."""
    from jsx_cli.read.doc import OFFICE

    for name, places in (("antiword", ("antiword",)), ("LibreOffice", OFFICE)):
        place = next(filter(None, map(shutil.which, places)), "")
        needed = say("for .doc") if name == "antiword" else say("for .doc, .wps and .rtf")
        yield Finding("programs", name, "ok" if place else "missing", place or needed)


def encodings() -> Iterator[Finding]:
    """What Python makes of names of files and of the terminal."""
    names = {"stdout": getattr(sys.stdout, "encoding", ""), "file names": sys.getfilesystemencoding()}
    for name, encoding in names.items():
        unicode = (encoding or "").lower().replace("-", "") in ("utf8", "gb18030", "utf16le")
        detail = encoding or say("standard output is closed")
        if not unicode:
            detail += "  " + say("cannot show every Chinese character; try PYTHONUTF8=1")
        yield Finding("encoding", say(name), "ok" if unicode else "missing", detail)


def speech() -> Iterator[Finding]:
    """The language of messages and the variable that decides it."""
    names = ("JSX_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    by = next((f"{name}={os.environ[name]}" for name in names if os.environ.get(name, "").strip()), "-")
    yield Finding("language", language(), "ok", by)


def cache() -> Iterator[Finding]:
    """Where compiled rules are kept, and whether that can be written to."""
    from jsx_cli.store import place as cache_place

    place = cache_place()
    if place is None:
        yield Finding("cache", "-", "ok", say("off; every run reads the rule files (JSX_CACHE)"))
        return
    there = next((folder for folder in (place, *place.parents) if folder.exists()), place)
    writable = os.access(there, os.W_OK)
    detail = str(place) if writable else f"{place}  " + say("cannot be written to; set JSX_CACHE to another folder")
    yield Finding("cache", "rules", "ok" if writable else "missing", detail)
