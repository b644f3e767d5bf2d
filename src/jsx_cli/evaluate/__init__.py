"""How good the extraction is: hand-marked documents against what jsx says, and annotators against each other."""

from jsx_cli.evaluate.agreement import agree, alpha
from jsx_cli.evaluate.bootstrap import DRAWS, SEED, Interval, changes, intervals
from jsx_cli.evaluate.exchange import PROGRAMS, Program, files, read_gold
from jsx_cli.evaluate.gold import GoldDocument, GoldFact, from_spans, gold_document, records
from jsx_cli.evaluate.score import Difference, DocumentScore, Rates, Score, Tally, rates, score, skeleton
from jsx_cli.evaluate.summary import compared, summary

__all__ = [
    "DRAWS", "PROGRAMS", "SEED", "Difference", "DocumentScore", "GoldDocument", "GoldFact", "Interval", "Program",
    "Rates", "Score", "Tally", "agree", "alpha", "changes", "compared", "files", "from_spans", "gold_document",
    "intervals", "rates", "read_gold", "records", "score", "skeleton", "summary",
]  # fmt: skip
