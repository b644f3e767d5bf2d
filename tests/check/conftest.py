"""Checking texts as a user would: the whole pipeline, from bytes to findings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jsx_cli import api
from jsx_cli.check import Checked, Settings

Checker = Callable[..., Checked]


@pytest.fixture
def check() -> Checker:
    """What is found in a text."""

    def checked(
        text: str,
        *,
        template: str = "",
        settings: Settings | None = None,
        encoding: str = "utf-8",
        name: str = "draft.txt",
    ) -> Checked:
        source = api.source_bytes(text.encode(encoding), name)
        return api.check_source(source, settings=settings or Settings(template=template))

    return checked
