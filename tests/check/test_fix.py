"""Fixes change what they say and nothing else: encoding, BOM and line ends stay, and a second run finds nothing to
mend.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.check.conftest import Checker
from tests.check.planted import PLAN, drafts

from jsx_cli.check import fix
from jsx_cli.check.rule import FixKind
from jsx_cli.errors import JsxError

DRAFT = "某县人民政府关于深化改革的通知\r\n某政发[2025]03号\r\n各乡镇人民政府:\r\n一、甲项,工作。。\r\n增长5～8%。\r\n"
GOOD = "某县人民政府关于深化改革的通知\r\n某政发〔2025〕3号\r\n各乡镇人民政府：\r\n一、甲项，工作。\r\n增长5%～8%。\r\n"


def mended(check: Checker, text: str, kinds: tuple[FixKind, ...] = ("safe",)) -> str:
    for _ in range(fix.ROUNDS):
        after = fix.fixed(text, check(text).places, kinds)
        if after == text:
            break
        text = after
    return text


def test_safe_fixes_change_form_only(check: Checker) -> None:
    assert mended(check, DRAFT) == GOOD


def test_a_second_run_finds_nothing_to_mend(check: Checker) -> None:
    for text, _, _ in list(drafts())[::5]:
        once = mended(check, text)
        left = [finding for finding in check(once).findings if finding.fix is not None and finding.fix.kind == "safe"]
        assert left == []


def test_a_clean_draft_stays_as_it_is(check: Checker) -> None:
    assert mended(check, PLAN, ("safe", "unsafe")) == PLAN


def test_unsafe_fixes_are_left_out_unless_wanted(check: Checker) -> None:
    text = "要统一布署,抓好落实。\n"
    assert mended(check, text) == "要统一布署，抓好落实。\n"
    assert mended(check, text, ("safe", "unsafe")) == "要统一部署，抓好落实。\n"


def test_what_the_page_puts_between_the_characters_is_not_touched(check: Checker) -> None:
    # the year is split by a tag: there is no text to write without losing it
    found = check("<html><body><p>某政发[<b>2025</b>]3号</p></body></html>", name="a.html").findings
    assert [finding.fix for finding in found if finding.rule == "GW101"] == [None]


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("gb18030", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
    ],
)
def test_encoding_and_bom_are_kept(encoding: str, bom: bytes) -> None:
    name = "utf-16" if encoding.startswith("utf-16") else encoding
    data = fix.encoded(GOOD, name, bom + DRAFT.encode(encoding), DRAFT)
    assert data == bom + GOOD.encode(encoding)


def test_a_file_that_does_not_come_back_is_not_written() -> None:
    with pytest.raises(JsxError, match="not changed"):
        fix.encoded("甲", "gb18030", b"\xff\xff", "\ufffd\ufffd")


def test_a_text_that_its_encoding_cannot_hold_is_not_written() -> None:
    with pytest.raises(JsxError, match="cannot be written"):
        fix.encoded("〔甲〕〈", "ascii", b"abc", "abc")


def test_the_file_is_replaced_whole_with_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "草稿.txt"
    path.write_bytes(b"one")
    path.chmod(0o640)
    fix.replace(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["草稿.txt"]


def test_a_diff_says_where_a_last_line_has_no_end() -> None:
    assert fix.diff("甲\n乙", "甲\n丙", "稿.txt").endswith(
        "-乙\n\\ No newline at end of file\n+丙\n\\ No newline at end of file\n"
    )
