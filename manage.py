#!/usr/bin/env python
"""The clinic's commands: `python manage.py help` lists them."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
    os.environ.setdefault("AFOOT_DATABASE_PATIENCE", "86400")  # a migration takes as long as it takes
    execute_from_command_line(sys.argv)
