"""The addresses of the doors."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("intake.api.urls")),
    path("desk/", include("intake.desk.urls")),
]
if settings.AFOOT_ADMIN:
    urlpatterns.append(path("admin/", admin.site.urls))

handler400 = "intake.gate.problems.bad_request"
handler404 = "intake.gate.problems.not_found"
handler500 = "intake.gate.problems.server_error"
