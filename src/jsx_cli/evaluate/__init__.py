"""How good the extraction is: hand-marked documents against what jsx says, and annotators against each other."""

from jsx_cli.evaluate.bootstrap import DRAWS, SEED, Interval, changes, intervals
from jsx_cli.evaluate.gold import GoldDocument, GoldFact, gold_document, read_gold, records
from jsx_cli.evaluate.score import Difference, DocumentScore, Rates, Score, Tally, rates, score, skeleton
from jsx_cli.evaluate.summary import compared, summary

__all__ = [
    "DRAWS", "SEED", "Difference", "DocumentScore", "GoldDocument", "GoldFact", "Interval", "Rates", "Score", "Tally",
    "changes", "compared", "gold_document", "intervals", "rates", "read_gold", "records", "score", "skeleton",
    "summary",
]  # fmt: skip
