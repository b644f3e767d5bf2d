"""What stands in a text that has a value: numbers, ratios, sums, quantities, dates, lengths of time, document numbers.

In goes a normalised text, out come settled `Mention`s in order of position: 到2025年，覆盖率不低于30% has a date that
ends on 2025-12-31 and a ratio of at least 0.3.
"""

from jsx_cli.recognise.mentions import mentions
from jsx_cli.recognise.phrase import recognise_phrase

__all__ = ["mentions", "recognise_phrase"]
