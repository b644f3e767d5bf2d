"""The documentation says what there is: commands, options, fields, links; README's commands are those of CI."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from jsx_cli.cli import jsx
from jsx_cli.cli.chinese import CHINESE, FROM_BELOW
from jsx_cli.cli.language import told
from jsx_cli.engine.rule import FACT_FIELDS
from jsx_cli.errors import JsxError
from jsx_cli.resources import schema_path

ROOT = Path(__file__).parents[1]
PLAN = "data/seeds/003_d297b955d7cd754c.txt"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it: `jsx extract`."""

    def walk(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
        yield name, command
        if isinstance(command, click.Group):
            context = click.Context(command, info_name=name)
            for inner in command.list_commands(context):
                found = command.get_command(context, inner)
                assert found
                yield from walk(f"{name} {inner}", found)

    yield from walk("jsx", jsx)


COMMANDS = dict(commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    text = page("docs/output.md") + "".join(path.read_text(encoding="utf-8") for path in PAGES)
    assert name in text, f"docs/output.md does not tell what {name} is for"
    for param in COMMANDS[name].params:
        if isinstance(param, click.Option):
            for option in [*param.opts, *param.secondary_opts]:
                assert f"`{option}" in text or f" {option}`" in text or f"{name} {option}" in text, option


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_explains_itself_in_both_languages(name: str) -> None:
    command = COMMANDS[name]
    sentences = [" ".join(part.split()) for part in (command.help or "").split("\n\n")]
    sentences += [param.help or "" for param in command.params if isinstance(param, click.Option)]
    if command is not jsx:
        sentences.append(command.short_help or "")
    assert all(sentences)
    assert not [sentence for sentence in sentences if sentence not in CHINESE]


def said() -> set[str]:
    """Every sentence that the code hands to `say`."""
    found = set()
    for path in (ROOT / "src/jsx_cli/cli").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_every_message_has_its_chinese() -> None:
    sentences = said()
    assert len(sentences) > 20
    assert not [sentence for sentence in sorted(sentences) if sentence not in CHINESE]


def raised(folder: str) -> set[str]:
    """Every message of a `JsxError` that is raised there, with 7 for what is filled in."""
    found = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "JsxError":
                parts = node.args[0].values if isinstance(node.args[0], ast.JoinedStr) else []
                found.add("".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts))
    return found - {""}


def test_what_cannot_be_read_is_told_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JSX_LANG", "zh")
    messages = raised("src/jsx_cli/read")
    assert len(messages) > 10
    assert not [message for message in messages if told(JsxError(message)) == message]


def test_both_languages_fill_the_same_places() -> None:
    places = re.compile(r"\{\w+\}")
    for english, chinese in CHINESE.items():
        assert set(places.findall(english)) == set(places.findall(chinese)), english
    for english, chinese in FROM_BELOW.items():
        assert set(places.findall(english)) >= set(places.findall(chinese)), english


def test_every_label_of_the_schema_has_its_chinese() -> None:
    schema = json.loads(schema_path().read_text(encoding="utf-8"))["$defs"]
    document = schema["document"]["properties"]
    labels = {*FACT_FIELDS, *document, *document["level"]["enum"], *schema["notice"]["properties"]["severity"]["enum"]}
    for kind in FACT_FIELDS:
        labels |= {
            label for name in ("kind", "status") for label in values(schema, schema[kind]["properties"].get(name, {}))
        }
    assert not labels - set(CHINESE)


def values(schema: dict[str, dict[str, list[str]]], described: dict[str, object]) -> list[str]:
    """The words that a field may hold."""
    if "$ref" in described:
        return schema[str(described["$ref"]).rsplit("/", 1)[-1]]["enum"]
    return [str(value) for value in described.get("enum", [])]  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", FACT_FIELDS)
def test_every_field_of_a_fact_is_explained(kind: str) -> None:
    text = page("docs/facts.md")
    assert f"`{kind}`" in text
    assert not [field for field in FACT_FIELDS[kind] if f"`{field}`" not in text]


def test_every_key_of_the_output_is_explained() -> None:
    schema = json.loads(schema_path().read_text(encoding="utf-8"))
    text = page("docs/output.md")
    keys = set(schema["properties"])
    for name in ("source", "document", "section", "evidence", "notice", "engine"):
        keys |= set(schema["$defs"][name]["properties"])
    assert not [key for key in sorted(keys) if f"`{key}`" not in text and f'"{key}"' not in text]


def test_links_lead_somewhere() -> None:
    for path in PAGES:
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).exists(), f"{path.name}: {link}"


