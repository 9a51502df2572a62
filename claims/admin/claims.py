"""The claim list and a claim's page."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ORDER_VAR
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from claims.derived.marking import marked
from claims.derived.searching import matching
from claims.models import Claim
from claims.models.people import full_name
from claims.review.assignment import assign
from claims.review.wording import EDITABLE, edit_claim, mark_claim
from claims.templatetags.desk import status_chip
from claims.vocabulary import DECIDED, Status, Table

from .claim_actions import ClaimActions
from .claim_filters import (
    ArchivedFilter,
    ArticleFilter,
    CheckerFilter,
    DecidedOnFilter,
    DeskFilter,
    NeedsFilter,
    PrintsByFilter,
)
from .claim_form import ClaimForm, NewClaimForm
from .claim_page import claim_page
from .claim_pages import ORDER, ClaimList, paginator_for
from .claim_search import cut, show_found
from .decision import decide
from .evidence import EvidenceInline, save_rows
from .export_form import ClaimsExportForm
from .exporting import ExportPage
from .importing import ImportTableMixin
from .saving import RuledAdmin

_FIELDS = ("statement", "quote", "section", ("kind", "value"), "speaker", ("risk", "sensitive"), "checker", "note")


@admin.register(Claim)
class ClaimAdmin(ImportTableMixin, ExportPage, ClaimActions, RuledAdmin):
    list_display = ("number", "words", "chip", "risk", "kind", "story", "checked_by", "place", "decided_at")
    list_display_links = ("number", "words")
    list_filter = (
        "status", "risk", "kind", NeedsFilter, CheckerFilter, ArticleFilter, DeskFilter, ArchivedFilter,
        DecidedOnFilter, PrintsByFilter,
    )  # fmt: skip
    list_select_related = ("article", "checker")
    search_fields = ("statement",)
    search_help_text = _(
        "Searches statements, quotes, sections, speakers, findings and titles of sources. Whole words; "
        "“words in quotation marks” follow each other, and a star stands for the rest of a word: brid*."
    )
    ordering = ORDER
    sortable_by = ("decided_at",)  # the only other order that an index has, so that it takes no longer at a million
    inlines = (EvidenceInline,)
    change_form_template = "admin/claims/claim/change_form.html"
    export_form_class = ClaimsExportForm
    import_tables = (Table.CLAIMS, Table.EVIDENCE, Table.VERDICTS)

    @admin.display(description=_("claim"))
    def words(self, claim: Any) -> str:
        sought = getattr(claim, "sought", ())
        statement, quote = (marked(text, sought) for text in (cut(claim.statement, 300), cut(claim.quote, 200)))
        quoted = format_html(' <q class="quote">{}</q>', quote) if quote else ""
        said = format_html('<span class="said">{}</span>', claim.said) if getattr(claim, "said", "") else ""
        return format_html('<span class="statement">{}</span>{}{}', statement, quoted, said)

    @admin.display(description=_("article"), ordering="article")
    def story(self, claim: Claim) -> str:
        return format_html('<span class="headline">{}</span>', claim.article)

    @admin.display(description=_("status"), ordering="status")
    def chip(self, claim: Claim) -> str:
        return status_chip(claim.status)

    @admin.display(description=_("checker"), ordering="checker", empty_value="nobody")
    def checked_by(self, claim: Claim) -> str | None:
        return full_name(claim.checker) if claim.checker else None

    @admin.display(description=_("place"), empty_value="")
    def place(self, claim: Claim) -> str | None:
        return None if claim.start is not None or claim.status == Status.CUT else claim.place_in_words

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        ours = {DeskFilter.parameter_name, ArchivedFilter.parameter_name}
        return lookup in ours or super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Claim], search_term: str
    ) -> tuple[QuerySet[Claim], bool]:
        found: Any = matching(queryset, search_term, request.user)
        ranked = search_term.strip() and ORDER_VAR not in request.GET and not found.query.is_empty()
        return found.order_by("rank", "-pk") if ranked else found, False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return ClaimList

    def get_paginator(self, request: HttpRequest, queryset: Any, per_page: int, *args: Any, **kwargs: Any) -> Any:
        return paginator_for(request, queryset, per_page)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        show_found(changelist.result_list, changelist.query, request.user)
        return changelist

    def has_change_permission(self, request: HttpRequest, obj: Claim | None = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.article.archived)

    def get_inlines(self, request: HttpRequest, obj: Claim | None) -> Any:
        return self.inlines if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: Claim | None = None) -> Any:
        return [(None, {"fields": _FIELDS if obj else ("article", *_FIELDS)})]

    def get_form(self, request: HttpRequest, obj: Claim | None = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = ClaimForm if obj else NewClaimForm
        return super().get_form(request, obj, change, **kwargs)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        if (claim := kwargs.get("obj")) is not None:
            context |= claim_page(claim, request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def create(self, form: Any, *, by: Any, at: Any) -> Claim:
        return mark_claim(form.cleaned_data["article"], by=by, at=at, **form.values(*EDITABLE, "checker"))

    def change(self, row: Claim, form: Any, *, by: Any, at: Any) -> None:
        edit_claim(row, by=by, at=at, **form.values(*EDITABLE))
        assign(row, to=form.cleaned_data["checker"], by=by, at=at)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        for formset in formsets:
            save_rows(form.row, formset, by=request.user, at=timezone.now())
        if change:
            decide(form.row, form, by=request.user, at=timezone.now())
            self.tell_of_reopening(request, form)

    def tell_of_reopening(self, request: HttpRequest, form: Any) -> None:
        """Say so where saving has taken back a decision that nobody meant to take back."""
        was_decided = form.instance.status in DECIDED
        if was_decided and form.row.status == Status.UNCHECKED and "_reopen" not in request.POST:
            message = _("Claim %(number)s was reopened by this: its history says why.")
            messages.warning(request, message % {"number": form.row.number})

    def response_change(self, request: HttpRequest, obj: Claim) -> HttpResponse:
        response = super().response_change(request, obj)
        if "_next" not in request.POST:
            return response
        others = obj.article.claims.open().exclude(pk=obj.pk).order_by("number")
        following = others.filter(number__gt=obj.number).first() or others.first()
        if following is None:
            messages.info(request, _("That was the last open claim of this article."))
            return HttpResponseRedirect(reverse("admin:claims_article_change", args=[obj.article_id]))
        return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[following.pk]))
