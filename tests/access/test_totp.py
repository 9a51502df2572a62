"""The codes are those of RFC 4226 and RFC 6238, so any authenticator app shows them."""

from datetime import UTC, datetime

import pytest

from claims.access import totp

KEY = b"12345678901234567890"  # the RFCs' own
# RFC 4226, appendix D: the first ten values.
HOTP = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
# RFC 6238, appendix B, SHA-1: eight digits there, the last six here.
TOTP = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130"}  # fmt: skip


def moment(seconds):
    return datetime.fromtimestamp(seconds, UTC)


def test_the_values_of_rfc_4226():
    assert [totp.code_of(KEY, step) for step in range(10)] == HOTP


@pytest.mark.parametrize(("seconds", "code"), TOTP.items())
def test_the_values_of_rfc_6238(seconds, code):
    assert totp.code_of(KEY, totp.step_of(moment(seconds))) == code
    assert totp.matching_step(KEY, code, at=moment(seconds)) == seconds // 30


def test_a_clock_may_be_one_step_off_and_no_more():
    matches = [totp.matching_step(KEY, HOTP[5], at=moment(30 * step)) for step in range(3, 8)]
    assert matches == [None, 5, 5, 5, None]


@pytest.mark.parametrize("code", ["", "28708", "2870822", "abcdef", "２８７０８２", "é", "\0" * 6])
def test_what_is_no_code_matches_nothing(code):
    assert totp.matching_step(KEY, code, at=moment(59)) is None


def test_the_address_says_whose_it_is_and_nothing_typed_gets_out_of_its_place():
    address = totp.address_of(KEY, "c?&secret=x o/ra")
    assert address.startswith("otpauth://totp/Factcheck%3Ac%3F%26secret%3Dx%20o%2Fra?secret=GEZDGNBVGY3TQOJQ")
    assert address.endswith("&issuer=Factcheck&digits=6&period=30")
