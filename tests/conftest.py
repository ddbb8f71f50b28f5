"""What every test may use."""

from django.conf import settings


def pytest_configure():
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # a slow hash is wasted on tests
