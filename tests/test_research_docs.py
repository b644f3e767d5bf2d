"""Every command of the pages for research runs, on the seeds, and the scheme of the manual stands."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from jsx_cli.cli import jsx
from jsx_cli.report.coding import code
from jsx_cli.report.scheme import scheme

ROOT = Path(__file__).parents[1]
SEEDS = sorted((ROOT / "data/seeds").glob("*.txt"))
PAGES = ("report", "tables", "evaluate", "schemes")


def page(name: str) -> str:
    return (ROOT / f"docs/{name}.md").read_text(encoding="utf-8")


def lines(name: str) -> list[str]:
    """The commands of a page, one a line, and those in the middle of a sentence."""
    blocks = re.findall(r"^```bash\n(.*?)^```$", page(name), re.M | re.S)
    inline = re.findall(r"`(jsx [a-z]+ [^`]*\.[^`]*)`", page(name))
    return [line for block in blocks for line in block.splitlines()] + [line for line in inline if "PATH" not in line]


COMMANDS = [(name, line) for name in PAGES for line in lines(name)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the pages speak of."""
    place = tmp_path_factory.mktemp("research")
    for name in ("plans", "documents"):
        (place / name).mkdir()
        for seed in SEEDS:
            shutil.copy(seed, place / name)
    shutil.copy(SEEDS[0], place / "notice.txt")
    for name in ("gold", "wang", "li"):
        shutil.copytree(ROOT / "tests/eval/gold", place / name)
    runner = CliRunner()
    plans = [str(path) for path in sorted((place / "plans").iterdir())]
    runner.invoke(jsx, ["export", *plans, "--to", "labelstudio", "-o", str(place / "tasks")])
    shutil.copy(place / "tasks/tasks.json", place / "corrected.json")
    return place


def test_there_are_commands_to_try() -> None:
    assert len(COMMANDS) > 10


@pytest.mark.parametrize(("name", "line"), COMMANDS, ids=[line for _, line in COMMANDS])
def test_every_command_runs(name: str, line: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del name
    monkeypatch.chdir(folder)
    words = []
    for word in shlex.split(line, comments=True):
        words += sorted(map(str, Path().glob(word))) if "*" in word else [word]
    assert words.pop(0) == "jsx"
    done = CliRunner().invoke(jsx, words)
    assert done.exit_code == 0, (done.output, done.exception)


def test_the_scheme_of_the_manual_stands() -> None:
    (block,) = re.findall(r"^```yaml\n(.*?)^```$", page("schemes"), re.M | re.S)
    found = scheme(yaml.safe_load(block), "docs/schemes.md")
    from jsx_cli import api

    coded = code(api.analyze_text("新增养老床位300张。发展居家养老，办理居家养老保险，上门提供服务。"), found)
    assert {name: coded.count(name) for name in coded.hits} == {"home_care": 2, "beds": 1, "county": 0, "soon": 0}
