#!/usr/bin/env python3
"""Factcheck's command line: `python manage.py demo` sets up a desk with a sample article and serves it."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import Error

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"{error}")  # The sentence says what to set; where it was raised helps nobody.
    except (Error, OSError) as error:
        from claims.machine import lack_behind

        lack = lack_behind(error)
        if lack is None or "--traceback" in sys.argv:
            raise
        what = str(error).partition("\n")[0]
        sys.exit(f"{lack.heading}: {what}. Mend that, then run the command again.")


if __name__ == "__main__":
    main()
