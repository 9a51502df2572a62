"""manage.py migrate: Django's own, which also puts missing guards and triggers back."""

from typing import Any

from django.core.management.base import BaseCommand
from django.core.management.commands import migrate


class Command(migrate.Command):
    """Does not check the database first: the check refuses one without the guards that this command puts back."""

    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        return BaseCommand.get_check_kwargs(self, options)
