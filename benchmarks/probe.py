"""One measurement in a process of its own: `python -m benchmarks.probe FOLDER [RULES]` prints seconds and memory."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path


def main() -> None:
    """Analyse every file of a folder after a warm-up, and say what it took."""
    began = time.process_time()
    from jsx_cli import api
    from jsx_cli.report import to_json

    files = [(path.read_bytes(), path.name) for path in sorted(Path(sys.argv[1]).iterdir())]
    rules = tuple(Path(name) for name in sys.argv[2:])
    to_json(api.analyze_bytes(files[0][0][:3000], "warm", rules=rules), indent=None)
    start = time.process_time()
    written = facts = 0
    for data, name in files:
        result = api.analyze_bytes(data, name, rules=rules)
        facts += len(result.facts)
        written += len(to_json(result, indent=None))
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"documents": len(files), "seconds": seconds, "startup": start - began, "facts": facts,
                      "memory": memory}))  # fmt: skip


if __name__ == "__main__":
    main()
