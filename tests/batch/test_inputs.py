"""What a batch reads, from folders to Parquet: which documents, under which names, in which order."""

from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path

import pytest

from jsx_cli.batch import inputs
from jsx_cli.batch.inputs import Choice, Seen, count, items
from jsx_cli.batch.item import Item
from jsx_cli.batch.plan import shards
from jsx_cli.batch.store import read_item
from jsx_cli.errors import JsxError


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("crawl/b/2.html", "crawl/b/10.txt", "crawl/a.txt", "crawl/无.docx", "crawl/.git/x.txt", "crawl/p.png"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("通知", encoding="utf-8")
    return tmp_path


def names(*paths: str, include: tuple[str, ...] = ()) -> list[str]:
    return [item.name for item in items(paths, Choice(include), Seen())]


def test_a_folder_is_read_in_the_order_of_names() -> None:
    seen = Seen()
    found = [item.name for item in items(["crawl"], Choice(), seen)]
    assert found == ["crawl/a.txt", "crawl/b/10.txt", "crawl/b/2.html", "crawl/无.docx"]
    assert dict(seen.passed) == {".png": 1}
    assert names("crawl", include=("*.png", "1*")) == ["crawl/b/10.txt", "crawl/p.png"]


def test_links_to_folders_are_not_followed() -> None:
    Path("crawl/b/up").symlink_to("..")
    assert len(names("crawl")) == 4


def test_patterns_and_lists() -> None:
    assert names("crawl/**/*.html") == ["crawl/b/2.html"]
    Path("list.txt").write_text("\ufeffcrawl/b/2.html\r\n\n# no\ncrawl/a.txt\nnowhere.txt\n", encoding="utf-8")
    assert names("list.txt") == ["crawl/b/2.html", "crawl/a.txt", "nowhere.txt"]
    Path("list0").write_bytes("crawl/a.txt\0crawl/无.docx\0".encode())
    assert names("list0") == ["crawl/a.txt", "crawl/无.docx"]
    with pytest.raises(JsxError, match="no file matches"):
        names("crawl/*.nothing")


@pytest.mark.parametrize("text", ["通知\n各单位：\n", ".\n改革方案\n", "关于改革的通知\n见附件 a.docx\n", ""])
def test_a_document_is_not_taken_for_a_list(text: str) -> None:
    Path("crawl/a.txt").write_text(text, encoding="utf-8")
    assert names("crawl/a.txt") == ["crawl/a.txt"]


@pytest.mark.parametrize("head", ["gone.txt\n", "# 2024年的文件\n", "\n\n", "\ufeff", "#1\ngone\n"])
def test_a_list_whose_first_line_is_no_file(head: str) -> None:
    Path("list.txt").write_text(head + "crawl/a.txt\n", encoding="utf-8")
    assert names("list.txt")[-1] == "crawl/a.txt"


def test_a_list_of_which_nothing_is_there() -> None:
    Path("list.txt").write_text("old/a.txt\nold/b.html\n", encoding="utf-8")
    assert names("list.txt") == ["old/a.txt", "old/b.html"]


def test_lists_keep_odd_names() -> None:
    odd = ["#1.txt", " 两端有空格 .txt", "换\n行.txt"]
    for name in odd:
        Path(name).write_text("通知", encoding="utf-8")
    Path("list0").write_bytes(b"\0".join(name.encode() for name in odd))
    assert names("list0") == odd
    Path("list.txt").write_text("\n".join(odd[:2]), encoding="utf-8")
    assert names("list.txt") == odd[:2]


@pytest.mark.parametrize("mark", ["\n", "\0"])
def test_no_name_of_a_long_list_is_cut(mark: str) -> None:
    many = [f"crawl/{'甘肃' * 20}/{number}.txt" for number in range(20_000)]
    found = items(["-"], Choice(), Seen(), io.BytesIO(mark.join(many).encode()))
    assert [item.name for item in found] == many


def test_lists_of_archives_and_folders() -> None:
    Path("more.jsonl").write_text('{"text":"甲","id":"a"}\n', encoding="utf-8")
    Path("list.txt").write_text("more.jsonl\ncrawl\ngone.zip\n")
    first, folder, gone = items(["list.txt"], Choice(), Seen())
    assert (first.name, first.data) == ("a", "甲".encode())
    for item in (folder, gone):
        with pytest.raises(JsxError, match=r"is a folder; name it|no such file"):
            read_item(item, 100)


def test_links_that_lead_to_themselves() -> None:
    Path("crawl/loop").symlink_to("loop")
    Path("crawl/up").symlink_to("..")
    Path("crawl/b/again").symlink_to("../b")
    assert names("crawl") == ["crawl/a.txt", "crawl/b/10.txt", "crawl/b/2.html", "crawl/loop", "crawl/无.docx"]
    assert names("crawl/**/*.html") == ["crawl/b/2.html"]
    assert names("crawl/**") == ["crawl/a.txt", "crawl/b/10.txt", "crawl/b/2.html", "crawl/p.png", "crawl/无.docx"]


def test_what_is_no_pattern_is_told() -> None:
    with pytest.raises(JsxError, match=r"^crawl/a\*\*: is no pattern"):
        names("crawl/a**")


def test_patterns_of_windows_in_either_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as windows:
        windows.setattr(os, "sep", "\\")
        windows.setattr(os, "altsep", "/")
        found = [inputs._split(path) for path in ("C:/crawl/b/*.html", "C:\\crawl\\b\\*.html", "crawl/**")]
    assert found == [("C:\\crawl\\b\\", ["*.html"])] * 2 + [("crawl\\", ["**"])]


@pytest.mark.parametrize(
    "name", ["关于2.5亿元投资的通知", "国发〔2019〕4号.关于投资", "view.asp?id=3", "show.do", "t20200101_1.shtml"]
)
def test_what_looks_like_a_suffix_and_is_none(name: str) -> None:
    Path("crawl/b", name).write_text("通知", encoding="utf-8")
    assert f"crawl/b/{name}" in names("crawl")


def test_no_absolute_path_is_a_name(place: Path) -> None:
    Path("more.jsonl").write_text('{"text":"甲"}\n{', encoding="utf-8")
    for given in ("crawl", "crawl/b/10.txt", "crawl/**/*.html", "more.jsonl"):
        relative = list(items([given], Choice(), Seen()))
        absolute = list(items([str(place / given)], Choice(), Seen()))
        base = Path(given).name if given == "crawl/b/10.txt" else ""
        assert [item.name for item in absolute] == [base or item.name for item in relative]
        assert [item.trouble for item in absolute] == [item.trouble for item in relative]
        assert [read_item(item, 10**6) for item in absolute if not item.trouble] == [
            read_item(item, 10**6) for item in relative if not item.trouble
        ]


def test_files_of_a_folder_that_cannot_be_read_stop_nothing(place: Path) -> None:
    Path("crawl/c.parquet").write_bytes(b"no")
    with gzip.open("crawl/d.jsonl.gz", "wb") as file:
        file.write(b'{"text":"1"}\n' * 1000)
    Path("crawl/d.jsonl.gz").write_bytes(Path("crawl/d.jsonl.gz").read_bytes()[:-20])
    found = {item.name: item.trouble for item in items([str(place / "crawl")], Choice(), Seen()) if item.trouble}
    assert found.keys() == {"crawl/c.parquet", "crawl/d.jsonl.gz"}
    assert not [trouble for trouble in found.values() if str(place) in trouble]


def test_json_lines_that_unpack_without_end() -> None:
    with gzip.open("bomb.jsonl.gz", "wb") as file:
        for _ in range(200):
            file.write(b'{"text":"' + bytes(100_000).replace(b"\0", b"0") + b'"}\n')
    *_, last = items(["bomb.jsonl.gz"], Choice(), Seen())
    assert "more than 200 times" in last.trouble


def test_names_and_metadata_that_no_file_can_have() -> None:
    Path("odd.jsonl").write_text(
        '{"text":"a","path":"\\ud800","n":NaN,"deep":{"b":[1e999],"a":1},"s":"\\udc80"}\n{"text":"b","path":true}\n'
    )
    first, second = items(["odd.jsonl"], Choice(), Seen())
    assert json.loads(first.meta) == {"n": None, "deep": {"a": 1, "b": [None]}, "s": "\udc80"}
    assert (first.name, second.name) == ("\ud800", "odd.jsonl:2")
    assert len(list(shards([first, second]))) > 0


def test_configurations_inside_a_folder_are_told() -> None:
    Path("crawl/jsx.yaml").write_text("limits: {}\n")
    Path("crawl/b/jsx.yaml").write_text("limits: {}\n")
    seen = Seen()
    list(items(["crawl"], Choice(), seen))
    assert seen.settings == ["crawl/b/jsx.yaml"]


def test_json_lines_keep_what_stands_beside_the_text() -> None:
    records: list[object] = [
        {"text": "通知一", "id": 7, "url": "x", "date": "2020-01-01"},
        {"text": "通知二"},
        {"title": "没有正文"},
        ["no"],
    ]
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records) + "\n{oh\n"
    Path("crawl.jsonl").write_text(lines, encoding="utf-8")
    with gzip.open("more.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(lines)
    found = list(items(["crawl.jsonl"], Choice(), Seen()))
    assert [item.name for item in found] == ["7", "crawl.jsonl:2", "crawl.jsonl:3", "crawl.jsonl:4", "crawl.jsonl:6"]
    assert (found[0].data, json.loads(found[0].meta)) == ("通知一".encode(), {"url": "x", "date": "2020-01-01"})
    assert ["field 'text'" in item.trouble for item in found] == [False, False, True, True, False]
    assert "no JSON" in found[4].trouble
    assert [item.data for item in items(["more.jsonl.gz"], Choice(), Seen())] == [item.data for item in found]
    named = list(items(["crawl.jsonl"], Choice(text="title", name="date"), Seen()))
    assert named[0].name == "2020-01-01"
    assert named[2].data == "没有正文".encode()


def test_a_line_without_end_is_not_read_into_memory() -> None:
    Path("long.jsonl").write_text('{"text": "' + "条" * 5000 + '"}\n{"text": "短"}\n', encoding="utf-8")
    first, second = items(["long.jsonl"], Choice(max_bytes=1000), Seen())
    assert "more than 1,000 bytes" in first.trouble
    assert second.data == "短".encode()


@pytest.mark.parametrize("text", ["crawl/a.txt\ncrawl/b/2.html\n", "crawl/a.txt\0crawl/b/2.html"])
def test_standard_input_holds_a_list(text: str) -> None:
    found = items(["-"], Choice(), Seen(), io.BytesIO(text.encode()))
    assert [item.name for item in found] == ["crawl/a.txt", "crawl/b/2.html"]


def test_standard_input_holds_json_lines() -> None:
    found = list(items(["-"], Choice(), Seen(), io.BytesIO('{"text":"甲"}\n{"text":"乙","id":"b"}\n'.encode())))
    assert [(item.name, item.data) for item in found] == [("-:1", "甲".encode()), ("b", "乙".encode())]


def test_parquet_columns() -> None:
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table({"body": ["通知", None], "id": ["a", "b"], "n": [1, 2]}), "crawl.parquet")
    first, second = items(["crawl.parquet"], Choice(text="body"), Seen())
    assert (first.name, first.data, json.loads(first.meta)) == ("a", "通知".encode(), {"n": 1})
    assert "no text" in second.trouble
    with pytest.raises(JsxError, match="--text-field is one of body, id, n"):
        list(items(["crawl.parquet"], Choice(), Seen()))
    Path("broken.parquet").write_bytes(b"PAR1 no")
    (broken,) = items(["broken.parquet"], Choice(), Seen())
    assert "cannot be read as Parquet" in broken.trouble


