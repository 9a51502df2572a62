"""A session's end moves on while it is used: idle time ends it, not time since log-in."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

USED = "used_at"
EACH = 60  # seconds between two moves, a tenth of the idle time where that is shorter


class MoveEndOn:
    """Middleware: writes down now and then that a session is used, and not at every request.

    Each time costs a transaction of its own, which waits for the disk, and on SQLite for every writer, so that whoever
    only reads would wait too. A session so ends up to a minute before its idle time is over.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        session, now = getattr(request, "session", None), int(timezone.now().timestamp())
        # A view whose asking is no use of the desk takes the session away.
        if session is not None and session.accessed and SESSION_KEY in session:
            since = now - session.get(USED, 0)
            # A clock that was set back must not hold the end where it is.
            if not 0 <= since < min(EACH, settings.SESSION_COOKIE_AGE // 10):
                session[USED] = now
        return response
