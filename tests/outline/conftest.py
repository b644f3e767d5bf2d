"""A document from clean text, as the stage before would hand it over."""

from collections.abc import Callable

import pytest

from jsx_cli.model import AlignedText, Document, Field, Normalised, RawSpan, Source
from jsx_cli.outline import outline

Outlined = Callable[..., Document]


@pytest.fixture
def outlined() -> Outlined:
    """`outlined(text, title=…)` is the document of that text and those declared fields."""

    def make(text: str, **declared: str) -> Document:
        source = Source("文件.txt", text, "text/plain", "utf-8", "")
        fields = tuple(Field(name, value, RawSpan(0, 0)) for name, value in declared.items())
        return outline(Normalised(AlignedText.of(source), fields))

    return make
