"""What `read` refuses, each with one message that says what would work; and what a file is in spite of its name."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from jsx_cli.errors import JsxError
from jsx_cli.read import Limits, read, read_bytes


def archive(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def refused(data: bytes, name: str = "a.txt", limits: Limits | None = None) -> str:
    with pytest.raises(JsxError) as caught:
        read_bytes(data, name, limits=limits or Limits())
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert "\n" not in message
    return message


def test_a_source_knows_its_file(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes("甲乙".encode())
    source = read(path)
    assert (source.name, source.text, source.media) == (str(path), "甲乙", "text/plain")
    assert source.sha256 == hashlib.sha256("甲乙".encode()).hexdigest()


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(JsxError, match="no such file"):
        read(tmp_path / "none.txt")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(JsxError, match="is a folder"):
        read(tmp_path)


def test_a_name_no_system_has() -> None:
    with pytest.raises(JsxError, match="cannot be read"):
        read(Path("a\x00b"))


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\x00" * 100])
def test_nothing_to_read(data: bytes) -> None:
    assert "is empty" in refused(data)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "no known kind"),
        (b"\x7fELF" + bytes(range(256)) * 20, "no known kind"),
        (b"PK\x03\x04" + b"\x00" * 100, "damaged"),
        (b"PK\x05\x06" + b"\x00" * 18, "no document"),
        (archive({"a.txt": "甲"}), "unpack it"),
        (archive({"xl/workbook.xml": "<a/>"}), "workbook"),
        (archive({"ppt/presentation.xml": "<a/>"}), "presentation"),
        (archive({"content.xml": "<a/>"}), "OpenDocument"),
        (archive({"word/styles.xml": "<a/>"}), "without word/document.xml"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500 + "Workbook".encode("utf-16-le"), "workbook"),
    ],
)
def test_what_is_no_document(data: bytes, word: str) -> None:
    assert word in refused(data)


def test_limits_are_stated() -> None:
    assert "limits: max_bytes" in refused("甲".encode() * 50, limits=Limits(max_bytes=100))
    message = refused("甲".encode() * 50, limits=Limits(max_chars=10))
    assert "50 characters; the limit of one document is 10" in message
    assert "max_chars under limits:" in message


@pytest.mark.parametrize(
    ("name", "text", "media"),
    [
        ("a.txt", "<!DOCTYPE html><html><p>甲</p></html>", "text/html"),
        ("a.txt", "\ufeff\n<!-- 注 --><html><body>甲", "text/html"),
        ("a.txt", "<div><p>甲</p><p>乙</p></div>", "text/html"),
        ("a.doc", "<html xmlns:o='urn'><body><p>甲</p></body></html>", "text/html"),
        ("a.html", "没有标签的文字", "text/plain"),
        ("a.txt", "有序推进。</span>\n做好评估。", "text/plain"),
        ("a.txt", "---\ntitle: 甲\n---\n乙", "text/markdown"),
        ("a.md", "第一条 甲", "text/markdown"),
        ("a.txt", "# 甲\n\n## 乙\n\n**丙**丁\n", "text/markdown"),
        ("a.txt", "5<6，x>y，<办法>", "text/plain"),
    ],
)
def test_content_decides(name: str, text: str, media: str) -> None:
    assert read_bytes(text.encode(), name).media == media


MHT = (
    "From: <a>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"XX\"\r\n\r\n--XX\r\n"
    "Content-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
)  # fmt: skip


def test_mht() -> None:
    data = (
        MHT.encode()
        + "<html><body><p>国务院，朱镕基</p></body></html>".encode("gbk")
        + b"\r\n--XX\r\nContent-Type: image/png\r\n\r\nx\r\n--XX--"
    )
    source = read_bytes(data, "a.mht")
    assert (source.media, source.encoding, source.found) == ("multipart/related", "gb18030", "MIME")
    assert source.text.startswith("<html><body><p>国务院，朱镕基</p>")


def test_mht_without_a_page() -> None:
    data = MHT.replace("text/html", "image/png").encode() + b"x\r\n--XX--"
    assert "without a page" in refused(data, "a.mht")


def ofd(content: str, location: str = "Pages/Page_0/Content.xml") -> bytes:
    name = "xmlns:o='http://www.ofdspec.org/2016'"
    return archive(
        {
            "OFD.xml": f"<o:OFD {name}><o:DocBody><o:DocRoot>Doc_0/Document.xml</o:DocRoot></o:DocBody></o:OFD>",
            "Doc_0/Document.xml": f"<o:Document {name}><o:Pages><o:Page BaseLoc='{location}'/></o:Pages></o:Document>",
            "Doc_0/Pages/Page_0/Content.xml": f"<o:Page {name}><o:Content>{content}</o:Content></o:Page>",
        }
    )  # fmt: skip


def text_object(x: float, y: float, words: str) -> str:
    return f"<o:TextObject Boundary='{x} {y} 100 5'><o:TextCode X='0' Y='4'>{words}</o:TextCode></o:TextObject>"


def test_ofd_lines_come_from_the_top() -> None:
    source = read_bytes(
        ofd(text_object(20, 40, "第二行。") + text_object(20, 20, "关于加强管理") + text_object(120, 20.2, "的通知")),
        "a.ofd",
    )
    assert source.media == "application/ofd"
    assert source.text == "关于加强管理的通知\n第二行。\n"
    (block,) = source.blocks
    assert (block.kind, block.number, source.text[block.span.start : block.span.end]) == (
        "page",
        1,
        "关于加强管理的通知\n第二行。",
    )


@pytest.mark.parametrize("location", ["../../../../etc/passwd", "/etc/passwd", "..\\..\\x.xml", ""])
def test_ofd_paths_lead_nowhere(location: str) -> None:
    assert "no text" in refused(ofd(text_object(0, 0, "甲"), location), "a.ofd")


BOMB = "<!DOCTYPE a [<!ENTITY b 'xxxxxxxxxx'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;</a>"


def test_entities_are_refused() -> None:
    assert "entities" in refused(archive({"OFD.xml": BOMB}), "a.ofd")
    assert "entities" in refused(archive({"word/document.xml": BOMB}), "a.docx")
    wide = BOMB.encode("utf-16")
    assert "entities" in refused(archive({"word/document.xml": wide}), "a.docx")


def test_a_zip_bomb_is_not_unpacked() -> None:
    assert "zip bomb" in refused(archive({"word/document.xml": b" " * 30_000_000}), "a.docx")


def test_deep_xml_is_refused() -> None:
    assert "limits: max_depth" in refused(archive({"word/document.xml": "<a>" * 5_000 + "</a>" * 5_000}), "a.docx")


def test_too_many_entries() -> None:
    data = archive({f"word/{number}.xml": "" for number in range(30)})
    assert "limits: max_parts" in refused(data, "a.docx", Limits(max_parts=20))


def pdf(words: str) -> bytes:
    """The smallest PDF that shows a line of ASCII."""
    stream = f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )


def test_pdf() -> None:
    pytest.importorskip("pypdfium2")
    source = read_bytes(pdf("Opinions on synthetic biology, 2025"), "a.pdf")
    assert (source.media, source.text) == ("application/pdf", "Opinions on synthetic biology, 2025\n")
    (block,) = source.blocks
    assert (block.kind, block.number) == ("page", 1)


def test_a_scanned_pdf() -> None:
    pytest.importorskip("pypdfium2")
    assert "OCR" in refused(pdf(""), "a.pdf")


def test_a_damaged_pdf() -> None:
    pytest.importorskip("pypdfium2")
    assert "damaged" in refused(b"%PDF-1.4\nnothing", "a.pdf")


def test_pdf_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    assert "pip install 'jsx-cli[pdf]'" in refused(pdf("x"), "a.pdf")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_doc_without_a_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    message = refused(OLE, "a.doc")
    assert "antiword" in message
    assert "LibreOffice" in message
    assert "LibreOffice" in refused(b"{\\rtf1 abc}", "a.doc")


def test_doc_through_antiword(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, "antiword", "printf '关于加强管理的通知\\n第一条\\n'")
    monkeypatch.setenv("PATH", str(tmp_path))
    source = read_bytes(OLE, "; rm -rf x.doc")
    assert (source.media, source.text) == ("application/msword", "关于加强管理的通知\n第一条\n")
    assert [(block.kind, block.number) for block in source.blocks] == [("paragraph", 1), ("paragraph", 2)]


def made_docx(folder: Path) -> Path:
    path = folder / "made.docx"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(
            "word/document.xml",
            f"<w:document xmlns:w='{word}'><w:body><w:p><w:r><w:t>甲乙丙</w:t></w:r></w:p></w:body></w:document>",
        )
    return path


def test_doc_through_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It makes a docx, which our own reader reads; antiword is not asked where it is there as well."""
    made = made_docx(tmp_path)
    program(tmp_path, "soffice", f'for last; do :; done; /bin/cp "{made}" "${{last%.*}}.docx"')
    program(tmp_path, "antiword", "printf '第一条变成了1.'")
    monkeypatch.setenv("PATH", str(tmp_path))
    for data, media in ((b"{\\rtf1 abc}", "application/rtf"), (OLE, "application/msword")):
        source = read_bytes(data, "a.doc")
        assert (source.text.strip(), source.media) == ("甲乙丙", media)
        assert [block.kind for block in source.blocks] == ["paragraph"]


