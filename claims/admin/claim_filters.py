"""Filters of the claim list. Dashboards link to them by these parameters."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models import Article, Claim
from claims.models.people import full_name

from .base import as_person, is_key

Choices = list[tuple[Any, Any]]


class OwnFilter(admin.SimpleListFilter):
    """A filter that is obeyed even where it offers no choice: the stock one would be ignored then."""

    def has_output(self) -> bool:
        return self.value() is not None or super().has_output()


class NeedsFilter(OwnFilter):
    title = _("what it needs")
    parameter_name = "needs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [
            ("second_source", _("needs a second source")),
            ("overdue", _("overdue")),
            ("unconfirmed", _("needs confirmation")),
            ("not_placed", _("has no certain place in the copy")),
            ("answer", _("waits for an answer")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        asked = {
            "second_source": queryset.needs_second_source,  # type: ignore[attr-defined]
            "overdue": lambda: queryset.overdue(at=timezone.now()),  # type: ignore[attr-defined]
            "unconfirmed": queryset.unconfirmed,  # type: ignore[attr-defined]
            "not_placed": queryset.not_placed,  # type: ignore[attr-defined]
            "answer": queryset.waiting_for_answer,  # type: ignore[attr-defined]
        }
        return known(asked, self.value())() if self.value() else queryset


class CheckerFilter(OwnFilter):
    title = _("checker")
    parameter_name = "checker__id__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        checking = Claim.objects.visible_to(as_person(request)).filter(checker=OuterRef("pk"))
        people = User.objects.filter(Exists(checking)).order_by("first_name", "last_name", "username")
        return [("none", _("nobody")), *((str(person.pk), full_name(person)) for person in people)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        return by_key(queryset, "checker", self.value())


class ArticleFilter(OwnFilter):
    title = _("article")
    parameter_name = "article__id__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        articles = Article.objects.visible_to(as_person(request)).current().by_due_date()
        return [(str(pk), headline) for pk, headline in articles.values_list("pk", "headline")[:50]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        return by_key(queryset, "article", self.value())


class DeskFilter(OwnFilter):
    title = _("desk")
    parameter_name = "article__desk__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        articles = Article.objects.visible_to(as_person(request)).current().exclude(desk="")
        return [(desk, desk) for desk in articles.order_by("desk").values_list("desk", flat=True).distinct()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        return queryset if self.value() is None else queryset.filter(article__desk=self.value())


class ArchivedFilter(OwnFilter):
    """Hides archived articles' claims unless they are asked for."""

    title = _("archive")
    parameter_name = "article__archived__exact"
    path = "article__archived"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("0", _("current articles")), ("1", _("archived articles")), ("all", _("both"))]

    def value(self) -> Any:
        return super().value() or "0"

    def choices(self, changelist: Any) -> Any:
        _everything, *choices = super().choices(changelist)
        return choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        wanted = known({"0": {self.path: False}, "1": {self.path: True}, "all": {}}, self.value())
        return queryset.filter(**wanted)


class DayFilter(OwnFilter):
    """One day, in the site's time zone. It offers no choice: dashboards and people name the day."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        day = request.GET.get(self.parameter_name or "")
        return [(day, day)] if day else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        if self.value() is None:
            return queryset
        try:
            day = date.fromisoformat(self.value() or "")
            start, end = midnight(day), midnight(day + timedelta(days=1))
        except (ValueError, OverflowError) as error:
            raise IncorrectLookupParameters(error) from error
        return self.within(queryset, start, end)

    def within(self, queryset: QuerySet[Claim], start: datetime, end: datetime) -> QuerySet[Claim]:
        raise NotImplementedError


class DecidedOnFilter(DayFilter):
    title = _("decided on")
    parameter_name = "decided_on"

    def within(self, queryset: QuerySet[Claim], start: datetime, end: datetime) -> QuerySet[Claim]:
        return queryset.filter(decided_at__gte=start, decided_at__lt=end)


class PrintsByFilter(DayFilter):
    title = _("prints by")
    parameter_name = "prints_by"

    def within(self, queryset: QuerySet[Claim], start: datetime, end: datetime) -> QuerySet[Claim]:
        return queryset.filter(article__due_at__lt=end)


def midnight(day: date) -> datetime:
    """Return the day's first moment in the site's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def known(choices: dict[Any, Any], value: str | None) -> Any:
    """Return the choice. Raise IncorrectLookupParameters, which leads to the plain list, for what is none."""
    if value not in choices:
        raise IncorrectLookupParameters(f"{str(value)[:50]} is no choice")
    return choices[value]


def by_key(queryset: QuerySet[Any], field: str, value: str | None) -> QuerySet[Any]:
    """Return the rows whose link holds this primary key, or with "none" nothing."""
    if value is None:
        return queryset
    if value == "none":
        return queryset.filter(**{f"{field}__isnull": True})
    if not is_key(value):
        raise IncorrectLookupParameters(f"{value[:50]} is no number")
    return queryset.filter(**{field: int(value)})
