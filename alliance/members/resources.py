"""Members and mandates as tables: the columns that the office fills in."""

import re
from typing import Any

import tablib

from alliance.accounts.models import User
from alliance.core.columns import Choice, Column, Day, Named, Text, YesNo
from alliance.core.exchange import TableResource
from alliance.core.german import fold
from alliance.core.tables import as_text
from alliance.members import actions
from alliance.members.models import Mandate, Organisation, OrganisationKind

NAME, SHORT, SUCCESSOR = "Name", "Kurzname", "aufgegangen in"
PERSON = "E-Mail-Adresse der Person"
# A number after the colon is the port of an address without a scheme.
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)


class WebAddress(Text):
    """The address of a website, as people write it."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """With a scheme."""
        words = as_text(value)
        return f"https://{words}" if words and not _SCHEME.match(words) else words


class Successor(Named):
    """The member of which another one became a part; `coming` are the names of the file, folded."""

    coming: frozenset[str] = frozenset()

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Stored or in the same file, but never the row itself."""
        words = fold(as_text(value))
        if words and words == fold(as_text(row[NAME])):
            raise ValueError("Ein Mitglied kann nicht in sich selbst aufgehen.")
        if words in self.coming and self.find(words) is None:
            raise ValueError(
                "Die beiden neuen Mitglieder gehen ineinander auf. Bitte nur eines davon im anderen."
            )
        return super().clean(value, row, **kwargs)


class OrganisationResource(TableResource):
    """Members. The name says which one is meant; a table does not change it."""

    name = Column("name", NAME, must=True)
    short_name = Column("short_name", SHORT)
    kind = Column(
        "kind",
        "Art",
        Named("Die Art „{}“ gibt es nicht. Möglich sind: {listing}.", must="Bitte eine Art angeben."),
        must=True,
    )
    place = Column("place", "Ort", also=("Sitz",))
    website = Column("website", "Website", WebAddress(), also=("Webseite", "Homepage"))
    joined = Column("joined", "Mitglied seit", Day(), also=("Beitritt",))
    left = Column("left", "ausgetreten am", Day(), also=("Austritt",))
    has_vote = Column("has_vote", "stimmberechtigt", YesNo())
    succeeded_by = Column("succeeded_by", SUCCESSOR, Successor("Ein Mitglied „{}“ gibt es nicht."))

    related = ("kind", "succeeded_by")

    class Meta(TableResource.Meta):
        model = Organisation

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._stored = Named("")

    def prepare(self, dataset: tablib.Dataset) -> None:
        """All members and kinds."""
        members = list(Organisation.objects.select_related("kind", "succeeded_by"))
        self._stored.learn(members)
        self.fields["succeeded_by"].widget.learn(members)
        self.fields["succeeded_by"].widget.coming = frozenset(fold(as_text(name)) for name in dataset[NAME])
        self.fields["kind"].widget.learn(OrganisationKind.objects.all())

    def ordered(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Who takes another one up comes before it."""
        by_name = {fold(as_text(row[NAME])): row for row in reversed(rows)}
        found: list[dict[str, Any]] = []
        placed: set[int] = set()
        for row in rows:
            chain = []
            link: dict[str, Any] | None = row
            while link is not None and id(link) not in placed:
                placed.add(id(link))
                chain.append(link)
                link = by_name.get(fold(as_text(link.get(SUCCESSOR))))
            found += reversed(chain)
        return found

    def find(self, row: dict[str, Any]) -> Organisation | None:
        """By name."""
        return self._stored.find(as_text(row[NAME]))

    def same_row(self, row: dict[str, Any]) -> Any:
        """The member that is meant, or the words of its name."""
        found = self.find(row)
        return found.pk if found else fold(as_text(row[NAME])) or None

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        """Other rows may name what this one brings; without a short name the name stands for it."""
        super().after_init_instance(instance, new, row, **kwargs)
        name = as_text(row[NAME])
        if not as_text(row.get(SHORT)):
            row[SHORT] = instance.short_name or name
        if new:
            self.fields["succeeded_by"].widget.learn_one(name, instance)
        else:
            row[NAME] = instance.name

    def save(self, instance: Organisation) -> None:
        """Through the action."""
        actions.save_organisation(by=self.by, organisation=instance)


class Person(Named):
    """Somebody by e-mail address."""

    def find(self, words: str) -> Any:
        """Whatever its case; an address has no umlauts to fold."""
        return self.known.get(words.lower())


class MandateResource(TableResource):
    """Mandates. Person, member, kind and first day say which one is meant."""

    person = Column(
        "person",
        PERSON,
        Person(
            "Unter „{}“ hat niemand einen Zugang.",
            must="Bitte die E-Mail-Adresse angeben.",
            attribute="email",
        ),
        must=True,
        also=("E-Mail", "E-Mail-Adresse", "Person"),
    )
    organisation = Column(
        "organisation",
        "Mitglied",
        Named("Ein Mitglied „{}“ gibt es nicht.", must="Bitte das Mitglied angeben."),
        must=True,
        also=("Organisation",),
    )
    kind = Column("kind", "Art", Choice(Mandate.Kind, default=Mandate.Kind.REPRESENTATIVE))
    valid_from = Column("valid_from", "von", Day(), also=("gültig von",))
    valid_to = Column("valid_to", "bis", Day(), also=("gültig bis",))

    related = ("person", "organisation")

    class Meta(TableResource.Meta):
        model = Mandate

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._stored: dict[Any, Mandate] = {}

    def prepare(self, dataset: tablib.Dataset) -> None:
        """All mandates and members, and the persons of the file."""
        addresses = {as_text(words).lower() for words in dataset[PERSON]}
        self.fields["person"].widget.learn(User.objects.in_bulk(addresses, field_name="email").values())
        self.fields["organisation"].widget.learn(Organisation.objects.all(), "name", "short_name")
        for mandate in Mandate.objects.select_related("person", "organisation").order_by("-pk"):
            key = (mandate.person, mandate.organisation, mandate.kind, mandate.valid_from)
            self._stored[key] = mandate

    def same_row(self, row: dict[str, Any]) -> Any:
        """What says which mandate is meant; None where one of it cannot be read."""
        try:
            return tuple(
                self.fields[name].widget.clean(row.get(self.fields[name].column_name), row)
                for name in ("person", "organisation", "kind", "valid_from")
            )
        except ValueError:
            return None

    def find(self, row: dict[str, Any]) -> Mandate | None:
        """By all four."""
        return self._stored.get(self.same_row(row))

    def save(self, instance: Mandate) -> None:
        """Through the action."""
        actions.save_mandate(by=self.by, mandate=instance)
