"""Made-up rows as the dashboard's API sends them: every status, every state, text in several scripts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

Row = dict[str, object]

BIG_ID = 9007199254740993
RESOURCES = ("orders", "payments", "users", "tickets", "services")
STATES = {"MTP": "fresh", "STM": "fresh", "SGP": "late"}
NAMES = {"MTP": "Metropol", "STM": "Storm Media", "SGP": "سیگنال پنل"}
CURRENCIES = {"MTP": "USD", "STM": "EUR", "SGP": "TRY"}
ERRORS = {
    "late": "No answer within 20 s, third time in a row.",
    "needs_key": "The panel refused the services key (401).",
}
COUNTS = {
    "pending": 1204,
    "in_progress": 6318,
    "processing": 402,
    "completed": 198771,
    "partial": 3190,
    "canceled": 8260,
    "error": 12,
    "fail": 245,
}
USERS = ("mira_k", "reseller.77", "ozan", "farhad", "lumo", "agency-de")
SERVICES = (
    ("Instagram Followers | 50K/day | R30", "in_progress"),
    ("TikTok Views · Speed 1M+/Day", "processing"),
    ("🎶 Takipçi | Günde 500-1K", "in_progress"),
    ("Telegram Members [5-10K/Day]", "pending"),
    ("YouTube Likes | 30 Days ♻️", "fail"),
    ("Spotify Plays 3.5k/day", "partial"),
    ("فالوور اینستاگرام | سرعت بالا", "completed"),
    ("X Followers | Instant <b>bold</b>", "canceled"),
)


def ago(seconds: float) -> str:
    """So long ago, as the API writes times; below zero is yet to come."""
    return (datetime.now(UTC) - timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def panel(code: str) -> Row:
    return {
        "code": code,
        "name": NAMES.get(code, code),
        "base_url": f"https://{code.lower()}.example",
        "currency": CURRENCIES.get(code),
        "rate_limit": 5,
        "admin_api_key_last4": "9f3c",
        "services_api_key_last4": "77aa" if code == "MTP" else None,
        "switches": {"sync": True, "sending": code != "SGP", "ai": True, "read_only": code == "SGP"},
        "simulated": code in STATES,
        "created_at": ago(86400 * 3),
        "updated_at": ago(3600),
    }


def counts(share: int) -> dict[str, int]:
    """Orders by status; a panel's `share` of all is one in so many."""
    return {status: count // share for status, count in COUNTS.items()}


def panel_overview(code: str, share: int) -> Row:
    resources = {
        name: {"state": state_of(code, name), "as_of": ago(8 * n), "rows": 218402 // n}
        for n, name in enumerate(RESOURCES, 1)
    }
    by_status = counts(share)
    return {
        "code": code,
        "name": NAMES.get(code, code),
        "currency": CURRENCIES.get(code),
        "simulated": code in STATES,
        "resources": resources,
        "orders_by_status": by_status,
        "totals": {
            "orders": sum(by_status.values()),
            "payments": 900,
            "users": 600,
            "tickets": 80,
            "services": 450,
        },
    }


def state_of(code: str, resource: str) -> str:
    if resource == "services":
        return "needs_key" if code == "STM" else "fresh"
    return STATES.get(code, "waiting")


def order(number: int) -> Row:
    """The order of this place in the list, newest first."""
    name, status = SERVICES[(number * 5 + number % 3) % len(SERVICES)]
    quantity = (number * 737 % 9 + 1) * 500
    code = list(STATES)[number % 3]
    created = datetime.now(UTC) - timedelta(minutes=2 + number * number * 7)
    return {
        "panel": code,
        "id": BIG_ID if number == 3 else 70172460 - number * 13,
        "external_id": str(8_000_000 + number),
        "creation_type": "api",
        "user": USERS[number % 6],
        "charge": money(quantity * 0.00091, CURRENCIES[code]),
        "provider_charge": money(quantity * 0.0006, "USD"),
        "provider_currency_charge": None,
        "link": f"https://www.instagram.com/p/C{number * 7919:x}Qz/?igsh=abcdef",
        "start_count": number * 1319 % 9000,
        "quantity": quantity,
        "service_id": 4200 + number % 7,
        "service_type": "Default",
        "service_name": name,
        "provider": "north-star.example" if number % 4 else None,
        "status": status,
        "remains": 0 if status == "completed" else round(quantity * (number * 37 % 90) / 100),
        "created": created.isoformat(),
        "created_timestamp": int(created.timestamp()),
        "mode": "auto" if number % 4 else "manual",
        "ip_address": "203.0.113.7",
        "gone_at": ago(900) if number == 9 else None,
    }


def money(value: float, currency: str) -> Row:
    return {"value": f"{value:.4f}", "currency_code": currency, "formatted": f"{value:.2f} {currency}"}


def order_detail(order_id: str) -> Row:
    """The order with a delivery in four steps."""
    found = next((row for row in map(order, range(50)) if str(row["id"]) == order_id), order(0))
    age = datetime.now(UTC).timestamp() - float(str(found["created_timestamp"]))
    finished = found["status"] == "completed"
    return {
        "order": found,
        "history": history(found, age),
        "finished_at": ago(age * 0.1) if finished else None,
        "finished_after": ago(age * 0.12) if finished else None,
        "gone_at": found["gone_at"],
        "first_seen_at": ago(age * 0.98),
        "as_of": {},
    }


def history(found: Row, age: float) -> list[Row]:
    quantity = int(str(found["quantity"]))
    steps = (
        (0.98, "pending", 1.0),
        (0.8, "in_progress", 1.0),
        (0.6, "in_progress", 0.62),
        (0.35, "in_progress", 0.3),
    )
    entries: list[Row] = [
        {"at": ago(age * at), "status": status, "remains": round(quantity * left), "start_count": 5}
        for at, status, left in steps
    ]
    last: Row = {
        "at": ago(age * 0.1),
        "status": found["status"],
        "remains": found["remains"],
        "start_count": 5,
    }
    return [*entries, last]


def sync_item(code: str, resource: str, *, paused: bool) -> Row:
    place = RESOURCES.index(resource)
    state = "paused" if paused else state_of(code, resource)
    return {
        "panel": code,
        "resource": resource,
        "state": state,
        "interval": 30 * (place + 1),
        "rows_per_fetch": 1000 if place else 500,
        "rows_cached": 218402 // (place + 1),
        "last_fetched": ago(8 * (place + 1)),
        "next_due": ago(-22 * (place + 1)),
        "last_pass": {"new": 12 * place, "changed": 3, "same": 985, "bad": 0, "gone": int(place == 1)},
        "last_error": ERRORS.get(state),
        "backfill": {"done": code != "STM" or place > 0, "rows": 81500, "reached": ago(86400 * 40)},
        "paused": paused,
        "quarantined": 2 if (code, resource) == ("SGP", "orders") else 0,
        "unknown_fields": {"queue": 12} if (code, resource) == ("MTP", "orders") else {},
    }


def sync_settings() -> Row:
    limits = {"orders": (30, 600), "payments": (30, 600), "users": (300, 3600), "tickets": (15, 300)}
    retention: Row = {name: {"days": None, "pending": None} for name in RESOURCES[:4]}
    retention["payments"] = {
        "days": 365,
        "pending": {"days": 180, "rows": 12034, "effective_at": ago(-70000)},
    }
    intervals = {name: {"min": shortest, "max": longest} for name, (shortest, longest) in limits.items()}
    return {
        "intervals": intervals,
        "rows_per_fetch": {**dict.fromkeys(limits, 1000), "orders": 500},
        "look_back": 900,
        "verify_every": 86400,
        "retention": retention,
    }


def bad_rows() -> list[Row]:
    row: Row = {
        "id": "70172999",
        "reason": "created_timestamp: expected a number, got text",
        "raw": '{"id": "70172999", "user": "<script>alert(1)</script>", "created_timestamp": "soon"}',
        "first_seen_at": ago(9000),
        "last_seen_at": ago(60),
        "times": 14,
    }
    return [row, {**row, "id": None, "reason": "id is missing", "times": 1}]


def sessions() -> list[Row]:
    desk: Row = {
        "id": "s1",
        "created_at": ago(7200),
        "last_seen_at": ago(5),
        "address": "203.0.113.4",
        "device": "Chromium on Linux",
        "current": True,
    }
    phone = {"id": "s2", "created_at": ago(190000), "device": "Safari on iPhone", "current": False}
    return [desk, {**desk, **phone}]
