"""The addresses, with the operator's pages among them."""

from django.contrib import admin
from django.urls import path

from clinic.urls import handler400, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]
urlpatterns = [*urlpatterns, path("admin/", admin.site.urls)]
