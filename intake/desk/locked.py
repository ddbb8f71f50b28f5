"""What is shown after five misses: how long to wait, and nothing of who tried."""

from django.shortcuts import render

from intake.gate.sign_in import COOL_OFF


def locked_out(request, answer=None, credentials=None):
    """In place of django-axes' own page, which gives the name back and opens it to other origins."""
    answer = render(request, "account/locked.html", status=429)
    answer["Retry-After"] = str(COOL_OFF)
    return answer
