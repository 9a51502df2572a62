"""The desk's addresses. Reading is for whoever may read the article; every act is left to its rule."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from claims.models import Claim, Evidence

from . import asking, deciding, marking, presence, sourcing
from .addresses import number_in
from .attempts import Act, Overtaken, Trouble, attempt
from .opening import Opened
from .searching import sources_of, sources_with
from .showing import show


def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the copy with its claims and everything about the selected one."""
    opened = Opened(request, pk)
    if not opened.is_fragment and opened.board.rows:
        presence.be_seen(opened.article, opened.user, opened.address.claim, at=timezone.now())
    return show(opened)


def _sent(opened: Opened, part: str, form: Any, act: Act, overtaken: Callable[[], Overtaken]) -> HttpResponse:
    answer = attempt(opened, part, form, act, overtaken=overtaken)
    return show(opened, trouble=answer) if isinstance(answer, Trouble) else answer


def _acting(
    part: str, form_class: Any, act: Callable[[Opened, Claim, dict[str, Any]], Any]
) -> Callable[[HttpRequest, int, int], HttpResponse]:
    """Return the view of one form about a claim. Its address without a form leads back to the claim."""

    def view(request: HttpRequest, pk: int, number: int) -> HttpResponse:
        opened = Opened(request, pk, number)
        if request.method != "POST":
            return HttpResponseRedirect(opened.address.url)
        claim, form = opened.claim_named(), form_class(request.POST)
        return _sent(opened, part, form, partial(act, opened, claim), partial(deciding.overtaken, opened, form))

    return view


decide = _acting("decide", deciding.DecisionForm, deciding.decided)
reopen = _acting("reopen", deciding.ReasonForm, deciding.reopened)
progress = _acting("progress", deciding.VersionedForm, deciding.moved_on)
confirm = _acting("confirm", deciding.VerdictForm, deciding.confirmed)
unmark = _acting("unmark", deciding.VersionedForm, marking.unmarked)
ask = _acting("ask", asking.QuestionForm, asking.asked)


def bring(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Bring a source to the claim; pressing "Find" only searches, with everything typed kept."""
    opened = Opened(request, pk, number)
    if request.method != "POST":
        return HttpResponseRedirect(opened.address.url)
    claim, form = opened.claim_named(), sourcing.BringForm(request.POST, user=opened.user)
    if "search" in request.POST:
        form.is_valid()
        response = show(opened, trouble=Trouble("bring", form))
        response.status_code = 200
        return response
    act, overtaken = partial(sourcing.brought, opened, claim), partial(deciding.overtaken, opened, form)
    return _sent(opened, "bring", form, act, overtaken)


def evidence(request: HttpRequest, pk: int, number: int, row: int) -> HttpResponse:
    """Change evidence of the claim, or withdraw it."""
    opened = Opened(request, pk, number)
    if request.method != "POST":
        return HttpResponseRedirect(opened.address.url)
    there = Evidence.objects.filter(claim=opened.claim_named(), pk=row).select_related("claim__article", "source")
    if (brought := there.first()) is None or brought.source.hidden_from(opened.user):
        raise Http404("There is no such evidence on this claim.")
    form = sourcing.EvidenceForm(request.POST)
    act, overtaken = partial(sourcing.rewritten, opened, brought), partial(sourcing.overtaken, opened, row, form)
    return _sent(opened, sourcing.part_of(row), form, act, overtaken)


def edit(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Change what the claim says or where it stands."""
    opened = Opened(request, pk, number)
    if request.method != "POST":
        return HttpResponseRedirect(opened.address.url)
    claim = opened.claim_named()
    body = opened.revision.body if opened.revision else ""
    form = marking.EditForm(request.POST, body=body, known_quote=claim.quote)
    act, overtaken = partial(marking.edited, opened, claim), partial(marking.overtaken, opened, form)
    return _sent(opened, "edit", form, act, overtaken)


def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form of a new claim, filled from the passage that the address names; or mark it."""
    opened = Opened(request, pk)
    if opened.revision is None:
        return HttpResponseRedirect(opened.address.url)
    body = opened.revision.body
    if request.method != "POST":
        found = marking.passage(request.GET.get("start", ""), request.GET.get("end", ""), len(body))
        initial = marking.guessed(opened.revision, *found) if found else {}
        return show(opened, mark=marking.WordsForm(initial=initial, body=body))
    form = marking.WordsForm(request.POST, body=body)
    answer = attempt(opened, "mark", form, partial(marking.marked, opened), overtaken=_nobody_overtakes)
    return show(opened, trouble=answer, mark=form) if isinstance(answer, Trouble) else answer


def _nobody_overtakes() -> Overtaken:
    raise NotImplementedError("A new claim has no version that somebody else could have saved.")


def sources(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sources that hold the words searched for, to choose one from; without words this article's."""
    opened = Opened(request, pk)
    words = request.GET.get("find", "")
    found = sources_with(words, opened.user) if words.strip() else sources_of(opened.article, opened.user)
    response = TemplateResponse(request, "claims/desk/sources.html", {"known_sources": found, "searched": words})
    response["X-Desk"] = "sources"
    return response


def news(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell what changed since the marker and who else is here, and note where the asker is."""
    opened = Opened(request, pk)
    at, claim = timezone.now(), number_in(request.GET.get("on", ""))
    presence.be_seen(opened.article, opened.user, claim, at=at)
    since = number_in(request.GET.get("since", "")) or 0
    told = presence.news(opened.article, opened.user, since=since)
    people = presence.colleagues(opened.article, opened.user, at=at)
    # Asking is no activity: it must neither put off the log-out of an idle person nor write the session.
    del request.session
    return JsonResponse(told | {"people": [{"name": person.name, "claim": person.claim} for person in people]})