def block(name: str) -> str:
    """The code block that follows the mark `<!-- name -->` in README."""
    found = re.search(rf"^<!-- {name} -->\n```\w+\n(.*?)^```$", page("README.md"), re.M | re.S)
    assert found, name
    return found[1]


def test_ci_runs_the_commands_of_the_readme() -> None:
    assert ".venv/bin/jsx extract data/seeds/" in block("try")
    assert ".venv/bin/pytest" in block("tests")
    ci = page(".ci/run")
    assert "$(block try)" in ci
    assert "$(block tests)" in ci


def jsx_prints(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "jsx_cli", *arguments], cwd=ROOT, capture_output=True, check=True,
        env=os.environ | {"COLUMNS": "100", "JSX_LANG": "en"},
    )  # fmt: skip
    return done.stdout.decode()


def test_the_readme_shows_what_the_table_is() -> None:
    shown = jsx_prints("extract", "--format", "table", PLAN).splitlines()
    assert not [line for line in block("table").splitlines() if line and line != "…" and line not in shown]


def test_the_readme_shows_a_fact_as_it_is() -> None:
    shown = block("fact")
    result = json.loads(jsx_prints("extract", PLAN))
    assert json.loads(shown) in result["facts"]


def test_the_python_of_the_readme_runs() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", block("python")], cwd=ROOT, capture_output=True, check=True
    )
    assert done.stdout.decode().startswith("嘉政办发〔2022〕46号\n30% >= 0.3")


def test_the_tour_of_the_readme_gives_what_it_says(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data/seeds", tmp_path / "data/seeds")
    shutil.copytree(ROOT / "tests/eval/gold", tmp_path / "tests/eval/gold")
    (tmp_path / ".venv/bin").mkdir(parents=True)
    for name, does in (("jsx", f'exec "{sys.executable}" -m jsx_cli "$@"'), ("pip", "exit 0")):
        (tmp_path / ".venv/bin" / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (tmp_path / ".venv/bin" / name).chmod(0o755)
    done = subprocess.run(["sh", "-ec", block("tour")], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "report/index.html").stat().st_size
    assert (tmp_path / "facts.xlsx").stat().st_size
    assert "micro" in done.stdout.decode()


def test_the_house_is_described_as_it_is() -> None:
    text = page("docs/architecture.md")
    contract = tomllib.loads(page("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]
    rooms = {room.strip(" ()") for floor in contract["layers"] for room in floor.split("|")} - {"__main__"}
    assert len(rooms) > 20
    assert not [room for room in sorted(rooms) if f"`{room}`" not in text]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name.count(" ") == 1])
def test_the_readme_names_every_command(name: str) -> None:
    assert f"`{name}`" in page("README.md")


@pytest.mark.parametrize("line", block("use").splitlines())
def test_every_line_of_the_readme_runs(line: str, tmp_path: Path) -> None:
    jsx = tmp_path / "bin/jsx"
    jsx.parent.mkdir()
    jsx.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m jsx_cli "$@"\n', encoding="utf-8")
    jsx.chmod(0o755)
    for name, seed in (("notice.txt", "003"), ("notice.html", "000")):
        shutil.copy(next((ROOT / "data/seeds").glob(f"{seed}*")), tmp_path / name)
    done = subprocess.run(
        ["sh", "-c", line], cwd=tmp_path, capture_output=True, check=False,
        env=os.environ | {"PATH": f"{jsx.parent}{os.pathsep}{os.environ['PATH']}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout or any(
        path.suffix in (".json", ".jsonl", ".csv") and path.stat().st_size for path in tmp_path.iterdir()
    )
