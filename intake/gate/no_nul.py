"""No NUL in what pages are asked or sent: PostgreSQL keeps none, and not every page of a library looks."""

from django.core.exceptions import BadRequest

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def no_nul(get_response):
    """Middleware; JSON bodies pass the doors' own gate."""

    def respond(request):
        sent = [request.GET] + [request.POST] * (request.content_type in FORMS)
        if any("\0" in text for fields in sent for name in fields for text in (name, *fields.getlist(name))):
            raise BadRequest
        return get_response(request)

    return respond
