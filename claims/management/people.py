"""Whose name a command writes into the record."""

from django.contrib.auth.models import Group, User
from django.core.management.base import CommandError

from claims.vocabulary import Role

COMMAND_LINE = "command-line"


def acting(username: str | None) -> User:
    """Return who acts: the named person, or else the only editor there is, or else the command line itself.

    The command line is an account of its own, made when first needed, that nobody can log in with. Raise
    CommandError where there is no active account of that name.
    """
    if username:
        return named(username)
    editors = list(User.objects.filter(groups__name=Role.EDITOR, is_active=True).exclude(username=COMMAND_LINE)[:2])
    return editors[0] if len(editors) == 1 else _command_line()


def named(username: str) -> User:
    """Return the active person of this name; raise CommandError where there is none."""
    try:
        return User.objects.get(username=username, is_active=True)
    except User.DoesNotExist as error:
        raise CommandError(f'There is no active account "{username}". Check the name, or make the account.') from error


def _command_line() -> User:
    account, made = User.objects.get_or_create(username=COMMAND_LINE)
    if made:
        account.set_unusable_password()
        account.save(update_fields=["password"])
        account.groups.add(Group.objects.get(name=Role.EDITOR))
    return account
