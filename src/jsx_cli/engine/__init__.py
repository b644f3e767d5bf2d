"""Rules: read them (`load`), run them on a document (`run`). `engine.prove` proves them by their own examples,
`engine.explain` says why a rule fired or did not, `engine.diff` what an edit of the rules changes.

A document and its mentions come in, facts go out; which words mean what is in the YAML files, not here.
"""

from jsx_cli.engine.ready import load
from jsx_cli.engine.rule import FACT_FIELDS, Example, Rule, RuleSet
from jsx_cli.engine.run import Outcome, Step, Trace, run

__all__ = ["FACT_FIELDS", "Example", "Outcome", "Rule", "RuleSet", "Step", "Trace", "load", "run"]
