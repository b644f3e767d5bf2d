"""Read a rule's pattern: `{holder:posts}(?<relation>担任|兼任){org:bodies}?{role:@roles}` becomes a tree of nodes.

What may stand in a pattern (docs/rules.md is the manual):

    担任              these characters; white space is only for reading, `\\ ` is a real space
    ，（：            punctuation matches in either width
    (A|B)  A?  A{1,3} alternatives, an optional part, a bounded repeat
    [一二三]  [^、]    one character of a set, or none of it
    (?<name>A)        what A matches becomes the field `name`
    (?=A) (?!A) (?<=A) (?<!A)   must, must not follow or stand before; nothing is taken
    ^  $              the beginning, the end of a clause
    \\n \\b             a line break; a border between two words as a segmenter sees them
    {date} {end:date} a mention of a recogniser, or of several {date|period}; {ratio+} a list of them
    {veto}            a mention that a rule with `mention: veto` made; {fact.ratio} the evidence of an earlier fact
    {lead:bodies}     a phrase kind of phrases.yaml: a run of names with the endings given there
    {role:@roles}     a word of lexicons/roles.csv; {@regions level=省} of some of its rows; {@roles+} a list of words
    {word} {word v}   one word of the segmenter; one whose part of speech begins with v
    {&duty}           a macro of macros.yaml
    {..12} {task:..40 sentence}  a gap of at most so many characters inside the clause (or sentence)

There is no unbounded wildcard: `*`, `+` and `.` are refused with the gap to write instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Sequence as Items

from jsx_cli.records import dataclass, field

# Half-width marks and the full-width ones that patterns and texts treat as the same sign.
HALF = ",;:!?()[]<>\"'"
FULL = "，；：！？（）［］〈〉“‘"
FOLD = str.maketrans(HALF + "”’〔〕【】", FULL + "“‘［］［］")
FOLDED = tuple((chr(half), chr(full)) for half, full in FOLD.items() if isinstance(full, int))
MAX_REPEAT = 200
MAX_GAP = 400
MAX_PARTS = 4_000
MAX_NESTING = 30
MAX_MACROS = 8


def fold(text: str) -> str:
    """The text with one form for each punctuation mark, every character in its place: `(村医),` → `（村医），`."""
    for half, full in FOLDED:  # far faster than one call of translate, which makes a number of every character
        if half in text:
            text = text.replace(half, full)
    return text


@dataclass(frozen=True, slots=True)
class Literal:
    """These characters, folded."""

    text: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One character of a set, or one outside it."""

    chars: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class Words:
    """One of these words, longest first: a lexicon, or alternatives that are all plain text; with `many`, a list."""

    words: tuple[str, ...]
    many: bool = False
    _index: Mapping[str, tuple[str, ...]] | None = field(init=False, repr=False, compare=False, default=None)

    @property
    def index(self) -> Mapping[str, tuple[str, ...]]:
        """The words by their first character, made when they are first looked for."""
        found = self._index
        if found is None:
            by_first: dict[str, list[str]] = {}
            for word in self.words:
                by_first.setdefault(word[:1], []).append(word)
            found = {first: tuple(words) for first, words in by_first.items()}
            object.__setattr__(self, "_index", found)
        return found


@dataclass(frozen=True, slots=True)
class Kind:
    """A mention of one of these kinds; with `many`, a list of them."""

    kinds: tuple[str, ...]
    many: bool


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the segmenter, with a part of speech that begins with `tag`."""

    tag: str


@dataclass(frozen=True, slots=True)
class Border:
    """A border between two words of the segmenter."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase kind: a run of items such as bodies or posts."""

    name: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `most` characters that stay inside a clause or a sentence; the shortest that works."""

    least: int
    most: int
    scope: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """The beginning (`^`) or the end (`$`) of a clause."""

    at: str


@dataclass(frozen=True, slots=True)
class Look:
    """Must (or must not) stand ahead or behind; takes no characters."""

    node: Node
    ahead: bool
    wanted: bool


@dataclass(frozen=True, slots=True)
class Capture:
    """What `node` matches becomes the field `name`."""

    name: str
    node: Node


@dataclass(frozen=True, slots=True)
class Repeat:
    """`node` from `least` to `most` times, as often as possible."""

    node: Node
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The first of these that leads to a match."""

    nodes: tuple[Node, ...]


