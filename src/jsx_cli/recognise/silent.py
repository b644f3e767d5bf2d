"""What holds digits and is no value: 第十二条, 五位一体, 十九届六中全会, 电话 0937-6226622, 12345热线, 1+X, 5G.

These claim their characters, so that no other recogniser reads them, and never leave the recognisers. In goes a text,
out come mentions of the kind `silent`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jsx_cli.lexicon import lexicon, pattern, words
from jsx_cli.model import Mention, Name, Span
from jsx_cli.patterns import compiled, late
from jsx_cli.recognise.seek import Seek

_N = "[0-9〇零一二三四五六七八九十百千]"
_D = "一二三四五六七八九十"
_FIVE = "(?:十[一二三四五六七八九]?|[一二三四六七八九])五"

# In Chinese: parts of a law, sessions, congresses, plans as documents, campaigns, slogans of the form 一X一Y.
HAN = Seek(
    rf"第党万两0-9A-Z{_D}",
    rf"第{_N}{{1,7}}(?:[章节编卷页]|条(?!生产线|线)|款|分编|项(?=[规所的，、。；或和及至]|\Z))(?:之[{_D}])?"
    rf"(?:第{_N}{{1,4}}款)?(?:第{_N}{{1,4}}项)?"
    r"|(?<![0-9一二两三四五六七八九又])十分(?![之钟])|(?<![0-9一二两三四五六七八九十百千])万[分一](?!之)"
    rf"|第{_N}{{1,4}}个五年(?:规划|计划)"
    r"|[A-Z]{2,6}/[A-Z]{1,3} ?[0-9]{1,6}(?:\.[0-9]{1,3}){0,2}(?:[—–-]{1,2}[0-9]{4})?"
    r"|[A-Z]{2,6} ?[0-9]{2,6}(?:\.[0-9]{1,3}){0,2}(?:[—–-]{1,2}[0-9]{4})?"
    rf"|第{_N}{{1,7}}次(?:会议|全会|常务会议|全体会议|集体学习|代表大会|全国)"
    rf"|[第0-9{_D}]{_N}{{0,4}}届(?:[{_D}]{{1,2}}(?:中|次))?(?:全会|全国|中央|人大|政协|会议|全体|省委|市委|区委|县委)?"
    rf"|[{_D}]{{1,3}}次(?:会议|全会|党代会|代表大会)"
    rf"|党的[一二]?十[一二三四五六七八九]?大|[一二]?十[一二三四五六七八九]?大(?=报告|精神|以来|代表|召开|[，。、；]|\Z)"
    rf"|[{_D}][一-鿿](?<![年月日天周季分成点之至到或又是元角毛块倍半个名〇零两{_D}百千万亿])"
    rf"[{_D}](?![个名项家次户人万亿千百十类种条件所只位、〇零两点{_D}])[一-鿿]"
    rf"|{_FIVE}(?:普法|规划(?!期)|计划(?!期)|国民经济)"
    rf"|[两{_D}0-9]{{1,3}}年(?:滚动|攻坚|提升|专项|倍增|提质|行动|改造)[一-鿿]{{0,6}}(?:行动|计划|规划|方案|攻坚|工程)"
    rf"|[两{_D}0-9]{{1,3}}年行动"
    rf"|[0-9]{{1,3}}周年|[{_D}]{{1,3}}周年",
)
QUOTED_PLAN = late(
    rf"[“\"]{_FIVE}[”\"](?=普法|规划(?!期)|计划(?!期)|国民经济"
    r"|(?!时期|期间|以来|末|初|前|后|我|全|要|及|和|期)[一-鿿]{1,16}(?:规划|计划)(?!期))"
)
QUOTED = late(r"[“\"‘「『](?P<name>[^“”\"‘’「」『』，。；：\n]{1,12})[”\"’」』]")
QUOTED_NAME = late(
    rf"(?!{_FIVE})(?:[一二两三四五六七八九十百千万]{{1,2}}[^年月日％%成分第以百元届多余之].{{0,11}}"
    r"|[^0-9]{0,6}[一二两三四五六七八九]{1,2}[^年月日％%成分之元].{0,6}|[0-9]{1,5}|[0-9]{1,2}[.·][0-9]{1,2})"
)

# In ASCII: tokens are found first, then judged by what they look like and what stands around them.
TOKEN = late(r"[A-Za-z0-9][A-Za-z0-9.\-+:/@_×*·~#&=?%]*")
LOOKS = late(
    r"https?:.*|www\..*|.*@.*|[0-9]{13,}[Xx]?"
    r"|(?:[0-9]{1,3}\.){3}[0-9]{1,3}|(?!(?:19|20)[0-9]{2}\.[0-9]{1,2}\.[0-9]{1,2}\Z)[0-9]+(?:\.[0-9]+){2,}"
    r"|0[0-9]{2,3}-[0-9]{7,8}(?:-[0-9]{1,5})?|1[3-9][0-9]{9}|[48]00-?[0-9]{3,4}-?[0-9]{3,4}"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[-~][0-9]{1,2}:[0-9]{2})?|[0-9]{1,3}:[0-9.]{1,6}"
    r"|[0-9]+(?:[×*xX][0-9]+){1,3}|[0-9]{1,2}·[0-9]{1,2}"
    r"|[0-9]{1,3}(?:\+[0-9A-Za-z]{1,3}){1,5}|[0-9]{1,2}[GKDgkd]"
)
CODE = late(r"(?P<letters>[A-Za-z]+)[-/.]?[A-Za-z]{0,4}[0-9].*")
LINE = late(r"1[0-9]{2}|1[0-9]{4}|9[56][0-9]{3,4}")
HEAD = late(r"[0-9]+(?:\.[0-9]+)?")
CLOCK = Seek(
    rf"0-9{_D}",
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[点时](?:[0-9]{1,2}分|[一二三四五六七八九十]{1,3}分|半|整)?(?=[，。、；至到—\-~前后以许左的开召在]|\Z)",
)
CLOCK_BEFORE = late(
    r"(?:[上下中]午|早上?|晚上?|凌晨|清晨|傍晚|夜间|[0-9一二三四五六七八九十][日号]|每[天日]|至|[—\-~])\Z"
)
RATIO = late(r"[0-9][:：∶]")
PROPORTION = late(
    r"(?<![0-9.])[0-9]{1,5}(?:\.[0-9]{1,4})?(?:[:：∶][0-9]{1,5}(?:\.[0-9]{1,4})?){1,5}(?![0-9%％年月日万亿元])"
)
PLUS_HAN = late(r"[0-9一二三四五六七八九十]{1,2}[+＋](?:[0-9XNnx一二三四五六七八九十]{1,2}|[一-鿿]{1,6})")


@cache
def _names() -> re.Pattern[str]:
    return compiled(pattern("silent_names"))


@cache
def _places() -> re.Pattern[str]:
    return compiled(pattern("numeral_places"))


@cache
def _contact() -> re.Pattern[str]:
    return compiled(rf"{pattern('contact_words')}(?:号码|号)?[（(]?(?:区号)?[：:为是 /、]{{0,3}}\Z")


@cache
def _service() -> re.Pattern[str]:
    return compiled(rf"(?:小时)?[一-鿿]{{0,6}}?{pattern('service_words')}")


@cache
def _numbered() -> re.Pattern[str]:
    return compiled(rf"(?:{pattern('numbered_things')}|(?<![一-鿿])[表图])[ ：:（(]?\Z")


def recognise(text: str) -> Iterator[Mention]:
    """Every stretch whose digits say nothing about how many."""
    for form in _forms(text):
        for found in form.finditer(text):
            yield _silent(*found.span(), text)
    for found in _names().finditer(text):
        if found.start() == 0 or found[0][0] not in _NUMERIC or text[found.start() - 1] not in _NUMERIC:
            yield _silent(*found.span(), text)
    if _places().search(text):
        for row in lexicon("numeral_places"):
            if row["word"] in text:
                for found in re.finditer(re.escape(row["short"]), text):
                    yield _silent(*found.span(), text)
    for found in QUOTED.finditer(text):
        if QUOTED_NAME.fullmatch(found["name"]):
            yield _silent(*found.span(), text)
    for found in CLOCK.finditer(text):
        if CLOCK_BEFORE.search(text, max(0, found.start() - 3), found.start()):
            yield _silent(*found.span(), text)
    called: set[str] = (
        set()
    )  # numbers that the text calls a line (110报警, 12345热线) are names elsewhere in it as well
    for found in TOKEN.finditer(text):
        end = _token(text, found.start(), found.end())
        if end:
            yield _silent(found.start(), end, text)
            if LINE.fullmatch(found[0]):
                called.add(found[0])
    for line in called:
        for found in re.finditer(rf"(?<![0-9.])(?:{line})(?![0-9.%％个名家项元万亿人次户件年月日条])", text):
            yield _silent(*found.span(), text)


def _forms(text: str) -> Iterator[Seek | re.Pattern[str]]:
    """The forms that may stand in the text: without a + there is no 1+X."""
    yield HAN
    yield QUOTED_PLAN
    if "+" in text or "＋" in text:
        yield PLUS_HAN
    if RATIO.search(text):
        yield PROPORTION


_NUMERIC = frozenset("0123456789一二两三四五六七八九十百千万亿零〇")


def _token(text: str, start: int, end: int) -> int:
    """Where the silent stretch ends that begins at this ASCII token; 0 where it is a value."""
    token = text[start:end].rstrip(".:-/+~=?&%#*")
    end = start + len(token)
    if token.isalpha():
        return 0
    if LOOKS.fullmatch(token) and not (token[-1] in "gkdGKD" and text[end : end + 1] == "/"):
        return end
    code = CODE.fullmatch(token)
    if code and code["letters"] not in words("currency_marks") and set(code["letters"]) - set("xX"):
        return end
    if not token[0].isdigit():
        return 0
    if _contact().search(text, max(0, start - 10), start):
        return _number_of(text, end)
    if _numbered().search(text, max(0, start - 5), start) and not text.startswith(
        ("个", "%", "项", "年", "家", "名", "万", "亿"), end
    ):
        return end
    if text.startswith("元店", end):
        return end + 2
    head = HEAD.match(token)
    if LINE.fullmatch(token) and text.startswith(words("line_services"), end):
        return end
    if head and head.end() == len(token) and len(token) <= 6 and _service().match(text, end):
        return end + (2 if text.startswith("小时", end) else 0)
    return 0


def _number_of(text: str, end: int) -> int:
    """The end of a telephone number or the like that goes on behind its first figures: （0937）6226622转8."""
    found = compiled(r"[0-9）)\-—－ 、/转Xx]{0,40}").match(text, end)
    stop = found.end() if found else end
    while stop > end and not text[stop - 1].isalnum():
        stop -= 1
    return stop


def _silent(start: int, end: int, text: str) -> Mention:
    where = Span(start, end)
    return Mention("silent", where, Name(text[start:end]), "silent", (), where)
