"""Who works on a made-up archive. Nobody can log in with these accounts until somebody sets a password."""

from dataclasses import dataclass
from random import Random

from django.contrib.auth.models import Group, User

from claims.vocabulary import Role

from . import facts

_HOW_MANY = {Role.WRITER: 20, Role.CHECKER: 12, Role.EDITOR: 3}


@dataclass(frozen=True, slots=True)
class Staff:
    writers: list[User]
    checkers: list[User]
    editors: list[User]


def hire(random: Random) -> Staff:
    """Make the accounts: twenty writers, twelve checkers, three editors."""
    return Staff(*([_account(role, n, random) for n in range(1, count + 1)] for role, count in _HOW_MANY.items()))


def _account(role: Role, number: int, random: Random) -> User:
    first, last = facts.person(random).split()
    user, _made = User.objects.get_or_create(
        username=f"corpus-{role}-{number}", defaults={"first_name": first, "last_name": last, "is_staff": True}
    )
    user.set_unusable_password()
    user.save(update_fields=["password"])
    user.groups.add(Group.objects.get(name=role))
    return user
