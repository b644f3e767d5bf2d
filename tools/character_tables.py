"""Write the three character tables of the normalising steps: `python tools/character_tables.py`.

rules/lexicons/traditional_only.csv   characters that simplified text does not use (關, 發), from OpenCC and GB 2312
rules/lexicons/script_variants.csv    characters that tell a Taiwanese (裡) or Hong Kong (説) text, from s2tw and s2hk
rules/lexicons/pinyin.csv             each syllable with the characters so read (guan: 关關官观…), from pypinyin

Needs `pip install opencc pypinyin`; jsx itself needs neither pypinyin nor this script.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

LEXICONS = Path(__file__).parents[1] / "rules" / "lexicons"
IDEOGRAPHS = [chr(code) for block in ((0x3400, 0xA000), (0x20000, 0x32000)) for code in range(*block)]

# Written in Taiwan as often as in Hong Kong, whatever the tables say.
EVERYWHERE = "濕"


def fits(character: str, encoding: str) -> bool:
    """True where the national standard of that name has the character."""
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def write(name: str, header: str, rows: list[str]) -> None:
    """One CSV file, sorted as given."""
    (LEXICONS / f"{name}.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def main() -> None:
    """Write all three."""
    from opencc import OpenCC
    from pypinyin import pinyin_dict
    from pypinyin.contrib.tone_convert import to_normal

    t2s, tw2s, hk2s, s2t, s2tw, s2hk = (OpenCC(name) for name in ("t2s", "tw2s", "hk2s", "s2t", "s2tw", "s2hk"))
    only = [
        word
        for word in IDEOGRAPHS
        if any(table.convert(word) != word for table in (t2s, tw2s, hk2s)) and not fits(word, "gb2312")
    ]
    common = "".join(word for word in only if fits(word, "big5"))
    rest = "".join(word for word in only if not fits(word, "big5"))
    source = "OpenCC t2s tw2s hk2s (Apache-2.0): changed by one of them and absent from GB 2312-80"
    rows = [f"{group[at : at + 64]},{source}" for group in (common, rest) for at in range(0, len(group), 64)]
    write("traditional_only", "word,source", rows)

    signs: dict[str, str] = {}
    for simplified in IDEOGRAPHS:
        standard, taiwan, hongkong = (table.convert(simplified) for table in (s2t, s2tw, s2hk))
        if tw2s.convert(taiwan) == simplified and taiwan not in (standard, hongkong) and not fits(taiwan, "gb2312"):
            signs[taiwan] = "tw2s"
        if (
            hk2s.convert(hongkong) == simplified
            and hongkong not in EVERYWHERE
            and hongkong not in (standard, taiwan)
            and not fits(hongkong, "gb2312")
        ):
            signs[hongkong] = "hk2s"
    write(
        "script_variants",
        "word,config,source",
        [f"{word},{signs[word]},OpenCC s2tw and s2hk (Apache-2.0)" for word in sorted(signs)],
    )

    readings: dict[str, list[str]] = defaultdict(list)
    for code, spoken in sorted(pinyin_dict.pinyin_dict.items()):
        character = chr(code)
        if fits(character, "gb2312") or fits(character, "big5"):
            for syllable in dict.fromkeys(to_normal(one, v_to_u=True) for one in spoken.split(",")):
                if syllable.replace("ü", "u").isascii() and syllable.isalpha():
                    readings[syllable].append(character)
    write(
        "pinyin",
        "word,characters,source",
        [f"{word},{''.join(readings[word])},pinyin-data (MIT) after Unihan" for word in sorted(readings)],
    )


if __name__ == "__main__":
    main()
