"""An article and the versions of its copy."""

from collections.abc import Iterable
from typing import Any, Self

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .fields import iso_date, person, publisher_key, web_address


class ArticleQuerySet(models.QuerySet["Article"]):
    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        articles = list(objs)
        for article in articles:
            article.own_publisher_keys = article.keys_of_own_publishers()
        return super().bulk_create(articles, *args, **kwargs)

    def visible_to(self, user: User) -> Self:
        """Return what this person may read: the whole desk, or only what they wrote."""
        if user.has_perm("claims.read_desk"):
            return self
        return self.filter(writer=user)

    def current(self) -> Self:
        return self.filter(archived=False)

    def by_due_date(self) -> Self:
        """Return soonest to print first; what has no due date comes last."""
        return self.order_by(F("due_at").asc(nulls_last=True), "headline", "pk")


class Article(models.Model):
    """One story being checked."""

    slug = models.SlugField(_("slug"), max_length=200, unique=True)
    headline = models.CharField(_("headline"), max_length=300)
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    writer = person(
        _("writer"),
        "written_articles",
        null=True,
        blank=True,
        help_text=_("The writer's account. The writer reads this article, and never decides on it."),
    )
    publication = models.CharField(_("publication"), max_length=300, blank=True)
    own_publishers = models.TextField(
        _("own publishers"),
        blank=True,
        help_text=_("One per line, besides the publication. What they publish is context, never support."),
    )
    own_publisher_keys = models.TextField(editable=False, default="\n")
    source_url = web_address(_("address of the original"))
    published_on = iso_date(_("published on"))
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    desk = models.CharField(_("desk"), max_length=100, blank=True)
    archived = models.BooleanField(_("archived"), default=False)
    imported_in = models.ForeignKey(
        "Import", on_delete=models.SET_NULL, null=True, editable=False, related_name="made_articles"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["headline", "pk"]
        indexes = [
            # SQLite takes no index of a yes or no for "not archived": this one holds the current articles alone.
            models.Index("due_at", "desk", name="article_current", condition=Q(archived=False)),
            models.Index("writer", name="article_writer_only", condition=Q(writer__isnull=False)),
            models.Index("desk", name="article_desk"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(slug=""), name="article_slug_given"),
            models.CheckConstraint(condition=~Q(headline=""), name="article_headline_given"),
        ]
        permissions = [
            ("read_desk", "Can read every article of the desk"),
            ("import_article", "Can bring in an article or a new revision"),
            ("sign_off_article", "Can sign off an article"),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.own_publisher_keys = self.keys_of_own_publishers()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "own_publisher_keys"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("admin:claims_article_change", args=[self.pk])

    def clean(self) -> None:
        if not self.headline.strip():
            raise ValidationError({"headline": _("Give the article a headline.")})

    def keys_of_own_publishers(self) -> str:
        """Return the publishers that can't support this article, each between line ends for a search in SQL."""
        names = [self.publication, *self.own_publishers.splitlines()]
        keys = sorted({key for name in names if (key := publisher_key(name))})
        return "\n" + "".join(f"{key}\n" for key in keys)

    def publishes(self, key: str) -> bool:
        """Tell whether the publisher of this key is one of the article's own."""
        return bool(key) and f"\n{key}\n" in self.own_publisher_keys

    @property
    def current_revision(self) -> "Revision | None":
        return self.revisions.order_by("-number").first()


class Revision(models.Model):
    """One version of an article's copy: its clean text, and the original byte for byte."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="revisions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("number"))
    body = models.TextField(_("copy"))
    length = models.PositiveIntegerField(editable=False)
    original = models.BinaryField(_("original file"))
    filename = models.CharField(_("file name"), max_length=255, blank=True)
    sha256 = models.CharField(_("SHA-256 of the original"), max_length=64)
    dropped = models.JSONField(_("dropped from the original"), default=list, blank=True)
    imported_by = person(_("brought in by"), "+")
    imported_at = models.DateTimeField(_("brought in"))

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_number_positive"),
            models.CheckConstraint(condition=Q(length=models.functions.Length("body")), name="revision_length_true"),
            models.CheckConstraint(condition=Q(sha256__length=64), name="revision_sha256_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.article} · {_('revision')} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.length = len(self.body)
        super().save(*args, **kwargs)
