"""Bytes to text: every encoding that official texts come in, and how it was found."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli.errors import JsxError
from jsx_cli.read import read_bytes

SIMPLIFIED = "关于加强管理的通知，各县（市、区）人民政府：请认真贯彻执行，2025年底前完成改革任务。"
LABEL = "<meta charset=gb2312><p>"
TRADITIONAL = "關於加強管理的通知，各縣（市、區）人民政府：請認真貫徹執行，2025年底前完成改革任務。"


@pytest.mark.parametrize(
    ("data", "encoding", "found", "text"),
    [
        (SIMPLIFIED.encode(), "utf-8", "utf-8", SIMPLIFIED),
        (codecs.BOM_UTF8 + SIMPLIFIED.encode(), "utf-8-sig", "bom", SIMPLIFIED),
        (SIMPLIFIED.encode("utf-16"), "utf-16", "bom", SIMPLIFIED),
        (codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be"), "utf-16", "bom", SIMPLIFIED),
        (SIMPLIFIED.encode("utf-32"), "utf-32", "bom", SIMPLIFIED),
        (SIMPLIFIED.encode("gb18030"), "gb18030", "gb18030 by score", SIMPLIFIED),
        ((SIMPLIFIED + "镕㛃𠀀").encode("gb18030"), "gb18030", "gb18030 by score", SIMPLIFIED + "镕㛃𠀀"),
        (TRADITIONAL.encode("big5"), "big5", "big5 by score", TRADITIONAL),
        (TRADITIONAL.encode("gbk"), "gb18030", "gb18030 by score", TRADITIONAL),
        (("加强\n2025\n" * 9).encode("utf-16-le"), "utf-16-le", "utf-16-le by its NULs", "加强\n2025\n" * 9),
        (LABEL.encode() + SIMPLIFIED.encode("gbk"), "gb18030", "gb18030 by score", LABEL + SIMPLIFIED),
        (b"plain ASCII", "utf-8", "utf-8", "plain ASCII"),
    ],
)  # fmt: skip
def test_an_encoding_is_found(data: bytes, encoding: str, found: str, text: str) -> None:
    source = read_bytes(data, "a.txt")
    assert (source.encoding, source.found, source.text, source.replaced) == (encoding, found, text, 0)
    assert source.encoding is not None
    assert data.decode(source.encoding) == text


@pytest.mark.parametrize(
    "words", ["国务院办公厅", "人民政府令", "第一章总则", "某市财政局", "加强组织领导", "計劃生育協會"]
)
def test_six_characters_are_enough(words: str) -> None:
    assert read_bytes(words.encode("gb18030"), "a.txt").text == words


@pytest.mark.parametrize("words", ["國務院辦公廳", "人民政府公報", "組織條例修正", "計劃生育協會"])
def test_six_characters_of_big5_are_enough(words: str) -> None:
    assert read_bytes(words.encode("big5"), "a.txt").text == words


def test_line_ends_and_inner_marks_are_kept() -> None:
    assert read_bytes("甲\r\n乙\r丙\ufeff丁".encode(), "a.txt").text == "甲\r\n乙\r丙\ufeff丁"


def test_a_cut_character_is_counted() -> None:
    source = read_bytes(SIMPLIFIED.encode()[:-1], "a.txt")
    assert (source.encoding, source.replaced, source.text[:-1]) == ("utf-8", 1, SIMPLIFIED[:-1])


def test_a_replacement_character_of_the_file_is_not_counted() -> None:
    assert read_bytes("甲\ufffd乙".encode(), "a.txt").replaced == 0


def test_a_few_bad_bytes_do_not_make_utf8_gb18030() -> None:
    source = read_bytes(SIMPLIFIED.encode() * 5 + b"\xff" + SIMPLIFIED.encode() * 5, "a.txt")
    assert (source.encoding, source.replaced) == ("utf-8", 1)


def test_given_encoding_wins() -> None:
    source = read_bytes("國務院".encode("big5"), "a.txt", encoding="big5")
    assert (source.text, source.encoding, source.found) == ("國務院", "big5", "given")
    assert read_bytes("镕".encode("gb18030"), "a.txt", encoding="GB2312").text == "镕"
    assert read_bytes(codecs.BOM_UTF8 + "甲".encode(), "a.txt", encoding="utf-8").text == "甲"


@pytest.mark.parametrize("name", ["nonsense", "zlib", "base64", "", "\x00"])
def test_an_encoding_that_does_not_exist(name: str) -> None:
    with pytest.raises(JsxError, match=r"^a\.txt: no encoding is called .*utf-8, gb18030"):
        read_bytes(b"abc", "a.txt", encoding=name)


@settings(derandomize=True, deadline=None, max_examples=150, database=None)
@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_give_a_text_or_one_message(data: bytes) -> None:
    message = ""
    try:
        source = read_bytes(data, "a.txt")
    except JsxError as error:
        message = str(error)
    assert message.startswith("a.txt: ") if message else isinstance(source.text, str)


@pytest.mark.parametrize("wrong", [b"\xed\xa0\x80", b"\xff\xfe", b"\xe5\x88"])
def test_one_bad_place_of_several_bytes_leaves_utf8(wrong: bytes) -> None:
    sentence = "到2025年底前，覆盖率不低于95%，由教育局牵头，财政局配合。".encode()
    decoded = read_bytes(sentence[:16] + wrong + sentence[16:] * 2, "a.txt")
    assert decoded.encoding == "utf-8"
    assert decoded.replaced >= 1
