"""What holds digits and is no value: 第十二条, 五位一体, 十九届六中全会, 电话 0937-6226622, 12345热线, 1+X, 5G.

These claim their characters, so that no other recogniser reads them, and never leave the recognisers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jsx_cli.lexicon import pattern
from jsx_cli.model import Mention, Name, Span

DIGIT = "一二三四五六七八九十"
HAN_NUMBER = "[0-9〇零一二三四五六七八九十百千]"
STRUCTURE = re.compile(
    rf"第{HAN_NUMBER}{{1,7}}(?:[条章节款项目编卷页]|分编)(?:之[一二三四五六七八九十])?(?!件)"
    rf"|第?{HAN_NUMBER}{{1,3}}届(?:[一二三四五六七八九十]{{1,2}}(?:中|次))?(?:全会|全国|中央|人大|政协|会议|全体)?"
    rf"|(?<=党的)[一二]?十[一二三四五六七八九]?大(?![类项])|[一二]十大(?=报告|精神|以来|代表)"
    rf"|[{DIGIT}][一-鿿][{DIGIT}](?:体|制|策|品|案|企|事|校|县|乡|镇|户|人|街|路|网|线|图|码|对|链|群|园|区|翼|核|带|轴|环|圈|室|厅|票|卡|证|址|照|岗|责|档|表|单|册|屏|键|站|端|口|馆|景|墩|茬|季|茬|课|会|线|师|员|长|组|队|院|室|中心|平台|保障|确保|到位|覆盖)"
    r"|[0-9一二三四五六七八九十]{1,2}[+＋][0-9A-ZＮnNXx一二三四五六七八九十]{1,3}(?:[+＋][0-9A-ZＮnNXx一二三四五六七八九十]{1,3}){0,4}"
    r"|(?<![0-9.])[1-9][0-9]?[GKDＧ](?![a-zA-Z0-9])"
)
CODES = re.compile(
    r"(?:电话|手机|传真|热线|邮编|邮政编码|身份证号?|账号|帐号|ISBN|ISSN|QQ|微信|编号|代码|备案号|许可证号?|号码|邮箱|联系方式|联系人[^，。\n]{0,10})(?:号码|号)?[：:\s]{0,3}(?:为|是)?[A-Za-z]{0,4}[0-9+(（][0-9Xx\-—－ ()（）/、.转·@A-Za-z]{2,60}"
    r"|(?<![0-9])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9])"
    r"|(?<![0-9])0[0-9]{2,3}[-—－][0-9]{7,8}(?![0-9])|(?<![0-9])1[3-9][0-9]{9}(?![0-9])|(?<![0-9])400[-—－]?[0-9]{3,4}[-—－]?[0-9]{3,4}(?![0-9])"
    r"|[0-9]{3,6}(?=[^，。；\n]{0,4}(?:热线|平台电话|报警|投诉举报|服务便民))|24小时(?=[^，。；\n]{0,4}(?:热线|电话|服务热线))"
    r"|(?<![0-9A-Za-z.])[0-9]{13,}(?![0-9])|[A-Za-z]{1,6}[-—/ ]?[A-Za-z]{0,3}[0-9][0-9.\-—:/]{0,20}(?![0-9%％])"
    r"|(?<![0-9.])(?!(?:19|20)[0-9]{2}\.[0-9]{1,2}\.[0-9]{1,2}(?![0-9.]))[0-9]+(?:\.[0-9]+){2,}(?![年月日])|(?<=[0-9])元店|[0-9.]{1,6}元店"
)
QUOTED = re.compile(r"[“\"‘「『](?P<name>[^“”\"‘’「」『』，。；：\n]{1,12})[”\"’」』]")
QUOTED_NAME = re.compile(
    rf"(?!十?[一二三四五六七八九]五)(?:[一二两三四五六七八九十百千万]{{1,2}}[^年月日％%成分第以百元届多余之].{{0,11}}|[^0-9]{{0,6}}[一二两三四五六七八九]{{1,2}}[^年月日％%成分之元].{{0,6}}|[0-9]{{1,5}})"
)


@cache
def _names() -> re.Pattern[str]:
    return re.compile(pattern("silent_names"))


def recognise(text: str) -> Iterator[Mention]:
    """Every stretch whose digits say nothing about how many."""
    for form in (STRUCTURE, CODES, _names()):
        for found in form.finditer(text):
            yield _silent(*found.span(), text)
    for found in QUOTED.finditer(text):
        if QUOTED_NAME.fullmatch(found["name"]):
            yield _silent(*found.span(), text)


def _silent(start: int, end: int, text: str) -> Mention:
    where = Span(start, end)
    return Mention("silent", where, Name(text[start:end]), "silent", (), where)
