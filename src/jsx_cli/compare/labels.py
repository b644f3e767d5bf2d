"""What outputs call things, in Chinese and in English."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from jsx_cli.lexicon import read_lexicon

Language = Literal["zh", "en"]
ASSETS = Path(__file__).parent / "assets"


@cache
def labels() -> dict[str, tuple[str, str]]:
    """Chinese and English by name."""
    return {row["word"]: (row["zh"], row["en"]) for row in read_lexicon(ASSETS / "labels.csv")}


def label(name: str, language: Language) -> str:
    """The label of a name; a name without one is shown as it is."""
    return labels().get(name, (name, name))[language == "en"]
