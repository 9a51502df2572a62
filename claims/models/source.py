"""What claims are checked against."""

from collections.abc import Collection, Iterable
from typing import Any, Self

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import SourceKind

from .fields import choice_constraint, iso_date, person, publisher_key, web_address
from .people import may

# What a source sorts by for those who may not see confidential ones. A literal: by a bound value SQLite finds no index.
_NOTHING = Func(template="''", output_field=models.CharField())
OPEN_TITLE = Case(When(confidential=True, then=_NOTHING), default=F("title"))


class SourceQuerySet(models.QuerySet["Source"]):
    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        sources = list(objs)
        for source in sources:
            source.publisher_key = publisher_key(source.publisher)
        return super().bulk_create(sources, *args, **kwargs)

    def update(self, **fields: Any) -> int:
        if "publisher" in fields:
            fields["publisher_key"] = publisher_key(fields["publisher"])
        return super().update(**fields)

    def visible_to(self, user: User) -> Self:
        """Return what this person may read: all the desk's sources, or those of the articles they wrote."""
        from .evidence import Evidence

        if user.has_perm("claims.read_desk"):
            return self
        own = Evidence.objects.standing().filter(source=OuterRef("pk"), claim__article__writer=user)
        return self.filter(Exists(own) | Q(added_by=user))

    def current(self) -> Self:
        """Return sources that were not merged into another: a merged one only keeps its key for old files."""
        return self.filter(merged_into__isnull=True)

    def open_to(self, user: User) -> Self:
        """Return the visible sources whose words this person may search and read."""
        visible = self.visible_to(user)
        return visible if sees_confidential(user) else visible.filter(confidential=False)


def sees_confidential(user: Any) -> bool:
    """Tell whether a person was given the permission itself: being a superuser does not give it."""
    return may(user, "see_confidential")


def hidden_name(pk: int | None) -> str:
    """Return what a source is called where nobody may learn its name."""
    return f"Confidential source {pk}"


class Source(models.Model):
    """A document, site, report, person or thing that a claim is held against."""

    key = models.CharField(_("key"), max_length=200)
    title = models.CharField(_("title"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    # Casefolding makes up to three letters of one.
    publisher_key = models.CharField(max_length=900, blank=True, editable=False)
    author = models.CharField(_("author"), max_length=300, blank=True)
    url = web_address(_("address"))
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind, default=SourceKind.OTHER)
    published_on = iso_date(_("published on"))
    accessed_on = iso_date(_("looked at on"))
    archive_url = web_address(_("archived copy"))
    # One that is replaced or taken off stays on disk, named with its digest by the record.
    file = models.FileField(_("file"), upload_to="sources/%Y/", blank=True)
    republishes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        verbose_name=_("copies"),
        help_text=_("The source that this one copies: an agency report, a press release."),
    )
    # The first of the chain of copies, null for an original: with it "not the same third" is one comparison.
    origin = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="descendants")
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="duplicates",
        verbose_name=_("merged into"),
        db_index=False,
    )
    confidential = models.BooleanField(_("confidential"), default=False)
    added_by = person(_("added by"), "+", null=True, editable=False)
    imported_in = models.ForeignKey("Import", models.SET_NULL, null=True, editable=False, related_name="made_sources")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title", "pk"]
        indexes = [
            # The list's orders, without the merged: with an index of all that were not, SQLite would sort them instead.
            models.Index("title", "id", name="source_title", condition=Q(merged_into__isnull=True)),
            models.Index(OPEN_TITLE, "id", name="source_open_title", condition=Q(merged_into__isnull=True)),
            models.Index("kind", OPEN_TITLE, "id", name="source_kind", condition=Q(merged_into__isnull=True)),
            models.Index("merged_into", name="source_merged", condition=Q(merged_into__isnull=False)),
            models.Index("publisher_key", name="source_publisher_key"),
            models.Index("url", name="source_url", condition=~Q(url="")),
        ]
        constraints = [
            choice_constraint("kind", SourceKind, "source"),
            # Open and confidential sources have their keys apart: else a key that is taken would tell of a hidden one.
            models.UniqueConstraint(fields=["key", "confidential"], name="source_key_once"),
            models.CheckConstraint(condition=~Q(key=""), name="source_key_given"),
            models.CheckConstraint(condition=~Q(title=""), name="source_title_given"),
            models.CheckConstraint(
                condition=Q(republishes__isnull=True) | ~Q(republishes=F("id")), name="source_copies_another"
            ),
            # Without its origin a copy would count as independent of what it copies.
            models.CheckConstraint(
                condition=Q(republishes__isnull=True, origin__isnull=True)
                | (Q(republishes__isnull=False, origin__isnull=False) & ~Q(origin=F("id"))),
                name="source_copy_has_origin",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="source_merged_into_another"
            ),
        ]
        permissions = [
            ("see_confidential", "Can see confidential sources"),
            ("merge_source", "Can merge sources"),
            ("import_source", "Can hand in sheets of sources"),
        ]

    def __str__(self) -> str:
        return self.title if not self.confidential else self.name_for(None)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.publisher_key = publisher_key(self.publisher)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "publisher_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("admin:claims_source_change", args=[self.pk])

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Leave to the rules which key is free: a form would tell of a source that its reader may not see."""
        super().validate_constraints(exclude={*(exclude or ()), "key"})

    def hidden_from(self, user: Any) -> bool:
        """Tell whether this person may know no more of the source than its number. No user: always."""
        return self.confidential and (user is None or not sees_confidential(user))

    def name_for(self, user: Any) -> str:
        """Return the title, or of a source hidden from this person its number only."""
        return hidden_name(self.pk) if self.hidden_from(user) else self.title
