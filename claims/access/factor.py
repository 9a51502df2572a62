"""The second factor: setting it up, asking for it, taking it off, and which roles must have one.

The key that phone and desk share is derived, not kept: HMAC of the site's secret key over a random salt and the
account. A copy of the database holds no second factor. The price: with a new SECRET_KEY all are set up anew.
"""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils.crypto import salted_hmac

from claims import record
from claims.models import FactorDuty, RecoveryCode, SecondFactor
from claims.review.problems import Problem, Refused, refuse_if
from claims.vocabulary import Role

from .totp import DIGITS, matching_step

CODES = 10
_SET_UP, _OFF, _RENEWED, _USED, _DUTIES = ACTIONS = (
    "second factor set up", "second factor taken off", "recovery codes renewed", "recovery code used",
    "roles that need a second factor changed",
)  # fmt: skip
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that are read as others; 10 of them are 49 bits
WRONG = Problem("wrong_code", "That is not the code of this moment. Wait for the next one and type that.")
NEEDED = Problem("needed", "Your role needs a second factor: it can't be turned off. Ask the admin of your desk.")
TWICE = Problem("twice", "A second factor is set up already. Turn it off first.")


def new_salt() -> str:
    """Return what a new key is derived from."""
    return secrets.token_hex(16)


def key_of(user: Any, salt: str) -> bytes:
    """Return the 20 bytes that this person's app and the desk share."""
    return salted_hmac("claims.access.totp", f"{user.pk}:{salt}", algorithm="sha256").digest()[:20]


def factor_of(user: Any) -> SecondFactor | None:
    """Return the person's second factor, None where there is none."""
    return SecondFactor.objects.filter(user=user).first()


def passes(user: Any, typed: str, *, at: datetime) -> bool:
    """Tell whether the code lets this person in; it is used up then. Who has no second factor needs no code."""
    factor = factor_of(user)
    if factor is None:
        return True
    code = "".join(typed.split()).replace("-", "").lower()
    if len(code) == DIGITS and code.isascii() and code.isdigit():
        return _takes_step(factor, matching_step(key_of(user, factor.salt), code, at=at))
    return bool(code) and _takes_recovery_code(factor, code, at=at)


def _takes_step(factor: SecondFactor, step: int | None) -> bool:
    """Use a step up. One conditional UPDATE: of two people who send the same code at once one gets in."""
    if step is None:
        return False
    return SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step) == 1


@transaction.atomic
def _takes_recovery_code(factor: SecondFactor, code: str, *, at: datetime) -> bool:
    record.hold(None)
    used, _ = factor.codes.filter(digest=_digest(code)).delete()
    if used:
        _tell(factor.user, by=factor.user, at=at, action=_USED, left=factor.codes.count())
    return used == 1


def _digest(code: str) -> str:
    return salted_hmac("claims.access.recovery", code, algorithm="sha256").hexdigest()


@transaction.atomic
def set_up(user: Any, salt: str, typed: str, *, at: datetime) -> list[str]:
    """Turn the second factor on, once the app shows the right code; return the recovery codes. Raise Refused."""
    record.hold(None)
    step = matching_step(key_of(user, salt), "".join(typed.split()), at=at)
    if step is None:
        raise Refused([WRONG])
    refuse_if([TWICE] if factor_of(user) else [])
    SecondFactor.objects.create(user=user, salt=salt, last_step=step, set_up_at=at)
    _tell(user, by=user, at=at, action=_SET_UP)
    return _new_codes(user)


@transaction.atomic
def renew_codes(user: Any, *, at: datetime) -> list[str]:
    """Give the person new recovery codes; the old ones are void."""
    record.hold(None)
    _tell(user, by=user, at=at, action=_RENEWED)
    return _new_codes(user)


def _new_codes(user: Any) -> list[str]:
    factor = SecondFactor.objects.select_for_update().get(user=user)
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(CODES)]
    factor.codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(factor=factor, digest=_digest(code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def must_have(user: Any) -> bool:
    """Tell whether one of the person's roles needs a second factor."""
    return FactorDuty.objects.filter(group__user=user).exists()


@transaction.atomic
def turn_off(user: Any, *, by: Any, at: datetime) -> None:
    """Take the second factor off; callers have asked whether `by` may. Raise Refused on one's own that is needed."""
    record.hold(None)
    refuse_if([NEEDED] if user.pk == by.pk and must_have(user) else [])
    deleted, _ = SecondFactor.objects.filter(user=user).delete()
    if deleted:
        _tell(user, by=by, at=at, action=_OFF)


def roles_that_need_one() -> list[str]:
    """Return the roles whose people must have a second factor, in the vocabulary's order."""
    names = set(FactorDuty.objects.values_list("group__name", flat=True))
    return [role for role in Role.values if role in names]


@transaction.atomic
def require_of(roles: Collection[str], *, by: Any, at: datetime) -> bool:
    """Let exactly these roles need a second factor; return whether that is a change. Raise Refused."""
    record.hold(None)
    may = [] if by.has_perm("auth.change_user") else [Problem("not_permitted", "Your role does not let you do this.")]
    refuse_if(may)
    before = roles_that_need_one()
    if before == (after := [role for role in Role.values if role in roles]):
        return False
    FactorDuty.objects.exclude(group__name__in=after).delete()
    groups = Group.objects.filter(name__in=set(after) - set(before))
    FactorDuty.objects.bulk_create(FactorDuty(group=group) for group in groups)
    details = {"before": {"roles": before}, "after": {"roles": after}}
    record.append(None, by=by, action=_DUTIES, at=at, details=details)
    return True


def _tell(account: User, *, by: Any, at: datetime, action: str, **details: Any) -> None:
    details = {"account": account.pk, "name": account.username, **details}
    record.append(None, by=by, action=action, at=at, details=details)
