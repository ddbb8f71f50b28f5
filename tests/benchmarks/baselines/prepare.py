"""`python -m tests.benchmarks.baselines.prepare`: make a baseline's tables, and print a token for it."""

import django
from django.apps import apps
from django.core.management import call_command


def prepare() -> str:
    call_command("migrate", verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)  # the baseline's own, which refer to those above
    if not apps.is_installed("rest_framework.authtoken"):
        return ""
    from django.contrib.auth.models import User
    from rest_framework.authtoken.models import Token

    return Token.objects.create(user=User.objects.create_user("tablet")).key


if __name__ == "__main__":
    django.setup()
    print(prepare())
