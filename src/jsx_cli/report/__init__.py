"""What a result looks like outside: as a plain dict, as JSON, and its values in short words."""

from jsx_cli.report.json import dumps, gaps, to_dict, to_json
from jsx_cli.report.words import amount, value_in_words

__all__ = ["amount", "dumps", "gaps", "to_dict", "to_json", "value_in_words"]
