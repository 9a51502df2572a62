"""Trying what a form asks for: done, refused with sentences, or overtaken by somebody else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse, HttpResponseRedirect

from claims.review.problems import Conflict, Problem, Refused

from .addresses import Address
from .opening import Opened

SAME_MOMENT = Problem("same_moment", "Somebody saved something like this at the same moment. Try again.")
DONE, REFUSED, OVERTAKEN = 200, 422, 409


@dataclass(frozen=True)
class Difference:
    """One thing in which what stands now differs from what was typed."""

    label: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Overtaken:
    """Somebody else saved the row first: who, and both texts. `keep` leads back to what stands."""

    name: str
    differences: list[Difference]
    keep: str
    replaces: bool = True


@dataclass(frozen=True)
class Trouble:
    """What went wrong with one part of the desk, and that part's form with everything typed kept."""

    part: str
    form: Any
    problems: list[str] = field(default_factory=list)
    overtaken: Overtaken | None = None
    fields: tuple[str, ...] = ()  # that have to be filled or mended: the first takes the focus

    @property
    def status(self) -> int:
        return OVERTAKEN if self.overtaken else REFUSED


Act = Callable[[dict[str, Any]], tuple[str, Address]]


def attempt(
    opened: Opened, part: str, form: forms.Form, act: Act, *, overtaken: Callable[[], Overtaken]
) -> HttpResponse | Trouble:
    """Do what the form asks for. `act` takes its values and returns what to say and where to go on."""
    if not form.is_valid():
        return Trouble(part, form, list(sentences(form)), fields=tuple(form.errors))
    try:
        said, onward = act(form.cleaned_data)
    except Refused as refused:
        asked = {problem.field for problem in refused.problems}
        fields = tuple(name for name in form.fields if name in asked)
        told = list(dict.fromkeys(problem.message for problem in refused.problems))
        return Trouble(part, form, told, fields=fields)
    except Conflict:
        return Trouble(part, form, overtaken=overtaken())
    except IntegrityError:
        return Trouble(part, form, [SAME_MOMENT.message])
    messages.success(opened.request, said)
    return HttpResponseRedirect(with_fragment(onward.url, opened))


def with_fragment(url: str, opened: Opened) -> str:
    """Return the address for the same asker: a script that sent a part's form wants a part back."""
    if not opened.is_fragment:
        return url
    return f"{url}{'&' if '?' in url else '?'}fragment=1"


def sentences(form: forms.Form) -> Iterable[str]:
    """Yield what is wrong with a form, each with the name of its field."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else None
        for error in errors:
            yield f"{label}: {error}" if label else str(error)
