"""The site: its own pages first, then the admin that they dress and extend."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from . import health

handler500 = "factcheck.trouble.server_error"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("admin/", include("claims.urls")),
    path("admin/", admin.site.urls),
]
