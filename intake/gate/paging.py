"""Pages by cursor: a key of whole numbers in a strict wrapping, so that no cursor can upset the database."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

from django.db.models import Q, QuerySet

from intake.errors import Fault, QueryRefused

PAGE = 50
KEY = re.compile(r"\d{1,18}(?:\.\d{1,18})?\Z", re.ASCII)


def page(
    request, rows: QuerySet, *fields: str, newest_first: bool = False, most: int = 0
) -> tuple[list, str | None]:
    """One page of `rows` in the order of one or two whole-number `fields`, and the address of the next.

    `most` is for rows that may be large: fewer are then shown at once.
    """
    size = min(most or PAGE, PAGE)
    order = [f"-{field}" if newest_first else field for field in fields]
    rows = rows.order_by(*order)
    key = key_of(request, len(fields))
    if key is not None:
        rows = _after(rows, fields, key, "lt" if newest_first else "gt")
    found = list(rows[: size + 1])
    if len(found) <= size:
        return found, None
    return found[:size], address_after(request, *(getattr(found[size - 1], field) for field in fields))


def key_of(request, parts: int) -> list[int] | None:
    """Where the page begins: the key in the request's cursor, if it has one."""
    cursor = request.query_params.get("cursor")
    return None if cursor is None else _opened(cursor, parts)


def address_after(request, *key: int, **named: str) -> str:
    """The address of the page behind the key, with all that was asked for, and what is `named`, in it."""
    query = request.query_params.copy()
    for name, value in named.items():
        query[name] = value
    query["cursor"] = _closed(key)
    return f"{request.path}?{query.urlencode()}"


def _after(rows, fields, key, beyond):
    first = Q(**{f"{fields[0]}__{beyond}": key[0]})
    if len(fields) == 1:
        return rows.filter(first)
    return rows.filter(first | Q(**{fields[0]: key[0], f"{fields[1]}__{beyond}": key[1]}))


def _closed(key) -> str:
    return urlsafe_b64encode(".".join(map(str, key)).encode()).decode().rstrip("=")


def _opened(cursor, parts) -> list[int]:
    """The key in a cursor of ours; whatever we would not have written ourselves is refused."""
    try:
        key = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)).decode("ascii")
    except (Error, ValueError):
        key = ""
    if not KEY.match(key) or key.count(".") != parts - 1 or _closed(key.split(".")) != cursor:
        message = "cursor must be copied from the `next` of a page"
        raise QueryRefused([Fault("cursor", "not_allowed", message)])
    return [int(part) for part in key.split(".")]
