"""Rules: read them (`load`), run them on a document (`run`), prove them by their own examples (`prove`), explain them.

A document and its mentions come in, facts go out; which words mean what is in the YAML files, not here.
"""

from jsx_cli.engine.diff import Change, changes
from jsx_cli.engine.explain import Explained, WhyNot, explain, why_not
from jsx_cli.engine.load import inspect, load
from jsx_cli.engine.prove import Failure, prove
from jsx_cli.engine.rule import FACT_FIELDS, Example, Rule, RuleSet
from jsx_cli.engine.run import Outcome, Step, Trace, run

__all__ = [
    "FACT_FIELDS", "Change", "Example", "Explained", "Failure", "Outcome", "Rule", "RuleSet", "Step", "Trace",
    "WhyNot", "changes", "explain", "inspect", "load", "prove", "run", "why_not",
]  # fmt: skip
