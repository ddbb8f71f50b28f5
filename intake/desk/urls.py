"""The addresses of the desk; signing in and second factors are django-allauth's, in our layout."""

from allauth.account import views as account
from django.db.transaction import atomic
from django.urls import include, path

from intake.desk import second_factors
from intake.desk.home import Home
from intake.desk.signed_in import SignedIn
from intake.desk.welcome import Welcome, WelcomeDone

urlpatterns = [
    path("", Home.as_view(), name="desk"),
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("signed-in/", SignedIn.as_view(), name="signed-in"),
    path("password/", atomic(account.password_change), name="account_change_password"),
    path("password-again/", account.reauthenticate, name="account_reauthenticate"),
    path("second-factor/", include(second_factors.pages())),
    path("welcome/done/", WelcomeDone.as_view(), name="welcome-done"),
    path("welcome/<uidb64>/<token>/", Welcome.as_view(), name="welcome"),
]
