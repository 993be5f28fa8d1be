"""Keeps the local copy of every panel fresh and complete."""
