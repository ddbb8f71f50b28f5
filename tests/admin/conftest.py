"""The operator, signed in, on a site that has the pages."""

import pytest
from django.test import Client

from intake.models import User


@pytest.fixture(autouse=True)
def _with_admin(settings):
    settings.ROOT_URLCONF = "tests.outage.with_admin"


@pytest.fixture
def olga(db):
    """The operator, who works in no clinic."""
    return User.objects.create_superuser("olga", password="a long enough phrase")


@pytest.fixture
def operator(olga):
    client = Client(raise_request_exception=False)
    client.force_login(olga, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def ada_s_account(ada):
    return User.objects.get(username="ada")
