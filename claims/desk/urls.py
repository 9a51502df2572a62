"""The desk's addresses below an article's: the page, its forms, and what its script asks for."""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpResponse
from django.urls import URLPattern, include, path

from . import views


def _at(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
    return path(route, admin.site.admin_view(view), name=name)


urlpatterns = [
    _at("", views.desk, "desk"),
    _at("mark/", views.mark, "desk_mark"),
    _at("news/", views.news, "desk_news"),
    _at("sources/", views.sources, "desk_sources"),
    path("proposals/", include("claims.desk.proposals.urls")),
    _at("claim/<int:number>/decide/", views.decide, "desk_decide"),
    _at("claim/<int:number>/reopen/", views.reopen, "desk_reopen"),
    _at("claim/<int:number>/progress/", views.progress, "desk_progress"),
    _at("claim/<int:number>/confirm/", views.confirm, "desk_confirm"),
    _at("claim/<int:number>/ask/", views.ask, "desk_ask"),
    _at("claim/<int:number>/edit/", views.edit, "desk_edit"),
    _at("claim/<int:number>/unmark/", views.unmark, "desk_unmark"),
    _at("claim/<int:number>/evidence/", views.bring, "desk_bring"),
    _at("claim/<int:number>/evidence/<int:row>/", views.evidence, "desk_evidence"),
]
