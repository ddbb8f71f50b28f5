"""Django's sessions in the database, asked only for what can be the key of one."""

import re

from django.contrib.sessions.backends import db

KEY = re.compile(r"[a-z0-9]{32}\Z")


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key):
        """A cookie may hold anything, and PostgreSQL takes no NUL even to look for."""
        return bool(key) and KEY.match(key) is not None
