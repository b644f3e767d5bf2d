"""What the tests of the engine share: rule folders written for one test, and texts read as whole documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from jsx_cli import api
from jsx_cli.engine import Outcome, RuleSet, run
from jsx_cli.engine.explain import WhyNot, why_not
from jsx_cli.engine.folders import inspect
from jsx_cli.model import Document
from jsx_cli.resources import rules_dir
from jsx_cli.segment.tags import tagged

TYPES = "x-note: {says: A note., fields: {who: text, what: text, names: list, when: text}}\n"


@dataclass(frozen=True)
class Kit:
    """A folder of rules for one test, and what comes of it."""

    folder: Path

    def pack(self, files: Mapping[str, str], name: str = "pack") -> Path:
        """A folder with these files."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        for place, text in files.items():
            path = folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder

    def rule(self, name: str, pattern: str | list[str], *more: str, fact: str = "x-note") -> str:
        """The file of a rule; its proof is left to the test. `more` are further lines."""
        shown = pattern if isinstance(pattern, str) else "\n  - ".join(["", *(f'"{one}"' for one in pattern)])
        head = [f"id: {name}", *([f"fact: {fact}"] if fact else []), "says: A rule of a test."]
        written = f'pattern: "{pattern}"' if isinstance(pattern, str) else f"pattern: {shown}"
        proof = ["examples: [{text: 无, facts: [{exact: 无}]}]", "silent: [今天天气晴朗。]", ""]
        return "\n".join([*head, written, *more, *proof])

    def problems(self, files: Mapping[str, str]) -> list[str]:
        """What is wrong with the files, laid over our rules; places without the folder."""
        folder = self.pack({"types.yaml": TYPES, **files})
        found = [problem for problem in inspect((rules_dir(), folder))[1] if str(folder) in problem]
        return [problem.replace(f"{folder}/", "") for problem in found]

    def rules(self, files: Mapping[str, str], disable: tuple[str, ...] = (), alone: bool = True) -> RuleSet:
        """The rules of the files; nothing may be wrong with them. Ours give the words and phrases."""
        folder = self.pack({"types.yaml": TYPES, **files})
        found, wrong = inspect((rules_dir(), folder), disable)
        assert not wrong, wrong
        if alone:  # only the rules of the test, so that ours may change
            from dataclasses import replace

            found = replace(found, rules=tuple(one for one in found.rules if one.origin != "jsx"))
        return found

    def read(self, text: str) -> Document:
        """The text as a document."""
        return api.understand(api.source_bytes(text.encode(), "text"))

    def found(self, text: str, rules: RuleSet, *, prefilter: bool = True) -> Outcome:
        """What the rules find in a text that is read as a file."""
        document = self.read(text)
        return run(document, api.see(document), rules, prefilter=prefilter, tokenise=tagged)

    def facts(self, text: str, rules: RuleSet) -> list[tuple[str, dict[str, object]]]:
        """The evidence and the fields of each fact."""
        return [(fact.evidence.exact, dict(fact.fields)) for fact in self.found(text, rules).facts]

    def refusal(self, text: str, name: str, rules: RuleSet, line: int = 1) -> WhyNot:
        """Why a rule did not fire in a line of the text."""
        document = self.read(text)
        return why_not(document, api.see(document), rules, name, api.area(document, line), tagged)


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    return Kit(tmp_path)
