"""The second factor: no code twice, nothing usable in the database, needed where an admin says so."""

from datetime import timedelta

import pytest
from django.db import connection

from claims.access import factor, totp
from claims.models import Event, RecoveryCode, SecondFactor
from claims.review.problems import Refused
from tests.conftest import NOW

SALT = "5a17" * 8
LATER = NOW + timedelta(minutes=5)


def code(user, at=NOW):
    return totp.code_of(factor.key_of(user, SALT), totp.step_of(at))


@pytest.fixture
def codes(cora):
    """Cora's recovery codes, her second factor being set up."""
    return factor.set_up(cora, SALT, code(cora), at=NOW)


def actions():
    return list(Event.objects.order_by("pk").values_list("action", flat=True))


def test_who_has_none_needs_no_code(cora):
    assert factor.passes(cora, "", at=NOW)


def test_it_is_set_up_only_with_the_code_that_the_app_shows(cora):
    with pytest.raises(Refused, match="not the code of this moment"):
        factor.set_up(cora, SALT, "000000", at=NOW)
    assert factor.factor_of(cora) is None
    assert len(set(factor.set_up(cora, SALT, code(cora), at=NOW))) == 10
    with pytest.raises(Refused, match="set up already"):
        factor.set_up(cora, SALT, code(cora, LATER), at=LATER)
    assert actions() == ["second factor set up"]


def test_a_code_opens_once(cora, codes):
    assert not factor.passes(cora, code(cora), at=NOW)  # the one that set it up
    assert factor.passes(cora, code(cora, LATER), at=LATER)
    assert not factor.passes(cora, code(cora, LATER), at=LATER)
    assert not factor.passes(cora, code(cora, LATER - timedelta(seconds=30)), at=LATER)  # nor one before it


@pytest.mark.parametrize("typed", ["", "000000", "x", "0" * 500, "Ⅷ", "nono-nonono", "\0", " "])
def test_a_wrong_code_opens_nothing(cora, codes, typed):
    assert not factor.passes(cora, typed, at=LATER)


def test_a_recovery_code_opens_once_and_is_in_the_record(cora, codes):
    assert factor.passes(cora, f" {codes[3].upper()} ", at=LATER)
    assert not factor.passes(cora, codes[3], at=LATER)
    assert RecoveryCode.objects.count() == 9
    assert actions() == ["second factor set up", "recovery code used"]


def test_another_persons_codes_open_nothing(cora, ben, codes):
    factor.set_up(ben, SALT, code(ben), at=NOW)
    assert not factor.passes(ben, codes[0], at=LATER)
    assert code(ben) != code(cora)  # the same salt, and yet another key


def test_new_recovery_codes_void_the_old(cora, codes):
    fresh = factor.renew_codes(cora, at=LATER)
    assert not factor.passes(cora, codes[0], at=LATER)
    assert factor.passes(cora, fresh[0], at=LATER)


def test_a_copy_of_the_database_holds_no_usable_secret(cora, codes):
    key = factor.key_of(cora, SALT)
    kept = ""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            kept += repr(cursor.fetchall())
    for secret in (totp.as_text(key), key.hex(), *codes, codes[0].replace("-", "")):
        assert secret not in kept


def test_the_key_depends_on_the_sites_own_key(cora, settings):
    before = factor.key_of(cora, SALT)
    settings.SECRET_KEY = "another" * 10
    assert factor.key_of(cora, SALT) != before


def test_a_role_can_need_it_and_then_nobody_turns_the_own_off(cora, ada, codes):
    assert factor.require_of(["checker"], by=ada, at=NOW)
    assert not factor.require_of(["checker"], by=ada, at=NOW)
    with pytest.raises(Refused, match="Your role needs"):
        factor.turn_off(cora, by=cora, at=NOW)
    factor.turn_off(cora, by=ada, at=NOW)
    assert not SecondFactor.objects.exists()
    assert actions()[1:] == ["roles that need a second factor changed", "second factor taken off"]
    assert factor.require_of([], by=ada, at=NOW)
    assert not factor.must_have(cora)


def test_only_who_manages_people_says_which_role_needs_it(edith):
    with pytest.raises(Refused):
        factor.require_of(["checker"], by=edith, at=NOW)
