#!/usr/bin/env python
"""The clinic's commands: `python manage.py help` lists them."""

import os
import sys

from clinic import terminal

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
    terminal.run(sys.argv)
