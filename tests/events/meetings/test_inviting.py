"""Inviting, inviting more, reminding: who gets which mail, with which links."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alliance.core.workflow import NotPossible
from alliance.members.access import Audience, current_mandates
from alliance.members.models import GroupMembership, Mandate, Organisation, WorkingGroup
from alliance.notifications.models import Message
from events.meetings import actions
from events.meetings.actions import Whom
from events.meetings.models import Meeting, Registration
from events.meetings.states import Answer, Kind, State
from events.meetings.tokens import AnswerToken, read_token
from tests.cast import EVERYBODY, Cast
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, VenueFactory, in_days, invited
from tests.factories.members import KindFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
LINK = re.compile(r"^(\w+): http://testserver/antwort/([^/\s]+)/$", re.M)


def northeim(cast: Cast) -> Organisation:
    return current_mandates(cast.northeim)[0].organisation


def goettingen(cast: Cast) -> Organisation:
    return current_mandates(cast.goettingen)[0].organisation


def recipients() -> list[str]:
    return sorted(Message.objects.values_list("recipient", flat=True))


def links(mail: Message) -> dict[str, AnswerToken]:
    """The words of the links with what stands in them."""
    return {word: read_token(token) for word, token in LINK.findall(mail.text)}


def test_each_member_gets_a_registration_and_its_speakers_a_mail(cast: Cast) -> None:
    meeting = MeetingFactory(
        state=State.PLANNED, venue=VenueFactory(), online_url="https://video.example.org/"
    )
    AgendaItemFactory(meeting=meeting, title="Bericht")
    AgendaItemFactory(meeting=meeting, title="Personal", audience=Audience.OFFICE)
    rows = actions.invite_meeting(
        by=cast.leitung, meeting=meeting, organisations=[northeim(cast), OrganisationFactory()]
    )
    assert [(row.answer, row.invited_at is not None) for row in rows] == [(Answer.OPEN, True)] * 2
    meeting.refresh_from_db()
    assert (meeting.state, meeting.invited_at is not None) == (State.INVITED, True)
    assert recipients() == ["northeim@example.org", "stellvertretung@example.org"]
    mail = Message.objects.get(recipient="northeim@example.org")
    assert mail.kind == "invitation"
    assert mail.subject.startswith(f"Einladung: {meeting.title} am ")
    assert "Bericht" in mail.text
    assert "Personal" not in mail.text + mail.html
    mine = next(row for row in rows if row.organisation == northeim(cast))
    assert links(mail) == {
        "Ja": AnswerToken(mine.pk, cast.northeim.pk, Answer.ROOM),
        "Online": AnswerToken(mine.pk, cast.northeim.pk, Answer.ONLINE),
        "Nein": AnswerToken(mine.pk, cast.northeim.pk, Answer.NO),
    }
    attached = mail.attachments.get()
    assert attached.mimetype.startswith("text/calendar; method=REQUEST")


def test_without_a_link_nobody_is_asked_for_online(cast: Cast) -> None:
    meeting = MeetingFactory(state=State.PLANNED, venue=VenueFactory())
    actions.invite_meeting(by=cast.leitung, meeting=meeting, organisations=[goettingen(cast)])
    assert list(links(Message.objects.get())) == ["Ja", "Nein"]


def test_who_speaks_for_two_gets_one_mail_with_the_links_of_both(cast: Cast) -> None:
    both = [northeim(cast), goettingen(cast)]
    Mandate.objects.create(person=cast.goettingen, organisation=both[0])
    meeting = MeetingFactory(state=State.PLANNED)
    actions.invite_meeting(by=cast.leitung, meeting=meeting, organisations=both)
    mail = Message.objects.get(recipient="goettingen@example.org")
    tokens = [read_token(token) for _, token in LINK.findall(mail.text)]
    assert len({token.registration for token in tokens}) == 2
    assert {token.person for token in tokens} == {cast.goettingen.pk}


def test_a_working_group_invites_its_own_persons_only(cast: Cast) -> None:
    group = WorkingGroup.objects.get(slug="strategie")
    values = {"kind": Kind.GROUP, "working_group": group, "audience": Audience.GROUP, "state": State.PLANNED}
    meeting = MeetingFactory(**values)
    found = actions.organisations_of(meeting, Whom.GROUP)
    assert list(found) == [northeim(cast)]
    actions.invite_meeting(by=cast.leitung, meeting=meeting, organisations=[*found, goettingen(cast)])
    assert recipients() == ["northeim@example.org"]
    GroupMembership.objects.update(valid_to=timezone.localdate() - timedelta(days=1))
    assert not actions.organisations_of(meeting, Whom.GROUP).exists()


def test_whom_a_choice_means(cast: Cast) -> None:
    kind = KindFactory()
    member, left = OrganisationFactory(kind=kind), OrganisationFactory(kind=kind, left=timezone.localdate())
    source = MeetingFactory()
    invited(source, member, left)
    copy = MeetingFactory(state=State.DRAFT, copied_from=source)
    assert actions.choices_of(copy) == [Whom.COPIED, Whom.ALL, Whom.KIND]
    assert list(actions.organisations_of(copy, Whom.COPIED)) == [member]
    assert list(actions.organisations_of(copy, Whom.KIND, kind)) == [member]
    everybody = {member, northeim(cast), goettingen(cast)}
    assert set(actions.organisations_of(copy, Whom.ALL)) == everybody
    again = MeetingFactory(state=State.PLANNED, invited_at=timezone.now())
    invited(again, member)
    assert actions.choices_of(again)[0] == Whom.AGAIN
    assert list(actions.organisations_of(again, Whom.AGAIN)) == [member]


def test_nobody_chosen_is_refused_unless_guests_may_come(cast: Cast) -> None:
    meeting = MeetingFactory(state=State.PLANNED)
    with pytest.raises(NotPossible, match="wer eingeladen wird"):
        actions.invite_meeting(by=cast.leitung, meeting=meeting, organisations=[])
    public = MeetingFactory(state=State.PLANNED, audience=Audience.PUBLIC, takes_guests=True)
    assert actions.invite_meeting(by=cast.leitung, meeting=public, organisations=[]) == []
    public.refresh_from_db()
    assert public.is_open


def test_inviting_again_after_a_new_date(cast: Cast) -> None:
    meeting = MeetingFactory(state=State.PLANNED, invited_at=timezone.now() - timedelta(days=20))
    first, second = invited(meeting, northeim(cast), goettingen(cast))
    AgendaItemFactory(meeting=meeting, changed_on=timezone.now())
    rows = actions.invite_meeting(by=cast.leitung, meeting=meeting, organisations=[northeim(cast)])
    assert rows == [first]
    assert not Registration.objects.filter(pk=second.pk).exists()
    assert meeting.items.get().changed_on is None
    assert recipients() == ["northeim@example.org", "stellvertretung@example.org"]


@pytest.mark.parametrize("action", [actions.invite_more, actions.remind])
def test_who_may(cast: Cast, action: object) -> None:
    may = {"leitung", "administration"} | ({"redaktion"} if action is actions.remind else set())
    for name in EVERYBODY[1:]:
        meeting = MeetingFactory()
        member = OrganisationFactory()
        more = {"organisations": [member]} if action is actions.invite_more else {}
        if name in may:
            action(by=cast[name], meeting=meeting, **more)  # type: ignore[operator]
            continue
        with pytest.raises(PermissionDenied):
            action(by=cast[name], meeting=meeting, **more)  # type: ignore[operator]
        assert not meeting.registrations.exists()


def test_who_is_invited_already_gets_nothing_again(cast: Cast) -> None:
    meeting = MeetingFactory()
    invited(meeting, northeim(cast))
    both = [northeim(cast), goettingen(cast)]
    rows = actions.invite_more(by=cast.leitung, meeting=meeting, organisations=both)
    assert [row.organisation for row in rows] == [goettingen(cast)]
    assert recipients() == ["goettingen@example.org"]
    assert actions.invite_more(by=cast.leitung, meeting=meeting, organisations=both) == []


REFUSED = {
    State.DRAFT: "noch nicht eingeladen",
    State.PLANNED: "noch nicht eingeladen",
    State.POSTPONED: "verschoben",
    State.CANCELLED: "abgesagt",
}


@pytest.mark.parametrize("state", REFUSED)
def test_only_where_others_are_invited(cast: Cast, state: State) -> None:
    meeting = MeetingFactory(state=state)
    invited(meeting, northeim(cast))
    with pytest.raises(NotPossible, match=REFUSED[state]):
        actions.remind(by=cast.leitung, meeting=meeting)
    with pytest.raises(NotPossible, match=REFUSED[state]):
        actions.invite_more(by=cast.leitung, meeting=meeting, organisations=[goettingen(cast)])
    assert not Message.objects.exists()


def test_only_the_unanswered_are_reminded_and_not_twice_a_day(cast: Cast) -> None:
    meeting = MeetingFactory()
    missing, answered = invited(meeting, northeim(cast), goettingen(cast))
    answered.answer = Answer.NO
    answered.save()
    moment = in_days(1, 9)
    with time_machine.travel(moment, tick=False):
        assert actions.remind(by=cast.redaktion, meeting=meeting) == [missing]
        assert actions.remind(by=cast.redaktion, meeting=meeting, registrations=[missing]) == []
    assert recipients() == ["northeim@example.org", "stellvertretung@example.org"]
    mail = Message.objects.get(recipient="northeim@example.org")
    assert (mail.kind, list(links(mail))) == ("reminder", ["Ja", "Nein"])
    with time_machine.travel(moment + timedelta(days=1), tick=False):
        assert actions.remind(by=cast.redaktion, meeting=meeting) == [missing]
    assert Message.objects.count() == 4


def test_one_member_is_reminded(cast: Cast) -> None:
    meeting = MeetingFactory()
    one, _ = invited(meeting, goettingen(cast), northeim(cast))
    assert actions.remind(by=cast.redaktion, meeting=meeting, registrations=[one]) == [one]
    assert recipients() == ["goettingen@example.org"]


def test_after_the_deadline_nobody_is_reminded(cast: Cast) -> None:
    meeting = MeetingFactory(register_until=timezone.now() - timedelta(hours=1))
    invited(meeting, northeim(cast))
    with pytest.raises(NotPossible, match="Frist"):
        actions.remind(by=cast.redaktion, meeting=meeting)


def test_a_registration_of_another_meeting_is_not_reminded_here(cast: Cast) -> None:
    meeting, other = MeetingFactory(), MeetingFactory()
    (strange,) = invited(other, northeim(cast))
    assert actions.remind(by=cast.redaktion, meeting=meeting, registrations=[strange]) == []
    assert Meeting.objects.get(pk=other.pk).registrations.get().reminded_at is None
