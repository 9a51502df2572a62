"""The addresses of proposals. Reading is for who may see them; every act is left to its rule."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims.desk.attempts import REFUSED, Difference, Overtaken, Trouble, sentences
from claims.desk.marking import FIELDS
from claims.intake.asking import Asked, ask_about, endpoint
from claims.intake.candidates import Filed, find_in
from claims.models import Candidate
from claims.models.people import full_name
from claims.review.problems import Conflict, Refused
from claims.review.proposals import accept as accept_one
from claims.review.proposals import accept_all as accept_every
from claims.review.proposals import take_back as take_back_one
from claims.review.proposals import waive as waive_one
from claims.review.proposals import waive_repeats as waive_all_repeats

from .forms import AcceptForm, ManyForm, OfRevisionForm, VersionedForm, WaiveForm
from .showing import Proposals, Said, show

OVERTAKEN = 409


def proposals(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the copy with what is proposed in it, and the passage that the address names."""
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    return show(Proposals(request, pk))


def find(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the finder read the revision that the form names and file what it proposes."""
    opened = Proposals(request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(opened.asked.url)
    if (refusal := _other_revision(opened, OfRevisionForm(request.POST))) is not None:
        return refusal
    try:
        messages.success(request, in_words(_found(opened)))
    except Refused as refused:
        return show(opened, said=Said([problem.message for problem in refused.problems], REFUSED))
    return HttpResponseRedirect(opened.asked.at(row=None).url)


def _found(opened: Proposals) -> Filed:
    """Let the finder read, and before it the model behind the endpoint where the person ticked that."""
    assert opened.revision is not None
    by, at = opened.user, timezone.now()
    asked = Asked()
    if "ask" in opened.request.POST and (there := endpoint()) is not None:
        asked = ask_about(opened.revision, there, by=by, at=at)
    for sentence in told(asked):
        messages.warning(opened.request, sentence)
    return find_in(opened.revision, by=by, at=at, also=asked.found)


def told(asked: Asked) -> list[str]:
    """Return what a person should know of the endpoint's answer, in sentences."""
    kept = _("What the desk's own finder found is kept.")
    said = [f"{trouble} {kept}" for trouble in asked.troubles]
    if asked.dropped:
        words = ngettext(
            "%(n)d passage that the model named has no certain place in the copy and was left out.",
            "%(n)d passages that the model named have no certain place in the copy and were left out.",
            asked.dropped,
        )
        said.append(words % {"n": asked.dropped})
    return said


def in_words(filed: Filed) -> str:
    """Return what finding did as a person says it."""
    if not filed.new:
        return _("Nothing new: the finder proposes what it proposed before.") if filed.known else _("Nothing found.")
    said = ngettext("%(n)d passage is proposed.", "%(n)d passages are proposed.", filed.new) % {"n": filed.new}
    return f"{said} {_('Nothing is decided: accept or waive each.')}"


def _other_revision(opened: Proposals, form: forms.Form) -> HttpResponse | None:
    """Return the page where the form names another revision than the current one, or what it can't."""
    if opened.revision is not None and form.is_valid() and form.cleaned_data["revision"] == opened.revision.pk:
        return None
    message = _("A new revision came in while you looked at this page. Nothing was done: this is the new one.")
    return show(opened, said=Said([message], OVERTAKEN))


def settling(form_class: type[OfRevisionForm], act: Callable[..., str], overtaken: Any) -> Callable[..., HttpResponse]:
    """Return the view of a form about the page as a whole: it names the revision that was looked at. `overtaken` is
    said where somebody else was first.
    """

    def view(request: HttpRequest, pk: int, **named: int) -> HttpResponse:
        opened, form = Proposals(request, pk), form_class(request.POST)
        if request.method != "POST":
            return HttpResponseRedirect(opened.asked.url)
        if (refusal := _other_revision(opened, form)) is not None:
            return refusal
        try:
            messages.success(request, act(opened, form.cleaned_data, **named))
        except Refused as refused:
            return show(opened, said=Said(list(dict.fromkeys(p.message for p in refused.problems)), REFUSED))
        except Conflict:
            return show(Proposals(request, pk), said=Said([overtaken], OVERTAKEN))
        # The desk itself shows some of these forms: it is where a person goes on then.
        return HttpResponseRedirect(opened.named.url if "desk" in request.POST else opened.asked.url)

    return view


def _as_counted(opened: Proposals, counted: str, values: dict[str, Any]) -> None:
    """Raise Conflict where what the form would settle is not what the page showed."""
    if counted != values["seen"]:
        raise Conflict(opened.article)


def _all_accepted(opened: Proposals, values: dict[str, Any]) -> str:
    _as_counted(opened, opened.listing.seen, values)
    claims = accept_every(opened.listing.acceptable, by=opened.user, at=timezone.now())
    said = ngettext("%(n)d claim is marked, unchecked.", "%(n)d claims are marked, unchecked.", len(claims))
    return said % {"n": len(claims)}


def _repeats_waived(opened: Proposals, values: dict[str, Any]) -> str:
    _as_counted(opened, opened.listing.repeats_seen, values)
    waived = waive_all_repeats(opened.listing.repeating, by=opened.user, at=timezone.now())
    said = ngettext("%(n)d passage is waived as a repeat.", "%(n)d passages are waived as repeats.", len(waived))
    return said % {"n": len(waived)}


accept_all = settling(
    ManyForm,
    _all_accepted,
    gettext_lazy("Somebody else settled some of these in the meantime. Nothing was accepted: count again."),
)
waive_repeats = settling(
    ManyForm,
    _repeats_waived,
    gettext_lazy("Somebody else settled some of these in the meantime. Nothing was waived: count again."),
)


Act = Callable[[Proposals, Candidate, dict[str, Any]], str]


def _acting(part: str, make: Callable[[Proposals, Candidate], forms.Form], act: Act) -> Callable[..., HttpResponse]:
    """Return the view of one form about a passage. Its address without a form leads back to the passage."""

    def view(request: HttpRequest, pk: int, row: int) -> HttpResponse:
        opened = Proposals(request, pk)
        opened.asked = opened.asked.at(row=row)
        candidate = opened.passage(row)
        if request.method != "POST":
            return HttpResponseRedirect(opened.asked.url)
        form = make(opened, candidate)
        trouble = _tried(opened, candidate, part, form, act)
        if trouble is not None and opened.listing.selected is None:  # It is of older copy: no form of it is left.
            return show(opened, said=Said(trouble.problems, trouble.status))
        if trouble is not None:
            return show(opened, trouble=trouble)
        return HttpResponseRedirect(_onward(opened))

    return view


def _tried(opened: Proposals, candidate: Candidate, part: str, form: forms.Form, act: Act) -> Trouble | None:
    if not form.is_valid():
        return Trouble(part, form, list(sentences(form)))
    candidate.version = form.cleaned_data["version"]
    try:
        messages.success(opened.request, act(opened, candidate, form.cleaned_data))
    except Refused as refused:
        return Trouble(part, form, list(dict.fromkeys(problem.message for problem in refused.problems)))
    except Conflict:
        return Trouble(part, form, overtaken=_overtaken(opened, candidate.pk))
    return None


def _onward(opened: Proposals) -> str:
    """Return the address of the passage after this one among those shown, else of the first."""
    _, after = opened.listing.neighbours()
    return opened.asked.at(row=after).url


def _overtaken(opened: Proposals, pk: int) -> Overtaken:
    now = opened.passage(pk)
    name = full_name(now.settled_by) if now.settled_by else _("Somebody")
    became = f"{now.get_state_display()}" + (f", claim {now.claim.number}" if now.claim else "")
    return Overtaken(name, [Difference("This passage", became, "")], opened.asked.url, replaces=False)


def _accepted(opened: Proposals, candidate: Candidate, values: dict[str, Any]) -> str:
    fields = {name: values[name] for name in FIELDS}
    place = {"stands_at": values["stands_at"]} if values["stands_at"] else {}
    claim = accept_one(candidate, by=opened.user, at=timezone.now(), **place, **fields)
    return _("Claim %(n)d is marked, unchecked.") % {"n": claim.number}


def _waived(opened: Proposals, candidate: Candidate, values: dict[str, Any]) -> str:
    repeats = opened.article.claims.filter(number=values["repeats"] or 0).first()
    waive_one(candidate, by=opened.user, at=timezone.now(), reason=values["reason"], repeats=repeats)
    return _("The passage is waived: %(reason)s.") % {"reason": candidate.get_waiver_display()}


def _taken_back(opened: Proposals, candidate: Candidate, values: dict[str, Any]) -> str:
    take_back_one(candidate, by=opened.user, at=timezone.now())
    return _("The passage is proposed again.")


def _words(opened: Proposals, candidate: Candidate) -> forms.Form:
    body = opened.revision.body if opened.revision else ""
    return AcceptForm(opened.request.POST, body=body, known_quote=candidate.quote)


accept = _acting("accept", _words, _accepted)
waive = _acting("waive", lambda opened, _: WaiveForm(opened.request.POST), _waived)
take_back = _acting("take_back", lambda opened, _: VersionedForm(opened.request.POST), _taken_back)
