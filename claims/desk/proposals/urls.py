"""The addresses of proposals, below the desk's."""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpResponse
from django.urls import URLPattern, path

from . import aside, views


def _at(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
    return path(route, admin.site.admin_view(view), name=name)


urlpatterns = [
    _at("", views.proposals, "proposals"),
    _at("find/", views.find, "proposals_find"),
    _at("accept-all/", views.accept_all, "proposals_accept_all"),
    _at("waive-repeats/", views.waive_repeats, "proposals_waive_repeats"),
    _at("put-aside/", aside.put_aside, "proposals_put_aside"),
    _at("aside/<int:row>/bring-back/", aside.bring_back, "proposals_bring_back"),
    _at("<int:row>/accept/", views.accept, "proposals_accept"),
    _at("<int:row>/waive/", views.waive, "proposals_waive"),
    _at("<int:row>/take-back/", views.take_back, "proposals_take_back"),
]
