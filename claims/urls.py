"""URLs of the app's own pages, included before the admin's so that they win."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
