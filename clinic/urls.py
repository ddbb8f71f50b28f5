"""The addresses of the doors."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from intake.desk.home import ToTheDesk

urlpatterns = [
    path("", ToTheDesk.as_view()),
    path("desk", ToTheDesk.as_view()),
    path("", include("intake.health.urls")),
    path("api/v1/", include("intake.api.urls")),
    path("desk/", include("intake.desk.urls")),
]
if settings.AFOOT_ADMIN:
    admin.site.login = secure_admin_login(admin.site.login)  # the desk's sign-in, with its second factor
    urlpatterns.append(path("admin/", admin.site.urls))

handler400 = "intake.gate.problems.bad_request"
handler404 = "intake.gate.problems.not_found"
handler500 = "intake.gate.problems.server_error"
