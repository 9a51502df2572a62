"""The settings of the optional finder: a model behind an OpenAI-compatible endpoint that the copy is sent to.

Off unless FINDER_URL is set. A value that would send copy to nowhere, or in the clear across a network, is refused.
"""

import os
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def finder_url() -> str:
    """Return FINDER_URL without a slash at its end, "" where no endpoint is used. Raise ImproperlyConfigured."""
    url = os.environ.get("FINDER_URL", "").strip().rstrip("/")
    if not url:
        return ""
    parts = _parts(url)
    if parts is None or parts.username or parts.password or parts.query or parts.fragment:
        raise ImproperlyConfigured("FINDER_URL needs an address alone, as in https://models.example.org/v1.")
    if parts.scheme == "http" and parts.hostname not in THIS_MACHINE:
        raise ImproperlyConfigured("FINDER_URL needs https: unpublished copy would cross the network unencrypted.")
    return url


def _parts(url: str) -> SplitResult | None:
    """Return the parts of a web address, None where it is none."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if usable and url.isprintable() and " " not in url else None


def finder_model(url: str) -> str:
    """Return FINDER_MODEL. Raise ImproperlyConfigured where only one of endpoint and model is named."""
    model = os.environ.get("FINDER_MODEL", "").strip()
    if url and not model:
        raise ImproperlyConfigured("FINDER_URL is set and FINDER_MODEL is not. Name the model to ask.")
    if model and not url:
        raise ImproperlyConfigured("FINDER_MODEL is set and FINDER_URL is not. Set both, or neither.")
    return model


def finder_key(url: str) -> str:
    """Return FINDER_KEY, which may be empty. Raise ImproperlyConfigured for what no header can carry."""
    key = os.environ.get("FINDER_KEY", "").strip()
    if key and not (url and key.isascii() and key.isprintable()):
        raise ImproperlyConfigured("FINDER_KEY needs FINDER_URL, and plain letters, digits and signs.")
    return key
