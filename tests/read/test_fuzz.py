"""Broken files never raise anything but a `JsxError` and never hang: sound ones with bytes changed, cut and doubled."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli.errors import JsxError
from jsx_cli.normalise import normalise
from jsx_cli.read import Limits, read_bytes

FUZZ = settings(derandomize=True, deadline=None, max_examples=150, database=None)
SMALL = Limits(max_bytes=1_000_000, max_chars=200_000, max_unpacked=1_000_000, timeout=1)

W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
TAGS = [
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "pPr",
    "numPr",
    "ins",
    "del",
    "txbxContent",
    "sdt",
    "AlternateContent",
    "br",
    "lvl",
    "num",
]


def zipped(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


SOUND = [
    zipped(
        {"word/document.xml": f"<w:document {W}><w:body><w:p><w:r><w:t>第一条</w:t></w:r></w:p></w:body></w:document>"}
    ),
    zipped({"OFD.xml": "<a><DocRoot>D.xml</DocRoot></a>", "D.xml": "<a><Page BaseLoc='P.xml'/></a>", "P.xml": "<a/>"}),
    "<html><head><meta charset=gb2312></head><body><p>第一条&nbsp;为了加强管理</p></body></html>".encode("gbk"),
    "---\ntitle: 甲\n---\n# 第一章\n**第一条** 为了加强管理".encode(),
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=X\r\n\r\n"
    b"--X\r\nContent-Type: text/html\r\n\r\n<p>a</p>\r\n--X--",
    "第一条 為了加強(qiáng)管理，２０２５ 年底前完成。".encode("utf-16"),
]


def survives(data: bytes) -> None:
    message = ""
    try:
        normalise(read_bytes(data, "a.bin", limits=SMALL))
    except JsxError as error:
        message = str(error)
    assert "\n" not in message


@FUZZ
@given(st.sampled_from(SOUND), st.data())
def test_changed_bytes(sound: bytes, data: st.DataObject) -> None:
    broken = bytearray(sound)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(broken) - 1))
        kind = data.draw(st.sampled_from(["set", "cut", "double"]))
        if kind == "set":
            broken[at] = data.draw(st.integers(0, 255))
        elif kind == "cut":
            del broken[at : at + data.draw(st.integers(1, 40))]
        else:
            broken[at:at] = broken[at : at + data.draw(st.integers(1, 40))]
        if not broken:
            break
    survives(bytes(broken))


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    attribute = st.sampled_from(
        ["", " w:val='1'", " w:val='-9'", " w:val='x'", " w:ilvl='3'", " w:numId='1'", " w:type='separator'"]
    )
    return st.builds(
        lambda tag, given, inside: f"<w:{tag}{given}>{''.join(inside)}</w:{tag}>",
        st.sampled_from(TAGS), attribute, st.lists(children, max_size=3),
    )  # fmt: skip


XML = st.recursive(st.sampled_from(["甲", "", " ", "第一条"]), element, max_leaves=12)


@FUZZ
@given(XML, XML, XML)
def test_any_xml_inside_a_docx(body: str, numbering: str, styles: str) -> None:
    survives(
        zipped(
            {
                "word/document.xml": f"<w:document {W}>{body}<w:p><w:r><w:t>甲</w:t></w:r></w:p></w:document>",
                "word/numbering.xml": f"<w:numbering {W}>{numbering}</w:numbering>",
                "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
            }
        )
    )


@FUZZ
@given(
    st.binary(max_size=200),
    st.sampled_from([b"PK\x03\x04", b"%PDF-1.4\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"<html>"]),
)
def test_only_the_first_bytes_are_sound(data: bytes, magic: bytes) -> None:
    survives(magic + data)
