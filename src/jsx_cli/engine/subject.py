"""What a number measures: the words around it, cut down to a short noun phrase of the text.

    2至3名工作人员            工作人员: the noun behind a counted number
    60%以上的地市级计生协     地市级计生协: the noun that a share is of
    覆盖率达到90%以上         覆盖率: the words before, without what leads on to the number
    分别不低于30%、20%        one subject for each number, taken from the list before 分别

What introduces, continues or ends such a phrase is in the lexicons subject_heads, subject_tails, noun_breaks.
"""

from __future__ import annotations

from jsx_cli.engine.phrases import part_of
from jsx_cli.engine.site import Site
from jsx_cli.model import Mention, Span
from jsx_cli.patterns import compiled, late

LONGEST = 60
NOUN = 30
NAMED = 14
WITHIN = 4
_JOINED = frozenset("、和及与")
TRIM = " \t,，;；：:。、"
_BRACKETED = late("[（(［〔\\[【][^（）()［］\n]{0,200}[）)］〕\\]】]")
_LIST = late("[^、和及与]+(?:[、和及与][^、和及与]+)+")
SHORT_CLASS = late("(?:省|市|县|区|乡|镇|州|盟|旗|地|国|村|部门|单位)$")
SIDES = ("subject_heads", "subject_tails", "subject_heads_not", "subject_tails_not")
Found = tuple[str | tuple[str, ...], Span | None] | None


def subject(site: Site) -> Found:
    """The phrase for the number of the match, or None where the clause names nothing."""
    mention = next((m for m in site.match.mentions if m.span.overlaps(site.exact)), None)
    if mention is not None:
        for find in (_counted, _noun_behind, _of_which, _within):
            found = find(site, mention)
            if found:
                return found
    return _before(site)


def _counted(site: Site, mention: Mention) -> Found:
    """4县市, 近73万失独老人: the unit is the thing itself, with a clause before it that says which."""
    unit = str(getattr(mention.value, "unit", ""))
    text = site.view.text
    if len(unit) < 2 or not text.endswith(unit, 0, mention.span.end) or unit not in site.words("countable_nouns"):
        return None
    left = trimmed(site, Span(behind_marker(site), max(behind_marker(site), mention.span.start)))
    if left and text[left.end : mention.span.start] == "的":
        return text[left.start : left.end] + "的" + unit, left
    return unit, Span(mention.span.end - len(unit), mention.span.end)


def _noun_behind(site: Site, mention: Mention) -> Found:
    """2至3名工作人员 → 工作人员; 二百元以下罚款 → 罚款."""
    if mention.kind == "duration":  # 五日以下拘留, 不少于30日的公示
        at = max(mention.span.end, site.exact.end)
        at += site.view.folded.startswith("的", at)
        word = next((word for word in site.words("timed_nouns") if site.view.folded.startswith(word, at)), "")
        return (word, Span(at, at + len(word))) if word else None
    if mention.kind not in ("quantity", "number", "money") or site.exact.end >= site.clause.end:
        return None
    at = _behind(site, mention)
    if mention.kind == "money":
        word = next((word for word in site.words("money_nouns") if site.view.folded.startswith(word, at)), "")
        if site.view.folded.startswith(site.words("standard_words"), at):
            return _at_standard(site, at)
        return (word, Span(at, at + len(word))) if word else _money_named(site, at)
    if str(getattr(mention.value, "unit", "")) in site.words("age_units"):  # 3岁以下婴幼儿托位数 is of 婴幼儿
        word = next((word for word in site.words("qualified_things") if site.view.folded.startswith(word, at)), "")
        return (word, Span(at, at + len(word))) if word else _noun(site, at)
    return _noun(site, at)


def _behind(site: Site, mention: Mention) -> int:
    """Behind the number and the numbers that are listed with it: 10万元、20万元奖励 are both of 奖励."""
    at = max(mention.span.end, site.exact.end)
    while site.view.folded.startswith(("、", "和"), at):
        listed = next(iter(site.view.mentions_in((mention.kind,), Span(at + 1, at + 2))), None)
        if listed is None:
            break
        at = listed.span.end
    return at


