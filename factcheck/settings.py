"""Settings of the site, all from the environment; the README's table names each.

A value that makes no sense is refused here, at start, with a sentence: a desk that half works is worse
than one that says what is wrong.
"""

import os
import re
import secrets
import sqlite3
import zoneinfo
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from factcheck.finder import finder_key, finder_model, finder_url

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


DATA_DIR = data_dir()
# Seals of the record lie outside the database, and so does the key that signs them.
SEALS_FILE = Path(os.environ.get("SEALS_FILE") or DATA_DIR / "seals.jsonl").expanduser().resolve()
SEAL_KEY = os.environ.get("SEAL_KEY") or kept_key(DATA_DIR / "seal_key")
if len(SEAL_KEY) < 50:
    raise ImproperlyConfigured("SEAL_KEY is too short. Use 50 random characters or more, and keep a copy of it.")
RETENTION_YEARS = env_int("RETENTION_YEARS", 10, lowest=1, highest=1000)
DEBUG = env_bool("DEBUG", False)
SECRET_KEY = secret_key(DATA_DIR)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
if not ALLOWED_HOSTS or any("/" in host for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS needs bare names, as in desk.example.org, separated by commas.")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
if not all(re.fullmatch(r"https?://[^/\s]+", origin) for origin in CSRF_TRUSTED_ORIGINS):
    raise ImproperlyConfigured("CSRF_TRUSTED_ORIGINS needs the scheme and no path, as in https://desk.example.org.")
HTTPS = env_bool("HTTPS", False)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "import_export",
    "claims",
]

MIDDLEWARE = [
    "factcheck.headers.SecurityHeaders",
    "factcheck.limits.BodyLimit",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "factcheck.headers.OwnOrigin",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "claims.access.asking.LostSession",
    "claims.access.duty.SetUpFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
ASGI_APPLICATION = "factcheck.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "claims" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["claims.access.backend.DeskBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

LANGUAGE_CODE = "en"
TIME_ZONE = time_zone(os.environ.get("TIME_ZONE", "").strip() or "UTC")
USE_I18N = True
FORMAT_MODULE_PATH = "factcheck.formats"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"  # served by no URL: a view hands files out after its own permission check
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# The library's own pages let every staff user import and export unless these say otherwise; ours ask the rules.
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "change"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"
IMPORT_EXPORT_SKIP_ADMIN_CONFIRM = False
IMPORT_EXPORT_USE_TRANSACTIONS = True
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# Do processes of their own (manage.py work) do what takes long? Without them a thread of the web process does.
WORKERS = env_bool("WORKERS", False)
MAX_UPLOAD_MB = env_int("MAX_UPLOAD_MB", 20, lowest=1, highest=2000)
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD_MB * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

FINDER_URL = finder_url()
FINDER_MODEL = finder_model(FINDER_URL)
FINDER_KEY = finder_key(FINDER_URL)
FINDER_SECONDS = env_int("FINDER_SECONDS", 25, lowest=1, highest=600)

SESSION_COOKIE_AGE = env_int("SESSION_MINUTES", 60, lowest=1, highest=43_200) * 60
SESSION_SAVE_EVERY_REQUEST = True  # idle time, not time since log-in, ends a session
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env_bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    # Only then may a header say that the connection was secure: without a proxy anybody could send it.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = ["^(healthz|readyz|metrics)$"]  # asked by the machine itself, which has no certificate
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"

CHECK_LINKS = env_bool("CHECK_LINKS", False)  # the desk asks nothing of the internet unless this is set
METRICS_TOKEN = metrics_token()
LOG_FORMAT = env_choice("LOG_FORMAT", "plain", "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "factcheck.logs.Plain"}, "json": {"()": "factcheck.logs.Lines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handlers would print exceptions with their messages, or mail them.
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
