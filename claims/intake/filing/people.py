"""The people that a file's cells name as checkers, looked up all at once."""

from collections.abc import Iterable

from django.contrib.auth.models import User


class NamedCheckers:
    """Finds active accounts by user name."""

    def __init__(self, names: Iterable[str]) -> None:
        wanted = sorted({name for name in names if name})
        self._found = User.objects.filter(is_active=True).in_bulk(wanted, field_name="username") if wanted else {}

    def find(self, name: str) -> User | None:
        """Return the account of this user name, if it is in use."""
        return self._found.get(name)
