"""Sentences, clauses and words.

In goes a `Document` with its paragraphs, out comes the same document with its sentences: 。！？； or the end of the
paragraph end a sentence, ， parts its clauses. What stands in brackets or between 《 and 》 is never cut:
（科技部牵头；财政部配合） belongs to one sentence.
"""

from jsx_cli.segment.sentences import segment
from jsx_cli.segment.words import tokens

__all__ = ["segment", "tokens"]
