"""The migrations of the project, and those of a next release: one of each kind that a clinic works through."""

from pkgutil import iter_modules

import intake.migrations

OURS = sorted(name for _, name, _ in iter_modules(intake.migrations.__path__))
__path__ = [*__path__, *intake.migrations.__path__]
