"""The word lists of this stage: complete rows, known values, nothing twice."""

import pytest

from jsx_cli.lexicon import lexicon

ROLES = {
    "background",
    "guidance",
    "principles",
    "goals",
    "measures",
    "safeguards",
    "implementation",
    "attachment",
    "other",
}
LISTS = (
    "addressee_words", "agency_prefix", "article_roles", "body_suffixes", "central_bodies", "doc_types",
    "docnumber_cues", "furniture_lines", "head_labels", "leading_posts", "list_intros", "name_borders", "news_cues",
    "promulgate_verbs", "section_roles", "speech_openings",
)  # fmt: skip


@pytest.mark.parametrize("name", [*LISTS, "regions"])
def test_every_word_has_a_source(name: str) -> None:
    assert all(row["word"] and row["source"] for row in lexicon(name))


@pytest.mark.parametrize("name", [name for name in LISTS if name not in ("section_roles", "docnumber_cues")])
def test_no_word_stands_twice(name: str) -> None:
    words = [row["word"] for row in lexicon(name)]
    assert sorted(words) == sorted(set(words))


def test_roles_are_those_of_a_section() -> None:
    assert {row["role"] for name in ("section_roles", "article_roles") for row in lexicon(name)} <= ROLES


def test_regions_hang_together() -> None:
    rows = lexicon("regions")
    assert {row["level"] for row in rows} == {"province", "city", "county"}
    provinces = {row["word"] for row in rows if row["level"] == "province"}
    for row in rows:
        assert row["level"] == "province" or any(row["parent"].startswith(name) for name in provinces), row
    assert len({(row["word"], row["parent"]) for row in rows}) == len(rows)
