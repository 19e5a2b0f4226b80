#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys


def main() -> None:
    """Run the command named in the arguments with the portal's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliance.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