def test_remote_addresses() -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe(
        {"/crawl/b/2.txt": b"2", "/crawl/a.txt": b"1", "/crawl/x.png": b"", "/crawl/l.jsonl": b'{"text":"3"}\n'}
    )
    try:
        found = list(items(["memory://crawl"], Choice(), Seen()))
        assert [item.name for item in found] == [
            "memory:///crawl/a.txt",
            "memory:///crawl/b/2.txt",
            "memory:///crawl/l.jsonl:1",
        ]
        assert [read_item(item, 10) for item in found] == [b"1", b"2", b"3"]
        with pytest.raises(JsxError, match=r"nothing there|cannot be read"):
            list(items(["memory://nowhere"], Choice(), Seen()))
    finally:
        memory.rm("/crawl", recursive=True)


def test_counting_for_the_remaining_time() -> None:
    assert count(["crawl"], Choice()) == 4
    assert count(["-"], Choice()) is None
    Path("x.jsonl").write_text("{}\n{}\n\n")
    assert count(["crawl", "x.jsonl"], Choice()) == 6


@pytest.mark.parametrize("name", ["crawl/none.txt", "crawl", "a\0b", "x" * 5000])
def test_what_cannot_be_opened_says_why(name: str) -> None:
    with pytest.raises(JsxError, match=r"no such file|is a folder|cannot be read"):
        read_item(Item(name), 100)


def test_shards_grow_and_do_not_depend_on_what_stands_before() -> None:
    many = [Item(f"crawl/{number}.html", size=100) for number in range(20_000)]
    cut = list(shards(many))
    assert [item for shard in cut for item in shard.items] == many
    sizes = [len(shard.items) for shard in cut]
    assert sum(sizes[:5]) < 100
    assert max(sizes) <= 512
    assert 100 < sum(sizes[-20:]) / 20 < 400
    without = list(shards([item for item in many if item.name != "crawl/100.html"]))
    same = {shard.items for shard in cut} & {shard.items for shard in without}
    assert len(same) >= len(cut) - 4


def test_shards_are_bounded_in_bytes_and_told_apart() -> None:
    big = [Item(str(number), size=1_500_000) for number in range(4)]
    assert [len(shard.items) for shard in shards(big)] == [1, 1, 1, 1]
    twice = list(shards([Item("a", size=2_000_000)] * 3))
    assert [shard.copy for shard in twice] == [0, 1, 2]
