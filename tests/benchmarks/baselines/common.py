"""What both baselines share with Afoot: the same database, with the same durability, pool and prepared statements."""

from clinic import database, environment
from clinic.settings import BASE_DIR

SECRET_KEY = "of a baseline that serves nobody"
ALLOWED_HOSTS = ["localhost"]
DATABASES = {
    "default": database.describe(environment.text("AFOOT_DATABASE"), base=BASE_DIR, connections=20),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
WSGI_APPLICATION = "tests.benchmarks.baselines.wsgi.application"
