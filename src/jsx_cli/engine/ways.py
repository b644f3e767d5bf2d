"""In how many ways a pattern could be read over one stretch: what makes a pattern slow.

`{..40}的{..40}` can be read in 41 × 41 ways. (A{0,20}){0,20} has more than there are atoms, and is refused when the
rule is loaded; the steps of the matcher are counted all the same.
"""

from __future__ import annotations

from jsx_cli.engine.grammar import Capture, Choice, Gap, Look, Node, Repeat, Sequence

ENDLESS = 10**18


def ways(node: Node) -> int:
    """The number of ways, `ENDLESS` at most."""
    match node:
        case Gap(least, most, _):
            return most - least + 1
        case Capture(_, inner) | Look(inner, _, _):
            return ways(inner)
        case Sequence(nodes):
            product = 1
            for child in nodes:
                product = min(ENDLESS, product * ways(child))
            return product
        case Choice(nodes):
            return min(ENDLESS, sum(map(ways, nodes)))
        case Repeat(inner, least, most):
            each, total, power = ways(inner), 0, 1
            for count in range(most + 1):
                if count >= least:
                    total = min(ENDLESS, total + power)
                power = min(ENDLESS, power * each)
            return total
        case _:
            return 1