Node = (
    Literal
    | AnyOf
    | Words
    | Kind
    | Token
    | Border
    | Phrase
    | Gap
    | Anchor
    | Look
    | Capture
    | Repeat
    | Sequence
    | Choice
)


class PatternError(ValueError):
    """What is wrong with a pattern and at which of its characters."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a pattern may use, and how to look up a lexicon or a macro."""

    kinds: frozenset[str]
    phrases: frozenset[str]
    lexicon: Callable[[str], Items[Mapping[str, str]] | Items[str] | None]
    macros: Mapping[str, str]
    suggest: Callable[[str, Iterable[str]], str]
    lexicons: frozenset[str] = frozenset()


def parse(pattern: str, vocabulary: Vocabulary) -> Node:
    """The tree of a pattern. Raises `PatternError` with the place of the first thing that does not stand."""
    return _parse(pattern, vocabulary, 0, [MAX_PARTS])


def _parse(pattern: str, vocabulary: Vocabulary, depth: int, parts: list[int]) -> Node:
    if not pattern.strip():
        raise PatternError("the pattern is empty; it would match everywhere", 0)
    reader = _Reader(pattern, vocabulary, depth, parts)
    node = reader.choice()
    if reader.at < len(pattern):
        raise PatternError(f"unexpected {pattern[reader.at]!r}", reader.at)
    return simplify(node)


