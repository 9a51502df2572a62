"""URLs of the app's own pages, included before the admin's so that they win."""

from django.contrib import admin
from django.urls import include, path

from .pages import call_sheet, dashboards, queries, revising, signing, taking_away

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
    path("claims/article/<int:pk>/sign-off/", admin.site.admin_view(signing.sign_off_page), name="sign_off"),
    path("claims/claim/<int:pk>/ask/", admin.site.admin_view(queries.ask_page), name="ask"),
    path("claims/source/<int:pk>/call-sheet/", admin.site.admin_view(call_sheet.call_sheet), name="call_sheet"),
    path("queries/", admin.site.admin_view(queries.list_page), name="queries"),
    path("queries/<int:pk>/", admin.site.admin_view(queries.answer_page), name="query"),
    path("claims/article/<int:pk>/take-away/", admin.site.admin_view(taking_away.take_away), name="take_away"),
    path(
        "claims/article/<int:pk>/take-away/checked-copy/",
        admin.site.admin_view(taking_away.checked_copy),
        name="checked_copy",
    ),
    path("claims/article/<int:pk>/desk/", include("claims.desk.urls")),
]
