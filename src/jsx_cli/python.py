"""What `import jsx_cli` gives: the functions of the command line under the same names, and results for notebooks.

    >>> import jsx_cli
    >>> result = jsx_cli.analyze("各区2025年底前建成养老服务中心不少于2个。")
    >>> [(fact.type, fact.evidence.exact) for fact in result.facts]
    [('deadline', '2025年底前'), ('quantity', '不少于2个')]

Nothing of this is imported before it is used.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsx_cli import api, study
from jsx_cli.errors import JsxError
from jsx_cli.model import DocumentResult, Normalised
from jsx_cli.patterns import late
from jsx_cli.read.limits import DEFAULT, Limits
from jsx_cli.recognise.phrase import recognise_phrase
from jsx_cli.records import dataclass, fields
from jsx_cli.report import to_dict, to_json

if TYPE_CHECKING:
    import pandas

    from jsx_cli.evaluate import Score
    from jsx_cli.report.coding import Coded

# What no name of a file has, and a text of Chinese does.
PROSE = late(r"[\n。，；！？]")


@dataclass(frozen=True, slots=True)
class Result(DocumentResult):
    """What jsx knows of one document, with ways to take it elsewhere."""

    @classmethod
    def of(cls, result: DocumentResult) -> Result:
        """The same result with the methods of this class."""
        return cls(**{field.name: getattr(result, field.name) for field in fields(DocumentResult)})

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.document.text

    def to_dict(self) -> dict[str, Any]:
        """The result as `jsx extract` prints it. Numbers are `int` or `Decimal`."""
        return to_dict(self)

    def to_json(self, *, indent: int | None = 2) -> str:
        """The result as JSON text."""
        return to_json(self, indent=indent)

    def to_html(self, *, language: str = "zh") -> str:
        """The page of `jsx report`; `language` (zh, en) is what its labels show first."""
        from jsx_cli.report.html import to_html

        return to_html(self, language="en" if language == "en" else "zh")

    def to_pandas(self) -> pandas.DataFrame:
        """A row a fact, with the columns of `jsx extract --format csv`; numbers are floats."""
        return to_pandas([self])

    def code(self, scheme: str | Path) -> Coded:
        """The document coded by a scheme, as `jsx code` does it."""
        from jsx_cli.report import coding
        from jsx_cli.report.scheme import load

        return coding.code(self, load(scheme))

    def _repr_html_(self) -> str:
        from jsx_cli.report.html_notebook import to_html

        return to_html(self)


def to_pandas(results: Sequence[DocumentResult], *, wide: bool = False) -> Any:
    """The facts of several results in one table; wide, a dict of tables by type."""
    try:
        import pandas
    except ImportError as error:
        raise JsxError("tables in Python need pandas: pip install 'jsx-cli[pandas]'") from error
    from decimal import Decimal

    from jsx_cli.report.tables import tables

    def frame(table: Any) -> Any:
        names = [column.name for column in table.columns]
        rows = [[float(one) if isinstance(one, Decimal) else one for one in row.values()] for row in table.rows]
        return pandas.DataFrame(rows, columns=names)

    found = {table.name: frame(table) for table in tables(results, wide=wide)}
    return found if wide else found.get("facts", pandas.DataFrame())


def analyze(
    source: Path | str,
    *,
    encoding: str | None = None,
    rules: Sequence[Path] = (),
    disable: Sequence[str] = (),
    limits: Limits = DEFAULT,
) -> Result:
    """The facts of a file, or of a text.

    A `Path` is a file. A string is a file where there is one of that name, and a text where it has line ends or
    Chinese punctuation, as no name of a file has. `limits` bounds what is read, see `jsx_cli.read.Limits`.
    """
    if isinstance(source, str) and PROSE.search(source) and not _is_file(source):
        return analyze_text(source, rules=rules, disable=disable, limits=limits)
    return Result.of(api.analyze(source, encoding=encoding, rules=rules, disable=disable, limits=limits))


def analyze_text(
    content: str, *, rules: Sequence[Path] = (), disable: Sequence[str] = (), limits: Limits = DEFAULT
) -> Result:
    """The facts of a text, taken as a plain text file would be."""
    data = content.encode("utf-8", "replace")
    return Result.of(api.analyze_bytes(data, "text", rules=rules, disable=disable, limits=limits))


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # longer than any name, or with a NUL
        return False


def text(path: Path | str, *, encoding: str | None = None, limits: Limits = DEFAULT) -> Normalised:
    """The normalised text of a file, as `jsx text` prints it, in `aligned.text`."""
    return api.text(path, encoding=encoding, limits=limits)


def recognise(text: str, date: datetime.date | str | None = None) -> list[dict[str, Any]]:
    """What the recognisers see in a phrase; relative dates count from `date`.

    >>> recognise("不低于30%")[0]["value"]
    {'value': Decimal('0.3'), 'comparator': '>='}
    """
    day = datetime.date.fromisoformat(date) if isinstance(date, str) else date
    return recognise_phrase(text, day)


def evaluate(
    gold: Path | str, paths: Sequence[Path | str], *, rules: Sequence[Path] = (), only: Sequence[str] = ()
) -> Score:
    """What is extracted from `paths` against the hand-marked documents in `gold`, as `jsx evaluate` does it."""
    return study.evaluate(gold, paths, rules=rules, only=only)
