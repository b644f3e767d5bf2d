"""A file to clean text: `Source` in, `Normalised` out.

    嘉峪關(guān)市 辦公室            嘉峪关市办公室
    <p>到<b>2025</b>&nbsp;年</p> →  到2025年

One paragraph a line, simplified characters, no markup, no pinyin, no advertising, no page furniture; every character
knows where in the file it stands. What the file says of itself beside its text (front matter, a metadata table,
发布时间: …) leaves the text and becomes a field.
"""

from __future__ import annotations

from jsx_cli.model import Normalised, Source, Span
from jsx_cli.normalise.advert import advert
from jsx_cli.normalise.body import body
from jsx_cli.normalise.cells import cells
from jsx_cli.normalise.declared import declared
from jsx_cli.normalise.draft import Draft, Step
from jsx_cli.normalise.frontmatter import frontmatter
from jsx_cli.normalise.furniture import furniture
from jsx_cli.normalise.invisible import invisible
from jsx_cli.normalise.linewrap import linewrap
from jsx_cli.normalise.markdown import markdown
from jsx_cli.normalise.markup import markup
from jsx_cli.normalise.mojibake import mojibake
from jsx_cli.normalise.oneline import oneline
from jsx_cli.normalise.pinyin import pinyin
from jsx_cli.normalise.simplify import simplify
from jsx_cli.normalise.spaces import spaces
from jsx_cli.normalise.torn import torn
from jsx_cli.normalise.width import width

# In the order in which they need one another: a bracket with pinyin may hold a tag, a wrapped line ends in
# white space, a page number stands between the halves of a wrapped line, and 乾(qián)隆 is 乾隆 to OpenCC only
# once the pinyin is gone.
STEPS: tuple[Step, ...] = (
    cells, frontmatter, markup, torn, markdown, invisible, width, oneline, declared, body, pinyin, advert, furniture,
    linewrap, spaces, simplify, mojibake,
)  # fmt: skip

# What a step leaves may be work for an earlier one: &amp;lt;p> is a tag once it is decoded, and a line that ended in a
# watermark may be a page number without it. The steps are run again until none of them finds anything in the text that
# the last edit left.
PASSES = 5


def normalise(source: Source) -> Normalised:
    """The clean text of a file, what it declares of itself, and what is wrong with it."""
    draft = Draft.of(source)
    _settle(draft)
    if not draft.text:
        draft.note("empty", "nothing is left of this file once markup and page furniture are gone", Span(0, 0))
    return Normalised(draft.aligned, tuple(dict.fromkeys(draft.fields)), tuple(dict.fromkeys(draft.notices)))


def _settle(draft: Draft) -> None:
    """Run the steps until none finds anything to do."""
    idle = 0  # how many steps in a row have found nothing
    for _ in range(PASSES):
        for step in STEPS:
            before = draft.text
            draft.apply(step)
            idle = idle + 1 if draft.text == before else 0
            if idle == len(STEPS):
                return
        if draft.as_plain():
            idle = 0  # what passed over a page may find work in the plain text that is left of it
