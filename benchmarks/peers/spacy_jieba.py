"""spaCy, blank Chinese with jieba, and a Matcher of five patterns."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

PATTERNS = {
    "ratio": [{"TEXT": {"REGEX": r"^\d+(\.\d+)?$"}}, {"TEXT": {"IN": ["%", "％"]}}],
    "quantity": [{"LIKE_NUM": True}, {"TEXT": {"IN": ["个", "名", "人", "项", "万元", "亿元", "家"]}}],
    "deadline": [{"TEXT": {"REGEX": r"^\d{4}$"}}, {"TEXT": "年"}, {"TEXT": {"IN": ["底", "末", "前", "底前"]}}],
    "leadership": [
        {"TEXT": {"IN": ["担任", "兼任", "任"]}},
        {"OP": "{0,6}"},
        {"TEXT": {"IN": ["会长", "组长", "主任"]}},
    ],
    "duty": [{"TEXT": "由"}, {"OP": "{1,8}"}, {"TEXT": {"IN": ["负责", "牵头", "审核"]}}],
}


def main() -> None:
    """Work through a folder and say what it took."""
    began = time.process_time()
    import jieba
    import spacy
    from spacy.matcher import Matcher

    jieba.setLogLevel("ERROR")
    language = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    language.max_length = 100_000_000
    matcher = Matcher(language.vocab)
    for name, pattern in PATTERNS.items():
        matcher.add(name, [pattern])
    matcher(language("加强组织领导"))
    files = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).iterdir())]
    start = time.process_time()
    facts = sum(len(matcher(language(text))) for text in files)
    seconds = time.process_time() - start
    print(json.dumps({"documents": len(files), "seconds": seconds, "startup": start - began, "facts": facts}))


if __name__ == "__main__":
    main()
