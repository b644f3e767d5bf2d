"""The quality gate: how good the extraction is on the seeds, and the floors under it.

python tests/eval/gate.py           shows the score and the floors
python tests/eval/gate.py --raise   lifts every floor to the score; no floor is ever lowered
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from jsx_cli import study
from jsx_cli.evaluate import Score, rates

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "data/seeds"
FLOORS = HERE / "floors.yaml"
HEAD = (
    "# Strict and detect F1 on the seeds may not fall below these. They only rise: python tests/eval/gate.py --raise\n"
)


def score() -> Score:
    """The seeds against their annotations."""
    return study.evaluate(HERE / "gold", [SEEDS])


def figures(found: Score) -> dict[str, float]:
    """What the gate watches, rounded down to three digits so that a floor can be met exactly."""
    wanted: dict[str, float] = {}
    for kind, tally in found.types.items():
        if tally.gold:
            wanted[f"{kind} detect"] = rates(tally.detect, tally.predicted, tally.gold).f1
            wanted[f"{kind} strict"] = rates(tally.strict, tally.predicted, tally.gold).f1
    micro = found.micro
    wanted["micro strict"] = rates(micro.strict, micro.predicted, micro.gold).f1
    wanted["macro strict"] = found.macro
    wanted["elements of the document"] = found.meta_right / found.meta_all
    return {name: int(value * 1000 + 1e-6) / 1000 for name, value in wanted.items()}


def floors() -> dict[str, float]:
    """The floors as the file has them."""
    found: dict[str, float] = yaml.safe_load(FLOORS.read_text(encoding="utf-8"))
    return found


def main() -> None:
    """Show the score beside the floors, and lift them when asked to."""
    now, before = figures(score()), floors() if FLOORS.exists() else {}
    for name, value in now.items():
        sys.stdout.write(f"{name:28}{before.get(name, 0):7.3f}{value:8.3f}\n")
    if "--raise" in sys.argv:
        risen = {name: max(value, before.get(name, 0.0)) for name, value in now.items()}
        FLOORS.write_text(HEAD + yaml.safe_dump(risen, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
