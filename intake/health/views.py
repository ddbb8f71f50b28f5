"""`/livez`: this process answers. `/readyz`: a clinic may rely on what stands behind it. Open to everyone."""

from django.http import JsonResponse
from django.views import View

from intake.health.latest import KEPT, Latest

LATEST = Latest()


class _Health(View):
    http_method_names = ["get", "head"]

    def answer(self, body, code):
        again = {"Retry-After": str(KEPT)} if code == 503 else {}
        return JsonResponse(body, status=code, headers={"Cache-Control": "no-store"} | again)


class Livez(_Health):
    def get(self, request):
        return self.answer({"alive": True}, 200)


class Readyz(_Health):
    def get(self, request):
        found = LATEST.findings()
        is_ready = all(finding.ok for finding in found)
        checks = {
            finding.name: {"ok": finding.ok}
            | ({} if finding.seconds is None else {"seconds": finding.seconds})
            for finding in found
        }
        return self.answer({"ready": is_ready, "checks": checks}, 200 if is_ready else 503)
