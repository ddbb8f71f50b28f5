"""Afoot as an ASGI application, for a host that offers nothing else: WSGI costs a quarter of the CPU."""

import os

from django.core.asgi import get_asgi_application

from clinic.starting import make_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
application = get_asgi_application()
make_ready()
