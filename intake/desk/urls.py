"""The addresses of the desk."""

from django.urls import path

from intake.desk.welcome import Welcome, WelcomeDone

urlpatterns = [
    path("welcome/done/", WelcomeDone.as_view(), name="welcome-done"),
    path("welcome/<uidb64>/<token>/", Welcome.as_view(), name="welcome"),
]
