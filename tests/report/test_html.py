"""The page of a document: everything is on it, everything leads somewhere, nothing of the document runs."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli import api
from jsx_cli.engine import FACT_FIELDS
from jsx_cli.model import (
    FACT_TYPES,
    AlignedText,
    Coverage,
    Document,
    DocumentResult,
    Edit,
    Element,
    Engine,
    Evidence,
    Fact,
    FactType,
    Gap,
    Notice,
    RawSpan,
    Reason,
    Source,
    Span,
)
from jsx_cli.report.html import to_html
from jsx_cli.report.html_index import file_name, pages
from jsx_cli.report.html_notebook import to_html as notebook
from jsx_cli.report.html_parts import labels
from jsx_cli.report.json import to_json

SEEDS = sorted((Path(__file__).parents[2] / "data/seeds").glob("*.txt"))
HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<!--<script>",
    "]]><svg onload=alert(1)>",
    "javascript:alert(1)",
    "</title></style></pre></details>",
    "\u202e反转\u2066 \x00 \x1b[31m \ud800 \uffff \u2028",
    "&lt;b&gt; &amp;amp; &#0;",
)


class Page(HTMLParser):
    """What a browser would see: elements with their attributes, and the text of the article and of rows."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.article: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "input", "br", "img", "link"):
            self.open.append((tag, dict(attrs)))
        if tag == "div" and "par" in (dict(attrs).get("class") or "").split():
            self.article.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1][0] == tag, f"</{tag}> closes {self.open[-1]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        inside = [tag for tag, _ in self.open]
        references = any("ref" in (attrs.get("class") or "").split() for _, attrs in self.open)
        if "article" in inside and "details" not in inside and not references and self.article:
            self.article[-1] += data.strip("\n")

    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.tags if "id" in attrs]


def fact(text: AlignedText, kind: FactType, start: int, end: int, number: int = 1, **values: object) -> Fact:
    span = Span(start, end)
    raw = text.to_raw(span)
    evidence = Evidence(raw, span, span.of(text.text), raw.of(text.source.text), "", "", text.text)
    shown = tuple((name, value) for name, value in values.items())
    reasons = tuple(Reason(name, "capture", str(value)) for name, value in values.items())
    return Fact(f"id{number}", kind, f"{kind}/any", "", evidence, shown, reasons)  # type: ignore[arg-type]


def result(text: str, facts: tuple[tuple[FactType, int, int], ...] = (), name: str = "x.txt") -> DocumentResult:
    aligned = AlignedText.of(Source(name, text, "text/plain", "utf-8", "0" * 64))
    made = tuple(fact(aligned, *one, number=at, subject=text) for at, one in enumerate(facts))
    notices = (Notice("odd", "warning", text, RawSpan(0, min(1, len(text)))),)
    return DocumentResult(
        Document(aligned, elements=(Element("title", text, Span(0, len(text))),)), made, notices, Engine("0", "0")
    )


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_every_link_leads_somewhere_and_every_fact_is_linked_both_ways(path: Path) -> None:
    found = api.analyze(path)
    page = Page(to_html(found))
    ids = page.ids()
    assert len(ids) == len(set(ids))
    links = [attrs["href"] or "" for tag, attrs in page.tags if tag == "a" and "href" in attrs]
    assert not [link for link in links if not (link.startswith("#") and link[1:] in ids)]
    for number in range(1, len(found.facts) + 1):
        assert f"#m-{number}" in links
        assert f"#f-{number}" in links


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_document_reads_as_it_is(path: Path) -> None:
    found = api.analyze(path)
    page = Page(to_html(found))
    assert page.article == [paragraph.span.of(found.document.text) for paragraph in found.document.paragraphs]


def test_every_fact_has_its_fields_rule_and_characters_on_the_page() -> None:
    found = api.analyze(SEEDS[2])
    text = to_html(found)
    for one in found.facts:
        assert one.id in text
        assert one.rule in text
    assert 'id="in-zh" checked' in text
    assert 'id="in-en" checked' in to_html(found, language="en")
    assert "<del>(guān)</del>" in text
    assert "<ins>關</ins>" in text


def test_a_page_asks_for_nothing() -> None:
    text = to_html(api.analyze(SEEDS[2]))
    assert not re.search(r"(?i)\b(?:https?:)?//[a-z0-9]", re.sub(r"<script type=.*?</script>", "", text, flags=re.S))
    assert not re.search(r"(?i)<(?:img|link|iframe|object|embed|base|form)\b|[: ]url\(|@import", text)
    assert " style=" not in text
    assert not re.search(r"\son[a-z]+=", re.sub(r"<script.*?</script>", "", text, flags=re.S))


def test_the_policy_allows_the_style_and_script_of_the_page_and_no_other() -> None:
    text = to_html(api.analyze(SEEDS[0]))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    allowed = dict(part.split(" ", 1) for part in policy[1].split("; "))
    assert allowed["default-src"] == "'none'"
    for tag, name in (("style", "style-src"), ("script", "script-src")):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert allowed[name] == f"'sha256-{digest}'"


