"""Trouble at the keyboard: what a person can put right. The command line shows it and exits 2."""

from __future__ import annotations


class JsxError(Exception):
    """What is wrong, where, and how to mend it, in one message. `problems` holds the rest when there are several."""

    def __init__(self, message: str, *, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join((self.message, *self.problems))


class RuleError(JsxError):
    """Something in a rule folder does not stand: every problem of the folder at once, each with its place."""
