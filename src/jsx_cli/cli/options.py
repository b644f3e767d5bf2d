"""Options that several commands have."""

from __future__ import annotations

import click

ENCODING = click.option(
    "--encoding", metavar="NAME", help="The encoding of the input (utf-8, gb18030, big5 …); found out when not given."
)
OUTPUT = click.option(
    "-o", "--output", metavar="FILE", type=click.Path(allow_dash=True), help="Write to FILE instead of standard output."
)