def _money_named(site: Site, at: int) -> Found:
    """200元运营补贴 → 运营补贴: a name of money close behind the sum."""
    text, far = site.view.text, min(site.clause.end, at + NAMED)
    ends = [(text.find(word, at, far), word) for word in site.words("money_nouns")]
    end = min((place + len(word) for place, word in ends if place >= 0), default=0)
    if (
        not end
        or text.startswith(site.words("noun_breaks"), at)
        or any(sign in text[at:end] for sign in "、，的用按（")
    ):
        return None
    of_things = text.startswith(site.words("qualified_things"), end)  # 5000万元以上政府投资项目 is of no 投资
    return None if of_things else (text[at:end], Span(at, end))


def _of_which(site: Site, mention: Mention) -> Found:
    """60%以上的地市级计生协, 500人口以上的行政村: the noun behind 的, where none before the number is measured."""
    folded, at = site.view.folded, _behind(site, mention)
    if not folded.startswith("的", at):
        return None
    before = trimmed(site, Span(behind_marker(site), max(behind_marker(site), mention.span.start)))
    if before and (mention.kind == "ratio" or folded.endswith(site.words("measured_things"), before.start, before.end)):
        return None  # 月销售额10万元以下的企业: what is measured is named
    if folded.startswith(site.words("standard_words"), at + 1):
        return _at_standard(site, at + 1)
    return _noun(site, at + 1)


def _at_standard(site: Site, at: int) -> Found:
    """按每人700元的标准给予一次性补贴 is of 一次性补贴; without such words nothing is named here."""
    found = [(site.view.text.find(verb, at, site.clause.end), verb) for verb in site.words("granting_openers")]
    given = min(((place, -len(verb)) for place, verb in found if place >= 0), default=None)
    return _money_named(site, given[0] - given[1]) if given else None


def _within(site: Site, mention: Mention) -> Found:
    """每年开展主题活动不少于4次 → 主题活动: what stands between rate and number, where nothing stands before."""
    places = {name: span for name, span in mention.parts if name in ("per", "bound", "amount")}
    rate = places.get("per")
    begin = behind_marker(site)
    if rate is None or rate.start != mention.span.start or trimmed(site, Span(begin, max(begin, rate.start))):
        return None
    inner = trimmed(site, Span(rate.end, min(span.start for name, span in places.items() if name != "per")))
    if inner is None:
        return None
    act = next((word for word in site.words("counted_acts") if site.view.text.startswith(word, inner.start)), "")
    noun = Span(inner.start + len(act), inner.end)
    return (noun.of(site.view.text), noun) if len(noun) >= 2 else None


def _noun(site: Site, at: int) -> Found:
    folded, text = site.view.folded, site.view.text
    if folded.startswith("《", at):  # 35期《改革通报》
        closing = folded.find("》", at, at + NOUN)
        return (text[at + 1 : closing], Span(at, closing + 1)) if closing > 0 else None
    if folded.startswith("共", at):  # 三批共60个试点单位: both count the same
        after = next(iter(site.view.mentions_in(("quantity",), Span(at + 1, at + 2))), None)
        at = after.span.end if after else at
    here = Span(at, min(at + 1, site.clause.end))
    if inner := site.view.mentions_in(("quantity", "money", "duration", "ratio"), here):
        behind = _noun(site, inner[0].span.end)  # 3个10亿元以上项目 are 10亿元以上项目; 12户30人 say no more
        return (text[at : behind[1].end], Span(at, behind[1].end)) if behind and behind[1] else None
    breaks = site.words("noun_breaks")
    stop = at
    while stop < site.clause.end and stop - at < NOUN:
        if folded[stop] == "（" and stop > at:
            far = stop + 12 if SHORT_CLASS.search(folded, at, stop) else stop + WITHIN  # 26个省（区、市）
            closing = folded.find("）", stop, min(site.clause.end, far) + 1)
            if closing > 0 and (far > stop + WITHIN or "\u4e00" <= folded[closing + 1 : closing + 2] <= "\u9fff"):
                stop = closing + 1  # 12个入河（湖）排污口
                continue
        closing = folded.find("”", stop, min(site.clause.end, stop + NOUN)) if folded[stop] == "“" else -1
        if closing > 0:  # 一次“安全在行动”活动: verbs inside end nothing
            stop = closing + 1
            continue
        if folded[stop] in "、（［）］，":
            break
        if folded.startswith(breaks, stop) and not _inside(site, stop):
            if folded[stop] == "的" and folded.endswith(site.words("quality_words"), at, stop):
                at = stop = stop + 1  # 2家带动作用明显的骨干企业
                continue
            break
        stop += 1
    noun = balanced(text[at:stop].strip(TRIM))
    # 3个镇、25个村, but 5家市、区级医院
    single = noun in site.words("single_nouns") and (
        not folded.startswith("、", stop) or folded[stop + 1 : stop + 2].isdecimal()
    )
    return (noun, Span(at, stop)) if len(noun) >= 2 or single else None