def simplify(node: Node) -> Node:
    """The same pattern with neighbouring literals joined and plain alternatives as one set of words."""
    match node:
        case Sequence(nodes):
            flat: list[Node] = []
            for child in map(simplify, nodes):
                for part in child.nodes if isinstance(child, Sequence) else (child,):
                    if flat and isinstance(part, Literal) and isinstance(flat[-1], Literal):
                        flat[-1] = Literal(flat[-1].text + part.text)
                    else:
                        flat.append(part)
            return flat[0] if len(flat) == 1 else Sequence(tuple(flat))
        case Choice(nodes):
            children = tuple(map(simplify, nodes))
            if all(isinstance(child, Literal) or (isinstance(child, Words) and not child.many) for child in children):
                found = {
                    word
                    for child in children
                    for word in (
                        child.words if isinstance(child, Words) else (child.text,) if isinstance(child, Literal) else ()
                    )
                }
                return Words(tuple(sorted(found, key=lambda word: (-len(word), word))))
            return children[0] if len(children) == 1 else Choice(children)
        case Capture(name, inner):
            return Capture(name, simplify(inner))
        case Repeat(inner, least, most):
            return Repeat(simplify(inner), least, most)
        case Look(inner, ahead, wanted):
            return Look(simplify(inner), ahead, wanted)
        case _:
            return node


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, in the order of the pattern."""
    yield node
    match node:
        case Capture(_, inner) | Repeat(inner, _, _) | Look(inner, _, _):
            yield from walk(inner)
        case Sequence(nodes) | Choice(nodes):
            for child in nodes:
                yield from walk(child)


def captures(node: Node) -> Iterator[str]:
    """The names of all captures, in order."""
    return (child.name for child in walk(node) if isinstance(child, Capture))


def kinds(node: Node) -> Iterator[str]:
    """The kinds of mention that the pattern reads."""
    return (name for child in walk(node) if isinstance(child, Kind) for name in child.kinds)


def _plain(node: Node) -> bool:
    match simplify(node):
        case Literal() | Words(_, False) | AnyOf(_, False):
            return True
        case Choice(nodes):
            return all(map(_plain, nodes))
        case _:
            return False


class _Reader:
    def __init__(self, pattern: str, vocabulary: Vocabulary, depth: int, parts: list[int]) -> None:
        self.pattern, self.vocabulary, self.depth, self.parts = pattern, vocabulary, depth, parts
        self.at = self.nesting = 0

    def peek(self) -> str:
        return self.pattern[self.at] if self.at < len(self.pattern) else ""

    def choice(self) -> Node:
        nodes = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            nodes.append(self.sequence())
        return nodes[0] if len(nodes) == 1 else Choice(tuple(nodes))

    def sequence(self) -> Node:
        nodes: list[Node] = []
        while self.peek() and self.peek() not in "|)":
            if self.peek().isspace():
                self.at += 1
                continue
            nodes.append(self.repeat(self.atom()))
        return Sequence(tuple(nodes))

    def repeat(self, node: Node) -> Node:
        sign = self.peek()
        if sign == "?":
            self.at += 1
            return Repeat(node, 0, 1)
        if sign in ("*", "+"):
            raise PatternError(f"{sign!r} has no end; write {{0,20}} for a bounded repeat", self.at)
        if sign == "{" and self.pattern[self.at + 1 : self.at + 2].isdigit():
            end = self.closing("}")
            inside = self.pattern[self.at + 1 : end]
            least, _, most = inside.partition(",")
            if not least.isdigit() or not (most or least).isdigit():
                raise PatternError(f"{{{inside}}} is no repeat; write {{2}} or {{0,20}}", self.at)
            low, high = int(least), int(most or least)
            if low > high or high > MAX_REPEAT:
                raise PatternError(
                    f"{{{inside}}}: a repeat goes from small to large and to {MAX_REPEAT} at most", self.at
                )
            self.at = end + 1
            return Repeat(node, low, high)
        return node

    def closing(self, sign: str) -> int:
        end = self.pattern.find(sign, self.at)
        if end < 0:
            raise PatternError(f"{sign!r} is missing", self.at)
        return end

    def atom(self) -> Node:
        start, sign = self.at, self.peek()
        self.parts[0] -= 1
        if self.parts[0] < 0:
            raise PatternError(f"the pattern has more than {MAX_PARTS} parts; put words into a lexicon", start)
        self.at += 1
        if sign == "\\":
            if not self.peek():
                raise PatternError("a backslash at the end means nothing", start)
            self.at += 1
            escaped = self.pattern[self.at - 1]
            if escaped == "b":
                return Border()
            if escaped == "n":
                return Literal("\n")
            if escaped.isascii() and escaped.isalnum():
                raise PatternError(
                    f"\\{escaped} means nothing here; there are \\n, \\b, \\ and a sign to be taken as it is; "
                    "for digits write [0-9] or {number}",
                    start,
                )
            return Literal(fold(escaped))
        if sign in "^$":
            return Anchor(sign)
        if sign == ".":
            raise PatternError("'.' would match anything; write a gap such as {..12}, or \\. for the dot itself", start)
        if sign in "*+?":
            raise PatternError(f"{sign!r} has nothing to repeat", start)
        if sign == "[":
            return self.char_class(start)
        if sign == "(":
            return self.group(start)
        if sign == "{":
            return self.brace(start)
        return Literal(fold(sign))

    def char_class(self, start: int) -> Node:
        negated = self.peek() == "^"
        self.at += negated
        chars: set[str] = set()
        while self.peek() != "]":
            if not self.peek():
                raise PatternError("']' is missing", start)
            self.at += self.peek() == "\\"
            first = self.peek()
            self.at += 1
            if self.peek() == "-" and self.pattern[self.at + 1 : self.at + 2] not in ("", "]"):
                last = self.pattern[self.at + 1]
                self.at += 2
                if ord(last) < ord(first):
                    raise PatternError(f"[{first}-{last}] runs backwards", start)
                chars.update(map(chr, range(ord(first), ord(last) + 1)))
            else:
                chars.add(first)
        self.at += 1
        if not chars:
            raise PatternError("[] holds no character and can never match", start)
        return AnyOf(frozenset(fold("".join(chars))), negated)

    def group(self, start: int) -> Node:
        name, look = "", None
        if self.peek() == "?":
            for sign, ahead, wanted in (("?=", 1, 1), ("?!", 1, 0), ("?<=", 0, 1), ("?<!", 0, 0)):
                if self.pattern.startswith(sign, self.at):
                    look = (bool(ahead), bool(wanted))
                    self.at += len(sign)
                    break
            else:
                end = self.pattern.find(">", self.at)
                if not self.pattern.startswith("?<", self.at) or end < 0:
                    raise PatternError("after '(?' stands <name>, =, !, <= or <!; a plain group is (A|B)", start)
                name = self.pattern[self.at + 2 : end]
                if not name.isidentifier():
                    raise PatternError(f"{name!r} is no name for a field", start)
                self.at = end + 1
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise PatternError(f"more than {MAX_NESTING} brackets within one another", start)
        inner = self.choice()
        self.nesting -= 1
        if self.peek() != ")":
            raise PatternError("')' is missing", start)
        if isinstance(inner, Sequence) and not inner.nodes:
            raise PatternError("a bracket with nothing in it matches nothing; write what stands there", start)
        self.at += 1
        if look:
            if not look[0] and not _plain(inner):
                raise PatternError("only plain words may stand behind (?<! or (?<=, as in (?<!不|未)", start)
            return Look(inner, *look)
        return Capture(name, inner) if name else inner

    def brace(self, start: int) -> Node:
        self.at = start
        end = self.closing("}")
        inside = self.pattern[start + 1 : end].strip()
        self.at = end + 1
        if inside.startswith("&"):
            return self.macro(inside[1:], start)
        field, colon, kind = inside.rpartition(":")
        field, kind = field.strip(), kind.strip()
        if colon and not field.isidentifier():
            raise PatternError(f"{field!r} is no name for a field", start)
        node = self.kind(kind, start)
        return Capture(field, node) if field else node

    def kind(self, kind: str, start: int) -> Node:
        vocabulary = self.vocabulary
        if kind.startswith(".."):
            size, _, scope = kind[2:].partition(" ")
            least, _, most = size.partition(",") if "," in size else ("0", "", size)
            scope = scope.strip() or "clause"
            if not (least.isdigit() and most.isdigit()) or scope not in ("clause", "sentence"):
                raise PatternError(f"{{{kind}}} is no gap; write {{..12}}, {{..2,12}} or {{..40 sentence}}", start)
            if int(most) > MAX_GAP or int(least) > int(most):
                raise PatternError(f"a gap is {MAX_GAP} characters long at most", start)
            return Gap(int(least), int(most), scope)
        if kind.startswith("@"):
            return self.words(kind[1:], start)
        if kind == "word" or kind.startswith("word "):
            tag = kind[4:].strip()
            if not (tag.isascii() and tag.isalpha()) and tag:
                raise PatternError(f"{{{kind}}}: a part of speech is a letter or two, as in {{word v}}", start)
            return Token(tag)
        many = kind.endswith("+")
        names = tuple(part.strip() for part in kind.removesuffix("+").split("|"))
        if len(names) == 1 and names[0] in vocabulary.phrases:
            if many:
                raise PatternError(f"{{{kind}}}: a phrase is a list already; leave the + out", start)
            return Phrase(names[0])
        for name in names:
            if name in vocabulary.phrases:
                raise PatternError(f"{{{kind}}}: a phrase cannot stand in a choice of kinds; write (A|B)", start)
            if name not in vocabulary.kinds:
                hint = vocabulary.suggest(name, (*vocabulary.kinds, *vocabulary.phrases, "word"))
                known = ", ".join(sorted(vocabulary.kinds | vocabulary.phrases))
                raise PatternError(f"there is no kind {name!r}{hint or f'; there are {known}'}", start)
        return Kind(names, many)

    def words(self, kind: str, start: int) -> Node:
        many = kind.endswith("+")
        name, *filters = kind.removesuffix("+").split() or [""]
        listed = self.vocabulary.lexicon(name) if name else None
        if listed is None:
            hint = self.vocabulary.suggest(name, self.vocabulary.lexicons) if name else ""
            raise PatternError(f"there is no lexicon {name!r}{hint or f'; write lexicons/{name}.csv'}", start)
        rows = [{"word": row} if isinstance(row, str) else row for row in listed]
        for text in filters:
            column, equals, value = text.partition("=")
            if not equals or (rows and column not in rows[0]):
                known = ", ".join(rows[0]) if rows else "word"
                raise PatternError(f"{text!r} is no choice of rows; write COLUMN=VALUE with one of {known}", start)
            rows = [row for row in rows if row[column] == value]
        words = tuple(dict.fromkeys(fold(row["word"]) for row in rows if row["word"]))
        if not words:
            raise PatternError(f"{{@{kind}}} holds no word and can never match", start)
        return Words(tuple(sorted(words, key=lambda word: (-len(word), word))), many)

    def macro(self, name: str, start: int) -> Node:
        text = self.vocabulary.macros.get(name)
        if text is None:
            hint = self.vocabulary.suggest(name, frozenset(self.vocabulary.macros))
            raise PatternError(f"there is no macro {name!r}{hint or f'; write {name}: in macros.yaml'}", start)
        if self.depth >= MAX_MACROS:
            raise PatternError(f"the macro {name!r} leads back to itself", start)
        try:
            return _parse(text, self.vocabulary, self.depth + 1, self.parts)
        except PatternError as error:
            raise PatternError(f"in the macro {name!r}: {error}", start) from error
