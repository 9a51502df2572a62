"""Sessions in the database, as Django's, that let people read on while the database takes no changes."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError

from claims.machine import takes_no_changes


class SessionStore(db.SessionStore):
    """Where a session can't be written, who is logged in sees the page still, and the session ends as if nothing had
    been asked for since it was last saved.
    """

    def save(self, must_create: bool = False) -> None:
        try:
            super().save(must_create=must_create)
        except UpdateError as error:  # what Django makes of any error but a new session's
            if not takes_no_changes(error.__context__):
                raise
