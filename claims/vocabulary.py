"""The words of the desk, in code as on screen.

Every choice stored in the database is one of these. The named groups ("open", "closed", ...) are what
queries and rules speak of, so that no list of statuses is typed twice.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What sort of fact a claim states."""

    DATE = "date", _("date")
    NUMBER = "number", _("number")
    MONEY = "money", _("money")
    NAME = "name", _("name")
    TITLE = "title", _("title")
    PLACE = "place", _("place")
    EVENT = "event", _("event")
    SEQUENCE = "sequence", _("sequence")
    SUPERLATIVE = "superlative", _("superlative")
    ATTRIBUTION = "attribution", _("attribution")
    QUOTATION = "quotation", _("quotation")
    BIOGRAPHY = "biography", _("biography")
    HEALTH = "health", _("health")
    CAUSAL = "causal", _("causal")
    OTHER = "other", _("other")


class Risk(TextChoices):
    """What a mistake would cost. High: health, crime, money, relationships, anything that may defame."""

    LOW = "low", _("low")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")


class SourceKind(TextChoices):
    """What sort of thing a claim is checked against."""

    PRIMARY = "primary document", _("primary document")
    OFFICIAL = "official site", _("official site")
    NEWS = "news report", _("news report")
    ENCYCLOPEDIA = "encyclopedia", _("encyclopedia")
    INTERVIEW = "interview", _("interview")
    DATABASE = "database", _("database")
    BOOK = "book", _("book")
    BLOG = "blog", _("blog")
    OTHER = "other", _("other")


class Stance(TextChoices):
    """What a source says of a claim. Unread: linked but not looked at yet, counts for nothing."""

    SUPPORTS = "supports", _("supports")
    CONTRADICTS = "contradicts", _("contradicts")
    CONTEXT = "context", _("gives context")
    UNREAD = "unread", _("unread")


class Status(TextChoices):
    """Where a claim stands."""

    UNCHECKED = "unchecked", _("unchecked")
    IN_PROGRESS = "in_progress", _("in progress")
    VERIFIED = "verified", _("verified")
    DISPUTED = "disputed", _("disputed")
    CORRECTED = "corrected", _("corrected")
    CUT = "cut", _("cut")
    STET = "stet", _("stet")


UNDECIDED = (Status.UNCHECKED, Status.IN_PROGRESS)
OPEN = (Status.UNCHECKED, Status.IN_PROGRESS, Status.DISPUTED)
CLOSED = (Status.VERIFIED, Status.CORRECTED, Status.CUT, Status.STET)
DECIDED = (Status.VERIFIED, Status.DISPUTED, Status.CORRECTED, Status.CUT, Status.STET)
# The reason of a cut that checked nothing: the claim should never have been marked, and stands in no copy.
MARKED_BY_MISTAKE = "Marked by mistake."
SETTLED_BY_EDITOR = (Status.CORRECTED, Status.CUT, Status.STET)


class Role(TextChoices):
    """Who a person is at the desk. Each is a Django group of this name, made by a migration."""

    WRITER = "writer", _("writer")
    CHECKER = "checker", _("checker")
    EDITOR = "editor", _("editor")
    READER = "reader", _("reader")
    ADMIN = "admin", _("admin")


class CandidateState(TextChoices):
    """What became of a passage that the claim finder proposed."""

    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    WAIVED = "waived", _("waived")


class WaiverReason(TextChoices):
    """Why a proposed passage became no claim."""

    OPINION = "opinion", _("opinion")
    NOT_CHECKABLE = "not checkable", _("not checkable")
    REPEATS = "repeats", _("repeats another claim")


class AsideReason(TextChoices):
    """Why a contradiction that the finder sees in the copy needs nobody's care any more."""

    BOTH_RIGHT = "both right", _("both are right")
    ON_PURPOSE = "on purpose", _("left so on purpose")
    DEALT_WITH = "dealt with", _("dealt with already")


class JobState(TextChoices):
    """How far a piece of long work is. Stopped: its worker died, or it could not be begun."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("at work")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")


class Table(TextChoices):
    """The four spreadsheets that the desk reads and writes."""

    SOURCES = "sources", _("sources")
    CLAIMS = "claims", _("claims")
    EVIDENCE = "evidence", _("evidence")
    VERDICTS = "verdicts", _("verdicts")
