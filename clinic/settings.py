"""Settings. Every environment variable is read in the first block; the rest uses its names."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from clinic import database, environment

BASE_DIR = Path(__file__).resolve().parent.parent
DEVELOPMENT_SECRET_KEY = "afoot-development-secret-known-to-everyone-and-refused-in-production"
DEVELOPMENT_KEY = sha256(DEVELOPMENT_SECRET_KEY.encode()).digest()
DEVELOPMENT_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

# "development", or "production", which refuses to start on unsafe settings and speaks only TLS
AFOOT_ENV = environment.one_of("AFOOT_ENV", "development", "production")
# signs sessions and one-time links; in production 50 random characters or more
SECRET_KEY = environment.text("AFOOT_SECRET_KEY", DEVELOPMENT_SECRET_KEY)
# keys that encrypt names, numbers and free text: id:base64 of 32 bytes, the current one first, comma-separated
AFOOT_ENCRYPTION_KEYS = environment.keys("AFOOT_ENCRYPTION_KEYS", DEVELOPMENT_KEY)
# the key of the hashes by which patients are found: base64 of 32 bytes
AFOOT_SEARCH_KEY = environment.key("AFOOT_SEARCH_KEY", DEVELOPMENT_KEY)
# 1 shows code and settings on error pages; refused in production
DEBUG = environment.switch("AFOOT_DEBUG")
# host names that requests may be addressed to, comma-separated; required in production
ALLOWED_HOSTS = environment.names("AFOOT_ALLOWED_HOSTS")
# sqlite:///path or postgresql://user:password@host:port/name, with ?host=/folder for a socket
AFOOT_DATABASE = environment.text("AFOOT_DATABASE", f"sqlite:///{BASE_DIR}/afoot.sqlite3")
# the PostgreSQL role that all but `migrate`, `backup`, `restore` and `prove` act as; it neither owns tables nor
# bypasses row security, and `migrate` grants it what it needs
AFOOT_DATABASE_ROLE = environment.identifier("AFOOT_DATABASE_ROLE")
# how many PostgreSQL connections one process may hold: at least its threads that serve requests
AFOOT_DATABASE_CONNECTIONS = environment.whole("AFOOT_DATABASE_CONNECTIONS", 20)
# seconds that one statement may take before a caller is told to come back; work that nobody waits for has
# all the time it needs: migrations, backups and proofs, whatever goes through the whole history
AFOOT_DATABASE_PATIENCE = environment.whole("AFOOT_DATABASE_PATIENCE", 15)
# file, best on another machine, to which `manage.py seal` adds signed heads of the audit trail; - for its output
AFOOT_AUDIT_HEADS = environment.text("AFOOT_AUDIT_HEADS")
# the Ed25519 key that signs them, 32 bytes in base64; only `seal` needs it, and `verify_audit` without `--public-key`
AFOOT_AUDIT_KEY = environment.text("AFOOT_AUDIT_KEY")
# file beside the backups, best on another machine, to which each erasure adds what `restore` must erase again
AFOOT_TOMBSTONES = environment.text("AFOOT_TOMBSTONES")
# folder of pg_dump and pg_restore, where they are not on the PATH; only `backup` and `restore` need them
AFOOT_PG_BIN = environment.text("AFOOT_PG_BIN")
# 1 opens the operator's pages at /admin/
AFOOT_ADMIN = environment.switch("AFOOT_ADMIN")
# 1 where every request comes through one TLS proxy that sets X-Forwarded-Proto and X-Forwarded-For itself
AFOOT_BEHIND_TLS_PROXY = environment.switch("AFOOT_BEHIND_TLS_PROXY")
# networks, such as 10.1.0.0/16, in which webhook receivers may be though they are private, at any port and by plain
# http too; comma-separated. Every other receiver is an https address of the open network at port 443
AFOOT_PRIVATE_RECEIVERS = environment.networks("AFOOT_PRIVATE_RECEIVERS")
# file of passwords that were stolen, as SHA-1 in hexadecimal, a sorted line each; none of them is taken
AFOOT_STOLEN_PASSWORDS = environment.text("AFOOT_STOLEN_PASSWORDS")
# the least serious log lines to write
AFOOT_LOG_LEVEL = environment.one_of("AFOOT_LOG_LEVEL", "INFO", "DEBUG", "WARNING", "ERROR")

PRODUCTION = AFOOT_ENV == "production"
if PRODUCTION:
    environment.refuse_unsafe(
        secret_key=SECRET_KEY,
        known_secret=DEVELOPMENT_SECRET_KEY,
        debug=DEBUG,
        allowed_hosts=ALLOWED_HOSTS,
        keys={
            "AFOOT_ENCRYPTION_KEYS": DEVELOPMENT_KEY not in AFOOT_ENCRYPTION_KEYS.values(),
            "AFOOT_SEARCH_KEY": AFOOT_SEARCH_KEY != DEVELOPMENT_KEY,
        },
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
    "django.contrib.humanize",  # for the pages of allauth
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "intake",
]
MIDDLEWARE = [
    "clinic.proxy.client_network",
    "clinic.request_lines.request_line",
    "intake.gate.headers.on_every_answer",  # far outside, as the two behind it: static files pass them too
    "intake.gate.tls_alone.tls_alone",
    "intake.gate.no_nul.no_nul",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "intake.gate.sessions.staff_session",
    "intake.desk.locked.tries_by_address",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it answers for a locked sign-in
]
ROOT_URLCONF = "clinic.urls"
WSGI_APPLICATION = "clinic.wsgi.application"
ASGI_APPLICATION = "clinic.asgi.application"
APPEND_SLASH = False  # the redirect would turn a PUT to a mistyped address into a GET, and lose its body

DATABASES = {
    "default": database.describe(
        AFOOT_DATABASE,
        base=BASE_DIR,
        connections=AFOOT_DATABASE_CONNECTIONS,
        role=AFOOT_DATABASE_ROLE,
        patience=AFOOT_DATABASE_PATIENCE,
        is_guarded=PRODUCTION,
    )
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
                "intake.desk.locked.how_often_and_how_long",
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
    "intake.gate.sign_in.FiveTries",
    "axes.backends.AxesStandaloneBackend",  # before Django's, so that a locked sign-in never reaches a password
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "intake.gate.passwords.WordsOfTheHouse"},
    {"NAME": "intake.gate.passwords.Stolen"},
]
AXES_HANDLER, AXES_USERNAME_CALLABLE = "intake.gate.misses.Misses", "intake.gate.misses.hidden_name"
AXES_FAILURE_LIMIT = 5
# Name and address together: a stranger who misses on purpose locks nobody but himself out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # the trail tells who signed in, without address and browser
AXES_LOCKOUT_CALLABLE = "intake.desk.locked.locked_out"
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "desk", "account_login"
STAFF_IDLE_SECONDS = 20 * 60
MFA_REQUIRED = PRODUCTION  # of everybody who signs in with a password
ACCOUNT_ADAPTER, MFA_ADAPTER = "intake.gate.sign_in.Accounts", "intake.gate.sign_in.SecondFactors"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True  # as long as the server has it, see `intake.gate.sessions`
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # ours count exactly
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
ACCOUNT_FORMS = {"change_password": "intake.gate.sign_in.ChangePasswordForm"}
MFA_FORMS = {
    "authenticate": "intake.gate.sign_in.AuthenticateForm",
    "reauthenticate": "intake.gate.sign_in.ReauthenticateForm",
    "add_webauthn": "intake.gate.security_keys.AddWebAuthnForm",
    "authenticate_webauthn": "intake.gate.security_keys.AuthenticateWebAuthnForm",
    "reauthenticate_webauthn": "intake.gate.security_keys.ReauthenticateWebAuthnForm",
}
MFA_TOTP_ISSUER = "Afoot"
MFA_TOTP_TOLERANCE = 1  # telephones' clocks are half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
CACHES = {"default": {"BACKEND": "intake.gate.once.Once"}}

# What leaves over the wire
SESSION_ENGINE = "intake.gate.session_store"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a shift
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True  # pages send it in their forms
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # so there is no third cookie
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SESSION_COOKIE_NAME = "__Host-afoot"  # the prefix lets no other host of the domain set it
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = ["^livez$", "^readyz$"]  # asked by a supervisor on the machine itself
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True  # of Afoot's own host name, which it shares with nothing
    # The browsers' preload list is of whole domains, and so the clinic's to promise.
    SILENCED_SYSTEM_CHECKS = ["security.W021"]
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
# Calls a minute of one caller, of `token` those with a token that is nobody's; `password` and `second_factor` are the
# pages', by address. Submissions have a bucket of their own and are never counted in the database.
LIMITS = {
    "sign_in": 20,
    "password": 60,
    "second_factor": 60,
    "code": 20,
    "token": 60,
    "read": 600,
    "write": 300,
    "file": 1_200,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Afoot",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PATH_CONVERTER_OVERRIDES": {"id": {"type": "string", "format": "uuid"}},
    "SORT_OPERATIONS": False,  # in the order of the addresses, which tells how the work goes
    "POSTPROCESSING_HOOKS": ["intake.api.documentation.add_components"],
}

# To stderr: commands such as `assess` and `token` answer on stdout.
LOGGING_CONFIG = "clinic.logs.configure"
LOGGING = {"level": AFOOT_LOG_LEVEL, "is_discreet": PRODUCTION}
