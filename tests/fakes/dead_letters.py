"""The queue of given-up tasks as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from chalicelib.sync.dead_letters import DeadLetter


@dataclass
class ListDeadLetters:
    """What was taken is held until it is given back or removed."""

    letters: list[DeadLetter] = field(default_factory=list)
    held: list[DeadLetter] = field(default_factory=list)

    def take(self) -> list[DeadLetter]:
        self.held, self.letters = self.letters, []
        return list(self.held)

    def give_back(self, letters: Sequence[DeadLetter]) -> None:
        self.letters += letters
        self.held = [letter for letter in self.held if letter not in letters]

    def remove(self, letters: Sequence[DeadLetter]) -> None:
        self.held = [letter for letter in self.held if letter not in letters]
