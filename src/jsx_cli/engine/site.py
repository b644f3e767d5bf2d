"""A match in its place: what conditions and field sources may look at.

For 比例不低于30% in 四/(三)/2 the site knows the match, the clause, sentence and paragraph around it, and its section.
"""

from __future__ import annotations

from jsx_cli.engine.match import Match
from jsx_cli.engine.rule import RuleSet
from jsx_cli.engine.view import View
from jsx_cli.model import Section, Span
from jsx_cli.records import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """A match in its place: the sentence, clause and paragraph around it, and its section."""

    view: View
    rules: RuleSet
    match: Match
    exact: Span
    sentence: Span
    clause: Span
    paragraph: Span
    section: Section | None

    def headings(self) -> list[str]:
        """The headings above the match, from the innermost outwards."""
        if self.section is None:
            return []
        return [section.heading for section in reversed(self.view.ancestors(self.section))]

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a lexicon of the rule set, longest first."""
        return self.rules.words(name)
