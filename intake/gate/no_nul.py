"""No NUL in what pages are asked or sent: PostgreSQL keeps none, and not every page of a library looks."""

from django.core.exceptions import BadRequest

from intake.gate.door import Door

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def no_nul(get_response):
    """Middleware; the views of a `Door` read what they are sent by a gate of their own."""

    def respond(request):
        return get_response(request)

    respond.process_view = _refuse_nul
    return respond


def _refuse_nul(request, view, args, kwargs):
    if issubclass(getattr(view, "cls", object), Door):
        return
    sent = [request.GET] + [request.POST] * (request.content_type in FORMS)
    if any("\0" in text for fields in sent for name in fields for text in (name, *fields.getlist(name))):
        raise BadRequest
