"""Long work outside the request: queued here, done by `manage.py work` or by a thread beside the web process."""

from .acting import ACTS, act_on, each
from .importing import import_file
from .queue import again, may_try_again, progress_of
from .running import run_next, wake

__all__ = ["ACTS", "act_on", "again", "each", "import_file", "may_try_again", "progress_of", "run_next", "wake"]
