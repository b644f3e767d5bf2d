"""Several documents side by side: what they measure, demand, copy from one another, and how versions differ."""

from jsx_cli.compare.comparison import Alignment, By, Comparison, against, compare
from jsx_cli.compare.diff import Difference, diff
from jsx_cli.compare.output import to_dict

__all__ = ["Alignment", "By", "Comparison", "Difference", "against", "compare", "diff", "to_dict"]
