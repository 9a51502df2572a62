"""What stands in the environment, read and checked: a value that makes no sense is refused with a sentence."""

import os
import secrets
import sqlite3
import zoneinfo
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

# SQLite up to 3.51.2 can corrupt a database in WAL mode (its WAL-reset bug), so those keep the rollback journal.
SQLITE_WITH_SAFE_WAL = (3, 51, 3)


def env_bool(name: str, default: bool) -> bool:
    """Read yes or no; raise ImproperlyConfigured for anything else."""
    text = os.environ.get(name, "").strip().casefold()
    if not text:
        return default
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f'{name} is "{text}". Set it to yes or no.')


def env_list(name: str, default: str = "") -> list[str]:
    """Read a list separated by commas."""
    return [part.strip() for part in (os.environ.get(name, "").strip() or default).split(",") if part.strip()]


def env_int(name: str, default: int, *, lowest: int, highest: int) -> int:
    """Read a whole number from `lowest` to `highest`; raise ImproperlyConfigured for anything else."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and lowest <= int(text) <= highest):
        raise ImproperlyConfigured(f'{name} is "{text}". Set it to a whole number from {lowest} to {highest}.')
    return int(text)


def env_choice(name: str, *choices: str) -> str:
    """Read one of `choices`, the first where nothing is set; raise ImproperlyConfigured for anything else."""
    text = os.environ.get(name, "").strip().casefold() or choices[0]
    if text not in choices:
        raise ImproperlyConfigured(f'{name} is "{text}". Set it to {" or ".join(choices)}.')
    return text


def metrics_token() -> str:
    """Return the token that opens /metrics, "" where that page is off; raise ImproperlyConfigured for a short one."""
    token = os.environ.get("METRICS_TOKEN", "").strip()
    if token and (len(token) < 20 or not token.isascii()):
        raise ImproperlyConfigured("METRICS_TOKEN is too short. Use 20 random characters or more, of ASCII.")
    return token


def secret_key(folder: Path) -> str:
    """Return SECRET_KEY, or the key kept in `folder`, made at the first run and readable by its owner only."""
    key = os.environ.get("SECRET_KEY", "")
    if key:
        if len(key) < 50 or len(set(key)) < 5:
            raise ImproperlyConfigured("SECRET_KEY is too short or too plain. Use 50 random characters or more.")
        return key
    return kept_key(folder / "secret_key")


def kept_key(path: Path) -> str:
    """Return the key kept in this file, made at the first run and readable by its owner only."""
    try:
        # O_EXCL: of two processes that start at once, one makes the file and the other reads it.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    key = path.read_text().strip()
    if len(key) < 50:
        raise ImproperlyConfigured(f"{path} holds no usable key. Delete it and a new one is made at the next start.")
    return key


def data_dir() -> Path:
    """Return the folder that holds what the desk keeps, made if it is not there."""
    folder = Path(os.environ.get("DATA_DIR") or BASE_DIR / "var").expanduser().resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"DATA_DIR {folder} can't be used: {error.strerror}.") from error
    return folder


def sqlite_options() -> dict[str, Any]:
    """Return options under which several people can write at once and a power cut loses nothing."""
    journal = "WAL" if sqlite3.sqlite_version_info >= SQLITE_WITH_SAFE_WAL else "DELETE"
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL;",
    }


def database(folder: Path) -> dict[str, Any]:
    """Return the database of DATABASE_URL, or a SQLite file in `folder`."""
    url = os.environ.get("DATABASE_URL", "").strip() or f"sqlite:///{folder / 'factcheck.sqlite3'}"
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError, ValueError) as error:
        raise ImproperlyConfigured(
            "DATABASE_URL can't be read. It looks like postgres://user:password@host:5432/name."
        ) from error
    if config["ENGINE"] == "django.db.backends.sqlite3":
        if not Path(config["NAME"]).parent.is_dir():
            raise ImproperlyConfigured(f"DATABASE_URL names a file in a folder that is not there: {config['NAME']}.")
        config["OPTIONS"] = sqlite_options()
        config["CONN_MAX_AGE"] = 0
    elif config["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            "DATABASE_URL names a database that Factcheck does not run on: use postgres:// or sqlite://."
        )
    elif find_spec("psycopg") is None:
        raise ImproperlyConfigured(
            "DATABASE_URL names PostgreSQL, whose driver is missing: pip install -c constraints.txt -e '.[postgres]'"
        )
    elif most := env_int("DATABASE_POOL", 0, lowest=0, highest=1000):
        # One process' threads share these instead of keeping one each; Django refuses to keep them as well.
        config["OPTIONS"] = config.get("OPTIONS", {}) | {"pool": {"min_size": 1, "max_size": most, "timeout": 30}}
        config["CONN_MAX_AGE"] = 0
    return config


def time_zone(name: str) -> str:
    """Return a time zone's name; raise ImproperlyConfigured where there is none of it."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError) as error:
        raise ImproperlyConfigured(f'TIME_ZONE is "{name}". Use a name such as Europe/Berlin.') from error
    return name
