"""Where somebody is after the log-in."""

from django.urls import reverse

from alliance.accounts.models import User
from alliance.members.access import is_member


def landing_page(person: User) -> str:
    """What asks something of a member; who is none finds the public pages (setting LANDING)."""
    return reverse("portal:dashboard" if is_member(person) else "portal:home")
