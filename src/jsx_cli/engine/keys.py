"""Every key that a rule file may hold: what it takes and what it is for. The loader and the JSON Schema read it here.

`within: clause` is a `Key` that takes one of five words; `jsx rules schema` prints the table as a JSON Schema, so that
an editor can complete `within` and `docs/rules.md` can be held against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from jsx_cli.engine.context import CONTEXT, DOCUMENT, SECTION
from jsx_cli.engine.rule import FACT_FIELDS, Window, Within
from jsx_cli.engine.sources import SOURCES
from jsx_cli.model import Role
from jsx_cli.records import dataclass

KINDS = ("number", "ratio", "money", "quantity", "date", "duration", "recurrence", "docnumber", "title")
ROLES: tuple[str, ...] = get_args(Role)
STYLES = (
    "chinese", "bracketed", "arabic", "bracketed-arabic", "half-bracketed", "circled", "article", "part", "chapter",
    "section", "dash", "ordinal", "annex",
)  # fmt: skip
PARAGRAPHS = ("heading", "body", "table")
AREAS = ("citation", "quotation", "title")
WINDOWS: tuple[str, ...] = get_args(Window)
WITHIN: tuple[str, ...] = get_args(Within)
SOURCE_NAMES: tuple[str, ...] = tuple(sorted({*SOURCES, *CONTEXT}))
# What `of` means to each source; the others take none.
TAKES_OF: Mapping[str, tuple[str, ...] | str] = {
    "document": DOCUMENT,
    "section": SECTION,
    "abbreviation": "capture",
    "lexicon": "capture",
    "fact": "field",
    "word-before": "lexicon",
    "label-above": "lexicon",
}
# Attributes of a mention's value that `mention:` may test.
ATTRIBUTES = (
    "bound", "tense", "comparator", "kind", "unit", "per", "ordinal", "start", "end", "duration", "every", "value",
    "low", "high", "resolved", "text", "year", "prefix",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a rule file. `takes` is text, texts (one or a list), words (one or a list of `among`), yes, number …"""

    takes: str
    says: str
    among: tuple[str, ...] = ()


RULE: Mapping[str, Key] = {
    "id": Key("text", "The place of the file in its folder, without .yaml: leadership/hold-post."),
    "fact": Key("text", "The type of fact that the rule finds: one of the seven, or x-… of a types.yaml."),
    "mention": Key("text", "Instead of fact: the kind of mention that the matches become, for later rules to read."),
    "claims": Key("texts", "Instead of fact: the types of fact that may not arise on the characters of a match."),
    "flag": Key("text", "Instead of fact: a name that is noted for the whole document when the pattern stands in it."),
    "says": Key("text", "One sentence: what the rule finds."),
    "pattern": Key("texts", "What the rule matches; several patterns are tried one after the other."),
    "over": Key("word", "What the rule looks at: sentences (the default) or whole sections.", ("sentence", "section")),
    "within": Key("word", "The stretch that a match may not leave; sentence when not given.", WITHIN),
    "section-role": Key("words", "The sections that are read, by what they are for.", ROLES),
    "section-style": Key("words", "The sections that are read, by how they are numbered.", STYLES),
    "under": Key("words", "For rules over sections: only those below a section of this style.", STYLES),
    "not-under": Key("words", "For rules over sections: only those below no section of this style.", STYLES),
    "unnumbered": Key("yes", "The rule runs only in documents without numbered sections, such as news."),
    "task": Key(
        "yes", "For rules over sections: only the deepest items of what is to be done, lists of things left out."
    ),
    "leaf": Key("yes", "For rules over sections: only those without sections below them."),
    "not-within": Key("words", "Where a match does not count: a title in 《》, a quotation, the own title.", AREAS),
    "doc-type": Key("texts", "The kinds of document (文种) in which the rule runs: 通知, 方案 …"),
    "paragraph": Key("words", "The kinds of paragraph that are read; all three when not given.", PARAGRAPHS),
    "if-flag": Key("text", "The rule runs only where another rule has set this flag."),
    "unless-flag": Key("text", "The rule does not run where another rule has set this flag."),
    "when": Key("conditions", "What must stand around a match; all of them."),
    "unless": Key("conditions", "What must not stand around a match; none of them."),
    "fields": Key("fields", "Fields that the pattern does not capture, and where they come from."),
    "each": Key("text", "A capture that holds a list: each member is a fact of its own."),
    "pair": Key("list", "Captures that hold lists of equal length (分别): the first of each makes a fact, and so on."),
    "exact": Key("text", "The capture that is the evidence, or core for the bare number; else the whole match."),
    "whole": Key("yes", "With each: a list of one member has the capture of exact as its evidence."),
    "share-comparator": Key("yes", "不低于30%、20% is one list under one comparator."),
    "requires": Key("texts", "Fields without which the match is no fact."),
    "overrides": Key("texts", "Rules whose facts give way where this rule finds one."),
    "priority": Key("number", "Decides between two matches of the same characters; 0 when not given."),
    "examples": Key("examples", "Texts with the facts that the rule must find in them."),
    "silent": Key("silent", "Texts in which the rule must find nothing."),
}
NEEDED = ("id", "says", "examples", "silent")
MAKES = ("fact", "mention", "claims", "flag")

