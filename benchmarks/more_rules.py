"""Three times as many rules again, of the same shapes as ours, that look for other things.

Our rules are copied with a word before their pattern that documents seldom hold, as the rules of another field would
have: what is measured is the cost of rules that mostly find nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from jsx_cli.resources import rules_dir

WORDS = (
    "渔港",
    "滑雪场",
    "古籍",
    "盐田",
    "钟表",
    "邮票",
    "琥珀",
    "灯塔",
    "木偶",
    "竹编",
    "驯鹿",
    "石窟",
    "砚台",
    "风筝",
    "陶俑",
    "皮影",
)


def write(folder: Path) -> tuple[Path, float]:
    """A folder of more rules, and how many times as many there are together."""
    ours = []
    for path in sorted(rules_dir().rglob("*.yaml")):
        rule = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(rule, dict) and "id" in rule and path.relative_to(rules_dir()).parts[0] != "check":
            ours.append((path.relative_to(rules_dir()), rule))
    fit = [(path, rule, patterns) for path, rule in ours if (patterns := plain(rule))]
    written = 0
    for number, word in enumerate(WORDS):
        for path, rule, patterns in fit:
            if written >= 3 * len(ours):
                break
            copy = dict(rule, id=f"{rule['id']}-{number}", pattern=[f"{word}({pattern})" for pattern in patterns])
            copy.pop("overrides", None)
            target = folder / path.parent / f"{path.stem}-{number}.yaml"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(yaml.safe_dump(copy, allow_unicode=True, sort_keys=False), encoding="utf-8")
            written += 1
    return folder, 1 + written / len(ours)


def plain(rule: dict[str, Any]) -> list[str]:
    """The patterns of a rule if a word may stand before each of them."""
    found = rule.get("pattern", [])
    patterns = [str(one) for one in (found if isinstance(found, list) else [found])]
    return [] if any("^" in one or "(?" in one for one in patterns) else patterns
