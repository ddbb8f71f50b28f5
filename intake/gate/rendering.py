"""JSON out: shapes, dates and UUIDs as msgspec writes them."""

import msgspec
from rest_framework.renderers import BaseRenderer


class JSON(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return b"" if data is None else msgspec.json.encode(data)
