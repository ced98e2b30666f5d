"""Django settings. Values that an operator may change come from `config.env`."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from config.env import ENV
from config.keys import installation_key
from config.modules import MODULES


def database_settings(url: str) -> dict[str, Any]:
    """Turn a DATABASE_URL into what Django wants. `?host=/folder` means a socket folder."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "relaydesk",
        "USER": unquote(parts.username or "relaydesk"),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 20, "timeout": 10},
            "tcp_user_timeout": 5000,
            "options": "-c max_parallel_workers_per_gather=0",
            **query,
        },
    }


DATABASES = {"default": database_settings(ENV.database_url)}
DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "procrastinate.contrib.django",
    *(f"relaydesk.{module}" for module in MODULES),
]
# Sessions, CSRF and rights of the API are checked by platform.http.guard with one statement, without
# Django's middleware.
MIDDLEWARE: list[str] = [
    "relaydesk.platform.http.middleware.EdgeMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
]
WEB_ROOT = Path(__file__).parent / "web"
WHITENOISE_ROOT = WEB_ROOT if WEB_ROOT.is_dir() else None
WHITENOISE_MAX_AGE = 0
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/\w+/assets/.+$"
SESSION_COOKIE_NAME = "relaydesk_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENV.secure
SESSION_COOKIE_AGE = 365 * 24 * 3600  # the sign-in policy ends sessions, on the server
# scrypt (RFC 7914) with OWASP's parameters comes with Python; the others are read, never written.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGGING_CONFIG = "relaydesk.platform.logging.configure"
LOGGING = {"level": ENV.log_level}
APPEND_SLASH = False
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}}]
ROOT_URLCONF = "config.urls"
AUTH_USER_MODEL = "access.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "UTC"
DATA_UPLOAD_MAX_MEMORY_SIZE = 26 * 1024 * 1024
SECRET_KEY = installation_key(ENV.data_dir)
DATA_DIR = ENV.data_dir
SECURE = ENV.secure
TRUSTED_PROXIES = ENV.trusted_proxies
OUTGOING_NETWORKS = ENV.outgoing_networks
S3_URL = ENV.s3_url
PREPARED_STATEMENTS = ENV.prepared_statements
PUBLIC_URL = ENV.public_url
MAIL_DOMAIN = ENV.mail_domain
SUPPORT_ADDRESS = ENV.support_address
SMTP_RELAY = ENV.smtp_relay_url
NOTICE_DAYS = ENV.notice_days
