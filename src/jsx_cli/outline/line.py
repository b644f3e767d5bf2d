"""A paragraph of the clean text: 四、改革措施 at 3711.

The smallest thing this stage works on; `lines` makes them.
"""

from __future__ import annotations

from jsx_cli.model import Span
from jsx_cli.records import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph and where it stands."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """The whole line."""
        return Span(self.start, self.end)
