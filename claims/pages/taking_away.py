"""Taking an article along: the checked copy, the corrections and the ClaimReview, each with what is in it."""

import tempfile
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import record
from claims.access.asking import still_you
from claims.export.checked_copy import counts, page
from claims.export.claimreview import LONGEST_BASE, refusals
from claims.export.corrections import recommended
from claims.export.taking import FORMATS, Paper, Taking, filename, look, problems_with_taking, take
from claims.models import Article
from claims.review.problems import Refused

SHOWN = 40  # claims that are named under one reason


class TakingForm(forms.Form):
    """Which paper, in which format, and for ClaimReview under which address it will be published."""

    paper = forms.ChoiceField(choices=Paper.choices)
    format = forms.ChoiceField(
        choices=[(name, name) for name in sorted({n for names in FORMATS.values() for n in names})]
    )
    base = forms.CharField(
        label=gettext_lazy("Published under"),
        required=False,
        max_length=LONGEST_BASE,
        widget=forms.URLInput(attrs={"placeholder": "https://weekly.example/checks/", "size": 40}),
        help_text=gettext_lazy("Each review gets a page of its own below this address: one page may hold one review."),
    )


@still_you()
def take_away(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what there is to take along; with POST, hand out the file."""
    article = _article(request, pk)
    if request.method != "POST":
        return _shown(request, article, TakingForm())
    form = TakingForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        taking = Taking(article, Paper(given["paper"]), given["format"], request.user, given["base"])
        try:
            return _handed_out(taking)
        except Refused as refused:
            form.add_error(None, [problem.message for problem in refused.problems])
    return _shown(request, article, form, status=422)


def checked_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the checked copy for reading and printing.

    Of confidential sources it tells the number to everybody: the file tells more, and who takes that is in the record.
    """
    article = _article(request, pk)
    try:
        return HttpResponse(page(look(article, viewer=None), at=timezone.now()))
    except Refused:
        return _shown(request, article, TakingForm(), status=404)


def _article(request: HttpRequest, pk: int) -> Article:
    user: Any = request.user
    article = get_object_or_404(Article.objects.visible_to(user).select_related("writer"), pk=pk)
    if problems_with_taking(article, by=user):
        raise PermissionDenied
    return article


def _handed_out(taking: Taking) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    try:
        take(taking, file, at=timezone.now())
    except BaseException:
        file.close()
        raise
    file.seek(0)
    # Its type is not told: with nosniff no browser opens it on the desk's own address.
    name = filename(taking, on=timezone.localdate())
    answer = FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")
    answer["Cache-Control"] = "no-store"
    return answer


def _shown(request: HttpRequest, article: Article, form: TakingForm, status: int = 200) -> HttpResponse:
    context = admin.site.each_context(request) | _papers(article, request.user)
    context |= {"title": _("Take away"), "article": article, "form": form}
    return TemplateResponse(request, "claims/taking_away.html", context, status=status)


def _papers(article: Article, user: Any) -> dict[str, Any]:
    """Return what each paper would hold now; without copy there is none of them."""
    try:
        checking = look(article, viewer=user)
    except Refused:
        return {"checking": None}
    refused = refusals(checking)
    return {
        "checking": checking,
        "seal": record.last_seal(),
        "counts": counts(checking),
        "corrections": [note.number for note in recommended(checking)],
        "reviewed": len(checking.notes) - len(refused),
        "refused": _by_reason(refused, reverse("claims:desk", args=[article.pk])),
    }


def _by_reason(refused: Iterable[tuple[int, tuple[str, ...]]], desk: str) -> list[dict[str, Any]]:
    """Return each reason with the claims that it keeps back, the reason of most claims first."""
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, sentences in refused:
        for sentence in sentences:
            numbers[sentence].append(number)
    ordered = sorted(numbers.items(), key=lambda item: -len(item[1]))
    return [
        {
            "sentence": sentence,
            "count": len(claims),
            "claims": [(number, f"{desk}?claim={number}") for number in claims[:SHOWN]],
            "more": max(0, len(claims) - SHOWN),
        }
        for sentence, claims in ordered
    ]
