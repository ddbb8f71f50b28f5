"""What django-axes keeps of a miss: when and from which address, and a keyed hash of the name that was typed.

People type their password there. Of the browser and of what it sent nothing is kept: no lock needs it.
"""

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.db.models.signals import pre_save
from django.dispatch import receiver

from intake.models import keys


def hidden(name: str) -> str:
    """What a name is kept as."""
    return keys.keyed_hash(keys.NO_CLINIC, "typed name", name)


def hidden_name(request, credentials: dict | None) -> str:
    """As django-axes asks for it, whenever it keeps or looks for a name."""
    return hidden((credentials or {}).get("username") or "")


class Misses(AxesDatabaseHandler):
    def user_login_failed(self, sender, credentials, request=None, **more):
        if request is not None:
            request.axes_user_agent = request.axes_http_accept = request.axes_path_info = ""
        super().user_login_failed(sender, credentials, request, **more)


@receiver(pre_save, sender=AccessAttempt)
def _keep_nothing_that_was_sent(sender, instance, **_):
    instance.get_data = instance.post_data = ""
