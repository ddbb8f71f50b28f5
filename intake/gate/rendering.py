"""JSON out: shapes, dates and UUIDs as msgspec writes them."""

import msgspec
from rest_framework.renderers import BaseRenderer

from intake.models.encrypted import Unreadable


class JSON(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return b"" if data is None else msgspec.json.encode(data, enc_hook=_null)


def _null(value):
    """Wherever a value that does not open has come to stand, it breaks no answer."""
    if isinstance(value, Unreadable):
        return None
    raise TypeError(f"no way to write {type(value).__name__} as JSON")