def _inside(site: Site, at: int) -> bool:
    """True where a longer word covers the place, so that the verb in it ends nothing: 主要领导, 推进会议."""
    return part_of(site.rules.covering("noun_breaks_not"), site.view.folded, at)


def _before(site: Site) -> Found:
    """The words of the clause before the number, else those of the clause before that."""
    text = site.view.text
    begin = behind_marker(site)
    inside = _inside_bracket(site)
    if inside > begin:
        return _in_bracket(site, begin, inside)
    found = _granted(site, begin) or _with_money_noun(site, trimmed(site, Span(begin, max(begin, site.exact.start))))
    if found is None and site.clause.start > site.sentence.start:
        # 失业率，不高于5%: the clause is empty before the number, so the subject stands in the one before.
        before = site.view.clause_of(Span(site.clause.start - 1, site.clause.start - 1), site.sentence)
        found = trimmed(site, Span(site.view.behind_numeral(before.start), before.end), keep_numbers=True)
        found = _without_last_numbers(site, found) if found else None
        times = site.view.mentions_in(("duration",), found) if found and _lasts(site) else ()
        if found and times:  # 险情30分钟内上报，2小时内书面报告: both are of 险情
            found = trimmed(site, Span(found.start, times[0].span.start))
        times = site.view.mentions_in(("duration", "date"), Span(site.sentence.start, found.start + 1)) if found else ()
        if found is None or any(time.span.end > found.start for time in times):
            return None  # 1个工作日内受理，5个工作日内答复
        return balanced(text[found.start : found.end]), found
    if found is None:
        return None
    found = _last_of_list(site, found)
    words = text[found.start : found.end]
    return balanced(_BRACKETED.sub("", words) or words), found


def _in_bracket(site: Site, begin: int, inside: int) -> Found:
    """每月一次“在行动”活动（全年举办10期）: where a bracket names nothing, what was counted before it."""
    text = site.view.text
    opener = next((word for word in site.words("bracket_openers") if text.startswith(word, inside)), "")
    found = trimmed(site, Span(inside + len(opener), max(inside + len(opener), site.exact.start)))
    if found is not None:
        found = _last_of_list(site, found)
    if found is None or found.of(text) in (*site.words("acts_alone"), *site.words("counted_acts")):
        outer = Span(begin, inside - 1)
        counted = site.view.mentions_in(("quantity",), outer)
        named = _noun(site, counted[-1].span.end) if counted else None
        if named and named[1] and named[1].end == outer.end:
            return named
        found = trimmed(site, outer)
        if found and text[found.end : outer.end] in site.words("money_nouns"):
            found = Span(found.start, outer.end)
    return (balanced(found.of(text)), found) if found else None


def _granted(site: Site, begin: int) -> Span | None:
    """给予入学补贴800元 is of 入学补贴, 发放租赁补贴3000户 of 租赁补贴."""
    text, end = site.view.text, site.exact.start
    money = any(mention.kind == "money" for mention in site.match.mentions)
    if not text.endswith(site.words("money_nouns" if money else "paid_things"), begin, max(begin, end)):
        return None
    named = next(word for word in site.words("money_nouns") if text.endswith(word, begin, end))
    rest = text[begin : end - len(named)].strip(TRIM)
    if money and (not rest or rest in site.words("granting_adverbs")) and not text.startswith("、", site.exact.end):
        return Span(end - len(named), end)  # 一次性奖励10万元, 再奖励5万元
    places = [(text.rfind(verb, begin, end), verb) for verb in site.words("granting_openers")]
    given = max((at + len(verb) for at, verb in places if at >= 0), default=begin)
    return Span(given, end) if begin < given <= end - 2 else None


