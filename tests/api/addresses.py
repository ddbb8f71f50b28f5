"""Every address that answers, read off the URL configuration itself, so that none can be forgotten."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

from intake.gate.door import Door

API = "api/v1/"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
METHODS = ("get", "put", "patch", "post", "delete", "trace")


@dataclass(frozen=True)
class Address:
    """`route` is spelt as in the URL configuration; that of a door elsewhere than in the API begins with a slash."""

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
DOORS = OF_THE_API | {
    f"/{address.route}": Address(f"/{address.route}", address.view)
    for address in EVERYWHERE
    if issubclass(address.view, Door) and not address.route.startswith(API)
}
ELSEWHERE = {
    address.route: address
    for address in EVERYWHERE
    if not issubclass(address.view, Door) and not address.route.startswith(API)
}


def from_the_root(route: str) -> str:
    """The route of a door as the host has it."""
    return route if route.startswith("/") else f"/{API}{route}"