FIELD: Mapping[str, Key] = {
    "from": Key("word", "The source: the subject of a number, the heading, the document's own data …", SOURCE_NAMES),
    "of": Key("text", "Which one: a capture, a lexicon, an element of the document, a part of the section."),
    "in": Key("texts", "For from: lexicon: the lexicons to look in; name.column gives the column."),
    "cues": Key("text", "A file of cues/: the first cue that stands in its window gives the value."),
    "default": Key("text", "The value where the source gives none."),
    "take": Key("word", "The first member of a captured list, or the rest.", ("first", "rest")),
    "unless-first": Key("text", "For take: a lexicon; where the first member is one of its words, all are the first."),
}
EXAMPLE: Mapping[str, Key] = {
    "text": Key("text", "The text, read as a file of its own."),
    "facts": Key("facts", "The facts of this rule: exact and any fields, each as it must come out."),
    "date": Key("text", "The date of the document, from which relative expressions count: 2024-05-01."),
}
CUE: Mapping[str, Key] = {
    "pattern": Key("text", "What the cue looks like."),
    "in": Key("words", "Where it may stand; the clause when not given.", WINDOWS),
    "value": Key("text", "The value that it gives."),
}
CUES_FILE: Mapping[str, Key] = {
    "says": Key("text", "What these cues decide."),
    "applies": Key("text", "A pattern of the document's title: the cues count only in documents that fit."),
    "cues": Key("list", "The cues, the most telling first."),
}
PHRASE: Mapping[str, Key] = {
    "says": Key("text", "What the phrase is, with an example."),
    "ends": Key("texts", "How an item may end; @name takes the words of a lexicon."),
    "separators": Key("texts", "What stands between items."),
    "breaks": Key("texts", "What never stands inside an item."),
    "breaks-not": Key("texts", "Words that hold one of breaks and do not break: 组织部."),
    "starts-not": Key("texts", "How an item never begins."),
    "ends-not": Key("texts", "How an item never ends."),
    "cut": Key("texts", "Words that end the list: 等."),
    "cut-not": Key("texts", "Words that hold one of cut and do not end the list: 高等."),
    "must-cut": Key("texts", "Class nouns, one of which must stand behind a word of cut: 等进驻单位."),
    "soft": Key("texts", "Words that part items only behind a word of soft-ends: 和."),
    "soft-ends": Key("texts", "How an item ends before a word of soft."),
    "inner": Key("texts", "Separators that may also stand inside an item."),
    "levels": Key(
        "texts", "Words of the levels of government from the top down, a level a text: 各市、县人民政府 is one."
    ),
    "least": Key("number", "The fewest characters of an item; 2 when not given."),
    "most": Key("number", "The most characters of an item; 30 when not given."),
    "single": Key("yes", "One item only, no list."),
}
TYPE: Mapping[str, Key] = {
    "says": Key("text", "What a fact of this type states."),
    "fields": Key("mapping", "The fields in the order of the output, each with text or list.", ("text", "list")),
}


def schema() -> dict[str, Any]:
    """The JSON Schema of a rule file."""
    conditions = {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                **{name: {"type": "string", "minLength": 1} for name in WINDOWS},
                "mention": {"type": "object", "propertyNames": {"enum": list(ATTRIBUTES)}},
                "within": {"type": "integer", "minimum": 1, "maximum": 400},
            },
            "additionalProperties": False,
            "minProperties": 1,
        },
    }
    plain = {"type": ["string", "number", "boolean", "null"]}
    field = {"anyOf": [plain, {**_object(FIELD, {}), "minProperties": 1}]}
    example = {**_object(EXAMPLE, {"facts": {"type": "array", "items": {"type": "object"}}}), "required": ["text"]}
    special = {
        "conditions": conditions,
        "fields": {"type": "object", "additionalProperties": field},
        "examples": {"type": "array", "minItems": 1, "items": {"anyOf": [{"type": "string"}, example]}},
        "silent": {"type": "array", "minItems": 1, "items": {"anyOf": [{"type": "string"}, example]}},
    }
    built = _object(RULE, special)
    built["properties"]["fact"] = {
        "description": RULE["fact"].says,
        "anyOf": [{"enum": list(FACT_FIELDS)}, {"type": "string", "pattern": "^x-[a-z0-9]+(-[a-z0-9]+)*$"}],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:jsx:schema:rules-1",
        "title": "A rule file of jsx",
        "description": "One rule a file; docs/rules.md is the manual.",
        **built,
        "required": list(NEEDED),
        "oneOf": [{"required": [name]} for name in MAKES],
    }


def _object(keys: Mapping[str, Key], special: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a mapping with these keys and no others."""
    properties = {
        name: {"description": key.says, **(special.get(key.takes) or special.get(name) or _type(key))}
        for name, key in keys.items()
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _type(key: Key) -> dict[str, Any]:
    word = {"enum": list(key.among)} if key.among else {"type": "string", "minLength": 1}
    match key.takes:
        case "yes":
            return {"type": "boolean"}
        case "number":
            return {"type": "integer"}
        case "texts" | "words":
            return {"anyOf": [word, {"type": "array", "items": word, "minItems": 1}]}
        case "list" | "facts":
            return {"type": "array", "items": {"type": "string"}, "minItems": 1}
        case "mapping":
            return {"type": "object"}
        case _:
            return word
