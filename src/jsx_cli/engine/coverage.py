"""What was not read: sentences that hold a cue of a fact and gave none.

The cues are rules/cues/coverage.yaml. 由各县（市、区）负责 with no responsibility in it is a gap; the share of cued
sentences with a fact is a figure of every result, and the gaps are the work-list for whoever writes rules.
"""

from __future__ import annotations

from collections.abc import Sequence

from jsx_cli.engine.conditions import any_cue, search
from jsx_cli.engine.program import OutOfStepsError
from jsx_cli.engine.rule import RuleSet
from jsx_cli.engine.view import View
from jsx_cli.model import Coverage, Gap, Span

CUES = "coverage"


def coverage(view: View, spans: Sequence[Span], rules: RuleSet) -> Coverage:
    """How many of the sentences with a cue hold the evidence of a fact (`spans`, measures left out), and the others."""
    cues = rules.cues.get(CUES, ())
    plain = all(rules.finders.anywhere(cue.node) is not None and "sentence" in cue.windows for cue in cues)
    document = view.document
    held = {view.sentence_at(span.start) for span in spans}
    cued = 0
    gaps: list[Gap] = []
    for index, sentence in view.readable():
        if plain and not any_cue(view, rules, cues, "sentence", sentence.span):
            continue
        try:
            hit = next(((cue, span) for cue in cues if (span := search(view, rules, cue.node, sentence.span))), None)
        except OutOfStepsError:
            view.note("rule-steps", "warning", f"cues/{CUES} used up its steps in this stretch", sentence.span)
            continue
        if hit is None:
            continue
        cued += 1
        if index not in held:
            words = sentence.span.of(view.text).strip()
            gaps.append(Gap(hit[0].value, hit[1].of(view.text), document.aligned.to_raw(hit[1]), words))
    return Coverage(cued, cued - len(gaps), tuple(gaps))
