"""Time-based one-time passwords: RFC 6238 over RFC 4226, as every authenticator app shows them (SHA-1, 6 digits)."""

import hmac
from base64 import b32encode
from datetime import datetime
from urllib.parse import quote, urlencode

STEP = 30  # seconds
DIGITS = 6
ISSUER = "Factcheck"
DRIFT = 1  # steps by which a phone's clock may be off, either way


def step_of(at: datetime) -> int:
    """Return the number of the time step: whole 30 seconds since 1970."""
    return int(at.timestamp()) // STEP


def code_of(key: bytes, step: int) -> str:
    """Return the six digits of a step (RFC 4226, section 5.3: dynamic truncation)."""
    mac = hmac.digest(key, step.to_bytes(8, "big"), "sha1")
    at = mac[-1] & 0x0F
    number = int.from_bytes(mac[at : at + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def matching_step(key: bytes, code: str, *, at: datetime) -> int | None:
    """Return the step that the code belongs to, None where it is none of now. It takes as long for any code."""
    now, found = step_of(at), None
    for step in range(now - DRIFT, now + DRIFT + 1):
        if hmac.compare_digest(code_of(key, step).encode(), code.encode()):
            found = step
    return found


def as_text(key: bytes) -> str:
    """Return the key as apps take it when it is typed: Base32."""
    return b32encode(key).decode().rstrip("=")


def address_of(key: bytes, name: str) -> str:
    """Return the otpauth address that a QR code holds (Google Authenticator's key URI format)."""
    fields = {"secret": as_text(key), "issuer": ISSUER, "digits": DIGITS, "period": STEP}
    return f"otpauth://totp/{quote(f'{ISSUER}:{name}', safe='')}?{urlencode(fields)}"
