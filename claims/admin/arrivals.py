"""The page on which an article is brought in: a file, or pasted text."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.forms import SplitDateTimeField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.intake.articles import PASTED, FiledArticle, file_article, what_was_read
from claims.intake.readers import LARGEST_FILE, Unreadable
from claims.models.people import may
from claims.review.problems import Refused

from .moments import MomentWidget

_SHOWN = 10


class ArrivalForm(forms.Form):
    """A file or pasted text, and what the person knows better than the file. Empty fields leave it to the file."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("Text (.txt), Markdown (.md), HTML or Word (.docx). It is kept byte for byte."),
        widget=forms.FileInput(attrs={"accept": ".txt,.md,.markdown,.html,.htm,.docx"}),
    )
    pasted = forms.CharField(
        label=_("Or paste the copy"),
        required=False,
        strip=False,
        widget=AdminTextareaWidget(attrs={"rows": 14}),
        help_text=_("Headline on the first line, then the text."),
    )
    headline = forms.CharField(label=_("Headline"), required=False, max_length=300, widget=AdminTextInputWidget)
    slug = forms.SlugField(label=_("Slug"), required=False, max_length=200, widget=AdminTextInputWidget)
    publication = forms.CharField(label=_("Publication"), required=False, max_length=300, widget=AdminTextInputWidget)
    byline = forms.CharField(label=_("Byline"), required=False, max_length=300, widget=AdminTextInputWidget)
    desk = forms.CharField(label=_("Desk"), required=False, max_length=100, widget=AdminTextInputWidget)
    due_at = SplitDateTimeField(label=_("Goes to print"), required=False, widget=MomentWidget)
    writer = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("username"),
        label=_("Writer"),
        required=False,
        help_text=_("The writer's account: reads this article, and never decides on it."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large. Take out its pictures, or paste the text."))
        return file

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("file")) == bool((given.get("pasted") or "").strip()) and "file" not in self.errors:
            raise forms.ValidationError(_("Choose a file or paste the copy: one of the two."))
        return given

    def original(self) -> tuple[bytes, str]:
        """Return the bytes to keep and the name they came under."""
        if file := self.cleaned_data["file"]:
            return file.read(), file.name
        return self.cleaned_data["pasted"].encode(), PASTED


class ArrivalMixin(admin.ModelAdmin):
    """Adds the page `admin:claims_article_import` to the articles' admin."""

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.arrival_view)
        return [path("import/", page, name="claims_article_import"), *super().get_urls()]

    def arrival_view(self, request: HttpRequest) -> HttpResponse:
        if not may(request.user, "import_article"):
            raise PermissionDenied
        form = self._arrival_form(request)
        filed = _filed(form, request) if form.is_bound and form.is_valid() else None
        if filed is None:
            return self._arrival_page(request, form)
        _tell(request, filed)
        return HttpResponseRedirect(filed.article.get_absolute_url())

    def _arrival_form(self, request: HttpRequest) -> ArrivalForm:
        given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = ArrivalForm(*given)
        if not may(request.user, "change_article"):
            del form.fields["writer"]  # Who may only write brings in own articles.
        return form

    def _arrival_page(self, request: HttpRequest, form: ArrivalForm) -> HttpResponse:
        title = _("Bring in an article")
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, "form": form}
        return TemplateResponse(
            request, "claims/arrival.html", context, status=422 if form.is_bound and form.errors else 200
        )


def _filed(form: ArrivalForm, request: HttpRequest) -> FiledArticle | None:
    original, name = form.original()
    given = {key: value for key, value in form.cleaned_data.items() if key not in {"file", "pasted"}}
    try:
        return file_article(original, name, by=request.user, at=timezone.now(), **given)
    except Refused as refusal:
        form.add_error(None, [problem.message for problem in refusal.problems])
    except Unreadable as reason:
        form.add_error("pasted" if name == PASTED else "file", str(reason))
    return None


def _tell(request: HttpRequest, filed: FiledArticle) -> None:
    if not filed.new:
        messages.info(request, _("Nothing was written: this very file is in already. This is its article."))
        return
    messages.success(request, _("The article is in. Next: import its claims, or mark them in the copy."))
    said = what_was_read(filed.draft) if filed.draft else []
    for sentence in said[:_SHOWN]:
        messages.info(request, sentence)
    if len(said) > _SHOWN:
        messages.info(request, _("And %d more, listed with the revision.") % (len(said) - _SHOWN))
