"""One measurement in a process of its own: `python -m benchmarks.probe FOLDER [TIMES]` prints seconds and memory.

With TIMES there are so many times as many rules, and facts are not written as JSON.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from pathlib import Path


def main() -> None:
    """Analyse every file of a folder after a warm-up, and say what it took."""
    began = time.process_time()
    gc.set_threshold(100_000)  # as the command does
    from jsx_cli import api
    from jsx_cli.report import to_json

    files = [(path.read_bytes(), path.name) for path in sorted(Path(sys.argv[1]).iterdir())]
    to_json(api.analyze_bytes(files[0][0][:3000], "warm"), indent=None)
    if len(sys.argv) > 2:
        from benchmarks.rules_scaling import times, whole

        rules = times(api.ruleset(), int(sys.argv[2]))
        whole([files[0][0]], rules)
        start = time.process_time()
        whole([data for data, _ in files], rules)
        facts = 0
    else:
        start = time.process_time()
        facts = 0
        for data, name in files:
            result = api.analyze_bytes(data, name)
            facts += len(result.facts)
            to_json(result, indent=None)
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"documents": len(files), "seconds": seconds, "startup": start - began, "facts": facts,
                      "memory": memory}))  # fmt: skip


if __name__ == "__main__":
    main()
