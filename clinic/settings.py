"""Settings. Every environment variable is read in the first block; the rest uses its names."""

from datetime import timedelta
from pathlib import Path

from clinic import database, environment

BASE_DIR = Path(__file__).resolve().parent.parent
DEVELOPMENT_SECRET_KEY = "afoot-development-secret-known-to-everyone-and-refused-in-production"
DEVELOPMENT_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

# "development", or "production", which refuses to start on unsafe settings and speaks only TLS
AFOOT_ENV = environment.one_of("AFOOT_ENV", "development", "production")
# signs sessions and one-time links; in production 50 random characters or more
SECRET_KEY = environment.text("AFOOT_SECRET_KEY", DEVELOPMENT_SECRET_KEY)
# 1 shows code and settings on error pages; refused in production
DEBUG = environment.switch("AFOOT_DEBUG")
# host names that requests may be addressed to, comma-separated; required in production
ALLOWED_HOSTS = environment.names("AFOOT_ALLOWED_HOSTS")
# sqlite:///path or postgresql://user:password@host:port/name, with ?host=/folder for a socket
AFOOT_DATABASE = environment.text("AFOOT_DATABASE", f"sqlite:///{BASE_DIR}/afoot.sqlite3")
# how many PostgreSQL connections one process may hold: at least its threads that serve requests
AFOOT_DATABASE_CONNECTIONS = environment.whole("AFOOT_DATABASE_CONNECTIONS", 20)
# 1 opens the operator's pages at /admin/
AFOOT_ADMIN = environment.switch("AFOOT_ADMIN")
# 1 where every request comes through one TLS proxy that sets X-Forwarded-Proto and X-Forwarded-For itself
AFOOT_BEHIND_TLS_PROXY = environment.switch("AFOOT_BEHIND_TLS_PROXY")
# the least serious log lines to write
AFOOT_LOG_LEVEL = environment.one_of("AFOOT_LOG_LEVEL", "INFO", "DEBUG", "WARNING", "ERROR")

PRODUCTION = AFOOT_ENV == "production"
if PRODUCTION:
    environment.refuse_unsafe(
        secret_key=SECRET_KEY,
        known_secret=DEVELOPMENT_SECRET_KEY,
        debug=DEBUG,
        allowed_hosts=ALLOWED_HOSTS,
    )
else:
    ALLOWED_HOSTS = ALLOWED_HOSTS or DEVELOPMENT_HOSTS

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.admin",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "intake",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it answers for a locked sign-in
]
ROOT_URLCONF = "clinic.urls"
WSGI_APPLICATION = "clinic.wsgi.application"
ASGI_APPLICATION = "clinic.asgi.application"
APPEND_SLASH = False  # the redirect would turn a PUT to a mistyped address into a GET, and lose its body

DATABASES = {
    "default": database.describe(AFOOT_DATABASE, base=BASE_DIR, connections=AFOOT_DATABASE_CONNECTIONS)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "UTC"  # each clinic has a zone of its own
LANGUAGE_CODE = "en"
USE_I18N = False  # wording in other languages belongs to the questionnaire


def folders_of_doors(name):
    return [folder for folder in sorted(BASE_DIR.glob(f"intake/*/{name}")) if folder.is_dir()]


TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": folders_of_doors("templates"),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
STATIC_URL = "/static/"
STATICFILES_DIRS = folders_of_doors("static")
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = True  # serves the committed files where they lie: nothing to build or collect

# Sign-in
AUTH_USER_MODEL = "intake.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first, so that a locked sign-in never reaches a password
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_FAILURE_LIMIT = 5
# Name and address together: a stranger who misses on purpose locks nobody but himself out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# What leaves over the wire
SESSION_COOKIE_AGE = 12 * 60 * 60  # a shift
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SAMESITE = "Strict"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SESSION_COOKIE_NAME = "__Host-afoot"  # the prefix lets no other host of the domain set it
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    # Other hosts of the clinic's domain, and the browsers' preload list, are the clinic's to promise.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if AFOOT_BEHIND_TLS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    MIDDLEWARE.insert(0, "clinic.proxy.client_address")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["intake.gate.credentials.BearerToken"],
    "DEFAULT_PERMISSION_CLASSES": ["intake.gate.permissions.RoleAllows"],
    "DEFAULT_RENDERER_CLASSES": ["intake.gate.rendering.JSON"],
    "DEFAULT_PARSER_CLASSES": ["intake.gate.strict_json.StrictJSON"],
    "DEFAULT_SCHEMA_CLASS": "intake.api.describe.Described",
    "EXCEPTION_HANDLER": "intake.gate.problems.answer",
    "URL_FORMAT_OVERRIDE": None,  # `?format=` would be an unknown parameter like any other
    "NUM_PROXIES": 0,  # limits count by REMOTE_ADDR, which is right behind a proxy too
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
# Calls a minute of one caller. Submissions have a bucket of their own and are never counted in the database.
LIMITS = {"sign_in": 20, "code": 20, "read": 600, "write": 300, "file": 1_200}
SPECTACULAR_SETTINGS = {
    "TITLE": "Afoot",
    "DESCRIPTION": "Intake and spinal triage for a foot and ankle clinic: it supports clinicians.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PATH_CONVERTER_OVERRIDES": {"id": {"type": "string", "format": "uuid"}},
    "SORT_OPERATIONS": False,  # in the order of the addresses, which tells how the work goes
    "POSTPROCESSING_HOOKS": ["intake.api.documentation.add_components"],
}

# To stderr: commands such as `assess` and `token` answer on stdout.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "clinic.logs.Discreet" if PRODUCTION else "logging.Formatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": AFOOT_LOG_LEVEL},
    "loggers": {"django": {"handlers": [], "level": AFOOT_LOG_LEVEL, "propagate": True}},
}
