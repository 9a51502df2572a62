#!/usr/bin/env python3
"""Factcheck's command line: `python manage.py demo` sets up a desk with a sample article and serves it."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
