"""What `import jsx_cli` gives, and that docs/python.md tells the truth."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pandas
import pytest

import jsx_cli
from jsx_cli import python
from jsx_cli.model import DocumentResult

ROOT = Path(__file__).parents[1]
SEED = ROOT / "data/seeds/003_d297b955d7cd754c.txt"


def test_the_examples_of_the_manual_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testfile(str(ROOT / "docs/python.md"), module_relative=False, encoding="utf-8")
    assert found.attempted > 10
    assert found.failed == 0


def test_the_examples_of_the_module_are_true() -> None:
    found = doctest.testmod(python)
    assert found.attempted > 2
    assert found.failed == 0


def test_importing_loads_nothing() -> None:
    code = "import sys, jsx_cli; print([name for name in sys.modules if name.startswith('jsx_cli.')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_names_that_a_package_shares_with_a_function_are_both() -> None:
    import jsx_cli.recognise as package
    from jsx_cli.recognise import mentions

    assert package.mentions is mentions
    assert jsx_cli.recognise("30%")[0]["kind"] == "ratio"
    assert {"analyze", "recognise", "evaluate", "JsxError"} <= set(dir(jsx_cli))
    with pytest.raises(AttributeError):
        jsx_cli.nothing  # noqa: B018


def test_a_path_a_name_of_a_file_or_a_text(tmp_path: Path) -> None:
    name = tmp_path / "不低于30%。.txt"
    name.write_text("占比不低于40%。", encoding="utf-8")
    assert jsx_cli.analyze(name).facts[0].evidence.exact == "不低于40%"
    assert jsx_cli.analyze(str(name)).facts[0].evidence.exact == "不低于40%"
    assert jsx_cli.analyze("占比不低于50%。").facts[0].evidence.exact == "不低于50%"
    assert jsx_cli.analyze("x" * 5000 + "。").facts == ()
    assert jsx_cli.analyze("占比\0不低于50%。\n").facts
    with pytest.raises(jsx_cli.JsxError, match="no such file"):
        jsx_cli.analyze("占比不低于50%")


def test_a_result_goes_everywhere() -> None:
    result = jsx_cli.analyze(SEED)
    assert isinstance(result, DocumentResult)
    assert result.to_dict()["facts"][0]["id"] == result.facts[0].id
    assert result.to_json().startswith('{\n  "schema": "jsx/1"')
    assert result.text == result.document.text
    assert 'id="in-en" checked' in result.to_html(language="en")
    assert "嘉政办发〔2022〕46号" in result._repr_html_()
    assert result.code("instruments").present("sup_talent") == 1


def test_tables_of_pandas() -> None:
    result = jsx_cli.analyze(SEED)
    table = result.to_pandas()
    assert list(table.fact_id) == [fact.id for fact in result.facts]
    assert table[table.exact == "30%"].value.item() == 0.3
    assert isinstance(table, pandas.DataFrame)
    wide = jsx_cli.to_pandas([result], wide=True)
    assert len(wide["measure"]) == sum(fact.type == "measure" for fact in result.facts)
    assert jsx_cli.to_pandas([]).empty
