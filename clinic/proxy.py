"""Whose request it is: locks and limits must not count everybody behind a proxy as one, nor one caller as many."""

from ipaddress import IPv6Address, ip_address


def client_address(get_response):
    """Take the last address of `X-Forwarded-For`: only that one was surely written by the proxy."""

    def respond(request):
        seen_by_proxy = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if _is_address(seen_by_proxy):
            request.META["REMOTE_ADDR"] = seen_by_proxy
        return get_response(request)

    return respond


def client_network(get_response):
    """Count who calls over IPv6 by the /64: a machine has all of it, and would be another caller at each try."""

    def respond(request):
        request.META["REMOTE_ADDR"] = _network_of(request.META.get("REMOTE_ADDR", ""))
        return get_response(request)

    return respond


def _network_of(text: str) -> str:
    """Of IPv4 the address itself, also where a server writes it as one of IPv6."""
    if not _is_address(text):
        return text
    address = ip_address(text)
    if address.version == 4:
        return text
    return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))


def _is_address(text: str) -> bool:
    try:
        return bool(ip_address(text))
    except ValueError:
        return False
