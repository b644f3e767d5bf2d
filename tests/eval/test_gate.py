"""Quality is a ratchet: what was once extracted rightly from the seeds stays so."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


def gate() -> ModuleType:
    """tests/eval/gate.py, which is a program as well."""
    spec = importlib.util.spec_from_file_location("gate", Path(__file__).with_name("gate.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GATE = gate()
FLOORS: dict[str, float] = GATE.floors()


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    found: dict[str, float] = GATE.figures(GATE.score())
    return found


@pytest.mark.parametrize("name", FLOORS)
def test_nothing_falls_below_its_floor(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name], f"{name} fell to {figures[name]:.3f}, its floor is {FLOORS[name]:.3f}"


def test_every_figure_has_a_floor(figures: dict[str, float]) -> None:
    assert set(figures) == set(FLOORS)
