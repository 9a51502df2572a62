"""Guessing is slow: after a few failures a name, an address, or both together have to wait.

An attempt is written down before the secret is looked at, and taken away when it was right: of any number of
guesses sent at once no more than the limit are looked at, on any database and with any number of processes.
Names that no account has count the same, so a refusal tells nothing of who works here.
"""

import ipaddress
import logging
import unicodedata
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from claims.models import LogInAttempt
from claims.review.problems import Problem, Refused

WINDOW = timedelta(minutes=15)
# A person's own slips; one machine trying many names; many machines trying one name.
TOGETHER, BY_ADDRESS, BY_NAME = 5, 30, 100
WAIT = Problem(
    "throttled",
    "Too many log-ins failed. Wait 15 minutes, then try again. If you have forgotten your password, ask the admin "
    "of your desk for a new one.",
)
logger = logging.getLogger("claims.access")


def address_of(request: HttpRequest) -> str:
    """Return where a request comes from. Only behind a proxy of ours may a header say so: its own, the last, entry."""
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() if settings.BEHIND_PROXY else ""
    return told or request.META.get("REMOTE_ADDR", "")


def _network(address: str) -> str:
    """Return what counts as one place: an IPv4 address, or the /64 that a household of IPv6 has for itself."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


def _digest(what: str, text: str) -> str:
    return salted_hmac(f"claims.access.{what}", text, algorithm="sha256").hexdigest()


def who(name: str) -> str:
    """Return what a log-in name is kept as: the same for every way of writing it."""
    return _digest("who", unicodedata.normalize("NFKC", name).strip().casefold()[:300])


def begin(name: str, address: str, *, at: datetime) -> None:
    """Count an attempt. Raise Refused where there were too many: then the secret must not be looked at."""
    mine, here = who(name), _digest("where", _network(address))
    LogInAttempt.objects.filter(at__lt=at - WINDOW).delete()
    if not _too_many(mine, here, most=0):
        LogInAttempt.objects.create(who=mine, where=here, at=at)
        if not _too_many(mine, here, most=1):
            return
    logger.warning("log-in throttled", extra={"address": address})
    raise Refused([WAIT])


def _too_many(mine: str, here: str, *, most: int) -> bool:
    """Tell whether a limit is reached, or where `most` is 1 passed: this attempt is in the count then."""
    counted = LogInAttempt.objects.filter(Q(who=mine) | Q(where=here)).aggregate(
        together=Count("pk", filter=Q(who=mine, where=here)),
        by_address=Count("pk", filter=Q(where=here)),
        by_name=Count("pk", filter=Q(who=mine)),
    )
    limits = {"together": TOGETHER, "by_address": BY_ADDRESS, "by_name": BY_NAME}
    return any(counted[what] >= limit + most for what, limit in limits.items())


def succeed(name: str, address: str) -> None:
    """Forget the failures of somebody who has got in from here."""
    LogInAttempt.objects.filter(who=who(name), where=_digest("where", _network(address))).delete()


def forget(name: str) -> None:
    """Forget all failures under a name: an admin has set a new password."""
    LogInAttempt.objects.filter(who=who(name)).delete()
