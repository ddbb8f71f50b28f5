"""Where Afoot is served, for links that somebody else will open."""

from argparse import ArgumentParser, ArgumentTypeError
from urllib.parse import urlsplit

from django.conf import settings

ON_THIS_MACHINE = "http://127.0.0.1:8000"


def add_address(parser: ArgumentParser) -> None:
    """Production has to be told: a one-time link that leads nowhere is found out by who needs it."""
    parser.add_argument(
        "--address",
        type=_web_address,
        default=ON_THIS_MACHINE,
        required=settings.PRODUCTION,
        help="where Afoot is served, such as https://afoot.example.org",
    )


def _web_address(text: str) -> str:
    schemes = ["https"] if settings.PRODUCTION else ["http", "https"]
    try:
        parts = urlsplit(text)
        is_whole = parts.scheme in schemes and parts.hostname is not None and parts.port != 0
    except ValueError:
        is_whole = False
    address = text.rstrip("/")
    if not is_whole or address != f"{parts.scheme}://{parts.netloc}":
        raise ArgumentTypeError(f"must be {' or '.join(schemes)}://, a host and nothing behind it")
    return address
