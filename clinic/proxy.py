"""Whose request it is when a TLS proxy stands in front: locks and limits must not count everybody as one."""

from ipaddress import ip_address


def client_address(get_response):
    """Take the last address of `X-Forwarded-For`: only that one was surely written by the proxy."""

    def respond(request):
        seen_by_proxy = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if _is_address(seen_by_proxy):
            request.META["REMOTE_ADDR"] = seen_by_proxy
        return get_response(request)

    return respond


def _is_address(text: str) -> bool:
    try:
        return bool(ip_address(text))
    except ValueError:
        return False
