"""Made-up answers about panels and their sync: revenue, what waits, dead letters, connect tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.e2e.fake_data import CURRENCIES, ERRORS, RESOURCES, STATES, Row, ago, state_of

DAYS = 14
FAILED = ("error", "fail")
WRONG_KEY = "Bad or missing API key (401)"


def revenue_by_day(codes: list[str]) -> list[Row]:
    """Two weeks of each panel in its own currency, a quiet day among them."""
    today = datetime.now(UTC).date()
    return [
        {
            "panel": code,
            "currency": CURRENCIES.get(code, "USD"),
            "day": str(today - timedelta(days=back)),
            "amount": "0.00"
            if back == 6
            else f"{(place + 1) * (700 + back * 7919 % 613)}.{back * 37 % 100:02d}",
            "orders": 0 if back == 6 else 300 + back * 131 % 97,
        }
        for place, code in enumerate(codes)
        for back in range(DAYS)
    ]


def revenue_today(codes: list[str]) -> Row:
    today = str(datetime.now(UTC).date())
    rows = [row for row in revenue_by_day(codes) if row["day"] == today]
    return {str(row["panel"]): {"amount": row["amount"], "currency": row["currency"]} for row in rows}


def waiting(by_status: dict[str, int], codes: list[str]) -> Row:
    late = [
        {"panel": code, "resource": name, "state": state, "reason": ERRORS.get(state)}
        for code in codes
        for name in RESOURCES
        if (state := state_of(code, name)) == "late" and code in STATES
    ]
    failed = sum(by_status[name] for name in FAILED)
    return {"failed_orders": failed, "waiting_tickets": 37, "late_panels": late}


def dead_letters() -> list[Row]:
    letter: Row = {
        "id": "d1",
        "panel": "SGP",
        "resource": "orders",
        "due_at": ago(4000),
        "received": 5,
        "first_sent_at": ago(4100),
        "reason": "No answer within 20 s, fifth time in a row.",
    }
    return [letter, {**letter, "id": "d2", "resource": "tickets", "reason": None}]


def connect_step(body: Row) -> Row:
    """One step: a wrong key is refused by the panel, a silent host by nobody."""
    resource = str(body["resource"])
    if body.get("base_url") == "https://silent.example":
        return {
            "resource": resource,
            "ok": False,
            "rows": 0,
            "message": "No answer within 5 s",
            "reached": False,
        }
    if body.get("admin_api_key") == "wrong":
        return {"resource": resource, "ok": False, "rows": 0, "message": WRONG_KEY, "reached": True}
    without_key = resource == "services" and not body.get("services_api_key") and "code" in body
    message = "no services key" if without_key else ""
    return {
        "resource": resource,
        "ok": True,
        "rows": int(not without_key),
        "message": message,
        "reached": True,
    }
