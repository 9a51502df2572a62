"""The start page, and the dashboard of one article."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import record
from claims.dashboard import article_figures, burn_down, charts, figures, words
from claims.dashboard.scope import Scope
from claims.models import Article, Query
from claims.models.people import may, role_names
from claims.vocabulary import Role

from .choosing import Choosing

QUERIES = 5
CLOCK_MAY_BE_BEHIND = timedelta(minutes=1)  # two machines never agree to the second


def start_page(request: HttpRequest) -> HttpResponse:
    """Show where the desk's claims stand, or what to do where there are none."""
    user: Any = request.user
    context = admin.site.each_context(request) | {"title": _("Dashboard"), "clock_behind": clock_behind(timezone.now())}
    if not Article.objects.visible_to(user).current().exists():
        return TemplateResponse(request, "claims/dashboard_empty.html", context | empty_desk(user))
    choosing = Choosing(request.GET or None, user=user)
    context |= desk_figures(choosing.scope(), at=timezone.now()) | {"choosing": choosing}
    context["queries"] = waiting_queries(user)
    return TemplateResponse(request, "claims/dashboard.html", context)


def clock_behind(now: datetime) -> dict[str, datetime] | None:
    """Return both times where the machine's clock was set back behind the record's last line. One query."""
    last = record.last_written()
    return {"now": now, "last": last} if last and last - now > CLOCK_MAY_BE_BEHIND else None


def waiting_queries(user: User) -> dict[str, Any]:
    """Return the oldest queries that go to this writer, or else wait on the desk. Two queries."""
    waiting = Query.objects.visible_to(user).waiting()
    to_writer = not user.has_perm("claims.read_desk")
    shown = (waiting.to_writer(user) if to_writer else waiting).for_list().order_by("asked_at", "pk")
    return {"to_writer": to_writer, "shown": shown[:QUERIES], "count": waiting.count()}


def empty_desk(user: User) -> dict[str, Any]:
    """Return what the start page says to a person who has nothing to read there."""
    editors = User.objects.filter(is_active=True, groups__name=Role.EDITOR)
    return {
        "roles": role_names(user),
        "may_import": may(user, "import_article") and user.has_perm("claims.read_desk"),
        "nobody_imports": user.has_perm("auth.add_user") and not editors.exists(),
    }


def desk_figures(scope: Scope, *, at: datetime) -> dict[str, Any]:
    days = figures.decided_per_day(scope, at=at)
    return {
        "tiles": figures.tiles(scope),
        "attention": figures.attention(scope, at=at),
        "articles": figures.articles_by_due_date(scope, at=at),
        "disputed": [(claim, words.prints(claim.article.due_at, at=at)) for claim in figures.disputed(scope)],
        "load": figures.load_per_checker(scope),
        "days": days,
        "columns": charts.columns([(day.day, day.counts) for day in days]),
        "oldest": [(claim, words.age(since, at=at)) for claim, since in figures.oldest_open(scope)],
    }


def article_dashboard(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where one article stands. 404 for who may not read it."""
    user: Any = request.user
    article = get_object_or_404(Article.objects.visible_to(user).select_related("writer"), pk=pk)
    scope = Scope(user=user, article=article.pk, archived_too=True)
    context = admin.site.each_context(request) | {"title": article.headline, "article": article}
    context |= article_context(scope, article, at=timezone.now())
    return TemplateResponse(request, "claims/dashboard_article.html", context)


def article_context(scope: Scope, article: Article, *, at: datetime) -> dict[str, Any]:
    revision = article.current_revision
    tiles = figures.tiles(scope)
    days = figures.decided_per_day(scope, at=at)
    burning = burn_down.open_by_day(article, at=at)
    due = timezone.localdate(article.due_at) if article.due_at else None
    return {
        "prints": words.prints(article.due_at, at=at),
        "line": next(iter(figures.articles_by_due_date(scope, at=at))),
        "tiles": tiles,
        "attention": figures.attention(scope, at=at),
        "load": figures.load_per_checker(scope),
        "disputed": [(claim, "") for claim in figures.disputed(scope)],
        "days": days,
        "columns": charts.columns([(day.day, day.counts) for day in days]),
        "burning": [(day, n) for day, n in burning if n is not None],
        "burn_down": charts.burn_down(burning, today=timezone.localdate(at), due=due) if burning else None,
        "kinds": article_figures.kinds(scope),
        "risks": article_figures.risks(scope),
        "coverage": article_figures.copy_covered(scope, revision) if revision else None,
        "not_found": article_figures.not_found(scope)[: figures.ROWS],
        "obstacles": article_figures.obstacles(scope, article),
        "revisions": article_figures.last_revisions(article),
        "sign_off": article_figures.last_sign_off(article),
        "revision": revision,
    }
