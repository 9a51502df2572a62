"""URLs of the app's own pages, included before the admin's so that they win."""

from django.contrib import admin
from django.urls import include, path

from .access.asking import still_you
from .door import duties, log_in, second_factor
from .pages import (
    call_sheet,
    dashboards,
    jobs,
    keeping,
    link_checks,
    own_password,
    queries,
    revising,
    signing,
    taking_away,
)

admin.site.site_header = admin.site.site_title = "Factcheck"
admin.site.enable_nav_sidebar = False
admin.site.site_url = None
admin.site.login_form = log_in.LogInForm

app_name = "claims"
urlpatterns = [
    path("login/", log_in.log_in, name="login"),
    # It asks for the old password, which would else be free to guess at for whoever finds an open browser.
    path(
        "password_change/",
        admin.site.admin_view(still_you(to_look=True)(own_password.change_own_password)),
        name="password_change",
    ),
    path("second-factor/", admin.site.admin_view(second_factor.second_factor), name="second_factor"),
    path("second-factor/roles/", admin.site.admin_view(duties.roles_page), name="second_factor_roles"),
    path("auth/user/<int:pk>/second-factor/", admin.site.admin_view(second_factor.colleagues), name="second_factor_of"),
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
    path("claims/source/<int:pk>/check-links/", admin.site.admin_view(link_checks.check), name="check_links"),
    path("jobs/", admin.site.admin_view(jobs.list_page), name="jobs"),
    path("jobs/<int:pk>/", admin.site.admin_view(jobs.job_page), name="job"),
    path("queries/", admin.site.admin_view(queries.list_page), name="queries"),
    path("queries/<int:pk>/", admin.site.admin_view(queries.answer_page), name="query"),
    path("claims/article/<int:pk>/keeping/", admin.site.admin_view(keeping.keeping_page), name="keeping"),
    path("claims/article/<int:pk>/take-away/", admin.site.admin_view(taking_away.take_away), name="take_away"),
    path(
        "claims/article/<int:pk>/take-away/checked-copy/",
        admin.site.admin_view(taking_away.checked_copy),
        name="checked_copy",
    ),
    path("claims/article/<int:pk>/desk/", include("claims.desk.urls")),
]
