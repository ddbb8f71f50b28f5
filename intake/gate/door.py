"""The view that every door's views are made from: it enters the caller's clinic before it does anything."""

from collections.abc import Callable
from functools import wraps
from typing import ClassVar

from rest_framework.views import APIView

from intake import access, audit
from intake.errors import NotAllowed, Refused
from intake.gate import calls, query, strict_json
from intake.gate.limits import Limited
from intake.gate.strict_json import StrictJSON

METHODS = ("get", "put", "patch", "post")


class Door(APIView):
    """A view names in `acts` what each method does (see `access.MAY`), and in `limits` how it is counted.

    `keeps` names the action that sets aside what a tablet sent by a method and was refused: nobody can read it there.
    `of_no_patient` are the methods that show nothing of patients and, by themselves, leave no line in the trail.
    `FILTERS` are the query parameters that it takes, read into `asked` before any method; others are refused.
    """

    FILTERS: ClassVar[dict[str, query.Parameter]] = {}
    acts: ClassVar[dict[str, str]] = {}
    limits: ClassVar[dict[str, str]] = {}
    keeps: ClassVar[dict[str, Callable]] = {}
    of_no_patient: ClassVar[set[str]] = set()
    http_method_names: ClassVar[list[str]] = [*METHODS, "head"]
    parser_classes: ClassVar[list] = [StrictJSON]
    throttle_classes: ClassVar[list] = [Limited]
    metadata_class = None

    def __init_subclass__(cls):
        super().__init_subclass__()
        for method in METHODS:
            if method in cls.__dict__:
                setattr(cls, method, _within_clinic(cls.__dict__[method]))

    def act_of(self, method: str) -> str | None:
        return self.acts.get("get" if method == "HEAD" else method.lower())

    def is_of_no_patient(self, method: str) -> bool:
        return ("get" if method == "HEAD" else method.lower()) in self.of_no_patient

    def limit_of(self, method: str) -> str:
        reads = "read" if method in ("GET", "HEAD") else "write"
        return self.limits.get(method.lower(), reads)


def _within_clinic(answer):
    """Run a method, its query parameters read, in one transaction of the caller's clinic.

    A look shows what stood together, whatever is erased or amended meanwhile. What left no line in the trail by
    itself gets one here, before a byte leaves; a 304 delivers nothing.
    """

    @wraps(answer)
    def entered(self, request, **address):
        self.asked = query.read(request, self.FILTERS)
        if not isinstance(request.user, access.Actor):
            return answer(self, request, **address)
        is_look = request.method in ("GET", "HEAD")
        with access.within(request.user.clinic, at_one_moment=is_look), audit.one_call() as lines:
            response = answer(self, request, **address)
            if response.status_code < 300 and not lines and not self.is_of_no_patient(request.method):
                audit.record(request.user, *calls.told(request, self, address))
        return response

    return _keeping(entered)


def _keeping(answer):
    """Let what a tablet sent outlive its refusal, in a transaction of its own: the refused one is undone.

    Where it cannot be kept, that is what the tablet is told, so that it sends again.
    """

    @wraps(answer)
    def kept(self, request, **address):
        try:
            return answer(self, request, **address)
        except (Refused, NotAllowed) as refusal:
            keep = self.keeps.get(request.method.lower())
            if keep and request.user.kind == access.DEVICE:
                with access.within(request.user.clinic):
                    keep(received=strict_json.received(request), refusal=refusal, by=request.user, **address)
            raise

    return kept
