"""The web server's log of requests, without the secrets that stand in addresses."""

import re
from typing import Any

from gunicorn.glogging import Logger

# Whoever reads such an address could act as the person it was made for.
SECRETS = re.compile(
    r"(/(?:antwort|einladung|abbestellen|vorschau|abmelden|kopie|adresse|passwort/neu|bestaetigen|kalender)/)"
    r"(?!kalender)[\w:=.~%-]{12,}|([?&]k=)[^&\s\"]+"
)


def without_secrets(text: str) -> str:
    """The same address or request line with „…“ in place of tokens."""
    return SECRETS.sub(lambda found: f"{found[1] or found[2]}…", text)


class AccessLog(Logger):
    """As gunicorn's own, but for secrets."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        """What the format may name of a request."""
        atoms = super().atoms(resp, req, environ, request_time)
        for name in ("r", "U", "q", "f"):
            if isinstance(atoms.get(name), str):
                atoms[name] = without_secrets(atoms[name])
        return atoms
