"""What came of checking one document, ready to be written in any format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from jsx_cli.check.place import Lines
from jsx_cli.check.rule import LEVELS, Check, Finding, Level
from jsx_cli.model import Source
from jsx_cli.records import dataclass, field


@dataclass
class Checked:
    """One document: `name` as the person gave it, `findings` folded, `places` one for each slip."""

    name: str
    source: Source
    findings: Sequence[Finding] = ()
    places: Sequence[Finding] = ()
    waived: Sequence[Finding] = ()
    checks: Mapping[str, Check] = field(default_factory=dict)

    @cached_property
    def lines(self) -> Lines:
        """The lines of the file."""
        return Lines(self.source.text)

    def count(self, level: Level) -> int:
        """How many findings are of that level."""
        return sum(finding.level == level for finding in self.findings)

    def fails(self, on: str) -> bool:
        """True where a finding is of level `on` or worse; `never` fails for none."""
        if on == "never":
            return False
        worst = LEVELS.index(on)
        return any(LEVELS.index(finding.level) <= worst for finding in self.findings)
