"""URLs of the app's own pages, included before the admin's so that they win."""

from django.contrib import admin
from django.urls import path

from .pages import dashboards, revising

admin.site.site_header = admin.site.site_title = "Factcheck"
admin.site.enable_nav_sidebar = False
admin.site.site_url = None

app_name = "claims"
urlpatterns = [
    path("", admin.site.admin_view(dashboards.start_page), name="dashboard"),
    path(
        "claims/article/<int:pk>/dashboard/",
        admin.site.admin_view(dashboards.article_dashboard),
        name="article_dashboard",
    ),
    path("claims/article/<int:pk>/revision/", admin.site.admin_view(revising.hand_over), name="revise"),
    path(
        "claims/article/<int:pk>/revision/<str:token>/",
        admin.site.admin_view(revising.look_over),
        name="revision_preview",
    ),
]