def _with_money_noun(site: Site, span: Span | None) -> Span | None:
    """专干补贴每人每月300元 is of 专干补贴; where a verb of giving stands before, 补贴 was one of its words."""
    mention = next((mention for mention in site.match.mentions if mention.span == site.exact), None)
    if span is None or mention is None or not mention.parts or mention.parts[0][0] != "per":
        return span
    whole = Span(span.start, site.exact.start)
    left = site.view.text[span.end : whole.end]
    return whole if left and left in site.words("money_nouns") else span


def _lasts(site: Site) -> bool:
    return any(mention.kind == "duration" for mention in site.match.mentions)


def _last_of_list(site: Site, span: Span) -> Span:
    """开工项目300个、签约项目 before another number is 签约项目: the things before it have numbers of their own."""
    folded = site.view.folded
    for mention in reversed(site.view.mentions_in(("quantity", "money", "duration", "ratio"), span)):
        if mention.span.end < span.end and folded[mention.span.end] == "、":
            own = trimmed(site, Span(mention.span.end + 1, span.end))
            return own if own and own.of(folded) not in site.words("acts_alone") else span
    return span


def _without_last_numbers(site: Site, span: Span) -> Span | None:
    """The words before the numbers that end them: 收入分别由3万元、1万元提高到5万元、2万元 is 收入.

    Not in a condition (收入突破10亿元的), nor where a list of other numbers stays behind.
    """
    folded = site.view.folded
    rest: Span | None = span
    numbers = site.view.mentions_in(("quantity", "money", "duration", "ratio"), span)
    while numbers and rest is not None and rest.end == numbers[-1].span.end and not folded.startswith("的", rest.end):
        end = rest.end
        while numbers and numbers[-1].span.end == end:
            if str(getattr(numbers[-1].value, "unit", "")) in site.words("countable_nouns"):
                return span
            end = numbers.pop().span.start
            while end > rest.start and folded[end - 1] in _JOINED:
                end -= 1
        rest = trimmed(site, Span(rest.start, end), keep_numbers=True)
    return span if any(folded[number.span.end] == "、" for number in numbers) else rest


def balanced(words: str) -> str:
    """The words without a quotation mark whose fellow lies outside: 事项“免证办 is 事项免证办."""
    for opening, closing in ("“”", "‘’", "（）", "()", "《》"):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words.strip(TRIM)


def trimmed(site: Site, span: Span, *, keep_numbers: bool = False) -> Span | None:
    """The phrase of `span` without the words that lead to it or on to the number; None under two characters."""
    folded, view = site.view.folded, site.view
    start, end = span.start, span.end
    heads, tails, nouns, closed = map(site.words, SIDES)
    changed = True
    while changed and start < end:
        changed = False
        if folded[start] in TRIM:
            start, changed = start + 1, True
        elif folded[end - 1] in TRIM:
            end, changed = end - 1, True
        else:
            head = tail = ""
            if folded.startswith(heads, start, end) and not folded.startswith(nouns, start, end):
                head = next(word for word in heads if folded.startswith(word, start, end))
            if folded.endswith(tails, start, end) and not folded.endswith(closed, start, end):
                tail = next(word for word in tails if folded.endswith(word, start, end))
            start += len(head)
            end = max(start, end - len(tail))
            dates = view.mentions_in(("date", "recurrence"), Span(start, end))
            if dates and dates[0].span.start == start:
                start, changed = min(end, dates[0].span.end), True
            elif dates and dates[-1].span.end == end:  # 覆盖率2025年达到90%; 企业数量比2020年增长20%
                end, changed = _not_compared(site, Span(start, dates[-1].span.start)), True
            changed = changed or bool(head or tail)
    if not keep_numbers and start < end:
        for mention in view.mentions_in(("quantity", "money", "duration", "ratio"), Span(start, end)):
            if mention.span.start == start and mention.span.end >= end:
                return None
            if mention.span.end >= end - 1 > mention.span.start > start:
                return trimmed(site, Span(start, mention.span.start))  # 每周7天、每天24小时: both are of the same thing
    if end - start > LONGEST:
        start = end - LONGEST
    return Span(start, end) if end - start >= 2 else None


