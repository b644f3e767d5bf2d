"""Word documents: what a reader of the printed page sees, numbers that Word counts included, each in its block."""

from __future__ import annotations

import io
import zipfile

import pytest

from jsx_cli.errors import JsxError
from jsx_cli.model import Source
from jsx_cli.normalise import normalise
from jsx_cli.read import read_bytes
from jsx_cli.read.numbering import numeral

W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
STRICT = "xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'"
MC = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:v='urn:schemas-microsoft-com:vml'"


def docx(body: str, space: str = W, **parts: str) -> Source:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("word/document.xml", f"<w:document {space} {MC}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            made.writestr(f"word/{name}.xml", content)
    return read_bytes(buffer.getvalue(), "a.docx")


def p(text: str, properties: str = "") -> str:
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"
    )


def lines(source: Source) -> list[str]:
    return source.text.rstrip("\n").split("\n")


def test_paragraphs_are_lines_and_blocks() -> None:
    source = docx(p("关于加强管理的通知") + p("") + p("第一条"))
    assert lines(source) == ["关于加强管理的通知", "", "第一条"]
    assert [(block.kind, source.text[block.span.start : block.span.end]) for block in source.blocks] == [
        ("paragraph", "关于加强管理的通知"), ("paragraph", "第一条"),
    ]  # fmt: skip


def test_strict_files_are_read_alike() -> None:
    assert lines(docx(p("甲"), STRICT)) == ["甲"]


def test_tracked_changes_are_taken() -> None:
    body = (
        "<w:p><w:r><w:t>比例不低于</w:t></w:r><w:ins><w:r><w:t>30%</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>20%</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo></w:p>"
    )
    assert lines(docx(body)) == ["比例不低于30%新"]


def test_a_deleted_paragraph_end_joins() -> None:
    assert lines(docx(p("甲", "<w:rPr><w:del/></w:rPr>") + p("乙"))) == ["甲乙"]


def test_fields_links_and_breaks() -> None:
    body = (
        "<w:p><w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>"
        "<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r><w:sdt><w:sdtPr><w:t>x</w:t></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>丁</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert lines(docx(body)) == ["甲", "乙\t丙丁"]


def level(number: int, form: str, text: str, more: str = "") -> str:
    shape = f"<w:numFmt w:val='{form}'/>{more}<w:lvlText w:val='{text}'/>"
    return f"<w:lvl w:ilvl='{number}'><w:start w:val='1'/>{shape}</w:lvl>"


NUMBERING = (
    f"<w:numbering {W}><w:abstractNum w:abstractNumId='7'>"
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimalEnclosedCircle", "%4")
    + "</w:abstractNum><w:abstractNum w:abstractNumId='8'>"
    + level(0, "chineseCountingThousand", "第%1条")
    + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    + "</w:abstractNum><w:abstractNum w:abstractNumId='9'>"
    + level(0, "bullet", "\uf0b7")
    + "</w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='8'/></w:num>"
    "<w:num w:numId='3'><w:abstractNumId w:val='9'/></w:num>"
    "<w:num w:numId='4'><w:abstractNumId w:val='7'/>"
    "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num></w:numbering>"
)


def item(text: str, number: int, depth: int) -> str:
    return p(text, f"<w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='{number}'/></w:numPr>")


def test_automatic_numbers_are_written_out() -> None:
    body = (
        item("总体要求", 1, 0) + item("主要任务", 1, 0) + item("加强领导", 1, 1) + item("甲", 1, 2) + item("乙", 1, 2)
        + item("落实责任", 1, 1) + item("丙", 1, 2) + item("丁", 1, 3) + item("保障措施", 1, 0) + item("戊", 1, 1)
    )  # fmt: skip
    assert lines(docx(body, numbering=NUMBERING)) == [
        "一、总体要求", "二、主要任务", "（一）加强领导", "1.甲", "2.乙", "（二）落实责任", "1.丙", "①丁",
        "三、保障措施", "（一）戊",
    ]  # fmt: skip


def test_articles_bullets_and_restarts() -> None:
    body = (
        "".join(item(word, 2, 0) for word in "甲乙")
        + item("丙", 2, 1)
        + item("丁", 3, 0)
        + item("戊", 4, 0)
        + item("己", 4, 0)
    )
    assert lines(docx(body, numbering=NUMBERING)) == ["第一条 甲", "第二条 乙", "2.1 丙", "丁", "五、戊", "六、己"]


def test_an_empty_paragraph_shows_no_number() -> None:
    assert "一" not in docx(item("", 1, 0) + p("甲"), numbering=NUMBERING).text


def test_numbers_come_from_styles_too() -> None:
    styles = (
        f"<w:styles {W}><w:style w:styleId='H1'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:styleId='H2'><w:basedOn w:val='H1'/><w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr></w:style>"
        "</w:styles>"
    )
    body = p("甲", "<w:pStyle w:val='H1'/>") + p("乙", "<w:pStyle w:val='H2'/>")
    assert lines(docx(body, numbering=NUMBERING, styles=styles)) == ["一、甲", "（一）乙"]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (10, "chineseCounting", "十"), (12, "chineseCounting", "十二"), (20, "chineseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"), (110, "chineseCounting", "一百一十"),
        (2020, "chineseCounting", "二千零二十"),
        (12, "decimalEnclosedCircle", "⑫"), (21, "decimalEnclosedCircle", "21"), (3, "ideographTraditional", "丙"),
        (2, "ideographZodiac", "丑"), (27, "upperLetter", "AA"), (4, "lowerRoman", "iv"), (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"), (10, "ideographDigital", "一〇"), (3, "none", ""), (3, "somethingNew", "3"),
    ],
)  # fmt: skip
def test_numerals(number: int, form: str, written: str) -> None:
    assert numeral(number, form) == written


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_tables_with_merged_cells() -> None:
    table = (
        "<w:tbl><w:tr>" + cell("指标", "<w:vMerge w:val='restart'/>") + cell("目标", "<w:gridSpan w:val='2'/>")
        + "</w:tr><w:tr>" + cell("", "<w:vMerge/>") + cell("2022年") + cell("2025年") + "</w:tr></w:tbl>"
    )  # fmt: skip
    source = docx(p("附表") + table + p("注"))
    assert lines(source) == ["附表", "指标\t目标\t", "2022年\t2025年\t", "注"]
    assert [block.kind for block in source.blocks] == ["paragraph", "cell", "cell", "cell", "cell", "paragraph"]
    assert normalise(source).aligned.text == "附表\n指标\t目标\n2022年\t2025年\n注"


