"""Every route on one page. A view's module is imported when its first request comes: the app starts light."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, cast

from chalicelib.api.answer import Answer
from chalicelib.api.call import Call

View = Callable[[Call], Answer]

# A route for each depth, because `{proxy+}` is one segment on one machine and any number on AWS.
DEEPEST_FILE = 8


class Route(NamedTuple):
    """`view` is `module.function` below chalicelib/api; `query` tells that the view reads parameters.

    A route needs a session unless it is `open`, and refuses every parameter unless it takes some.
    """

    method: str
    path: str
    view: str
    open: bool = False
    query: bool = False

    @property
    def resource(self) -> str:
        return self.view.partition(".")[0]

    def load(self) -> View:
        module, _, function = self.view.partition(".")
        return cast(View, getattr(import_module(f"chalicelib.api.{module}"), function))


API = (
    Route("GET", "/api/health", "health.show", open=True),
    Route("POST", "/api/session", "session.start", open=True),
    Route("GET", "/api/session", "session.show"),
    Route("DELETE", "/api/session", "session.end"),
    Route("GET", "/api/sessions", "session.list_own"),
    Route("DELETE", "/api/sessions/{id}", "session.revoke"),
    Route("POST", "/api/account/password", "account.change_password"),
    Route("GET", "/api/preferences", "account.show_preferences"),
    Route("PUT", "/api/preferences", "account.put_preferences"),
    Route("GET", "/api/views", "views.list_", query=True),
    Route("POST", "/api/views", "views.add"),
    Route("PATCH", "/api/views/{id}", "views.change"),
    Route("DELETE", "/api/views/{id}", "views.remove"),
    Route("GET", "/api/search", "search.show", query=True),
    Route("GET", "/api/overview", "overview.show"),
    Route("GET", "/api/panels", "panels.list_"),
    Route("POST", "/api/panels", "panels.add"),
    Route("DELETE", "/api/panels", "panels.remove_simulated", query=True),
    Route("POST", "/api/panels/connect-test", "panels.try_"),
    Route("PATCH", "/api/panels/{code}", "panels.change"),
    Route("DELETE", "/api/panels/{code}", "panels.remove"),
    Route("POST", "/api/panels/{code}/connect-test", "panels.test"),
    Route("GET", "/api/orders", "orders.list_", query=True),
    Route("GET", "/api/orders/count", "orders.count", query=True),
    Route("GET", "/api/orders/export", "orders.export", query=True),
    Route("POST", "/api/orders/snapshot", "orders.take_snapshot"),
    Route("GET", "/api/orders/snapshot/{id}", "orders.show_snapshot", query=True),
    Route("GET", "/api/orders/{panel}/{id}", "orders.show"),
    Route("GET", "/api/sync", "sync.show"),
    Route("GET", "/api/sync/dead-letters", "sync.list_dead_letters"),
    Route("POST", "/api/sync/dead-letters/replay", "sync.replay_dead_letters"),
    Route("PATCH", "/api/sync/settings", "sync.change_settings"),
    Route("POST", "/api/sync/retention", "sync.announce_retention"),
    Route("DELETE", "/api/sync/retention/{resource}", "sync.take_back_retention"),
    Route("PATCH", "/api/sync/{panel}/{resource}", "sync.change"),
    Route("POST", "/api/sync/{panel}/{resource}/now", "sync.run_now"),
    Route("POST", "/api/sync/{panel}/{resource}/reset", "sync.reset"),
    Route("GET", "/api/sync/{panel}/{resource}/quarantine", "sync.list_quarantine"),
)


def _file_routes() -> tuple[Route, ...]:
    paths = [
        "/" + "/".join(f"{{p{segment}}}" for segment in range(1, depth + 1))
        for depth in range(DEEPEST_FILE + 1)
    ]
    return tuple(
        Route(method, path, "static.serve", open=True, query=True)
        for path in paths
        for method in ("GET", "HEAD")
    )


ROUTES = API + _file_routes()
