"""Times as people at a desk say them."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def days_between(earlier: datetime, later: datetime) -> int:
    """Return whole calendar days between two times, on this desk's clock."""
    return (timezone.localdate(later) - timezone.localdate(earlier)).days


def prints(due_at: datetime | None, *, at: datetime) -> str:
    """Return when an article prints, seen from `at`: "prints in 2 days"."""
    if due_at is None:
        return _("no print date")
    if due_at < at:
        return _late(days_between(due_at, at))
    days = days_between(at, due_at)
    if days == 0:
        return _("prints today at %(time)s") % {"time": date_format(timezone.localtime(due_at), "H:i")}
    if days == 1:
        return _("prints tomorrow")
    return ngettext("prints in %(days)d day", "prints in %(days)d days", days) % {"days": days}


def _late(days: int) -> str:
    if days == 0:
        return _("was due earlier today")
    return ngettext("was due %(days)d day ago", "was due %(days)d days ago", days) % {"days": days}


def age(since: datetime, *, at: datetime) -> str:
    """Return how long ago something was: "today", "9 days"."""
    days = days_between(since, at)
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days} if days > 0 else _("today")


def short_day(day: date) -> str:
    """Return a day as a chart's label has room for it: "4 Mar"."""
    return date_format(day, "j M")
