"""A person's own things and what the shell asks for: preferences, password, views, search, jobs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.e2e.fake_data import Row

Answer = tuple[int, Row | None]

NOTHING: Answer = (404, {"error": {"code": "not_found", "message": "There is nothing at this address."}})


@dataclass
class FakeDesk:
    """Kept from call to call; `jobs` maps an id to its next answers, the last one over and over."""

    password: str
    preferences: Row = field(default_factory=dict)
    views: list[Row] = field(default_factory=list)
    jobs: dict[str, list[Row]] = field(default_factory=dict)

    def answer(self, method: str, path: str, query: dict[str, str], body: Row) -> Answer | None:
        """None: the call is about something else."""
        if path.startswith("/api/jobs/"):
            return self._job(path.rsplit("/", 1)[1])
        calls: dict[tuple[str, str], Callable[[], Answer]] = {
            ("GET", "/api/preferences"): lambda: (200, self.preferences),
            ("PUT", "/api/preferences"): lambda: self._prefer(body),
            ("GET", "/api/views"): lambda: (200, {"items": self.views}),
            ("POST", "/api/account/password"): lambda: self._change_password(body),
            ("GET", "/api/search"): lambda: (200, {"items": found(query.get("q", ""))}),
        }
        call = calls.get((method, path))
        return None if call is None else call()

    def _prefer(self, body: Row) -> Answer:
        self.preferences = {**self.preferences, **body}
        return 200, self.preferences

    def _change_password(self, body: Row) -> Answer:
        if body.get("old_password") != self.password:
            error = {
                "code": "invalid_input",
                "message": "This is not your password.",
                "field": "old_password",
            }
            return 422, {"error": error}
        return 204, None

    def _job(self, job_id: str) -> Answer:
        answers = self.jobs.get(job_id)
        if not answers:
            return NOTHING
        return 200, answers.pop(0) if len(answers) > 1 else answers[0]


def found(text: str) -> list[Row]:
    """Rows of every kind whose title or subtitle begins with `text`."""
    rows = (
        ("order", "MTP", 70172460, "#70172460", "mira_k · in_progress"),
        ("user", "STM", 51, "mira_k", "mira@example.com · active"),
        ("ticket", "SGP", 902, "Refill please", "farhad · pending"),
    )
    wanted = text.lower()
    return [
        {"kind": kind, "panel": panel, "id": row_id, "title": title, "subtitle": subtitle}
        for kind, panel, row_id, title, subtitle in rows
        if any(words.lower().removeprefix("#").startswith(wanted) for words in (title, subtitle))
    ]
