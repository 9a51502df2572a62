"""What a person types to ask a question or to answer one."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Evidence, Source
from claims.review.queries import LONGEST, words_of_the_copy
from claims.vocabulary import SourceKind


class SourceChoice(forms.ModelChoiceField):
    """Names sources as this person may know them."""

    user: Any = None

    def label_from_instance(self, source: Source) -> str:
        return source.name_for(self.user)


def sources_to_ask(claim: Claim, user: Any) -> Any:
    """Return whom a question may go to: people who were interviewed, and what the article's claims lean on."""
    leaning = Evidence.objects.standing().filter(source=OuterRef("pk"), claim__article=claim.article_id)
    open_to = Source.objects.open_to(user).current()
    return open_to.filter(Q(kind=SourceKind.INTERVIEW) | Exists(leaning)).order_by("title", "pk")


class AskForm(forms.Form):
    """A question. One that repeats the unpublished copy to a source has to be sent twice, the second time as it is."""

    source = SourceChoice(
        label=_("Question to"), queryset=Source.objects.none(), required=False, empty_label=_("the writer")
    )
    question = forms.CharField(
        label=_("Question"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})
    )

    def __init__(self, *args: Any, claim: Claim, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claim = claim
        field: Any = self.fields["source"]
        field.user, field.queryset = user, sources_to_ask(claim, user)

    def borrowed(self) -> list[str]:
        """Return what of a question to a source is word for word from the copy."""
        to_source, question = self.cleaned_data.get("source"), self.cleaned_data.get("question", "")
        return words_of_the_copy(question, self.claim.article) if to_source else []


class AnswerForm(forms.Form):
    """An answer, the person's own or one noted for a source."""

    answer = forms.CharField(
        label=_("Answer"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})
    )
