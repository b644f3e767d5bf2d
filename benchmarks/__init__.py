"""How fast jsx is, as ratios taken in one run: `python -m benchmarks`. Not shipped; see docs/performance.md."""
