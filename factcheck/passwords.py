"""What a password needs beside its length."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FEWEST = 6  # different characters


class DifferentCharactersValidator:
    """Refuse a long password that is one short thing over and over: "aaaaaaaaaaaaaaaa", "abcabcabcabc"."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError with a sentence."""
        if len(set(password.casefold())) < FEWEST:
            raise ValidationError(self.get_help_text(), code="password_repeats_itself")

    def get_help_text(self) -> str:
        return _("Your password must contain at least %(fewest)d different characters.") % {"fewest": FEWEST}
