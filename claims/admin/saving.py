"""Saving through the rules: problems go back into the form, a stale form gets a page with both texts.

The stock admin checks a form and then saves it. Ours is saved by `claims.review`, which may still refuse or
find that somebody else was faster. Both end the transaction; a refused form is then shown once more, with
each problem in the part of the form that it lies with and everything typed kept.
"""

from collections import defaultdict
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from claims.review.problems import Conflict, Problem, Refused

from .base import DeskAdmin
from .conflict import conflict_page

SAME_MOMENT = Problem("same_moment", "Somebody saved something like this at the same moment. Try again.")


class NotSaved(Exception):
    """Raised where parts of a form were refused: the problems by the form's prefix, "" for the main form."""

    def __init__(self, refusals: dict[str, list[Problem]]) -> None:
        self.refusals = refusals
        super().__init__(str(refusals))


class RefusedForm(forms.ModelForm):
    """A form that shows what the rules refused. `refusals` and `user` come from the admin."""

    refusals: dict[str, list[Problem]] = {}
    user: Any = None

    def clean(self) -> dict[str, Any] | None:
        refused: defaultdict[str, list[ValidationError]] = defaultdict(list)
        for problem in self.refusals.get(self.prefix or "", []):
            refused[self.place_of(problem)].append(ValidationError(problem.message, code=problem.code))
        if refused:
            raise ValidationError(dict(refused))
        return super().clean()

    def place_of(self, problem: Problem) -> str:
        """Return the field that has to be filled or mended, or the place for what lies with no field."""
        return problem.field if problem.field in self.fields else NON_FIELD_ERRORS

    def values(self, *names: str) -> dict[str, Any]:
        """Return the cleaned values of those names that this form has."""
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class RuledForm(RefusedForm):
    """A form that carries its row's version."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["version"] = self.instance.version
        else:
            del self.fields["version"]

    def as_read(self, row: Any) -> Any:
        """Return the stored row. Raise Conflict where it was saved since this form was shown."""
        if row.version != self.cleaned_data["version"]:
            raise Conflict(row)
        return row


class RuledAdmin(DeskAdmin):
    """An admin whose `create` and `change` write through claims.review."""

    form: Any = RuledForm

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.refusals = getattr(request, "refusals", {})
        form.user = request.user
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        refuse_copying(request)
        view = partial(super().changeform_view, request, object_id, form_url, extra_context)
        try:
            response = view()
        except Conflict as conflict:
            return conflict_page(self, request, conflict.row, object_id)
        except (NotSaved, Refused, IntegrityError) as refused:
            request.refusals = refusals_of(refused)  # type: ignore[attr-defined]
            response = view()
        return as_unprocessable(request, response)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        act = {"by": request.user, "at": timezone.now()}
        if change:
            form.row = form.as_read(self.get_queryset(request).get(pk=obj.pk))
            self.change(form.row, form, **act)
        else:
            form.row = self.create(form, **act)
            obj.pk = form.row.pk
            obj.refresh_from_db()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Leave out the stock saving of lists: who has them overrides this."""

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> list[Any]:
        return []  # For Django's log, which is not written.

    def create(self, form: Any, *, by: Any, at: Any) -> Any:
        """Make the row through its rule and return it."""
        raise NotImplementedError

    def change(self, row: Any, form: Any, *, by: Any, at: Any) -> None:
        """Change the row through its rule."""
        raise NotImplementedError


def refuse_copying(request: HttpRequest) -> None:
    """Refuse the stock admin's "save as new", which no page of ours offers. Raise PermissionDenied."""
    if "_saveasnew" in request.POST:
        raise PermissionDenied


def refusals_of(refused: Exception) -> dict[str, list[Problem]]:
    """Return the problems by the prefix of the form that they lie with."""
    if isinstance(refused, NotSaved):
        return refused.refusals
    return {"": refused.problems if isinstance(refused, Refused) else [SAME_MOMENT]}


def as_unprocessable(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give a form that is shown again because of errors the status 422."""
    if request.method == "POST" and (getattr(response, "context_data", None) or {}).get("errors"):
        response.status_code = 422
    return response