def test_antiword_stands_in_where_libreoffice_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, "soffice", "exit 1")
    program(tmp_path, "antiword", "printf '第一条'")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_bytes(OLE, "a.doc").text == "第一条"


@pytest.mark.parametrize(("name", "script"), [("antiword", "exec /bin/sleep 60"), ("soffice", "/bin/sleep 60 & wait")])
def test_a_program_that_hangs_is_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, script: str
) -> None:
    """With what it started itself: soffice leaves the work to a program of its own, which would hold us up."""
    program(tmp_path, name, script)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "limits: timeout" in refused(OLE, "a.doc", Limits(timeout=0.2))


def test_a_program_that_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, "antiword", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "could not read it" in refused(OLE, "a.doc")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_real_doc(tmp_path: Path) -> None:
    """Numbers that Word counts, a deletion and a table come through Word's binary format."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    number = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    body = (
        f"<w:p>{number}<w:r><w:t>为了加强管理，</w:t></w:r>"
        "<w:del w:author='a'><w:r><w:delText>废话</w:delText></w:r></w:del>"
        f"<w:r><w:t>制定本办法。</w:t></w:r></w:p><w:p>{number}<w:r><w:t>本市适用本办法。</w:t></w:r></w:p>"
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>"
        + "".join(f"<w:tc><w:tcPr/><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in ("指标", "30%"))
        + "</w:tr></w:tbl><w:p/>"
    )
    level = (
        "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCountingThousand'/><w:lvlText w:val='第%1条'/>"
        "</w:lvl>"
    )
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        "<Default Extension='xml' ContentType='application/xml'/><Override PartName='/word/document.xml' "
        "ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/>"
        "<Override PartName='/word/numbering.xml' "
        "ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml'/></Types>",
        "_rels/.rels": "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        "<Relationship Id='r1' Target='word/document.xml' Type='http://schemas.openxmlformats.org/officeDocument/2006/"
        "relationships/officeDocument'/></Relationships>",
        "word/_rels/document.xml.rels": "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"
        "relationships'><Relationship Id='r1' Target='numbering.xml' Type='http://schemas.openxmlformats.org/"
        "officeDocument/2006/relationships/numbering'/></Relationships>",
        "word/numbering.xml": f"<w:numbering xmlns:w='{word}'><w:abstractNum w:abstractNumId='0'>{level}"
        "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>",
        "word/document.xml": f"<w:document xmlns:w='{word}'><w:body>{body}</w:body></w:document>",
    }
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "doc",
         "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True,
    )  # fmt: skip
    source = read_bytes((tmp_path / "a.doc").read_bytes(), "a.doc")
    assert source.media == "application/msword"
    assert [line for line in source.text.split("\n") if line.strip()] == [
        "第一条 为了加强管理，制定本办法。",
        "第二条 本市适用本办法。",
        "指标\t30%\t",
    ]
    assert {block.kind for block in source.blocks} == {"paragraph", "cell"}