def _not_compared(site: Site, words: Span) -> int:
    """Where the words end without what sets them against the time that follows: 企业数量比, but 人员占比."""
    folded = site.view.folded
    if folded.endswith(site.words("measured_ratios"), words.start, words.end):
        return words.end
    said = next((word for word in site.words("comparing_words") if folded.endswith(word, words.start, words.end)), "")
    return words.end - len(said)


def behind_marker(site: Site) -> int:
    """Where the clause begins behind the numeral of its item: 第六十四条 本条例 begins at 本."""
    return site.view.behind_numeral(site.clause.start)


def per(site: Site) -> Found:
    """By what a rate is reckoned: the 每年 of its clause, or of the clause before in a row of like clauses.

    每年下基层不少于3个月，一般干部不少于40天 gives 每年 to both.
    """
    folded = site.view.folded
    inside = _inside_bracket(site)
    for start in (inside, _clause_before(site)) if inside == site.clause.start else (inside,):
        if folded.find("每", start, max(start, site.exact.start)) < 0:
            continue
        for unit in site.words("every_units"):
            at = folded.rfind(f"每{unit}", start, max(start, site.exact.start))
            if at >= 0:
                span = Span(at, at + 1 + len(unit))
                return site.view.text[span.start : span.end], span
    return None


def _inside_bracket(site: Site) -> int:
    """Where the clause begins, or the bracket in it that holds the number: 每月一次（全年10期） is not 10期 a month."""
    opening = site.view.folded.rfind("（", site.clause.start, site.exact.start)
    closing = site.view.folded.rfind("）", site.clause.start, site.exact.start)
    return opening + 1 if opening > closing else site.clause.start


def _clause_before(site: Site) -> int:
    """Where the clause before begins, if it holds a number of the same kind under the same bound."""
    if site.clause.start <= site.sentence.start:
        return site.clause.start
    before = site.view.clause_of(Span(site.clause.start - 1, site.clause.start - 1), site.sentence)
    here = next(iter(site.match.mentions), None)
    for like in site.view.mentions_in(("quantity", "money", "duration"), before):
        if here and like.kind == here.kind and _bound(like) == _bound(here) != "=":
            return before.start
    return site.clause.start


def _bound(mention: Mention) -> str:
    return str(getattr(mention.value, "comparator", ""))


def shared_subject(site: Site) -> Found:
    """What one member of 分别 measures: 甲、乙中的比例分别不低于30%、20% gives 甲中的比例 and 乙中的比例.

    Only where the words before name as many things as there are numbers; else none, with a notice.
    """
    mentions = site.match.mentions
    index = next((i for i, mention in enumerate(mentions) if mention.span.covers(site.exact)), -1)
    text, folded = site.view.text, site.view.folded
    span = trimmed(site, Span(site.clause.start, max(site.clause.start, site.match.span.start)))
    if index < 0 or len(mentions) < 2:
        return subject(site)
    if span is None:
        return _undistributed(site, 0, len(mentions))
    bounds = site.words("list_bounds")
    named = 0
    for found in _LIST.finditer(folded[span.start : span.end]):
        start, end = span.start + found.start(), span.start + found.end()
        items = compiled("[、和及与]").split(folded[start:end])
        if len(items) != len(mentions):
            named = named or len(items)
            continue
        head = max((items[0].rfind(word) + len(word) for word in bounds if word in items[0]), default=0)
        tail = min((at for word in bounds if (at := items[-1].find(word)) > 0), default=min(map(len, items)))
        last_start = end - len(items[-1])
        parts = [items[0][head:], *items[1:-1], items[-1][:tail]]
        whole = text[span.start : start + head] + parts[index] + text[last_start + tail : span.end]
        return whole, span
    return _undistributed(site, named, len(mentions))


def _undistributed(site: Site, named: int, numbers: int) -> Found:
    """The reader is told that nothing is paired. Of a list of another length no subject comes: it would be a guess.

    城乡居民收入分别增长4.6%、7% names no list; both numbers are of what it names.
    """
    listed = f"names {named} things" if named else "names no list"
    message = f"分别 gives {numbers} numbers and {listed}; they are not paired"
    site.view.note("distribution-mismatch", "info", message, site.match.span)
    return None if named else subject(site)
