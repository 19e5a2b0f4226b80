"""Who gets a letter: persons who speak for members today, and which papers some of them could not open."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from alliance.accounts.models import User
from alliance.files.models import Document
from alliance.letters.models import Letter
from alliance.members.access import Audience
from alliance.members.models import GroupMembership, Mandate, Organisation, WorkingGroup
from events.meetings.models import Registration
from events.meetings.states import Answer


@dataclass(frozen=True)
class Rule:
    """Whom a letter is meant for; the parts add up."""

    to_members: bool = False
    kinds: Collection[Any] = ()
    groups: Collection[Any] = ()
    meeting: Any = None
    answers: Collection[str] = ()
    with_deputies: bool = True

    def in_words(self) -> str:
        """The rule as the office reads it."""
        parts = ["alle Mitglieder"] if self.to_members else [str(kind) for kind in self.kinds]
        parts += [f"Arbeitsgruppe {group}" for group in self.groups]
        if self.meeting and self.answers:
            said = ", ".join(Answer(answer).label for answer in self.answers)
            parts.append(f"Eingeladene zu „{self.meeting}“ ({said})")
        by_organisation = self.to_members or self.kinds or self.meeting
        suffix = "" if self.with_deputies or not by_organisation else "; ohne Stellvertretungen"
        return "; ".join(parts) + suffix


@dataclass(frozen=True)
class Receiver:
    """One person with the members they speak for today."""

    person: User
    organisations: list[Organisation] = field(default_factory=list)

    @property
    def organisation(self) -> str:
        """The members as the list of receivers prints them."""
        return ", ".join(organisation.short_name for organisation in self.organisations)


def rule_of(letter: Letter) -> Rule:
    """What is stored; two queries, one more for a meeting."""
    return Rule(
        letter.to_members,
        list(letter.kinds.all()),
        list(letter.groups.all()),
        letter.meeting,
        letter.answers,
        letter.with_deputies,
    )


def receivers(rule: Rule) -> list[Receiver]:
    """Everybody the rule means today, by member and name, each once; at most three queries.

    A working group means all its persons who speak for a member; the others, who has a mandate for one.
    """
    groups = _persons_of_groups(rule.groups)
    organisations = _answered(rule)
    found: dict[int, Receiver] = {}
    meant: set[int] = set()
    for mandate in _mandates():
        receiver = found.setdefault(mandate.person_id, Receiver(mandate.person))
        if mandate.organisation not in receiver.organisations:
            receiver.organisations.append(mandate.organisation)
        if mandate.person_id in groups or _means(rule, mandate, organisations):
            meant.add(mandate.person_id)
    rows = [receiver for key, receiver in found.items() if key in meant]
    return sorted(rows, key=lambda row: (row.organisations[0].sort_name, row.person.sort_name, row.person.pk))


def _mandates() -> Iterable[Mandate]:
    """Today's mandates for today's members of persons who may log in, the main one of a person first."""
    rows = Mandate.objects.current().filter(
        organisation__in=Organisation.objects.current(), person__is_active=True
    )
    return rows.select_related("person", "organisation").order_by("-kind", "organisation__sort_name", "pk")


def _means(rule: Rule, mandate: Mandate, organisations: set[int]) -> bool:
    if mandate.kind == Mandate.Kind.DEPUTY and not rule.with_deputies:
        return False
    kinds = {kind.pk for kind in rule.kinds}
    of_kind = mandate.organisation.kind_id in kinds
    return rule.to_members or of_kind or mandate.organisation_id in organisations


def _persons_of_groups(groups: Collection[Any]) -> set[int]:
    if not groups:
        return set()
    today = WorkingGroup.objects.current().filter(pk__in=[group.pk for group in groups])
    return set(GroupMembership.objects.current().filter(group__in=today).values_list("person", flat=True))


def _answered(rule: Rule) -> set[int]:
    if rule.meeting is None or not rule.answers:
        return set()
    rows = Registration.objects.of_members().filter(meeting=rule.meeting, answer__in=rule.answers)
    return set(rows.values_list("organisation", flat=True))


@dataclass(frozen=True)
class Hidden:
    """A paper that some receivers could not open."""

    document: Document
    persons: int
    of: int

    def in_words(self) -> str:
        """What to do about it."""
        who = "Niemand" if self.persons == self.of else f"{self.of - self.persons} von {self.of} Personen"
        return (
            f"„{self.document}“ ist nur für {_meant(self.document)}. {who} von den Empfänger:innen könnte es "
            "öffnen. Bitte das Dokument weglassen, seinen Kreis erweitern oder weniger anschreiben."
        )


def _meant(document: Document) -> str:
    if document.audience != Audience.GROUP:
        return "die Geschäftsstelle"
    return " und ".join(str(name) for name in (document.working_group, document.organisation) if name)


def hidden_papers(documents: Collection[Document], found: Collection[Receiver]) -> list[Hidden]:
    """Those of the documents that not all receivers may open, as `Document.objects.visible_to` says.

    One query, none where all are for members. Documents need their `working_group` and `organisation`.
    """
    groups = {row.working_group_id for row in documents if row.audience == Audience.GROUP}
    seats = _seats(groups - {None})
    result = []
    for document in documents:
        open_to = sum(_may_open(document, receiver, seats) for receiver in found)
        if open_to < len(found):
            result.append(Hidden(document, len(found) - open_to, len(found)))
    return result


def _seats(groups: Collection[Any]) -> set[tuple[int, int]]:
    if not groups:
        return set()
    current = WorkingGroup.objects.current().filter(pk__in=groups)
    return set(GroupMembership.objects.current().filter(group__in=current).values_list("group", "person"))


def _may_open(document: Document, receiver: Receiver, seats: set[tuple[int, int]]) -> bool:
    if receiver.person.is_office or document.audience in (Audience.PUBLIC, Audience.MEMBERS):
        return True
    if document.audience != Audience.GROUP:
        return False
    speaks_for = {organisation.pk for organisation in receiver.organisations}
    return (document.working_group_id, receiver.person.pk) in seats or document.organisation_id in speaks_for
