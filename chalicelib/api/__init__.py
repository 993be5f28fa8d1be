"""HTTP in and out: parse, authorise, call one use case, render."""

from chalicelib.api.register import register

__all__ = ["register"]
