"""Settings of evalsite. A fresh clone needs no variable; the README lists those there are."""

import os
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from .database import database_from
from .environment import (
    flag,
    identity_providers,
    mail_from,
    mail_server,
    megabytes,
    secret_key,
    words,
)

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / os.environ.get("EVALSITE_VAR", "var")

SECRET_KEY = secret_key(VAR_DIR / "secret_key")
DEBUG = flag("EVALSITE_DEBUG")
ALLOWED_HOSTS = words("EVALSITE_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("EVALSITE_ORIGINS", "")

INSTALLED_APPS = [
    "evalsite.apps.EvalsiteConfig",
    "findings",
    "projects",
    "simple_history",
    "django_prose_editor",
    "evalsite.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "evalsite.signing_in",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "evalsite.page_cache.page_cache",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "evalsite.middleware.no_store",
    "evalsite.middleware.in_its_language",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "evalsite.middleware.anonymous_without_cookie",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "evalsite.middleware.closed_house",
    "evalsite.middleware.second_factor_first",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "evalsite.urls"
WSGI_APPLICATION = "evalsite.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "evalsite.context.organisation",
                "evalsite.context.languages",
            ],
            "builtins": ["django.templatetags.i18n", "evalsite.templatetags.languages"],
        },
    },
]

DATABASES = {
    "default": database_from(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'evalsite.sqlite3'}", BASE_DIR
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Limits of attempts are counted here: by all workers and machines together, and without a race
# (a cache of files or of one process would let each worker count for itself). The many entries
# keep an attacker from pushing a count out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "evalsite_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

EVALSITE_PAGE_CACHE = 0 if DEBUG else megabytes("EVALSITE_PAGE_CACHE_MB", 64)
EVALSITE_OPEN = flag("EVALSITE_OPEN", default=True)
EVALSITE_STAFF_2FA = flag("EVALSITE_STAFF_2FA")
AUTHENTICATION_BACKENDS = ["evalsite.signing_in.accounts.PasswordBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LOGIN_URL, LOGOUT_REDIRECT_URL = "account_login", "home"
ACCOUNT_ADAPTER = "evalsite.signing_in.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "evalsite.signing_in.forms.SignInForm",
    "reset_password": "evalsite.signing_in.forms.ResetForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]  # what an account has
ACCOUNT_EMAIL_VERIFICATION = "none"  # the publisher who made the account vouches for its address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
MFA_FORMS = {
    "add_webauthn": "evalsite.signing_in.forms.NewKeyForm",
    "edit_webauthn": "evalsite.signing_in.forms.KeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
SOCIALACCOUNT_ADAPTER = "evalsite.signing_in.adapters.ProviderAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: form-action stops forms that lead to other hosts
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": identity_providers()}}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("fr", "Français"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "evalsite" / "locale"]
TIME_ZONE = os.environ.get("EVALSITE_TIME_ZONE", "UTC")
USE_I18N = True
FORM_RENDERER = "projects.editing.renderer.QuickRenderer"
FORMAT_MODULE_PATH = "evalsite.formats"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640

FIXTURE_DIRS = [BASE_DIR / "fixtures"]
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
SIMPLE_HISTORY_DATE_INDEX = False
SIMPLE_HISTORY_REVERT_DISABLED = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # an evaluation with 100 rows posts about 2,000
CSRF_FAILURE_VIEW = "evalsite.desk.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

HTTPS = flag("EVALSITE_HTTPS")
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
PROXY = flag("EVALSITE_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(PROXY)  # whose address is limited: X-Forwarded-For's last

vars().update(mail_server(VAR_DIR / "mail"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = mail_from()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("EVALSITE_LOG_LEVEL", "WARNING")},
}

EVALSITE_ORGANISATION = os.environ.get("EVALSITE_ORGANISATION", "Evaluation Office")
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{EVALSITE_ORGANISATION}: "
EVALSITE_ADDRESS = os.environ.get("EVALSITE_ADDRESS", "http://localhost:8000").rstrip("/")
EVALSITE_SELF_PUBLISH = flag("EVALSITE_SELF_PUBLISH")
