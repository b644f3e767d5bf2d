"""A text that a printer wrapped comes back as paragraphs; headings, items, signatures and dates keep their lines."""

from __future__ import annotations

from jsx_cli.model import Source
from jsx_cli.normalise import normalise

PARAGRAPHS = [
    "某市人民政府办公室关于印发某市持续优化营商环境工作方案的通知",
    "某府办发〔2023〕2号",
    "各区人民政府，市政府各委、办、局，各有关单位：",
    "《某市持续优化营商环境工作方案》已经市政府同意，现印发给你们，请认真按照执行。",
    "特此通知。",
    "某市人民政府办公室",
    "2023年2月15日",
    "（此件公开发布）",
    "一、总体要求",
    "以市场主体需求为导向，对标最高标准、最好水平，加强系统集成和改革创新，持续打造投资便利、行政高效、市场公平、"
    "法治完善的营商环境。到2025年，新增企业5000家，每年帮扶新开口企业50家，办理时间压缩30%以上。",
    "二、重点任务",
    "（一）完善准入退出机制。依托企业登记服务平台，全面推进设立、变更、注销全程网办。推广企业名称申报承诺制，做好帮办"
    "引导，助力提高企业名称一次核准率。扩大集中登记点覆盖范围，探索登记场地改革，推动简化住所登记材料。"
    "（责任单位：市市场监管局、市行政服务中心、市税务局）",
    "1.提升贸易服务能力。实施外贸综合服务提升行动，支持服务中心创新服务模式，推进“一企一策”孵化培育，帮助中小企业抓"
    "商机稳订单拓市场。鼓励企业参与设立区域综合性、专业性的国际分拨中心，新增高级认证（AEO）企业5家。",
    "第三条 本方案由市发展改革委负责解释，自印发之日起施行，有效期至2025年12月31日。",
]  # fmt: skip

WIDTH = 80


def columns(text: str) -> int:
    return sum(1 if sign.isascii() else 2 for sign in text)


def wrapped(paragraph: str, indent: int) -> list[str]:
    """The printed lines of a paragraph, a space around every number as a PDF gives it."""
    lines: list[str] = []
    line = ""
    for sign in paragraph:
        room = WIDTH - (indent if not lines else 0)
        if columns(line + sign) > room and sign not in "，。、；：）”》":
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line]


def test_a_wrapped_text_comes_back() -> None:
    lines = [line for paragraph in PARAGRAPHS for line in wrapped(paragraph, 4)]
    text = normalise(Source("a.txt", "\n".join(lines), "text/plain", "utf-8", "")).aligned.text
    assert text.split("\n") == PARAGRAPHS


def test_pieces_that_end_at_punctuation_add_up_to_a_line() -> None:
    lines: list[str] = []
    for paragraph in PARAGRAPHS:
        for number, line in enumerate(wrapped(paragraph, 4)):
            piece = ""
            for sign in line:
                piece += sign
                if sign in "，、。" and number % 2:
                    lines.append(piece)
                    piece = ""
            if piece:
                lines.append(piece)
    text = normalise(Source("a.txt", "\n".join(lines), "text/plain", "utf-8", "")).aligned.text
    assert text.split("\n") == PARAGRAPHS


def test_page_numbers_inside_a_sentence_go() -> None:
    lines = [line for paragraph in PARAGRAPHS for line in wrapped(paragraph, 4)]
    at = next(number for number, line in enumerate(lines) if line.startswith("（一）")) + 1
    lines[at:at] = ["", "— 2 —", "# Page 3:", ""]
    text = normalise(Source("a.txt", "\n".join(lines), "text/plain", "utf-8", "")).aligned.text
    assert text.split("\n") == PARAGRAPHS


def test_short_lines_of_a_list_are_no_wrapped_text() -> None:
    text = "\n".join(f"{name}局" for name in ("公安", "财政", "民政", "教育", "水务", "审计", "统计", "医疗保障"))
    assert normalise(Source("a.txt", text, "text/plain", "utf-8", "")).aligned.text == text
