"""docs/rules.md is followed to the letter: its files are written, its commands run, and what they print is compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from jsx_cli import cli
from jsx_cli.engine.keys import FIELD, PHRASE, RULE, SOURCE_NAMES, WINDOWS

PAGE = (Path(__file__).parents[1] / "docs/rules.md").read_text(encoding="utf-8")
STEP = re.compile(r"^<!-- (?P<what>file|run)(?:: (?P<which>[^>]*))? -->\n```\w+\n(?P<body>.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Ended:
    """What a command printed and how it ended."""

    code: int
    text: str


def steps() -> Iterator[tuple[str, str, str]]:
    for found in STEP.finditer(PAGE):
        yield found["what"], found["which"] or "", found["body"]


def jsx(arguments: list[str]) -> Ended:
    through = click.Command("jsx", callback=lambda: cli.main(arguments))
    done = CliRunner().invoke(through, [])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ended(done.exit_code, done.stdout_bytes.decode() + done.stderr_bytes.decode())


def test_the_manual_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JSX_LANG", "en")
    monkeypatch.setenv("JSX_CACHE", "off")
    monkeypatch.chdir(tmp_path)
    ran = 0
    for what, which, body in steps():
        if what == "file":
            path = tmp_path / which
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
            continue
        for command in re.split(r"^(?=\$ )", body, flags=re.M)[1:]:
            line, _, expected = command.partition("\n")
            ended = jsx(line.removeprefix("$ jsx ").split())
            assert ended.text.replace(str(tmp_path) + "/", "").rstrip() == expected.rstrip(), line
            assert ended.code == int(which.removeprefix("exit ") or 0), line
            ran += 1
    assert ran >= 8


@pytest.mark.parametrize("key", [*RULE, *PHRASE, *FIELD])
def test_every_key_is_in_the_manual(key: str) -> None:
    assert f"`{key}`" in PAGE or f"{key}:" in PAGE


@pytest.mark.parametrize("name", [*WINDOWS, *SOURCE_NAMES])
def test_every_window_and_source_is_in_the_manual(name: str) -> None:
    assert f"`{name}`" in PAGE or f"from: {name}" in PAGE
