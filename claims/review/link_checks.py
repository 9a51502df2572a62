"""Checking a source's links: only when somebody asks, where the desk allows it, never of a confidential source."""

from datetime import datetime
from typing import Any

from django.conf import settings

from claims.links.asking import ask
from claims.links.guard import Guard
from claims.models import LinkCheck, Source

from .people import lacking
from .problems import Problem, refuse_if

FIELDS = ("url", "archive_url")
OFF = Problem("off", "Checking links is switched off at this desk. Who runs the desk can switch it on.")


def problems_with_checking(source: Source, *, by: Any) -> list[Problem]:
    """Return what keeps this person from having the source's addresses asked."""
    problems = [] if settings.CHECK_LINKS else [OFF]
    problems += lacking(by, "change_source")
    if source.confidential:
        message = "This source is confidential: its site must not learn that somebody looks at it."
        problems.append(Problem("confidential", message))
    if not any(getattr(source, field) for field in FIELDS):
        problems.append(Problem("no_address", "This source has no web address."))
    return problems


def check_links(source: Source, *, by: Any, at: datetime, guard: Guard | None = None) -> list[LinkCheck]:
    """Ask each address of the source once and keep the answers; return them. Raise Refused.

    Takes up to 10 seconds an address, so it is called outside of any transaction.
    """
    refuse_if(problems_with_checking(source, by=by))
    asked = [(field, getattr(source, field)) for field in FIELDS if getattr(source, field)]
    answers = [(field, address, ask(address, guard or Guard())) for field, address in asked]
    rows = [
        LinkCheck(
            source=source, field=field, address=address, status=answer.status, sentence=answer.sentence,
            led_to=answer.address if len(answer.address) <= 2000 else "", by=by, at=at,
        )
        for field, address, answer in answers
    ]  # fmt: skip
    changing = ["address", "status", "sentence", "led_to", "by", "at"]
    LinkCheck.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["source", "field"], update_fields=changing
    )
    return rows


def standing_checks(source: Source) -> list[LinkCheck]:
    """Return what the addresses that the source has now have answered. One query."""
    checks = source.link_checks.select_related("by").order_by("-field")
    return [check for check in checks if getattr(source, check.field, None) == check.address]
