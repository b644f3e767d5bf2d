"""Several documents side by side: what they measure, demand, copy from one another, and how versions differ."""

from jsx_cli.compare.comparison import Alignment, By, Comparison, against, compare
from jsx_cli.compare.output import to_dict

__all__ = ["Alignment", "By", "Comparison", "against", "compare", "to_dict"]
