"""The people of the tests: the same as in the demo data, known by the same names everywhere.

`visitor` is nobody: not logged in.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from alliance.accounts.models import Role, User
from alliance.members.models import GroupMembership, Mandate, Organisation, OrganisationKind, WorkingGroup

PASSWORD = "roter-faden-2024"
VISITOR = "visitor"


@dataclass(frozen=True)
class Cast:
    """Everybody by name; `cast["northeim"]` and `cast.northeim` are the same person."""

    administration: User
    leitung: User
    redaktion: User
    northeim: User
    goettingen: User
    stellvertretung: User
    ehemalig: User

    def __getitem__(self, name: str) -> User:
        return getattr(self, name)

    def __iter__(self) -> Iterator[User]:
        return iter(getattr(self, name) for name in NAMES)


NAMES = tuple(field.name for field in fields(Cast))
EVERYBODY = (VISITOR, *NAMES)
_PEOPLE = {
    "administration": ("Administration", Role.ADMINISTRATOR),
    "leitung": ("Leitung der Geschäftsstelle", Role.CHIEF),
    "redaktion": ("Redaktion der Geschäftsstelle", Role.EDITOR),
    "northeim": ("Vertretung Landkreis Northeim", Role.NONE),
    "goettingen": ("Vertretung Stadt Göttingen", Role.NONE),
    "stellvertretung": ("Stellvertretung Landkreis Northeim", Role.NONE),
    "ehemalig": ("Frühere Vertretung Landkreis Northeim", Role.NONE),
}


@lru_cache
def _password() -> str:
    return make_password(PASSWORD)


def person(name: str, **values: Any) -> User:
    """A saved user `<name>@example.org` with the password of the cast."""
    full_name, role = _PEOPLE.get(name, (name.title(), Role.NONE))
    defaults: dict[str, Any] = {"full_name": full_name, "role": role, "password": _password()}
    return User.objects.create(email=f"{name}@example.org", **{**defaults, **values})


def assemble() -> Cast:
    """Save the whole cast with its mandates and the strategy working group."""
    cast = Cast(**{name: person(name) for name in NAMES})
    kind, _ = OrganisationKind.objects.get_or_create(slug="kommunen", defaults={"name": "Kommunen"})
    northeim, goettingen = (
        Organisation.objects.get_or_create(
            slug=slug, defaults={"name": name, "short_name": name, "kind": kind}
        )[0]
        for name, slug in (
            ("Landkreis Northeim", "landkreis-northeim"),
            ("Stadt Göttingen", "stadt-goettingen"),
        )
    )
    start, ended = date(2024, 1, 1), timezone.localdate() - timedelta(days=1)
    before = date(2022, 1, 1)
    Mandate.objects.create(person=cast.northeim, organisation=northeim, valid_from=start)
    Mandate.objects.create(person=cast.goettingen, organisation=goettingen, valid_from=start)
    Mandate.objects.create(
        person=cast.stellvertretung, organisation=northeim, kind=Mandate.Kind.DEPUTY, valid_from=start
    )
    Mandate.objects.create(person=cast.ehemalig, organisation=northeim, valid_from=before, valid_to=ended)
    group, _ = WorkingGroup.objects.get_or_create(slug="strategie", defaults={"name": "AG Strategie"})
    GroupMembership.objects.create(group=group, person=cast.northeim, valid_from=start)
    return cast
