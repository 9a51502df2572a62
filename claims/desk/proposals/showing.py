"""The proposals' page: what its templates are given."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from claims.dashboard.coverage import coverage
from claims.desk.attempts import Trouble
from claims.desk.opening import Opened
from claims.intake.asking import endpoint
from claims.models import Aside, Candidate, Revision
from claims.models.people import full_name
from claims.review.leads import leads
from claims.review.people import unfit_to_act
from claims.vocabulary import CandidateState, Kind, Risk, WaiverReason

from .addresses import ALL, REPEATS, Address
from .contradictions import Contradictions
from .copy import annotated
from .forms import words_of
from .listing import Listing

PAGE = "claims/proposals/page.html"


class Proposals(Opened):
    """The proposals of an article's current revision, opened by a person. Raise Http404 or PermissionDenied."""

    def __init__(self, request: HttpRequest, pk: int) -> None:
        super().__init__(request, pk)
        if not self.user.has_perm("claims.view_candidate"):
            raise PermissionDenied
        self.asked = Address.read(pk, request.GET)

    @cached_property
    def revision(self) -> Revision | None:
        """The current revision with its copy, and the article as this request read it."""
        revision = self.article.revisions.order_by("-number").defer("original").first()
        if revision is not None:
            revision.article = self.article
        return revision

    @cached_property
    def listing(self) -> Listing:
        if self.revision is None:
            raise Http404("There is no copy of this article yet.")
        return Listing(self.revision, self.asked)

    def passage(self, pk: int) -> Candidate:
        """Return the passage of this article that the path names. Raise Http404 where there is none."""
        of_article = Candidate.objects.filter(revision__article=self.article)
        candidate = (
            of_article.select_related("revision").defer("revision__body", "revision__original").filter(pk=pk).first()
        )
        if candidate is None:
            raise Http404("There is no such proposal in this article.")
        candidate.revision.article = self.article
        return candidate

    def put_aside(self, pk: int) -> Aside:
        """Return what of this article was put aside, as the path names it. Raise Http404 where there is none."""
        aside = self.article.asides.filter(pk=pk).first()
        if aside is None:
            raise Http404("Nothing like this was put aside in this article.")
        return aside


@dataclass(frozen=True)
class Said:
    """What a template says about the page as a whole when nothing was done. `status` is the answer's."""

    problems: list[str] = field(default_factory=list)
    status: int = 200


NOTHING = Said()


def show(opened: Proposals, *, trouble: Trouble | None = None, said: Said = NOTHING) -> HttpResponse:
    """Return the page, with what was wrong with a form where something was."""
    context = admin.site.each_context(opened.request) | {
        "title": opened.article.headline,
        "article": opened.article,
        "revision": opened.revision,
        "may_find": opened.may("add_claim") and opened.revision is not None,
        "said": said,
        "endpoint": endpoint(),
    }
    if opened.revision is not None:
        context |= _listed(opened) | _selected(opened, trouble)
    status = trouble.status if trouble else said.status
    return TemplateResponse(opened.request, PAGE, context, status=status)


def _listed(opened: Proposals) -> dict[str, Any]:
    """Return the copy with its passages, the filters, and what of the copy no claim or waiver covers."""
    revision, listing, board = opened.revision, opened.listing, opened.board
    assert revision is not None
    found = Contradictions(revision, opened.user)
    covering = [(row.start, row.end) for row in listing.rows if row.state == CandidateState.WAIVED]
    covering += [(row.start, row.end) for row in board.rows if row.start is not None and row.end is not None]
    desk = opened.address.at(claim=None).url.partition("?")[0]
    return {
        "copy": annotated(
            revision.body, listing, board, against=found.passages, headline=opened.article.headline, desk=desk
        ),
        "coverage": coverage(revision.body, covering),
        "contradictions": found,
        "search": found.search,
        "listing": listing,
        "address": listing.address,
        "chips": listing.chips(),
        "kinds": Kind.choices,
        "risks": Risk.choices,
        "is_filtered": bool(listing.address.kind or listing.address.risk or listing.address.score),
        "accept_all_url": listing.address.at(row=None).act("accept_all"),
        "waive_repeats_url": listing.address.at(row=None).act("waive_repeats"),
        "may_waive_repeats": bool(listing.repeating) and not unfit_to_act(opened.user, opened.article, "add_claim"),
        "waiting": listing.address.state in {CandidateState.PROPOSED, ALL},
        "desk_url": desk,
    }


def _selected(opened: Proposals, trouble: Trouble | None) -> dict[str, Any]:
    """Return everything about one passage, and what this person may do with it."""
    listing = opened.listing
    row = listing.selected
    if row is None:
        return {"missing": opened.asked.row is not None}
    before, after = listing.neighbours()
    number = listing.repeated.get(row.pk)
    waits, mine = row.state == CandidateState.PROPOSED, trouble.part if trouble else ""
    return {
        "row": row,
        "at": next((at for at, one in enumerate(listing.shown, 1) if one.pk == row.pk), None),
        "repeated": next((claim for claim in opened.board.rows if claim.number == number), None),
        "before": listing.address.at(row=before).url if before else "",
        "after": listing.address.at(row=after).url if after else "",
        "leads": leads(row.sentence or row.quote, opened.article, by=opened.user) if waits else [],
        "settled_by": full_name(row.settled_by) if row.settled_by else "",
        "trouble": trouble,
        "words": trouble.form.data if trouble and mine == "accept" else words_of(row),
        "words_form": trouble.form if trouble and mine == "accept" else None,
        "reasons": [(value, label, value == WaiverReason.REPEATS) for value, label in WaiverReason.choices],
        "reason": trouble.form.data.get("reason") if trouble and mine == "waive" else (REPEATS if number else ""),
        "named": trouble.form.data.get("repeats") if trouble and mine == "waive" else number,
        "may_accept": waits and opened.may("add_claim"),
        "may_waive": waits and not unfit_to_act(opened.user, opened.article, "add_claim"),
        "may_take_back": row.state == CandidateState.WAIVED
        and not unfit_to_act(opened.user, opened.article, "add_claim"),
        "acts": {name: listing.address.act(name, row.pk) for name in ("accept", "waive", "take_back")},
    }
