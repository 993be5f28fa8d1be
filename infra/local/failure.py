"""What stops the runner from starting or going on."""

from __future__ import annotations


class RunnerError(Exception):
    """The message is the one line a person reads."""
