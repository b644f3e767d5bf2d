"""The plain pipeline: bs4, OpenCC, jieba, and regular expressions one by one on every sentence.

This is what a good afternoon gives: it finds figures, dates, posts, duties and titles, and has no positions in the
file, no outline and no tests.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

NUMBER = r"(?:\d[\d,.]*|[一二三四五六七八九十百千万亿两]+)"
UNITS = [
    "个",
    "名",
    "人",
    "家",
    "项",
    "次",
    "万元",
    "亿元",
    "元",
    "平方米",
    "公里",
    "吨",
    "亩",
    "户",
    "所",
    "件",
    "年",
    "个月",
    "天",
    "个工作日",
]
VERBS = ["负责", "牵头", "配合", "审核", "组织实施", "指导", "监督", "承担", "落实", "制定"]
POSTS = ["会长", "副会长", "组长", "副组长", "主任", "副主任", "局长", "书记", "秘书长", "理事"]
RULES = [
    *(rf"(?:不低于|不少于|不超过|达到|约|至少)?{NUMBER}(?:多|余)?{unit}" for unit in UNITS),
    *(rf"由([一-鿿]{{2,20}}?){verb}" for verb in VERBS),
    *(rf"([一-鿿]{{2,20}}?)(?:担任|兼任|任)([一-鿿]{{0,16}}{post})" for post in POSTS),
    r"(?:不低于|不少于|不高于|超过|达到|约)?\d+(?:\.\d+)?[%％]",
    r"百分之[一二三四五六七八九十百零点]+",
    r"[一二三四五六七八九十]+分之[一二三四五六七八九十]+",
    r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?(?:前|之前|以前)",
    r"到\d{4}年(?:底|末)?",
    r"\d{4}年\d{1,2}月\d{1,2}日",
    r"自.{1,20}?之日起",
    r"每(?:年|季度|月|周)",
    r"[一-鿿]{2,6}〔\d{4}〕\d+号",
    r"《([^》]{2,60})》",
    r"^[一二三四五六七八九十]+、(.{2,40})",
    r"^（[一二三四五六七八九十]+）(.{2,40})",
    r"^\d+[.．、](.{2,40})",
    r"责任单位[：:](.{2,80})",
    r"牵头单位[：:](.{2,80})",
    r"配合单位[：:](.{2,80})",
    r"（([^（）]{2,60}?)(?:牵头|负责)(?:，([^（）]{2,60}?)配合)?）",
    r"(?:增长|下降|提高|降低|减少)(?:了|到|至)?\d+(?:\.\d+)?[%％]",
    r"第[一二三四五六七八九十百]+条",
    r"有效期(?:为|至).{1,20}",
]  # fmt: skip


def main() -> None:
    """Work through a folder and say what it took."""
    began = time.process_time()
    import bs4
    import jieba
    import opencc

    posseg = sys.argv[2] == "posseg"
    if posseg:
        import jieba.posseg
    jieba.setLogLevel("ERROR")
    convert = opencc.OpenCC("t2s").convert
    compiled = [re.compile(rule, re.M) for rule in RULES]
    cut = jieba.posseg.lcut if posseg else jieba.lcut
    cut("加强组织领导")
    files = [path.read_bytes() for path in sorted(Path(sys.argv[1]).iterdir())]
    start = time.process_time()
    facts = 0
    for data in files:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("gb18030", "replace")
        if "<html" in text[:500]:
            text = bs4.BeautifulSoup(text, "html.parser").get_text("\n")
        text = convert(text)
        found = []
        for sentence in re.split("[。！？；\n]", text):
            words = cut(sentence)
            for number, rule in enumerate(compiled):
                found += [(number, match.span(), match.group(), len(words)) for match in rule.finditer(sentence)]
        facts += len(found)
        json.dumps(found, ensure_ascii=False)
    seconds = time.process_time() - start
    print(json.dumps({"documents": len(files), "seconds": seconds, "startup": start - began, "facts": facts,
                      "opencc": getattr(opencc, "__file__", "")}))  # fmt: skip


if __name__ == "__main__":
    main()