@pytest.mark.parametrize("attack", HOSTILE)
def test_nothing_of_a_hostile_document_becomes_markup(attack: str) -> None:
    plain, evil = result("平常" * 20, (("ratio", 0, 4),)), result(attack + "平常" * 20, (("ratio", 0, 4),), attack)
    tags = [tag for tag, _ in Page(to_html(plain)).tags]
    page = Page(to_html(evil))
    # The characters of the file may be others than the text shown, which adds a box; nothing else may differ.
    boxes = ("details", "summary", "pre", "span", "del", "ins")
    assert [tag for tag, _ in page.tags if tag not in boxes] == [tag for tag in tags if tag not in boxes]
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert Page(notebook(evil)).open == []
    for name, text in pages([evil, plain]):
        Page(text)
        assert re.fullmatch(r"index\.html|\d{3}[\w.-]*\.html", name)
        text.encode("utf-8")


def test_a_hostile_html_file_through_the_whole_pipeline() -> None:
    body = "<p>关于印发方案的通知</p>" + "".join(f"<p>{attack}不低于30%</p>" for attack in HOSTILE[:8])
    found = api.analyze_bytes(f"<html><body>{body}</body></html>".encode(), "<script>.html")
    page = Page(to_html(found))
    assert len([tag for tag, _ in page.tags if tag == "script"]) == 2


def test_the_data_block_holds_the_result_and_cannot_be_left() -> None:
    found = result("</script><!--<script>\u2028不低于30%", (("ratio", 0, 4),))
    blocks = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', to_html(found), re.S)
    assert len(blocks) == 1
    assert "<" not in blocks[0]
    assert json.loads(blocks[0]) == json.loads(to_json(found))


def test_facts_of_several_types_on_the_same_words() -> None:
    found = result("由财政部负责不低于30%。", (("responsibility", 0, 12), ("ratio", 6, 12), ("quantity", 9, 13)))
    text = to_html(found)
    assert Page(text).article == ["由财政部负责不低于30%。"]
    assert re.search(r'<span class="hl responsibility"[^>]*><span class="hl ratio"[^>]*>不低于</span></span>', text)
    marked: dict[str, str] = {}
    for piece in re.finditer(r'((?:<span class="hl [^>]*>)+)([^<]+)', text):
        for number in re.findall(r'data-f="(\d+)"', piece[1]):
            marked[number] = marked.get(number, "") + piece[2]
    assert marked == {"1": "由财政部负责不低于30%", "2": "不低于30%", "3": "30%。"}


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    st.text(st.characters(exclude_characters="\n"), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5),
)
def test_any_text_with_any_marks_makes_a_page_that_reads_the_same(text: str, places: list[tuple[int, int]]) -> None:
    kinds = FACT_TYPES
    spans = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in places]
    facts = tuple((kinds[at], start, end) for at, (start, end) in enumerate(spans) if start < end)
    page = Page(to_html(result(text, facts)))
    clean = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", text)
    if clean.strip("\n\r") != clean or "\r" in clean:
        return  # a parser of HTML makes one line end of several forms
    assert page.article == [clean]
    assert page.open == []


def test_the_original_shows_what_was_left_out_and_what_was_changed() -> None:
    source = Source("x", "關(guān)於<b>", "text/plain", "utf-8", "0" * 64)
    aligned = AlignedText.of(source).edited(
        [Edit(Span(0, 1), "关"), Edit(Span(1, 7), ""), Edit(Span(7, 8), "于"), Edit(Span(8, 11), "")]
    )
    found = DocumentResult(Document(aligned), (), (), Engine("0", "0"))
    assert "<ins>關</ins><del>(guān)</del><ins>於</ins>" in to_html(found)
    assert Page(to_html(found)).article == ["关于"]


def test_a_type_of_ones_own_is_shown() -> None:
    found = result("一票否决", (("x-veto", 0, 4),))  # type: ignore[arg-type]
    text = to_html(found)
    assert 'id="show-x-veto"' in text
    assert 'class="hl x-veto"' in text


def test_numbers_are_written_out() -> None:
    aligned = AlignedText.of(Source("x", "350000000元", "text/plain", "utf-8", "0" * 64))
    made = fact(aligned, "quantity", 0, 10, value=Decimal("3.5E+8"), comparator="=", unit="元")
    text = to_html(DocumentResult(Document(aligned), (made,), (), Engine("0", "0")))
    assert "350,000,000元" in text
    assert "350000000<" in text


def test_every_field_and_type_has_its_labels() -> None:
    assert not [kind for kind in FACT_FIELDS if kind not in labels()]
    assert not [name for names in FACT_FIELDS.values() for name in names if f"field.{name}" not in labels()]
    assert all(all(both) for both in labels().values())


def test_names_of_pages_are_plain() -> None:
    assert file_name(3, "plans/嘉政办发 46号.txt") == "003-嘉政办发-46号.html"
    assert file_name(1, "../../etc/passwd") == "001-passwd.html"
    assert file_name(2, "-") == "002.html"
    assert "/" not in file_name(1, "a/b\\c?<>|:*.txt")


def test_an_index_lists_every_document() -> None:
    found = dict(pages([api.analyze(path) for path in SEEDS]))
    assert list(found)[-1] == "index.html"
    assert len(found) == len(SEEDS) + 1
    for name in list(found)[:-1]:
        assert f'href="{name}"' in found["index.html"]
    assert "index.html" in found[next(iter(found))]


def test_sentences_that_gave_no_fact_are_listed() -> None:
    plain = result("各局负责<b>。")
    gap = Gap("duty", "负责", RawSpan(2, 4), "各局负责<b>。")
    text = to_html(replace(plain, coverage=Coverage(2, 1, (gap,))))
    assert "各局负责&lt;b&gt;。 <span" in text
    assert "(1 / 2)" in text
    assert "(1 / 2)" not in to_html(replace(plain, coverage=Coverage(2, 2)))
