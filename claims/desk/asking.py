"""Asking the writer about the selected claim without leaving the desk, and who may answer."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from claims.models.people import may
from claims.review.queries import LONGEST, ask, may_answer

from .addresses import Address
from .opening import Opened


class QuestionForm(forms.Form):
    question = forms.CharField(label=_("Question"), required=False, max_length=LONGEST)


def queries_about(claim: Claim, user: Any) -> list[dict[str, Any]]:
    """Return the claim's queries; of one to a hidden source only that there is one. One query."""
    rows = claim.queries.select_related("asked_by", "answered_by", "source").order_by("asked_at", "pk")
    told = []
    for query in rows:
        query.claim = claim
        hidden = query.source is not None and query.source.hidden_from(user)
        waits = query.answered_at is None and not claim.article.archived and not hidden
        told.append({"query": query, "hidden": hidden, "may_answer": waits and may_answer(query, by=user)})
    return told


def may_ask(claim: Claim, user: Any) -> bool:
    return not claim.article.archived and may(user, "add_query")


def asked(opened: Opened, claim: Claim, values: dict[str, Any]) -> tuple[str, Address]:
    """Ask the writer. A question to a source is asked on its own page, which looks for the copy's words in it."""
    ask(claim, by=opened.user, question=values["question"], at=timezone.now())
    return f"The writer is asked about claim {claim.number}.", opened.address
