"""Rules: read them (`load`), run them on a document (`run`), prove them by their own examples (`prove`), explain them.

A document and its mentions come in, facts go out; which words mean what is in the YAML files, not here.
"""

from jsx_cli.engine.load import load
from jsx_cli.engine.prove import Failure, prove
from jsx_cli.engine.rule import FACT_FIELDS, Example, Rule, RuleSet
from jsx_cli.engine.run import Outcome, Trace, run

__all__ = ["FACT_FIELDS", "Example", "Failure", "Outcome", "Rule", "RuleSet", "Trace", "load", "prove", "run"]
