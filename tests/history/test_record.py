"""The one place that every change passes: log, content states, what must follow."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError

from alliance.accounts.models import User
from alliance.core.revision import StaleRevision
from alliance.history.actions import delete_content, record, save_content, saved_by
from alliance.history.models import Entry
from alliance.news.models import Topic
from strategy.fields.models import ActionField
from tests.cast import Cast
from tests.factories.accounts import PersonFactory
from tests.factories.fields import ActionFieldFactory
from tests.factories.members import MandateFactory
from tests.factories.news import TopicFactory

pytestmark = pytest.mark.django_db

followed: list[tuple[Entry, models.Model]] = []


def follow(entry: Entry, obj: models.Model) -> None:
    """What a search index would do."""
    followed.append((entry, obj))


def fail(entry: Entry, obj: models.Model) -> None:
    raise RuntimeError("index is broken")


@pytest.fixture
def following() -> Iterator[None]:
    followed.clear()
    yield
    followed.clear()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    topic = TopicFactory()
    with pytest.raises(transaction.TransactionManagementError):
        record(verb="geändert", obj=topic, by=None)
    assert not Entry.objects.exists()


def test_an_entry_outlives_the_thing_and_the_person(cast: Cast) -> None:
    person = PersonFactory(full_name="Geht bald")
    topic = save_content(Topic(name="Kurzlebig"), by=person)
    key = topic.pk
    delete_content(topic, by=person)
    person.delete()
    last, first = Entry.objects.all()
    assert (last.verb, first.verb) == ("gelöscht", "angelegt")
    for entry in (last, first):
        assert (entry.kind, entry.object_id, entry.title) == ("news.topic", key, "Kurzlebig")
        assert (entry.by, entry.by_name) == (None, "Geht bald")
    assert str(last) == "Geht bald: gelöscht Kurzlebig"


def test_the_system_has_no_name_but_an_entry() -> None:
    save_content(Topic(name="Von selbst"), by=None)
    entry = Entry.objects.get()
    assert (entry.by, entry.by_name, str(entry)) == (None, "", "System: angelegt Von selbst")


def test_a_long_title_is_cut_and_a_note_is_kept() -> None:
    field = ActionFieldFactory.build(name="x" * 120)
    save_content(field, by=None, verb="umbenannt", note="Beschluss 3/2024")
    entry = Entry.objects.get()
    assert (entry.verb, entry.note, entry.title) == ("umbenannt", "Beschluss 3/2024", "x" * 120)


def test_what_must_follow_is_called_in_the_same_transaction(settings: Any, following: None) -> None:
    settings.AFTER_RECORD = [f"{__name__}.follow"]
    topic = save_content(Topic(name="Gefolgt"), by=None)
    assert followed == [(Entry.objects.get(), topic)]
    delete_content(topic, by=None)
    assert followed[1][0].verb == "gelöscht"


def test_when_it_fails_nothing_was_changed(settings: Any) -> None:
    settings.AFTER_RECORD = [f"{__name__}.fail"]
    with pytest.raises(RuntimeError), transaction.atomic():
        save_content(Topic(name="Nie da"), by=None)
    assert not Topic.objects.exists()
    assert not Entry.objects.exists()
    assert not Topic.history.exists()


def test_a_save_is_one_state_by_whom_it_was(cast: Cast) -> None:
    topic = save_content(Topic(name="Eins"), by=cast.redaktion)
    topic.name = "Zwei"
    save_content(topic, by=cast.leitung)
    newer, older = topic.history.all()
    assert [(row.name, row.history_user, row.revision) for row in (newer, older)] == [
        ("Zwei", cast.leitung, 2),
        ("Eins", cast.redaktion, 1),
    ]
    assert (topic.changed_by_name, topic.revision) == (cast.leitung.full_name, 2)


def test_keys_of_many_belong_to_the_state(cast: Cast) -> None:
    one, two = ActionFieldFactory(), ActionFieldFactory()
    field = ActionFieldFactory.build()
    save_content(field, by=cast.leitung, related={"continues": [one]})
    save_content(field, by=cast.leitung, related={"continues": [one, two]})
    save_content(field, by=cast.leitung, related={"continues": []})
    kept = [{row.to_actionfield for row in state.continues.all()} for state in field.history.all()]
    assert kept == [set(), {one, two}, {one}]


def test_what_the_model_refuses_leaves_nothing(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        save_content(Topic(name=""), by=cast.redaktion)
    with pytest.raises(ValidationError):
        save_content(ActionFieldFactory.build(weave="seide"), by=cast.redaktion)
    assert not Topic.objects.exists()
    assert not ActionField.objects.exists()
    assert not Entry.objects.exists()


def test_a_stale_copy_leaves_nothing_not_even_keys(cast: Cast) -> None:
    field, other = ActionFieldFactory(), ActionFieldFactory()
    stale = ActionField.objects.get(pk=field.pk)
    save_content(field, by=cast.leitung)
    with pytest.raises(StaleRevision):
        save_content(stale, by=cast.leitung, related={"continues": [other]})
    assert field.continues.count() == 0
    assert field.history.count() == 2
    assert Entry.objects.count() == 1


def test_deleting_keeps_who_did_it_in_the_states(cast: Cast) -> None:
    topic = TopicFactory()
    key = topic.pk
    delete_content(topic, by=cast.redaktion)
    state = Topic.history.filter(id=key).first()
    assert (state.history_type, state.history_user) == ("-", cast.redaktion)


def test_a_refused_deletion_is_not_in_the_log(cast: Cast) -> None:
    mandate = MandateFactory()
    with pytest.raises(ProtectedError):
        delete_content(mandate.organisation, by=cast.leitung)
    assert not Entry.objects.exists()


def test_saved_by_hands_the_thing_back(cast: Cast) -> None:
    topic = TopicFactory.build()
    assert saved_by(topic, cast.redaktion) is topic
    topic.save()
    assert topic.history.get().history_user == cast.redaktion


def test_a_person_in_the_history_may_go() -> None:
    person: User = PersonFactory()
    topic = save_content(Topic(name="Bleibt"), by=person)
    person.delete()
    assert topic.history.get().history_user is None
