#!/usr/bin/env python3
"""Factcheck's command line: `python manage.py demo` sets up a desk with a sample article and serves it."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"{error}")  # The sentence says what to set; where it was raised helps nobody.


if __name__ == "__main__":
    main()
