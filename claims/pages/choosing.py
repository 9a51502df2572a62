"""The form above the start page: which desk, article, checker and print date to count."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.dashboard.links import NOBODY
from claims.dashboard.scope import Scope
from claims.models import Article, Claim
from claims.models.people import full_name

LONGEST_LIST = 50  # of the articles that print soonest; each has a dashboard of its own besides


class PlainSelect(forms.Select):
    """The stock list without a template for each option, of which the start page has some 75."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        options = (option for _name, group, _nth in widget["optgroups"] for option in group)
        told = ((option["value"], flatatt(option["attrs"]), option["label"]) for option in options)
        listed = format_html_join("\n", '<option value="{}"{}>{}</option>', told)
        return format_html('<select name="{}"{}>\n{}\n</select>', name, flatatt(widget["attrs"]), listed)


class Choosing(forms.Form):
    """Offers what the person may read; a choice that is none is left out of the count and said to be so."""

    desk = forms.ChoiceField(label=_("Desk"), required=False, widget=PlainSelect)
    article = forms.ChoiceField(label=_("Article"), required=False, widget=PlainSelect)
    checker = forms.ChoiceField(label=_("Checker"), required=False, widget=PlainSelect)
    prints_by = forms.DateField(
        label=_("Prints by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        articles = Article.objects.visible_to(user).current()
        desks = articles.exclude(desk="").order_by("desk").values_list("desk", flat=True).distinct()
        headlines = articles.by_due_date().values_list("pk", "headline")[:LONGEST_LIST]
        self._offer("desk", _("All desks"), [(desk, desk) for desk in desks])
        self._offer("article", _("All articles"), [(str(pk), headline) for pk, headline in headlines])
        self._offer("checker", _("All checkers"), [(NOBODY, _("nobody yet")), *self._checkers()])

    def _checkers(self) -> list[tuple[str, str]]:
        checking = Claim.objects.visible_to(self.user).filter(checker=OuterRef("pk"))
        people = User.objects.filter(Exists(checking)).order_by("first_name", "last_name", "username")
        return [(str(person.pk), full_name(person)) for person in people[:LONGEST_LIST]]

    def _offer(self, name: str, everything: Any, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", everything), *choices]

    def scope(self) -> Scope:
        """Return what to count."""
        self.full_clean()
        chosen = getattr(self, "cleaned_data", {})
        checker = chosen.get("checker", "")
        return Scope(
            user=self.user,
            desk=chosen.get("desk", ""),
            article=int(chosen["article"]) if chosen.get("article") else None,
            checker=int(checker) if checker not in ("", NOBODY) else None,
            nobodys=checker == NOBODY,
            prints_by=chosen.get("prints_by"),
        )
