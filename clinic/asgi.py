"""Afoot as an ASGI application, for a host that offers nothing else: WSGI costs a quarter of the CPU."""

import os

from django.core.asgi import get_asgi_application

from clinic.starting import refuse_undurable, release_versions, warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
application = get_asgi_application()
refuse_undurable()
release_versions()
warm_up()
