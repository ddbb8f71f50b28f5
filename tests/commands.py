"""A command of the operator, in this process."""

from io import StringIO

from django.core.management import call_command


def run(command, *args, **options):
    """What a command prints."""
    out = StringIO()
    call_command(command, *args, stdout=out, **options)
    return out.getvalue().strip()
