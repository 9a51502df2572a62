"""A person's own password. The page is the stock admin's; that it was set is a line of the record."""

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from claims.review.accounts import tell_of_password


@transaction.atomic
def change_own_password(request: HttpRequest) -> HttpResponse:
    """Show the page or set the password, and record that it was set in the same transaction."""
    answer = admin.site.password_change(request)
    if request.method == "POST" and answer.status_code == 302:  # The page leads on where the new one was taken.
        tell_of_password(request.user, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return answer
