#!/usr/bin/env python
"""The clinic's commands: `python manage.py help` lists them."""

import os
import sys

from clinic import terminal

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
    os.environ.setdefault("AFOOT_DATABASE_PATIENCE", "86400")  # a migration takes as long as it takes
    terminal.run(sys.argv)
