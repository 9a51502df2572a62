"""What all our admin pages share: who may open them, and answers to damaged addresses."""

import re
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import SEARCH_VAR
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from claims.models.people import may

from .history import HistoryPage
from .moments import MomentWidget
from .paging import DeskList, NearPaginator

# Longer searches cost the database more than they find; a word of 50,000 letters is refused by SQLite.
WORDS, LETTERS = 12, 100


def words_of(search_term: str) -> list[str]:
    """Return the words to look for, few and short enough for any database."""
    return [word[:LETTERS] for word in search_term.replace("\0", " ").split()[:WORDS]]


def is_key(text: str) -> bool:
    """Tell whether the text can be a primary key: up to 18 digits, which every database holds."""
    return re.fullmatch(r"[0-9]{1,18}", text) is not None


def is_damaged(query: QueryDict) -> bool:
    """Tell whether an address asks for what no database can look up: a NUL, or a number longer than any key."""
    return any(
        "\0" in key + value or (key != SEARCH_VAR and re.search(r"[0-9]{19}", value))
        for key, values in query.lists()
        for value in values
    )


def as_person(request: HttpRequest) -> Any:
    """Return who asks. Every page here is behind the log-in: it is never the anonymous user."""
    return request.user


class DeskAdmin(HistoryPage, admin.ModelAdmin):
    """Shows what a person may see, changes only what the person was given: being a superuser gives nothing.

    Nothing is deleted here: rows are cut, withdrawn, merged, archived or switched off.
    """

    list_per_page = 50
    paginator = NearPaginator
    show_full_result_count = False
    actions_selection_counter = True
    view_on_site = False
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.DateTimeField: {"widget": MomentWidget},
    }

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.view_{self.opts.model_name}")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, f"add_{self.opts.model_name}")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, f"change_{self.opts.model_name}")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.model.objects.visible_to(request.user)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return DeskList

    def action_checkbox(self, obj: Any) -> SafeString:
        """Return the stock box, without a template for each: those of 50 claims took 12 of 62 ms of CPU."""
        label = format_html(str(_("Select this object for an action - {}")), obj)
        box = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
        return format_html(box, ACTION_CHECKBOX_NAME, obj.pk, label)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, " ".join(words_of(search_term)))

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Allow only comparisons with whole values: a pattern in an address could read or stall the database."""
        plain = lookup.rpartition("__")[2] in {"exact", "in", "isnull"} or "__" not in lookup
        return plain and super().lookup_allowed(lookup, value, request)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if is_damaged(request.GET):
            messages.error(request, _("That address was damaged. This is the whole list."))
            return HttpResponseRedirect(request.path)
        return super().changelist_view(request, extra_context)

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any], *place: Any, **at: Any) -> Any:
        if all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            return super().response_action(request, queryset, *place, **at)
        messages.error(request, _("That selection was damaged. Nothing was changed: choose again."))
        return None

    # The desk's own record tells of every change; Django's log, whose rows can be deleted, is not written.
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any: ...

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any: ...
