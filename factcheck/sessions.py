"""Sessions in the database, as Django's, that let people read on while the database takes no changes."""

from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.utils import timezone

from claims.machine import takes_no_changes

FRESH = 60  # of so many parts of the idle time, the first passes without saving


class SessionStore(db.SessionStore):
    """Every request saves its session, so that idle time ends it: with an hour of it, at most once a minute, since
    on SQLite each save waits for its turn to write. Where it can't be written, who is logged in sees the page still,
    and the session ends as if nothing had been asked for since it was last saved.
    """

    _ends: Any = None

    def _get_session_from_db(self) -> Any:
        session = super()._get_session_from_db()  # type: ignore[misc]  # The stubs do not know it.
        self._ends = session.expire_date if session else None
        return session

    def _is_fresh(self) -> bool:
        """Tell whether this session, as it is, was saved a moment ago."""
        if self.modified or self._ends is None:
            return False
        age = timedelta(seconds=self.get_session_cookie_age())
        return self._ends - timezone.now() > age - age / FRESH

    def save(self, must_create: bool = False) -> None:
        if not must_create and self._is_fresh():
            return
        try:
            super().save(must_create=must_create)
        except UpdateError as error:  # what Django makes of any error but a new session's
            if not takes_no_changes(error.__context__):
                raise
