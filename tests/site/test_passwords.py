"""A password is long, and no short thing over and over."""

import pytest
from django.contrib.auth.password_validation import password_changed, validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize("password", ["aaaaaaaaaaaaaaaa", "abcabcabcabcabc", "AaAaBbBbCcCcDdDd", "1-1-1-1-1-1-1-1"])
def test_what_repeats_itself_is_refused_with_a_sentence(password):
    with pytest.raises(ValidationError) as refusal:
        validate_password(password)
    assert refusal.value.messages == ["Your password must contain at least 6 different characters."]


@pytest.mark.parametrize("password", ["correct horse battery", "tübingen-2031-x"])
def test_a_long_one_is_taken(password):
    validate_password(password)
    password_changed(password)  # every validator is told, and none falls over
