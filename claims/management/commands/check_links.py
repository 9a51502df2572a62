"""manage.py check_links: ask whether the web addresses of an article's sources still answer."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.management.articles import article_of
from claims.management.people import acting
from claims.models import Evidence, Source
from claims.review.link_checks import check_links
from claims.review.problems import Refused


class Command(BaseCommand):
    help = "Ask each web address of an article's sources once and keep the answers. Needs CHECK_LINKS=yes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--article", required=True, metavar="SLUG", help="whose sources")
        parser.add_argument("--by", metavar="USERNAME", help="who asks (default: the only editor, or the command line)")

    def handle(self, *args: Any, **options: Any) -> None:
        by, article = acting(options["by"]), article_of(options["article"], viewer=None)
        used = Evidence.objects.standing().filter(claim__article=article).values("source")
        failed = 0
        for source in Source.objects.current().filter(pk__in=used).order_by("pk"):
            try:
                answers = check_links(source, by=by, at=timezone.now())
            except Refused as refused:
                if any(problem.code in {"off", "not_permitted"} for problem in refused.problems):
                    how = " Set CHECK_LINKS=yes." if any(problem.code == "off" for problem in refused.problems) else ""
                    raise CommandError(f"{refused}{how}") from refused
                self.stdout.write(f"{source.name_for(None)}: {refused}")
                continue
            for answer in answers:
                failed += not answer.is_there
                self.stdout.write(f"{source}: {answer.address} - {answer.sentence}")
        self.stdout.write(
            f"{failed} of the addresses did not answer." if failed else "Every address that was asked answers."
        )
