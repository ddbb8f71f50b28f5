"""The addresses of the service with the operator's pages, and one that fails with a patient in its hands."""

from django.contrib import admin
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path

from clinic import urls
from intake.gate.door import Door
from intake.gate.permissions import PUBLIC


class Failing(Door):
    """Raises with what a view would hold: a patient, in its message and in its locals."""

    acts = {"get": PUBLIC, "post": PUBLIC}

    def get(self, request):
        patient = request.headers.get("X-Patient", "somebody")
        raise ValueError(f"no way to show {patient}")

    def post(self, request):
        patient = request.data
        raise KeyError(patient["family_name"]) from ValueError(patient)


def repeat(request):
    """What no view may do: give out what it was sent, in an error and in an address."""
    patient = request.headers.get("X-Patient")
    if patient:
        return JsonResponse({"title": f"{patient} is not known"}, status=404)
    return HttpResponseRedirect(f"/patients/?name={request.GET['name']}")


def fail(request):
    patient = request.headers.get("X-Patient", "somebody")
    raise RuntimeError(f"{patient} was not expected")


urlpatterns = [
    *urls.urlpatterns,
    path("admin/", admin.site.urls),
    path("failing/", Failing.as_view()),
    path("failing/outside/", fail),
    path("repeating/", repeat),
]
handler400, handler404, handler500 = urls.handler400, urls.handler404, urls.handler500
