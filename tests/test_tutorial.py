"""The tutorial and the how-to pages are followed to the letter: files are written, commands run, output compared."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "docs/tutorial.md", *sorted((ROOT / "docs/how-to").glob("*.md"))]
STEP = re.compile(
    r"^ *<!-- (?P<what>file|run|shows)(?:: (?P<which>[^>]*?))? -->\n *```(?P<kind>\w+)\n(?P<body>.*?)^ *```$",
    re.M | re.S,
)


def steps(page: Path) -> Iterator[tuple[str, str, str]]:
    """What a page tells its reader to do, step by step."""
    for found in STEP.finditer(page.read_text(encoding="utf-8")):
        yield found["what"], found["which"] or "", textwrap.dedent(found["body"])


def squeezed(text: str) -> str:
    """Columns of a table may be wider or narrower."""
    return re.sub(r"[ \t]+", " ", text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what the pages use, and the commands `jsx` and `python`."""
    shutil.copytree(ROOT / "data/seeds", tmp_path / "data/seeds")
    shutil.copytree(ROOT / "tests/eval/gold", tmp_path / "tests/eval/gold")
    (tmp_path / "bin").mkdir()
    for name, call in (("jsx", f'"{sys.executable}" -m jsx_cli'), ("python", f'"{sys.executable}" -X utf8')):
        script = tmp_path / "bin" / name
        script.write_text(f'#!/bin/sh\nexec {call} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_the_page_does_what_it_says(page: Path, folder: Path) -> None:
    environment = os.environ | {
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "JSX_LANG": "en",
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
    }
    printed = ""
    ran = 0
    for what, which, body in steps(page):
        if what == "file":
            path = folder / which
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
        elif what == "run":
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", body], cwd=folder, env=environment, capture_output=True, check=False
            )
            printed = done.stdout.decode()
            assert done.returncode == int(which.removeprefix("exit ") or 0), body + printed + done.stderr.decode()
            ran += 1
        else:
            shown = squeezed(printed)
            assert not [line for line in body.splitlines() if squeezed(line) not in shown], printed
    assert ran


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_every_block_of_the_page_is_tried(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    tried = [found["kind"] for found in STEP.finditer(text) if found["what"] != "shows" and found["kind"] != "text"]
    assert tried == re.findall(r"^ *```(bash|python|yaml)$", text, re.M)
