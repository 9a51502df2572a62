"""People's accounts: who they are, which roles they have, who may see confidential sources.

Each change is an event of the desk's own chain. Accounts are switched off, never deleted: the record names them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.db import transaction

from claims import record
from claims.models.people import role_names
from claims.vocabulary import Role

from .problems import Problem, refuse_if
from .values import tidied

EDITABLE = ("username", "first_name", "last_name", "email", "is_active")
_MADE, _CHANGED, _PASSWORD = ACTIONS = ("account made", "account changed", "password set")
POWERS = ("roles", "sees_confidential", "is_active")


def roles_of(account: User) -> list[str]:
    """Return the names of the account's roles, in the vocabulary's order."""
    return role_names(account).split(", ") if account.pk and role_names(account) else []


def was_shown_confidential(account: User) -> bool:
    """Tell whether the account itself was given the permission to see confidential sources."""
    return bool(account.pk) and account.user_permissions.filter(codename="see_confidential").exists()


def problems_with_account(account: User, *, by: Any, fields: dict[str, Any]) -> list[Problem]:
    """Return what keeps this person from giving the account these values (of EDITABLE and POWERS)."""
    problems = []
    if not by.has_perm("auth.change_user" if account.pk else "auth.add_user"):
        problems.append(Problem("not_permitted", "Your role does not let you manage people. Ask an admin."))
    if account.is_superuser and not by.is_superuser:
        problems.append(Problem("superuser", "Only a superuser changes a superuser's account."))
    if account.pk == by.pk and any(name in fields for name in POWERS):
        problems.append(Problem("own_account", "Somebody else has to change what you may do."))
    if unknown := sorted(set(fields.get("roles", ())) - set(Role.values)):
        problems.append(Problem("no_role", f"There is no role called {', '.join(unknown)}."))
    name = fields.get("username", account.username)
    if not name:
        problems.append(Problem("no_name", "Give the account a user name."))
    elif User.objects.filter(username=name).exclude(pk=account.pk).exists():
        problems.append(Problem("name_taken", f'There is an account called "{name}" already. Use another name.'))
    return problems


@transaction.atomic
def open_account(*, by: Any, at: datetime, password: str | None, **fields: Any) -> User:
    """Make an account that may log in; None as password makes one that nobody can log in to. Raise Refused."""
    fields = tidied(fields, of=(*EDITABLE, *POWERS))
    refuse_if(problems_with_account(User(), by=by, fields=fields))
    account = User(is_staff=True, **{name: fields[name] for name in EDITABLE if name in fields})
    account.set_password(password)
    account.save()
    _give(account, roles=fields.get("roles", ()), sees_confidential=fields.get("sees_confidential", False))
    _tell(account, by=by, at=at, action=_MADE, details={"after": dict(fields)})
    return account


@transaction.atomic
def change_account(account: User, *, by: Any, at: datetime, **fields: Any) -> list[str]:
    """Give the account new values; return the names of those that changed. Raise Refused with the problems."""
    fields = tidied(fields, of=(*EDITABLE, *POWERS))
    now = {name: getattr(account, name) for name in EDITABLE}
    now |= {"roles": roles_of(account), "sees_confidential": was_shown_confidential(account)}
    changed = {name: value for name, value in fields.items() if value != now[name]}
    if not changed:
        return []
    refuse_if(problems_with_account(account, by=by, fields=changed))
    for name in EDITABLE:
        setattr(account, name, changed.get(name, now[name]))
    account.save(update_fields=EDITABLE)
    _give(account, roles=changed.get("roles"), sees_confidential=changed.get("sees_confidential"))
    before = {name: now[name] for name in changed}
    _tell(account, by=by, at=at, action=_CHANGED, details={"before": before, "after": changed})
    return list(changed)


def tell_of_password(account: User, *, by: Any, at: datetime) -> None:
    """Record that somebody set the password of this account. The password is nowhere in the record."""
    _tell(account, by=by, at=at, action=_PASSWORD, details={})


def _give(account: User, *, roles: Sequence[str] | None, sees_confidential: bool | None) -> None:
    for answer in ("_role_names", "_desk_permissions"):
        account.__dict__.pop(answer, None)  # What `models.people` remembers is true no longer.
    if roles is not None:
        account.groups.remove(*Group.objects.filter(name__in=set(Role.values) - set(roles)))
        account.groups.add(*Group.objects.filter(name__in=roles))
    if sees_confidential is not None:
        permission = Permission.objects.get(codename="see_confidential", content_type__app_label="claims")
        (account.user_permissions.add if sees_confidential else account.user_permissions.remove)(permission)


def _tell(account: User, *, by: Any, at: datetime, action: str, details: dict[str, Any]) -> None:
    details = {"account": account.pk, "name": account.username, **details}
    record.append(None, by=by, action=action, at=at, details=details)
