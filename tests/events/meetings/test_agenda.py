"""The agenda keeps its items whatever is changed, and says what changed to whom it concerns."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from alliance.core.workflow import NotPossible
from alliance.members.access import Audience
from events.meetings import actions
from events.meetings.actions import AgendaRow, Paper
from events.meetings.models import AgendaItem, Meeting
from events.meetings.states import ItemKind, State
from tests.cast import Cast
from tests.factories.files import DocumentFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, in_days
from tests.factories.members import GroupFactory
from tests.factories.pictures import PictureFactory

pytestmark = pytest.mark.django_db


def row_of(item: AgendaItem, **values: Any) -> AgendaRow:
    """The item as it is, with these values."""
    names = ("title", "kind", "rapporteur", "minutes", "audience")
    return AgendaRow(key=item.pk, **{**{name: getattr(item, name) for name in names}, **values})


def agenda(meeting: Meeting, count: int = 3) -> list[AgendaItem]:
    return [
        AgendaItemFactory(meeting=meeting, title=f"Punkt {n}", text=f"<p>{n}</p>")
        for n in range(1, count + 1)
    ]


def told(meeting: Meeting) -> list[tuple[str, str]]:
    return [(change.text, change.audience) for change in meeting.changes.order_by("pk")]


def test_items_keep_their_keys_their_texts_and_nothing_is_written_for_nothing(cast: Cast) -> None:
    meeting = MeetingFactory()
    first, second, third = agenda(meeting)
    rows = [row_of(item) for item in (first, second, third)]
    actions.save_agenda(by=cast.redaktion, meeting=meeting, rows=rows)
    before = [item.history.count() for item in (first, second, third)]
    actions.save_agenda(by=cast.redaktion, meeting=meeting, rows=rows)
    assert [item.history.count() for item in (first, second, third)] == before
    assert told(meeting) == []
    rows = [row_of(third), AgendaRow("Neu", kind=ItemKind.BREAK), row_of(first, title="Anders")]
    kept = actions.save_agenda(by=cast.redaktion, meeting=meeting, rows=rows)
    assert [item.pk for item in kept if item.title != "Neu"] == [third.pk, first.pk]
    assert [item.title for item in meeting.items.all()] == ["Punkt 3", "Neu", "Anders"]
    first.refresh_from_db()
    assert first.text == "<p>1</p>"
    assert not AgendaItem.objects.filter(pk=second.pk).exists()


def test_changes_after_the_invitation_carry_the_day_and_are_told(cast: Cast) -> None:
    meeting = MeetingFactory()
    first, second, third = agenda(meeting)
    rows = [row_of(third), row_of(first, minutes=45), AgendaRow("Neu")]
    actions.save_agenda(by=cast.redaktion, meeting=meeting, rows=rows)
    assert told(meeting) == [
        ("Nicht mehr auf der Tagesordnung: „Punkt 2“.", ""),
        ("Geändert auf der Tagesordnung: „Punkt 1“.", ""),
        ("Neu auf der Tagesordnung: „Neu“.", ""),
        ("Die Reihenfolge der Tagesordnung ist geändert.", ""),
    ]
    changed = {item.title: item.changed_on is not None for item in meeting.items.all()}
    assert changed == {"Punkt 3": False, "Punkt 1": True, "Neu": True}
    assert meeting.notice_due_at is not None
    assert second.pk not in [item.pk for item in meeting.items.all()]


@pytest.mark.parametrize("state", [State.DRAFT, State.PLANNED, State.POSTPONED])
def test_before_the_invitation_nothing_is_told(cast: Cast, state: State) -> None:
    meeting = MeetingFactory(state=state)
    actions.save_agenda(by=cast.redaktion, meeting=meeting, rows=[AgendaRow("Neu")])
    assert (told(meeting), meeting.items.get().changed_on, meeting.notice_due_at) == ([], None, None)


def test_an_internal_item_is_told_to_its_audience_only(cast: Cast) -> None:
    meeting = MeetingFactory(audience=Audience.MEMBERS)
    (item,) = agenda(meeting, 1)
    rows = [row_of(item), AgendaRow("Personal", audience=Audience.OFFICE)]
    actions.save_agenda(by=cast.redaktion, meeting=meeting, rows=rows)
    assert told(meeting) == [("Neu auf der Tagesordnung: „Personal“.", Audience.OFFICE)]


def test_an_item_wider_than_its_meeting_is_refused_and_nothing_is_kept(cast: Cast) -> None:
    meeting = MeetingFactory(audience=Audience.MEMBERS)
    rows = [AgendaRow("Gut"), AgendaRow("Zu weit", audience=Audience.MEMBERS)]
    with pytest.raises(ValidationError, match="nicht enger"):
        actions.save_agenda(by=cast.redaktion, meeting=meeting, rows=rows)
    assert not meeting.items.exists()


def test_quiet_changes_are_marked_and_told_to_nobody(cast: Cast) -> None:
    meeting = MeetingFactory()
    actions.save_agenda(by=cast.redaktion, meeting=meeting, rows=[AgendaRow("Neu")], tell=False)
    assert meeting.items.get().changed_on is not None
    assert meeting.changes.get().told_at is not None
    meeting.refresh_from_db()
    assert meeting.notice_due_at is None


def test_a_cancelled_meeting_keeps_its_agenda(cast: Cast) -> None:
    meeting = MeetingFactory(state=State.CANCELLED)
    (item,) = agenda(meeting, 1)
    with pytest.raises(NotPossible, match="abgesagt"):
        actions.save_agenda(by=cast.redaktion, meeting=meeting, rows=[])
    with pytest.raises(NotPossible, match="abgesagt"):
        actions.save_item(by=cast.redaktion, item=item)


def test_an_item_of_a_resolution_is_not_removed(cast: Cast) -> None:
    meeting = MeetingFactory()
    first, second = agenda(meeting, 2)
    actions.record_resolution(
        by=cast.leitung, item=first, title="Beschluss", wording="<p>So sei es.</p>", votes=actions.UNANIMOUS
    )
    with pytest.raises(NotPossible, match="„Punkt 1“ kann nicht entfallen"):
        actions.save_agenda(by=cast.redaktion, meeting=meeting, rows=[row_of(second)])
    assert meeting.items.count() == 2


def test_papers_of_a_removed_item_stay_with_the_meeting(cast: Cast) -> None:
    meeting, document = MeetingFactory(), DocumentFactory(audience=Audience.MEMBERS)
    (item,) = agenda(meeting, 1)
    actions.save_papers(by=cast.redaktion, meeting=meeting, papers=[Paper(document, item)])
    assert item.documents.get().document == document
    actions.save_agenda(by=cast.redaktion, meeting=meeting, rows=[])
    paper = meeting.documents.get()
    assert (paper.document, paper.item) == (document, None)


def test_papers_keep_the_day_they_came(cast: Cast) -> None:
    meeting = MeetingFactory()
    one, two = DocumentFactory(audience=Audience.MEMBERS), DocumentFactory(audience=Audience.MEMBERS)
    actions.save_papers(by=cast.redaktion, meeting=meeting, papers=[Paper(one)])
    came = meeting.documents.get().added_at
    actions.save_papers(by=cast.redaktion, meeting=meeting, papers=[Paper(two), Paper(one)])
    rows = meeting.documents.all()
    assert [(row.document, row.order) for row in rows] == [(two, 1), (one, 2)]
    assert rows[1].added_at == came
    assert [text for text, _ in told(meeting)] == [f"Neue Unterlage: „{doc.title}“." for doc in (one, two)]


def test_the_title_of_a_paper_is_told_to_those_who_may_open_it(cast: Cast) -> None:
    mine, strange = GroupFactory(), GroupFactory()
    meeting = MeetingFactory(audience=Audience.MEMBERS, working_group=mine)
    inner = AgendaItemFactory(meeting=meeting, audience=Audience.GROUP)
    papers = {
        Paper(DocumentFactory(audience=Audience.PUBLIC)): "",
        Paper(DocumentFactory(audience=Audience.MEMBERS)): "",
        Paper(DocumentFactory(audience=Audience.MEMBERS), inner): Audience.GROUP,
        Paper(DocumentFactory(audience=Audience.OFFICE), inner): Audience.OFFICE,
        Paper(DocumentFactory(audience=Audience.GROUP, working_group=mine)): Audience.GROUP,
        Paper(DocumentFactory(audience=Audience.GROUP, working_group=strange)): Audience.OFFICE,
    }
    actions.save_papers(by=cast.redaktion, meeting=meeting, papers=list(papers))
    assert [audience for _, audience in told(meeting)] == list(papers.values())


def test_one_item_is_changed_with_its_text(cast: Cast) -> None:
    meeting = MeetingFactory()
    (item,) = agenda(meeting, 1)
    item.text = "<p>Ausführlich.</p>"
    actions.save_item(by=cast.redaktion, item=item)
    item.refresh_from_db()
    assert item.changed_on is not None
    assert told(meeting) == [("Geändert auf der Tagesordnung: „Punkt 1“.", "")]
    marked = item.changed_on
    actions.save_item(by=cast.redaktion, item=item)
    item.refresh_from_db()
    assert (item.changed_on, len(told(meeting))) == (marked, 1)


def test_pictures_in_texts_are_kept_from_being_deleted(cast: Cast) -> None:
    described, itemised, free = PictureFactory(), PictureFactory(), PictureFactory()
    meeting = MeetingFactory()
    (item,) = agenda(meeting, 1)
    item.text = f'<figure><img data-picture="{itemised.pk}"></figure>'
    actions.save_item(by=cast.redaktion, item=item)
    meeting.refresh_from_db()
    meeting.description = f'<figure><img data-picture="{described.pk}"></figure>'
    actions.save_meeting(by=cast.redaktion, meeting=meeting)
    copy = actions.copy_meeting(
        by=cast.redaktion, meeting=meeting, starts_at=in_days(99), ends_at=in_days(99, 17)
    )
    for row in (meeting, copy):
        assert {shown.picture for shown in row.text_pictures.all()} == {described, itemised}
    for picture in (described, itemised):
        with pytest.raises(ProtectedError):
            picture.delete()
    free.delete()
    actions.save_agenda(by=cast.redaktion, meeting=meeting, rows=[])
    assert [shown.picture for shown in meeting.text_pictures.all()] == [described]
