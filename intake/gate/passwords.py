"""What no password may be: words that anybody would try here, and what was stolen elsewhere before."""

import logging
import os
from hashlib import sha1

from django.conf import settings
from django.core.exceptions import ValidationError

from intake.models import Membership

log = logging.getLogger(__name__)

WORDS = (
    *("afoot", "ankle", "clinic", "clinician", "demo", "desk", "device", "doctor", "feet", "foot", "front"),
    *("intake", "manager", "nurse", "operator", "pain", "patient", "spinal", "spine", "tablet", "triage"),
    *("admin", "change", "changeme", "letmein", "login", "password", "secret", "welcome"),
    *("abcdef", "qwerty", "qwertz", "azerty", "123456789", "987654321", "12345"),
)
LEAST_OF_ITS_OWN = 6  # different letters and digits, beside such words
DIGEST = 40  # hexadecimal digits of SHA-1


class WordsOfTheHouse:
    """Refuse what is little more than our words, the names of the person and of their clinics, and a year."""

    def validate(self, password, user=None):
        rest = password.casefold()
        for word in sorted({*WORDS, *_names_of(user)}, key=len, reverse=True):
            rest = rest.replace(word, " ")
        own = {sign for sign in rest if sign.isalnum()}
        if rest != password.casefold() and len(own) < LEAST_OF_ITS_OWN:
            raise ValidationError("This is little more than words that anybody would try here.")

    def get_help_text(self):
        return "The password must be more than a few words of the clinic."


class Stolen:
    """Refuse what stands in the operator's list of passwords that were stolen, where there is one."""

    def validate(self, password, user=None):
        if not settings.AFOOT_STOLEN_PASSWORDS:
            return
        try:
            is_stolen = is_listed(password, settings.AFOOT_STOLEN_PASSWORDS)
        except OSError as error:
            log.error("the list of stolen passwords cannot be read: %s", type(error).__name__)
            raise ValidationError("No password can be chosen now. Tell whoever runs this service.") from None
        if is_stolen:
            raise ValidationError("This password was stolen somewhere before, and is tried everywhere.")

    def get_help_text(self):
        return "The password must not be one that was ever stolen."


def is_listed(password: str, path: str) -> bool:
    """Whether a file of SHA-1 digests, a sorted line each, has this one: some thirty reads of 40 gigabytes."""
    wanted = sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with open(path, "rb") as lines:
        low, high = 0, lines.seek(0, os.SEEK_END)
        while low < high:  # the first line that is not before the one we want begins within
            middle = (low + high) // 2
            line = _line_from(lines, middle)
            if line and line[:DIGEST].upper() < wanted:
                low = middle + 1
            else:
                high = middle
        return _line_from(lines, low)[:DIGEST].upper() == wanted


def _line_from(lines, place) -> bytes:
    """The first line that begins at this place or behind it; nothing behind the last."""
    lines.seek(max(0, place - 1))
    if place:
        lines.readline()
    return lines.readline()


def _names_of(user) -> set[str]:
    """The words of the names of a person and of the clinics that they work in."""
    if user is None or user.pk is None:
        return set()
    places = Membership.objects.filter(user=user).values_list("clinic__name", "clinic__slug")
    words = " ".join([user.get_username(), *(f"{name} {slug}" for name, slug in places)])
    words = words.casefold().replace("-", " ").split()
    return {word for word in words if len(word) > 2}
