"""Every error of ours, in one tree.

    HyperpanelError
    ├── InvalidInput          the caller sent something wrong; names the field
    │   ├── BodyTooLarge        the request's body is over the limit
    │   └── MediaTypeRefused    the request's body is not said to be JSON
    ├── NotSignedIn           no session, or an ended one
    │   └── CsrfRefused         the session's CSRF token is missing, or another site asks
    ├── SignInFailed          wrong name or password (never says which)
    ├── TooManyTries          slowed down or locked out; carries `retry_after`
    ├── Forbidden             signed in, but without this right
    ├── NotFound              no such object, or none this person may see
    ├── Conflict              the object changed or exists already
    ├── SealBroken            a sealed secret cannot be opened with this key
    ├── LeaseHeld             another worker is on it; leave
    ├── LeaseLost             we were on it, but too long; write nothing more
    ├── BudgetUnavailable     no slot of a panel's rate budget could be had; no call was made
    └── PanelError            a panel did not do what was asked; names the panel
        ├── PanelKeyMissing     no key is set for this call (no call was made)
        ├── PanelHostRefused    its address is not on a public host (no call was made)
        ├── PanelKeyRefused     401 or 403: the key is wrong or not allowed
        ├── PanelNotFound       404: no such object at the panel
        ├── PanelRefused        refused with `error_code` / `error_message`
        └── PanelTroubled       the panel's trouble, not ours: worth another try
            ├── PanelUnreachable    no connection, or no answer in time
            ├── PanelRateLimited    429; carries `retry_after` when it said so
            ├── PanelFailed         5xx
            └── PanelAnswerInvalid  no envelope, cut short, or another shape

`PanelTroubled` is what the sync retries and the breaker counts; everything else
needs a person (a new key, a changed setting) and is parked with its reason.
"""

from __future__ import annotations


class HyperpanelError(Exception):
    """Base of all errors of ours. `code` is stable and safe to show; the text is for people."""

    code = "error"

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class InvalidInput(HyperpanelError):
    code = "invalid_input"


class BodyTooLarge(InvalidInput):
    code = "body_too_large"


class MediaTypeRefused(InvalidInput):
    code = "media_type_refused"


class NotSignedIn(HyperpanelError):
    code = "not_signed_in"


class CsrfRefused(NotSignedIn):
    code = "csrf_refused"


class SignInFailed(HyperpanelError):
    code = "sign_in_failed"


class TooManyTries(HyperpanelError):
    """`retry_after` is in whole seconds."""

    code = "too_many_tries"

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Forbidden(HyperpanelError):
    code = "forbidden"


class NotFound(HyperpanelError):
    code = "not_found"


class Conflict(HyperpanelError):
    code = "conflict"


class SealBroken(HyperpanelError):
    code = "seal_broken"


class LeaseHeld(HyperpanelError):
    code = "lease_held"


class LeaseLost(HyperpanelError):
    code = "lease_lost"


class BudgetUnavailable(HyperpanelError):
    """Either the budget's store does not answer, or the queue of callers is too long to wait in."""

    code = "budget_unavailable"


class PanelError(HyperpanelError):
    """`panel` is the short code; `status` the HTTP status where there was one."""

    code = "panel_error"

    def __init__(self, message: str, *, panel: str, status: int | None = None) -> None:
        super().__init__(message)
        self.panel = panel
        self.status = status


class PanelKeyMissing(PanelError):
    code = "panel_key_missing"


class PanelHostRefused(PanelError):
    code = "panel_host_refused"


class PanelKeyRefused(PanelError):
    code = "panel_key_refused"


class PanelNotFound(PanelError):
    code = "panel_not_found"


class PanelRefused(PanelError):
    """`error_code` and the message are the panel's own."""

    code = "panel_refused"

    def __init__(self, message: str, *, panel: str, error_code: int, status: int | None = None) -> None:
        super().__init__(message, panel=panel, status=status)
        self.error_code = error_code


class PanelTroubled(PanelError):
    """`retry_after` (seconds) is what the panel itself asked for, if it did."""

    code = "panel_troubled"

    def __init__(
        self, message: str, *, panel: str, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message, panel=panel, status=status)
        self.retry_after = retry_after


class PanelUnreachable(PanelTroubled):
    code = "panel_unreachable"


class PanelRateLimited(PanelTroubled):
    code = "panel_rate_limited"


class PanelFailed(PanelTroubled):
    code = "panel_failed"


class PanelAnswerInvalid(PanelTroubled):
    """`excerpt` holds the first 200 characters of what came instead, keys taken out."""

    code = "panel_answer_invalid"

    def __init__(self, message: str, *, panel: str, excerpt: str, status: int | None = None) -> None:
        super().__init__(message, panel=panel, status=status)
        self.excerpt = excerpt
