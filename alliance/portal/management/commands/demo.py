"""Fill the portal with demo data."""

import shutil
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from alliance.core.addresses import absolute
from alliance.portal.demo.fill import fill
from alliance.portal.demo.people import PASSWORD
from events.workshops.models import Workshop


class Command(BaseCommand):
    """`manage.py demo`: add what is missing of the demo data; `--fresh`: after emptying the database."""

    help = "Legt die Demodaten an. Was schon da ist, bleibt. In Produktion gesperrt."

    def add_arguments(self, parser: CommandParser) -> None:
        """One flag."""
        parser.add_argument(
            "--fresh", action="store_true", help="vorher alle Inhalte und Bilder dieser Datenbank löschen"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill and say what was added."""
        if settings.PRODUCTION:
            raise CommandError(
                "Demodaten gibt es nur mit MODE=demo oder MODE=development: sie legen Zugänge mit einem "
                "öffentlich bekannten Kennwort an. Es wurde nichts geändert."
            )
        begun = time.monotonic()
        if options["fresh"]:
            self._empty()
        added = fill()
        if options["verbosity"]:
            self._tell(added, time.monotonic() - begun)
            self._invite()

    def _invite(self) -> None:
        for workshop in Workshop.objects.open().filter(is_example=True):
            address = absolute(reverse("take_part:workshop", args=[workshop.code]))
            self.stdout.write(f"Werkstatt zum Mitmachen: {address} (Code {workshop.code})")

    def _empty(self) -> None:
        call_command("flush", interactive=False, verbosity=0)
        for path in Path(settings.MEDIA_ROOT).glob("*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _tell(self, added: dict[str, int], seconds: float) -> None:
        if not added:
            self.stdout.write("Die Demodaten sind schon da.")
            return
        counts = ", ".join(f"{number} {name}" for name, number in added.items())
        self.stdout.write(f"Angelegt in {seconds:.0f} s: {counts}.")
        self.stdout.write(f"Kennwort aller Zugänge: {PASSWORD}")
