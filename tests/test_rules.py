"""Every shipped rule keeps what its own examples and silent lines promise, and is what editors are told it may be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from jsx_cli import api
from jsx_cli.digests import files_of
from jsx_cli.engine import keys
from jsx_cli.engine.folders import NAMED
from jsx_cli.resources import rules_dir, schema_path

SCHEMA: dict[str, Any] = json.loads((schema_path().parent / "rules-1.json").read_text(encoding="utf-8"))
FILES = [
    path
    for path in files_of(rules_dir())
    if path.suffix == ".yaml"
    and path.name not in NAMED
    and path.relative_to(rules_dir()).parts[0] not in ("lexicons", "cues", "topics")
]


def test_every_rule_does_what_its_examples_say() -> None:
    assert [str(failure) for failure in api.prove_rules()] == []


def test_every_rule_is_proved() -> None:
    rules = api.ruleset().rules
    assert len(rules) == len(FILES) > 25
    assert all(rule.examples and rule.silent for rule in rules)


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(rules_dir()).as_posix() for path in FILES])
def test_every_rule_fits_the_schema(path: Path) -> None:
    value = yaml.safe_load(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(value, default=str)))


def test_the_schema_is_what_the_loader_reads() -> None:
    assert keys.schema() == SCHEMA
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"].keys() == keys.RULE.keys()
    assert SCHEMA["additionalProperties"] is False


@pytest.mark.parametrize(
    "wrong", [{"withn": "clause"}, {"within": "line"}, {"flag": "a"}, {"priority": "5"}, {"each": []}]
)
def test_the_schema_refuses_what_the_loader_refuses(wrong: dict[str, Any]) -> None:
    value = yaml.safe_load(FILES[0].read_text(encoding="utf-8"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(value | wrong, default=str)))
