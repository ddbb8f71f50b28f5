"""The addresses of health."""

from django.urls import path

from intake.health.views import Livez, Readyz

urlpatterns = [
    path("livez", Livez.as_view()),
    path("readyz", Readyz.as_view()),
]
