"""Who may import whom, as pyproject.toml says under [tool.importlinter]; and that starting is cheap."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

ROOT = Path(__file__).parents[1]
HEAVY = ("bs4", "jieba", "lxml", "opencc", "rich", "rjieba", "yaml")


def test_the_house_has_floors(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlinter.cli import lint_imports_command

    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(lint_imports_command, ["--no-cache"])
    assert done.exit_code == 0, done.output


def loaded_after(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has imported after `code`."""
    report = (
        "import json, sys; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    code = f"{code}\n{report}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--help"], ["extract", "--help"], ["text", "--help"], ["schema"]])
def test_help_and_schema_load_no_dictionary(arguments: list[str]) -> None:
    call = f"try:\n    jsx_cli.cli.main({arguments!r})\nexcept SystemExit as end:\n    assert end.code == 0"
    loaded = loaded_after(f"import jsx_cli.cli\n{call}")
    assert "click" in loaded
    assert not loaded & set(HEAVY)


def test_the_package_itself_loads_nothing() -> None:
    assert not loaded_after("import jsx_cli, jsx_cli.model") & {*HEAVY, "click"}
