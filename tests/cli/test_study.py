"""The commands for research, from the words at the keyboard to the files."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jsx_cli.cli import jsx
from jsx_cli.cli.language import told
from jsx_cli.errors import JsxError

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "data/seeds"
PLAN = str(SEEDS / "003_d297b955d7cd754c.txt")
GOLD = str(ROOT / "tests/eval/gold")
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("JSX_LANG", "en")

    def call(*words: str | Path, code: int = 0) -> Result:
        done = CliRunner().invoke(jsx, [str(word) for word in words])
        if done.exception and not isinstance(done.exception, SystemExit | JsxError):
            raise done.exception
        assert done.exit_code == code, done.output
        return done

    return call


def test_report(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "a/report"
    said = run("report", PLAN, SEEDS / "004_65dddfba7c094200.txt", "-o", folder, "--language", "zh")
    assert "3 pages" in said.stderr
    assert sorted(path.name for path in folder.iterdir()) == [
        "001-003_d297b955d7cd754c.html", "002-004_65dddfba7c094200.html", "index.html",
    ]  # fmt: skip
    assert 'id="in-zh" checked' in (folder / "index.html").read_text(encoding="utf-8")


def test_report_of_what_is_not_there_leaves_the_folder_as_it_was(run: Run, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    run("report", tmp_path / "nothing.txt", "-o", tmp_path, code=2)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "mine"
    run("report", PLAN, tmp_path / "nothing.txt", "-o", tmp_path, code=2)
    assert (tmp_path / "001-003_d297b955d7cd754c.html").is_file()


@pytest.mark.parametrize("suffix", ["html", "csv", "xlsx", "parquet"])
def test_the_name_of_the_file_says_the_form(run: Run, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x.{suffix}"
    run("extract", PLAN, "-o", path)
    head = path.read_bytes()[:40]
    starts = {"html": b"<!DOCTYPE html>", "csv": "\ufeffdoc_path".encode(), "xlsx": b"PK", "parquet": b"PAR1"}
    assert head.startswith(starts[suffix])
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_wide_tables_are_files_or_sheets(run: Run, tmp_path: Path) -> None:
    run("extract", PLAN, "-o", tmp_path / "x.csv", "--wide")
    assert {"x.documents.csv", "x.ratio.csv", "x.measure.csv"} <= {file.name for file in tmp_path.iterdir()}
    run("extract", PLAN, "-o", tmp_path / "x.xlsx", "--wide")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as book:
        assert 'name="leadership"' in book.read("xl/workbook.xml").decode()


def test_what_cannot_be_written_is_said(run: Run, tmp_path: Path) -> None:
    assert "-o FILE" in str(run("extract", PLAN, "--format", "xlsx", code=1).exception)
    assert "jsx report" in str(run("extract", PLAN, PLAN, "--format", "html", code=1).exception)
    (tmp_path / "x.csv").write_text("mine", encoding="utf-8")
    run("extract", tmp_path / "nothing.txt", "-o", tmp_path / "x.csv", code=2)
    assert (tmp_path / "x.csv").read_text(encoding="utf-8") == "mine"


def test_evaluate(run: Run, tmp_path: Path) -> None:
    found = json.loads(run("evaluate", GOLD, SEEDS).stdout)
    assert found["schema"] == "jsx-evaluation/1"
    assert found["micro"]["gold"] == sum(row["gold"] for row in found["types"].values())
    text = run("evaluate", GOLD, SEEDS, "--format", "table", "--misses", "3", "--versus", tmp_path).stdout
    assert "macro" in text
    assert f"with {tmp_path}" in text
    run("evaluate", GOLD, SEEDS, "-o", tmp_path / "score.html", "--docs", "003_d297b955d7cd754c")
    assert "<!DOCTYPE html>" in (tmp_path / "score.html").read_text(encoding="utf-8")


def test_export_and_agree(run: Run, tmp_path: Path) -> None:
    run("export", PLAN, "--to", "labelstudio", "-o", tmp_path / "ls")
    run("export", PLAN, "--to", "brat", "-o", tmp_path / "brat")
    found = json.loads(run("agree", tmp_path / "ls/tasks.json", tmp_path / "brat").stdout)
    assert found["schema"] == "jsx-agreement/1"
    assert found["all"]["strict_f1"] == 1
    assert "alpha" in run("agree", GOLD, GOLD, "--format", "table").stdout
    run("export", tmp_path / "nothing", "--to", "brat", "-o", tmp_path / "none", code=2)
    assert not (tmp_path / "none").exists()


def test_code(run: Run, tmp_path: Path) -> None:
    lines = run("code", PLAN, "--scheme", "instruments").stdout.split("\r\n")
    assert "sup_talent" in lines[0]
    assert "words" in run("code", PLAN, "--scheme", "pmc", "--table", "evidence").stdout.split("\r\n")[0]
    assert json.loads(run("code", PLAN, "--scheme", "pmc", "--format", "json").stdout)["scheme"]["id"] == "pmc"
    run("code", PLAN, "--scheme", "pmc", "-o", tmp_path / "pmc.xlsx")
    assert zipfile.is_zipfile(tmp_path / "pmc.xlsx")
    assert "did you mean" in str(run("code", PLAN, "--scheme", "pnc", code=1).exception)


def test_a_table_with_nothing_in_it_is_empty_and_no_other_one(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"（一）培训。开展技能培训不少于{ord(name)}场。", encoding="utf-8")
    both = (tmp_path / "a.txt", tmp_path / "b.txt")
    for view, head in (
        ("posts", "role,body"),
        ("citations", "source,target"),
        ("alignment", "upper item"),
        ("pairs", "document"),
    ):
        said = run("compare", *both, "--view", view, "--format", "csv").stdout
        assert said.startswith("\ufeff" + head), said
        assert said.count("\n") == 1
        assert "no rows" in run("compare", *both, "--view", view, "--format", "table").stdout
        run("compare", *both, "--view", view, "-o", tmp_path / "x.xlsx")
        run("compare", *both, "--view", view, "--format", "markdown")


def test_codebook(run: Run, tmp_path: Path) -> None:
    text = run("codebook").stdout
    assert "`raw_start`" in text
    assert "ratio/" in text
    run("codebook", "-o", tmp_path / "codebook.csv")
    assert (tmp_path / "codebook.csv").read_bytes().startswith("\ufeffentry".encode())


def test_recognise(run: Run) -> None:
    assert json.loads(run("recognise", "不低于30%").stdout)[0]["value"] == {"value": 0.3, "comparator": ">="}
    assert json.loads(run("recognise", "年底前", "--date", "2022-05-25").stdout)[0]["value"]["end"] == "2022-12-31"
    assert json.loads(run("recognise", "改革").stdout) == []
    assert "2019-01-22" in str(run("recognise", "年底前", "--date", "soon", code=1).exception)


@pytest.mark.parametrize(
    "words",
    [
        ["evaluate", str(SEEDS), str(SEEDS)],
        ["evaluate", GOLD, str(ROOT / "README.md")],
        ["evaluate", GOLD, str(SEEDS), "--docs", "x"],
        ["evaluate", GOLD, str(ROOT / "tests/eval/gold/003_d297b955d7cd754c.jsonl")],
        ["code", PLAN, "--scheme", "pnc"],
        ["code", PLAN, "--scheme", "qqqq"],
    ],
)
def test_errors_are_told_in_chinese_too(run: Run, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    error = run(*words, code=1).exception
    assert isinstance(error, JsxError)
    monkeypatch.setenv("JSX_LANG", "zh")
    assert told(error) != error.message
