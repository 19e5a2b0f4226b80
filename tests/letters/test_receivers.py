"""Who gets a letter, and which papers some of them could not open."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alliance.accounts.models import User
from alliance.files.models import Document
from alliance.letters.receivers import Receiver, Rule, hidden_papers, receivers
from alliance.members.access import Audience
from alliance.members.models import Mandate, Organisation, OrganisationKind, WorkingGroup
from events.meetings.models import Registration
from events.meetings.states import Answer
from tests.cast import Cast
from tests.factories.files import DocumentFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.members import (
    GroupFactory,
    KindFactory,
    MandateFactory,
    MembershipFactory,
    OrganisationFactory,
    day,
)

pytestmark = pytest.mark.django_db


def names(rule: Rule) -> list[str]:
    """The receivers by the first part of their addresses, in order."""
    return [receiver.person.email.partition("@")[0] for receiver in receivers(rule)]


def organisation(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def test_all_members_by_member_and_name(cast: Cast) -> None:
    assert names(Rule(to_members=True)) == ["stellvertretung", "northeim", "goettingen"]
    assert names(Rule(to_members=True, with_deputies=False)) == ["northeim", "goettingen"]


def test_nobody_without_a_rule(cast: Cast) -> None:
    assert names(Rule()) == []


def test_a_kind_of_members(cast: Cast) -> None:
    other = MandateFactory(person__email="hochschule@example.org").organisation
    kind = OrganisationKind.objects.get(slug="kommunen")
    assert names(Rule(kinds=[other.kind])) == ["hochschule"]
    assert set(names(Rule(kinds=[kind]))) == {"northeim", "goettingen", "stellvertretung"}
    assert len(names(Rule(kinds=[kind, other.kind]))) == 4


def test_a_working_group_with_all_its_persons(cast: Cast) -> None:
    group = WorkingGroup.objects.get(slug="strategie")
    MembershipFactory(group=group, person=cast.stellvertretung)
    MembershipFactory(group=group, person=cast.goettingen, valid_to=day(-1))
    MembershipFactory(group=group, person=cast.ehemalig)
    assert set(names(Rule(groups=[group], with_deputies=False))) == {"northeim", "stellvertretung"}
    WorkingGroup.objects.update(valid_to=day(-1))
    assert names(Rule(groups=[group])) == []


def test_the_answer_to_a_meeting(cast: Cast) -> None:
    meeting: Any = MeetingFactory()
    for slug, answer in (("landkreis-northeim", Answer.OPEN), ("stadt-goettingen", Answer.NO)):
        Registration.objects.create(meeting=meeting, organisation=organisation(slug), answer=answer)
    assert set(names(Rule(meeting=meeting, answers=[Answer.OPEN]))) == {"northeim", "stellvertretung"}
    assert names(Rule(meeting=meeting, answers=[Answer.OPEN], with_deputies=False)) == ["northeim"]
    assert names(Rule(meeting=meeting, answers=[Answer.NO])) == ["goettingen"]
    assert names(Rule(meeting=meeting, answers=[Answer.ROOM, Answer.WAITING])) == []
    assert names(Rule(meeting=MeetingFactory(), answers=list(Answer))) == []


def test_parts_add_up_and_nobody_gets_it_twice(cast: Cast) -> None:
    Mandate.objects.create(person=cast.northeim, organisation=organisation("stadt-goettingen"))
    group = WorkingGroup.objects.get(slug="strategie")
    found = receivers(Rule(to_members=True, groups=[group], kinds=[KindFactory()]))
    assert [row.person for row in found].count(cast.northeim) == 1
    [row] = [row for row in found if row.person == cast.northeim]
    assert row.organisation == "Landkreis Northeim, Stadt Göttingen"


@pytest.mark.parametrize("why", ["mandate over", "mandate to come", "member left", "locked"])
def test_who_may_not_read_it_today_gets_nothing(cast: Cast, why: str) -> None:
    mandates = Mandate.objects.filter(person=cast.goettingen)
    if why == "mandate over":
        mandates.update(valid_to=timezone.localdate() - timedelta(days=1))
    elif why == "mandate to come":
        mandates.update(valid_from=timezone.localdate() + timedelta(days=1))
    elif why == "member left":
        Organisation.objects.filter(slug="stadt-goettingen").update(left=timezone.localdate())
    else:
        User.objects.filter(pk=cast.goettingen.pk).update(is_active=False)
    assert "goettingen" not in names(Rule(to_members=True))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(to_members=True), "alle Mitglieder"),
        (Rule(to_members=True, with_deputies=False), "alle Mitglieder; ohne Stellvertretungen"),
        (Rule(groups=["Strategie"], with_deputies=False), "Arbeitsgruppe Strategie"),
        (Rule(kinds=["Kammern", "Hochschulen"]), "Kammern; Hochschulen"),
        (
            Rule(meeting="Sitzung", answers=[Answer.OPEN, Answer.NO]),
            "Eingeladene zu „Sitzung“ (offen, kommt nicht)",
        ),
    ],
)
def test_in_words(rule: Rule, words: str) -> None:
    assert rule.in_words() == words


def papers(cast: Cast) -> list[Document]:
    """One paper for each audience, and for each addressee of a group."""
    group = WorkingGroup.objects.get(slug="strategie")
    northeim = organisation("landkreis-northeim")
    ended: Any = GroupFactory(valid_to=day(-1))
    MembershipFactory(group=ended, person=cast.goettingen)
    wanted: list[dict[str, Any]] = [
        {"audience": Audience.PUBLIC},
        {"audience": Audience.MEMBERS},
        {"audience": Audience.OFFICE},
        {"audience": Audience.GROUP, "working_group": group},
        {"audience": Audience.GROUP, "organisation": northeim},
        {"audience": Audience.GROUP, "organisation": northeim, "working_group": group},
        {"audience": Audience.GROUP, "working_group": ended},
    ]
    return [DocumentFactory(**values) for values in wanted]


def test_hidden_papers_are_those_the_download_refuses(cast: Cast) -> None:
    found, documents = receivers(Rule(to_members=True)), papers(cast)
    told = {row.document.pk: row.persons for row in hidden_papers(documents, found)}
    for document in documents:
        open_to = [
            person
            for person in (User.objects.get(pk=row.person.pk) for row in found)
            if Document.objects.visible_to(person).filter(pk=document.pk).exists()
        ]
        assert told.get(document.pk, 0) == len(found) - len(open_to), document.audience


def test_the_refusal_names_paper_and_number(cast: Cast) -> None:
    found = receivers(Rule(to_members=True))
    documents = papers(cast)
    words = {row.document: row.in_words() for row in hidden_papers(documents, found)}
    assert "nur für die Geschäftsstelle. Niemand von" in words[documents[2]]
    assert "nur für AG Strategie. 1 von 3 Personen von den" in words[documents[3]]


def test_all_papers_open_to_nobody_ask_nothing(cast: Cast) -> None:
    assert hidden_papers(papers(cast), list[Receiver]()) == []


@pytest.mark.parametrize("count", [1, 3, 30])
def test_queries(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    MandateFactory.create_batch(count, organisation=OrganisationFactory())
    group = WorkingGroup.objects.get(slug="strategie")
    meeting: Any = MeetingFactory()
    rule = Rule(True, [], [group], meeting, [Answer.OPEN])
    documents = papers(cast) * count
    with django_assert_num_queries(3):
        found = receivers(rule)
    assert len(found) == count + 3
    with django_assert_num_queries(1):
        hidden_papers(documents, found)
