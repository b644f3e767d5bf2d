"""What is shipped: one version, no addresses and no paths of anybody's machine, nothing forgotten."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

import jsx_cli
from jsx_cli.resources import rules_dir, schema_path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

URL = re.compile(r"\b(?:https?|ftp|git|ssh)://[^\s\"'<>)]+")
# Names, not addresses: of schema dialects and of XML vocabularies, which readers of Word and OFD files compare with.
NAMES = (
    "https://json-schema.org/",
    "https://json.schemastore.org/",
    "http://www.example.",
    "http://schemas.",
    "http://www.w3.org/",
    "http://graphml.graphdrawing.org/",
    "http://purl.o",
    "urn:",
    "http://www.ofdspec.",
)
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|Users|work|tmp|opt|mnt)/\w|\b[A-Z]:\\\\?Users\b")


# Paths of files that are no code of ours or no text.
OTHERS = re.compile(r"data/|LICENSE$|.*\.(?:csv|docx|pdf|ofd|png|xlsx?)$")


def tracked() -> list[str]:
    """Every file of the project: those that git knows, or all there are where there is no git."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0 and done.stdout:
        names = [name for name in done.stdout.split("\0") if (ROOT / name).is_file()]
    else:
        folders = ("src", "rules", "tests", "docs", ".ci", "data")
        paths = [*ROOT.glob("*"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]
        names = [path.relative_to(ROOT).as_posix() for path in paths if path.is_file() and path.suffix != ".pyc"]
    return names


def lines_of(names: list[str]) -> list[tuple[str, str]]:
    """Each line with its place."""
    return [
        (f"{name}:{number}", line)
        for name in names
        if not OTHERS.match(name)
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8", errors="replace").splitlines(), 1)
    ]


def test_no_paths_of_anybodys_machine() -> None:
    names = [name for name in tracked() if name != "tests/test_packaging.py"]
    assert not [f"{place}: {line.strip()[:100]}" for place, line in lines_of(names) if MACHINE.search(line)]


def test_no_addresses_outside_tests() -> None:
    names = [name for name in tracked() if not name.startswith("tests/")]
    found = [(place, url) for place, line in lines_of(names) for url in URL.findall(line)]
    assert not [f"{place}: {url}" for place, url in found if not url.startswith(NAMES)]


@pytest.mark.parametrize("sample", ["see /home/li/jsx", "C:\\Users\\li", "cd /work/x"])
def test_a_path_of_a_machine_would_be_seen(sample: str) -> None:
    assert MACHINE.search(sample)


def test_constraints_are_plain_versions() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert not [line for line in pins if not re.fullmatch(r"[A-Za-z0-9_.-]+==[\w.]+", line)]
    names = {name(pin.split("==")[0]) for pin in pins}
    project = PROJECT["project"]
    wanted = [
        *project["dependencies"],
        *(need for extra in project["optional-dependencies"].values() for need in extra),
    ]
    assert not {name(need) for need in wanted} - names - {"jsx-cli"}


def name(requirement: str) -> str:
    """types_PyYAML>=6 is types-pyyaml."""
    found = re.match(r"[A-Za-z0-9_.-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_one_version() -> None:
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert version("jsx-cli") == jsx_cli.__version__
    heading = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert heading
    assert heading[1] == jsx_cli.__version__


def test_what_is_read_at_run_time_is_where_it_is_looked_for() -> None:
    assert schema_path().is_file()
    assert any((rules_dir() / "lexicons").glob("*.csv"))
    assert (ROOT / "src/jsx_cli/py.typed").is_file()
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["sources"]["rules"] == "jsx_cli/rules"
