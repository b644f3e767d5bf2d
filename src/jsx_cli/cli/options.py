"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

ENCODING = click.option(
    "--encoding", metavar="NAME", help="The encoding of the input (utf-8, gb18030, big5 …); found out when not given."
)
OUTPUT = click.option(
    "-o", "--output", metavar="FILE", type=click.Path(allow_dash=True), help="Write to FILE instead of standard output."
)
RULES = click.option(
    "--rules", multiple=True, metavar="DIR", type=click.Path(path_type=Path),
    help="Add the rules in DIR to ours; one with the same id takes the place of ours. May be repeated.",
)  # fmt: skip
