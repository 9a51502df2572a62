"""The form of a claim's page: its fields, who checks it, and the decision."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from claims.models import Article, Claim
from claims.review.verdicts import verdicts_open_to

from .decision import LONGEST, DecisionFields
from .people_choices import PersonField, checkers_for
from .saving import RuledForm

LONG = {"statement", "quote", "note"}


class ClaimFields(RuledForm):
    """A claim's own fields, for marking one and for changing one."""

    checker = PersonField(label=_("Checker"), queryset=None, required=False, empty_label=_("nobody"))

    class Meta:
        model = Claim
        fields = ()  # The admin names them.
        widgets = dict.fromkeys(LONG, forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checker"].queryset = checkers_for(self.user, self.instance.checker_id)  # type: ignore[attr-defined]
        for name in LONG & self.fields.keys():
            self.fields[name].validators.append(MaxLengthValidator(LONGEST))


class NewClaimForm(ClaimFields):
    """A claim to be marked; without a statement of its own its quote is one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statement"].required = False
        self.fields["article"].queryset = Article.objects.visible_to(self.user).current()  # type: ignore[attr-defined]


class ClaimForm(DecisionFields, ClaimFields):
    """A claim to be changed and decided on. The radios offer what is open to this person now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {"", *verdicts_open_to(self.instance, by=self.user)}
        field = self.fields["verdict"]
        field.widget.choices = [choice for choice in field.choices if choice[0] in offered]  # type: ignore[attr-defined]