def test_a_tab_that_an_author_typed_is_no_border() -> None:
    table = f"<w:tbl><w:tr>{cell('高血压病')}{cell('')}{cell('200元/月')}</w:tr></w:tbl>"
    source = docx("<w:p><w:r><w:t>自2023</w:t><w:tab/><w:t>年起</w:t></w:r></w:p>" + table)
    assert normalise(source).aligned.text == "自2023年起\n高血压病\t200元/月"


def test_a_frame_of_one_cell_is_running_text() -> None:
    table = f"<w:tbl><w:tr><w:tc>{p('第一段。')}{p('第二段。')}</w:tc></w:tr></w:tbl>"
    assert lines(docx(table)) == ["第一段。", "第二段。"]


def test_a_text_box_stands_once() -> None:
    box = f"<w:txbxContent>{p('某市人民政府文件')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>正文</w:t></w:r></w:p>"
    )
    source = docx(body)
    assert lines(source) == ["正文", "某市人民政府文件"]
    assert [block.kind for block in source.blocks] == ["paragraph", "textbox"]


def test_notes_and_headers() -> None:
    source = docx(
        p("正文"),
        header1=f"<w:hdr {W}>{p('某市人民政府公报')}</w:hdr>",
        header2=f"<w:hdr {W}>{p('— 3 —')}</w:hdr>",
        footnotes=f"<w:footnotes {W}><w:footnote w:type='separator'>{p('—')}</w:footnote>"
        f"<w:footnote>{p('指2020年。')}</w:footnote></w:footnotes>",
        endnotes=f"<w:endnotes {W}><w:endnote>{p('尾注。')}</w:endnote></w:endnotes>",
    )
    assert lines(source) == ["某市人民政府公报", "正文", "指2020年。", "尾注。"]
    assert [block.kind for block in source.blocks] == ["header", "paragraph", "footnote", "endnote"]


def test_flat_xml_of_word_2003() -> None:
    data = (
        "<?xml version='1.0' encoding='UTF-8'?><?mso-application progid='Word.Document'?>"
        "<w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'>"
        f"<w:body>{p('甲')}{p('乙')}</w:body></w:wordDocument>"
    )
    assert lines(read_bytes(data.encode(), "a.doc")) == ["甲", "乙"]


@pytest.mark.parametrize("cut", [30, 100, 200, 400])
def test_a_cut_file_is_one_message(cut: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", f"<w:document {W}><w:body>{p('甲' * 900)}</w:body></w:document>")
    with pytest.raises(JsxError, match=r"^a\.docx: "):
        read_bytes(buffer.getvalue()[:-cut], "a.docx")


def test_an_empty_document_is_one_message() -> None:
    with pytest.raises(JsxError, match="no text"):
        docx(p(""))


def test_deep_tables_are_one_message_or_a_text() -> None:
    nest = "<w:tbl><w:tr><w:tc>" * 60 + p("甲") + "</w:tc></w:tr></w:tbl>" * 60
    assert "甲" in docx(nest).text
