"""Settings of the site, all from the environment; the README's table names each.

A value that makes no sense is refused here, at start, with a sentence: a desk that half works is worse
than one that says what is wrong.
"""

import os
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from factcheck.environment import (
    BASE_DIR,
    data_dir,
    database,
    env_bool,
    env_choice,
    env_int,
    env_list,
    kept_key,
    metrics_token,
    secret_key,
    time_zone,
)
from factcheck.finder import finder_key, finder_model, finder_url

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
    "claims.access.idle.MoveEndOn",
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
FORM_RENDERER = "factcheck.forms.Renderer"

DATABASES = {"default": database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["claims.access.backend.DeskBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "factcheck.passwords.DifferentCharactersValidator"},
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

SESSION_ENGINE = "factcheck.sessions"
SESSION_COOKIE_AGE = env_int("SESSION_MINUTES", 60, lowest=1, highest=43_200) * 60
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
