"""Every address that answers, read off the URL configuration itself, so that none can be forgotten."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

API = "api/v1/"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
METHODS = ("get", "put", "patch", "post", "delete", "trace")


@dataclass(frozen=True)
class Address:
    """`route` is spelt as in the URL configuration, from the root of the host or, in the API, of the API."""

    route: str
    view: type

    @property
    def methods(self) -> list[str]:
        return [name for name in METHODS if name in self.view.http_method_names and hasattr(self.view, name)]

    @property
    def parameters(self) -> set[str]:
        return {*PARAMETER.findall(self.route)}


def _walk(patterns, before="") -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(route, pattern.callback.view_class)
        else:
            yield from _walk(pattern.url_patterns, route)


EVERYWHERE = list(_walk(get_resolver().url_patterns))
OF_THE_API = {
    route: Address(route, address.view)
    for address in EVERYWHERE
    if (route := address.route.removeprefix(API)) != address.route
}
ELSEWHERE = {address.route: address for address in EVERYWHERE if not address.route.startswith(API)}
