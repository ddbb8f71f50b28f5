"""Settings without a single middleware."""

from tests.benchmarks.baselines.common import *  # noqa: F403

INSTALLED_APPS = ["tests.benchmarks.baselines.bare"]
MIDDLEWARE = []
ROOT_URLCONF = "tests.benchmarks.baselines.bare.views"
