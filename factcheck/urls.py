"""The site: its own pages first, then the admin that they dress and extend."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("admin/", include("claims.urls")),
    path("admin/", admin.site.urls),
]
