"""The article list and an article's page: its particulars, its revisions and its record."""

from collections import Counter, defaultdict
from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.models import Article, Claim, Tally
from claims.models.people import full_name, may
from claims.review.articles import EDITABLE, edit_article, set_archived
from claims.review.problems import Conflict, Refused
from claims.templatetags.desk import status_chip
from claims.vocabulary import OPEN, Status, Table

from .arrivals import ArrivalMixin
from .claim_filters import ArchivedFilter
from .history import events_of, page_of
from .importing import address, may_import
from .people_choices import PersonField, writers
from .saving import RuledAdmin, RuledForm

_FIELDS = (
    "headline", "slug", "byline", "writer", "desk", "due_at", "publication", "own_publishers", "source_url",
    "published_on",
)  # fmt: skip


class ArchivedArticleFilter(ArchivedFilter):
    parameter_name = "archived__exact"
    path = "archived"


class ArticleForm(RuledForm):
    writer = PersonField(
        label=_("Writer"),
        queryset=None,
        required=False,
        empty_label=_("nobody with an account"),
        help_text=_("The writer reads this article, and never decides on it."),
    )

    class Meta:
        model = Article
        fields = ()  # The admin names them.

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Q(pk__in=writers().values("pk")) | Q(pk=self.instance.writer_id)
        field: Any = self.fields["writer"]
        field.queryset = writers().model.objects.filter(known).order_by("first_name", "last_name", "username")
        if "due_at" in self.fields:  # A page that is only read has no fields of the table.
            self.fields["due_at"].label = _("Goes to print")
            self.fields["own_publishers"].widget.attrs["rows"] = 3


def _set_all(modeladmin: Any, request: HttpRequest, articles: QuerySet[Article], *, archived: bool) -> None:
    done = 0
    for article in articles:
        try:
            done += set_archived(article, archived=archived, by=request.user, at=timezone.now())
        except (Refused, Conflict) as refused:
            messages.error(request, f"{article}: {refused}")
    messages.success(request, (_("Archived: %d.") if archived else _("Brought back: %d.")) % done)


@admin.action(description=_("Archive selected articles"), permissions=["archive"])
def archive(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> None:
    _set_all(modeladmin, request, queryset, archived=True)


@admin.action(description=_("Bring selected articles back"), permissions=["archive"])
def bring_back(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> None:
    _set_all(modeladmin, request, queryset, archived=False)


@admin.register(Article)
class ArticleAdmin(ArrivalMixin, RuledAdmin):
    form = ArticleForm
    list_display = ("headline", "written_by", "desk", "due_at", "progress", "standing")
    list_filter = (ArchivedArticleFilter, "desk")
    list_select_related = ("writer",)
    search_fields = ("headline", "slug", "byline")
    ordering = ("due_at", "headline")
    actions = (archive, bring_back)
    change_form_template = "admin/claims/article/change_form.html"
    change_list_template = "admin/claims/article/change_list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # An article comes with its copy: it is brought in, not typed in.

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.archived)

    def has_archive_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "change_article")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        count_claims(changelist.result_list)
        return changelist

    @admin.display(description=_("writer"), ordering="writer", empty_value="")
    def written_by(self, article: Article) -> str | None:
        return full_name(article.writer) if article.writer else article.byline or None

    @admin.display(description=_("open"))
    def progress(self, article: Any) -> SafeString:
        words = (
            f"{article.claims_open} of {article.claims_in_all} open" if article.claims_in_all else _("no claims yet")
        )
        return format_html('<a href="{}">{}</a>', claims_of(article), words)

    @admin.display(description=_("claims"), empty_value="")
    def standing(self, article: Any) -> SafeString:
        counts = ((status_chip(status), n) for status, n in article.counts.items() if n)
        return format_html_join(" ", "<span>{} {}</span>", counts)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [(None, {"fields": _FIELDS})]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {**(extra_context or {}), "import_url": import_url(request.user)})

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        if (article := kwargs.get("obj")) is not None:
            context |= self.article_page(request, article)
        return super().render_change_form(request, context, *args, **kwargs)

    def article_page(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        """Return what the page shows beside the form."""
        shown = request.user.has_perm("claims.view_event")
        page, lines = page_of(events_of(article), request, "record") if shown else (None, [])
        revisions = article.revisions.defer("body", "original").select_related("imported_by")
        archiving = {"may_archive": self.has_archive_permission(request), "claims_url": claims_of(article)}
        counts = Claim.objects.filter(article=article).counted_by_status()
        if not (article.archived or any(counts.values())) and may_import(request.user, Table.CLAIMS):
            archiving["import_claims_url"] = address(Table.CLAIMS, article=article.pk)
        return {"revisions": revisions, "page": page, "lines": lines, "counts": counts, **archiving}

    def change(self, row: Article, form: Any, *, by: Any, at: Any) -> None:
        edit_article(row, by=by, at=at, **form.values(*EDITABLE))


def count_claims(articles: Any) -> None:
    """Give each article the counts of its claims by status. One query for all of them."""
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for pk, *row in Tally.objects.filter(article__in=list(articles)).values_list("article", *Status.values):
        counts[pk].update(dict(zip(Status.values, row, strict=True)))
    for article in articles:
        article.counts = {status: counts[article.pk][status] for status in Status.values}
        article.claims_in_all = sum(article.counts.values())
        article.claims_open = sum(article.counts[status] for status in OPEN)


def claims_of(article: Article) -> str:
    """Return the address of the article's claims in the claim list."""
    archived = "&article__archived__exact=1" if article.archived else ""
    return f"{reverse('admin:claims_claim_changelist')}?article__id__exact={article.pk}{archived}"


def import_url(user: Any) -> str:
    """Return the address of the page that brings in articles, or "" where this person may not."""
    try:
        return reverse("admin:claims_article_import") if may(user, "import_article") else ""
    except NoReverseMatch:
        return ""
