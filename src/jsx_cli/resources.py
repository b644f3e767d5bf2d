"""Where the shipped rules and the schema are: in the installed package, or in the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def rules_dir() -> Path:
    """The folder of the shipped rules."""
    packaged = Path(__file__).parent / "rules"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "rules"


@cache
def schema_path() -> Path:
    """The JSON Schema of what `jsx extract` prints."""
    return Path(__file__).parent / "schema" / "jsx-1.json"
