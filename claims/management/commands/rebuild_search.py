"""manage.py rebuild_search: make the word index of the claims anew."""

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from claims.derived.rebuilding import rebuild_words
from claims.models import Claim


class Command(BaseCommand):
    help = "Make the word index anew from all claims and their evidence. People can go on reading and searching."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        rebuild_words(connection)
        self.stdout.write(f"Indexed {Claim.objects.count():,} claims in {time.monotonic() - started:.1f} s.")
