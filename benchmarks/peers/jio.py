"""JioNLP: times, sums of money and places, sentence by sentence."""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
import time
from pathlib import Path


def main() -> None:
    """Work through a folder and say what it took."""
    began = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp

        jionlp.ner.extract_time("2025年底前", time_base=time.time())
        jionlp.ner.extract_money("3.5亿元")
        jionlp.parse_location("甘肃省嘉峪关市")
    files = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).iterdir())]
    start = time.process_time()
    facts = 0
    with contextlib.redirect_stdout(io.StringIO()):
        for text in files:
            for sentence in re.split("[。！？；\n]", text):
                if sentence:
                    facts += len(jionlp.ner.extract_time(sentence, time_base=time.time()))
                    facts += len(jionlp.ner.extract_money(sentence))
            jionlp.parse_location(text[:200])
    seconds = time.process_time() - start
    print(json.dumps({"documents": len(files), "seconds": seconds, "startup": start - began, "facts": facts}))


if __name__ == "__main__":
    main()
