"""One way to prove who is there, for logging in and for being asked again: name, password, code where one is set up."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone

from claims.review.problems import Problem, Refused

from . import factor, throttle

FRESH = timedelta(minutes=10)  # for so long a proof holds; a log-in is one
_PROVED = "proved_at"  # in the session, seconds since 1970
# One sentence for every way to be wrong: it must not tell which part was right, nor who has an account.
UNKNOWN = Problem(
    "unknown",
    "That did not let you in. Check the user name, the password (capital letters count) and, if you have set up a "
    "second factor, the code.",
)
logger = logging.getLogger("claims.access")


def prove(request: HttpRequest, name: str, password: str, code: str, *, at: datetime) -> User:
    """Return the person who this is. Raise Refused where it is nobody who may log in, or there were too many tries."""
    address = throttle.address_of(request)
    throttle.begin(name, address, at=at)
    person: Any = authenticate(request, username=name, password=password)
    if person is None or not person.is_staff or not factor.passes(person, code, at=at):
        # The name is not logged: people type passwords into its field.
        logger.warning("log-in refused", extra={"address": address})
        raise Refused([UNKNOWN])
    throttle.succeed(name, address)
    return person


def remember(request: HttpRequest, **_: Any) -> None:
    """Note in the session that the person has just proved who they are. Connected to Django's signal of a log-in."""
    request.session[_PROVED] = int(timezone.now().timestamp())


def is_fresh(request: HttpRequest, *, at: datetime) -> bool:
    """Tell whether this session's last proof is young enough. One from the future, of a clock set back, is none."""
    age = int(at.timestamp()) - request.session.get(_PROVED, 0)
    return 0 <= age < FRESH.total_seconds()
