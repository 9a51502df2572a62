"""manage.py import_revision: bring in a new version of an article's copy from a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.intake.articles import not_in_copy, what_was_read
from claims.intake.readers import ArticleDraft, Unreadable
from claims.intake.revisions import read_revision
from claims.management.files import bytes_of
from claims.management.people import acting
from claims.models import Article
from claims.review.problems import Conflict, Refused
from claims.review.revising import Choices, Plan, plan_revision, revise
from claims.review.ways import Becomes, Way

TOLD = {
    Becomes.CHANGED: "its sentence changed",
    Becomes.AMBIGUOUS: "its sentence stands in several places now, and nobody is here to choose one",
    Becomes.GONE: "its passage is gone; an editor may cut it",
    Becomes.NOT_MADE: "its correction is not yet made",
    Becomes.MADE: "its correction is made",
    Becomes.FOUND: "it has a place in the copy now",
}


class Command(BaseCommand):
    help = (
        "Bring in a new revision of an article's copy. Claims whose sentences are unchanged keep their verdicts, the "
        "others are open again. What only a person can decide is decided by nobody: no claim is cut, and one that "
        "stands in several places is open again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--article", required=True, metavar="SLUG", help="the article that the copy belongs to")
        parser.add_argument("--by", metavar="USERNAME", help="who brings it in")
        parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
        parser.add_argument("--yes", action="store_true", help="do it without asking")

    def handle(self, *, file: Path, article: str, by: str | None, dry_run: bool, yes: bool, **options: Any) -> None:
        original, person, there = bytes_of(file), acting(by), _article(article)
        try:
            draft = read_revision(there, original, file.name)
            plan = plan_revision(there, draft.body, by=person)
            self._tell(plan, draft)
            if not plan.changes_nothing and not dry_run and (yes or self._agreed()):
                self._bring_in(plan, draft, original, file.name, person)
        except (Unreadable, Refused) as error:
            raise CommandError(f"{file.name}: {error} Nothing was written.") from error
        except Conflict as error:
            raise CommandError("The article changed in the meantime. Nothing was written: run this again.") from error

    def _tell(self, plan: Plan, draft: ArticleDraft) -> None:
        if plan.changes_nothing:
            self.stdout.write(f"Unchanged: revision {plan.revision.number} is this copy, word for word.")
            return
        for sentence in what_was_read(draft):
            self.stdout.write(sentence)
        kept = len(plan.ways) - sum(1 for way in plan.ways if way.becomes in TOLD)
        self.stdout.write(
            f"Compared with revision {plan.revision.number}: {kept} of {len(plan.ways)} claims as before."
        )
        for way in plan.of(*TOLD):
            self.stdout.write(_sentence(way))

    def _agreed(self) -> bool:
        try:
            if input("Bring it in? [y/N] ").strip().lower() in {"y", "yes"}:
                return True
        except EOFError as error:
            raise CommandError("Nobody is here to be asked. Nothing was written: add --yes to do it.") from error
        self.stdout.write("Nothing was written.")
        return False

    def _bring_in(self, plan: Plan, draft: ArticleDraft, original: bytes, name: str, by: Any) -> None:
        revision = revise(
            plan.article,
            by=by,
            at=timezone.now(),
            body=draft.body,
            original=original,
            filename=name,
            dropped=not_in_copy(draft),
            seen=plan.fingerprint,
            choices=Choices(places={way.claim.pk: None for way in plan.of(Becomes.AMBIGUOUS)}),
        )
        self.stdout.write(f"Revision {revision.number} is in, SHA-256 {revision.sha256}.")


def _sentence(way: Way) -> str:
    reopens = way.reopens or (way.is_decided and way.becomes in {Becomes.AMBIGUOUS, Becomes.GONE})
    status = way.claim.get_status_display()
    return f"Claim {way.claim.number} ({status}): {TOLD[way.becomes]}." + (" Open again." if reopens else "")


def _article(slug: str) -> Article:
    article = Article.objects.filter(slug=slug).first()
    if article is None:
        raise CommandError(f'There is no article "{slug}". Its slug stands in the list of articles.')
    return article
