"""The compiled rules on disk, so that a run need not read hundreds of files again.

In go the digest of the rule files and the versions of jsx and Python, out comes the `RuleSet` that was kept under them.
The form is plain data, never pickle: whoever can write the file can at worst spoil the rules, and not run anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jsx_cli import __version__, store
from jsx_cli.engine import grammar
from jsx_cli.engine.form import MADE, PYTHON, Form, dumps, fields_of, loads
from jsx_cli.engine.match import Start
from jsx_cli.engine.phrases import PhraseKind
from jsx_cli.engine.rule import Condition, Cue, Example, FieldSource, Lexicons, Plan, Rule, RuleSet, TypeSpec
from jsx_cli.hashes import sha256
from jsx_cli.typed import Any

FORMAT = 5
# Only these are ever made of what the file says, in this order.
CLASSES: tuple[type, ...] = (
    grammar.Literal, grammar.AnyOf, grammar.Words, grammar.Kind, grammar.Token, grammar.Border, grammar.Phrase,
    grammar.Gap, grammar.Anchor, grammar.Look, grammar.Capture, grammar.Repeat, grammar.Sequence, grammar.Choice,
    PhraseKind, Condition, FieldSource, Example, Cue, TypeSpec,
)  # fmt: skip
FORM = Form(CLASSES)
# What most runs never ask of most rules: each packed by itself, and read when it is asked for.
LATER = ("path", "patterns", "conditions", "fields", "examples", "silent")


def kept(folder: Path | None, digest: str, roots: Sequence[Path]) -> RuleSet | None:
    """The rule set that was kept under that digest, or None."""
    if folder is None:
        return None
    try:
        body = store.read(folder, _name(digest, roots))
        return None if body is None else _ruleset(loads(body))
    except Exception:  # whatever is in the file, the rules themselves are there
        return None


def keep(folder: Path | None, rules: RuleSet, roots: Sequence[Path]) -> None:
    """Write the rule set for the next run; a folder that cannot be written to is no trouble."""
    if folder is None:
        return
    try:
        data = {
            "rules": [_plain_rule(rule) for rule in rules.rules],
            "plans": [list(map(_plain_plan, rules.plans(rule))) for rule in rules.rules],
            "phrases": FORM.plain(dict(rules.phrases)),
            "cues": FORM.plain(dict(rules.cues)),
            "types": FORM.plain(dict(rules.types)),
            "lexicons": {name: str(path) for name, path in _paths(rules).items()},
            "digest": rules.digest,
            "replaced": dict(rules.replaced),
            "disabled": list(rules.disabled),
        }
        body = dumps(data)
    except (TypeError, ValueError):
        return
    store.write(folder, _name(rules.digest, roots), body)


def _paths(rules: RuleSet) -> Mapping[str, Path | str]:
    return rules.lexicons.paths if isinstance(rules.lexicons, Lexicons) else {}


def _name(digest: str, roots: Sequence[Path]) -> str:
    """Places of rules stand in messages, so that the same rules elsewhere are kept apart."""
    where = sha256("\0".join(str(root.absolute()) for root in roots).encode("utf-8", "surrogateescape"))
    return f"rules-{FORMAT}-{__version__}-{PYTHON}-{digest}-{where.hexdigest()[:12]}.bin"


def _ruleset(data: Mapping[str, Any]) -> RuleSet:
    rules = tuple(_rule(*rule) for rule in data["rules"])
    return RuleSet(
        rules=rules,
        phrases=FORM.value(data["phrases"]),
        cues=FORM.value(data["cues"]),
        lexicons=Lexicons(data["lexicons"]),
        types=FORM.value(data["types"]),
        digest=data["digest"],
        replaced=data["replaced"],
        disabled=tuple(data["disabled"]),
        _plans={id(rule): (rule, tuple(map(_plan, plans))) for rule, plans in zip(rules, data["plans"], strict=True)},
    )


def _plain_plan(plan: Plan) -> list[Any]:
    start = plan.start
    return [start.words, start.kinds, start.anywhere, start.token, plan.triggered, plan.words, plan.kinds, plan.also]


def _plan(told: list[Any]) -> Plan:
    return Plan(Start(*told[:4]), *told[4:])


def _plain_rule(rule: Rule) -> list[Any]:
    """Its fields, and those that are read later, packed."""
    now = [FORM.plain(getattr(rule, name)) for name in _now()]
    return [now, [dumps(FORM.plain(getattr(rule, name))) for name in LATER]]


def _rule(now: list[Any], later: list[bytes]) -> Rule:
    rule = object.__new__(Rule)
    fill = object.__setattr__
    for name, value in zip(_now(), now, strict=True):
        fill(rule, name, FORM.value(value) if type(value) in MADE else value)
    fill(rule, "_later", dict(zip(LATER, later, strict=True)))
    return rule


@cache
def _now() -> tuple[str, ...]:
    """The fields of a rule that are not left for later."""
    return tuple(name for name in fields_of(Rule) if name not in LATER)


def revived(body: bytes) -> Any:
    """A value that was left for later."""
    return FORM.value(loads(body))
