"""The strategy in the admin: one page for a version, a form for each text, frozen for everybody."""

from datetime import timedelta
from typing import Any

import pytest
from django.forms.models import model_to_dict
from django.test import Client
from django.utils import timezone

from alliance.history.models import Entry
from strategy.versions.models import FieldEdition, Goal, Priority, Section, StrategyVersion, VersionNote
from strategy.versions.states import State
from tests.cast import EVERYBODY
from tests.conftest import ClientOf
from tests.factories import versions as make
from tests.factories.fields import ActionFieldFactory
from tests.office_form import Fields, opened

pytestmark = pytest.mark.django_db
OFFICE = "/verwaltung/versions/strategyversion/"


@pytest.fixture
def draft() -> StrategyVersion:
    """Two sections, two fields with a goal and a priority each."""
    version = make.VersionFactory(title="Strategie der Probe")
    for _ in range(2):
        make.FigureFactory(section=make.SectionFactory(version=version))
        edition = make.EditionFactory(version=version)
        make.GoalFactory(edition=edition)
        make.PriorityFactory(version=version, edition=edition)
    return version


@pytest.fixture
def leitung(client_of: ClientOf) -> Client:
    return client_of("leitung")


def form_of(version: StrategyVersion) -> str:
    return f"{OFFICE}{version.pk}/change/"


def part_of(part: Any) -> str:
    return f"/verwaltung/versions/{part._meta.model_name}/{part.pk}/change/"


def sent(client: Client, address: str, fields: Fields) -> None:
    """Save the form and be led on."""
    response = client.post(address, {**fields, "_save": "Speichern"})
    assert response.status_code == 302, [
        *response.context["adminform"].form.errors.items(),
        *(
            (each.formset.errors, each.formset.non_form_errors())
            for each in response.context["inline_admin_formsets"]
        ),
    ]


def refused(client: Client, address: str, fields: Fields) -> str:
    """Save the form and get it back."""
    response = client.post(address, {**fields, "_save": "Speichern"})
    assert response.status_code == 200
    return response.content.decode()


def everything(version: StrategyVersion) -> list[Any]:
    """All that a version consists of."""
    rows = [StrategyVersion.objects.get(pk=version.pk)]
    for part in (Section, FieldEdition, Priority):
        rows += part.objects.filter(version=version).order_by("pk")
    rows += Goal.objects.filter(edition__version=version).order_by("pk")
    return [(row.pk, model_to_dict(row)) for row in rows]


def test_saved_as_opened_nothing_changes(leitung: Client, draft: StrategyVersion) -> None:
    fields = opened(leitung, form_of(draft))
    sent(leitung, form_of(draft), fields)
    before = everything(draft)[1:]
    sent(leitung, form_of(draft), opened(leitung, form_of(draft)))
    assert everything(draft)[1:] == before


def test_rows_change_places_and_keep_their_keys(leitung: Client, draft: StrategyVersion) -> None:
    first, second = draft.priorities.all()
    fields = opened(leitung, form_of(draft))
    fields |= {"priorities-0-order": "2", "priorities-1-order": "1", "priorities-1-title": "Zuerst"}
    fields |= {"sections-0-order": "2", "sections-1-order": "1"}
    texts = {row.pk: row.text for row in draft.sections.all()}
    sent(leitung, form_of(draft), fields)
    assert [row.pk for row in draft.priorities.all()] == [second.pk, first.pk]
    assert draft.priorities.first().title == "Zuerst"
    assert {row.pk: row.text for row in draft.sections.all()} == texts


def test_a_refused_form_keeps_the_keys_too(leitung: Client, draft: StrategyVersion) -> None:
    keys = list(draft.sections.values_list("pk", flat=True))
    fields = {**opened(leitung, form_of(draft)), "title": ""}
    page = refused(leitung, form_of(draft), fields)
    for key in keys:
        assert f'value="{key}"' in page
    fields |= {"title": "Wieder da"}
    sent(leitung, form_of(draft), fields)
    assert list(draft.sections.values_list("pk", flat=True)) == keys


def test_a_field_is_removed_and_its_priority_moves(leitung: Client, draft: StrategyVersion) -> None:
    stays, goes = draft.editions.all()
    fields = opened(leitung, form_of(draft))
    fields |= {"editions-1-DELETE": "on", "priorities-1-edition": str(stays.pk)}
    sent(leitung, form_of(draft), fields)
    assert list(draft.editions.all()) == [stays]
    assert [row.edition for row in draft.priorities.all()] == [stays, stays]
    assert not FieldEdition.objects.filter(pk=goes.pk).exists()


def test_what_another_version_continues_stays(leitung: Client, draft: StrategyVersion) -> None:
    make.ContinuesFactory(earlier=draft.editions.first())
    fields = {**opened(leitung, form_of(draft)), "editions-0-DELETE": "on"}
    assert "kann nicht entfallen" in refused(leitung, form_of(draft), fields)


def test_a_field_stands_once_and_is_not_swapped(leitung: Client, draft: StrategyVersion) -> None:
    first, second = (str(row.action_field_id) for row in draft.editions.all())
    fields = {**opened(leitung, form_of(draft)), "editions-0-action_field": second}
    refused(leitung, form_of(draft), fields)
    fields["editions-1-action_field"] = first
    assert "statt zu tauschen" in refused(leitung, form_of(draft), fields)


def test_texts_figures_and_goals_have_a_form_of_their_own(leitung: Client, draft: StrategyVersion) -> None:
    section, edition = draft.sections.first(), draft.editions.first()
    earlier = make.EditionFactory()
    fields = opened(leitung, part_of(section))
    sent(leitung, part_of(section), {**fields, "text": "<p>Neu.</p>", "figures-0-value": "7 %"})
    section.refresh_from_db()
    assert "Neu." in section.text
    assert section.figures.get().value == "7 %"
    fields = opened(leitung, part_of(edition))
    sent(leitung, part_of(edition), {**fields, "goals-0-title": "Anderes Ziel", "earlier": [str(earlier.pk)]})
    assert edition.goals.get().title == "Anderes Ziel"
    assert edition.continues.get() == earlier
    assert (
        f"/verwaltung/versions/section/{section.pk}/change/" in leitung.get(form_of(draft)).content.decode()
    )


def test_two_who_write_one_text_are_told(
    leitung: Client, client_of: ClientOf, draft: StrategyVersion
) -> None:
    section = draft.sections.first()
    mine = opened(leitung, part_of(section))
    sent(client_of("redaktion"), part_of(section), {**mine, "text": "<p>Vorher gespeichert.</p>"})
    page = refused(leitung, part_of(section), {**mine, "text": "<p>Danach.</p>"})
    assert "Redaktion der Geschäftsstelle" in page
    assert "Was sich unterscheidet" in page
    section.refresh_from_db()
    assert "Vorher gespeichert." in section.text


def test_adopting_says_what_will_happen_before_it_happens(leitung: Client, draft: StrategyVersion) -> None:
    old = make.adopt(make.VersionFactory(title="Die alte"))
    today = timezone.localdate()
    address = f"{OFFICE}{draft.pk}/beschluss/"
    days = {"resolved_on": str(today), "in_force_from": str(today + timedelta(days=10))}
    page = leitung.post(address, days).content.decode()
    assert "Das wird geschehen" in page
    assert "ändert sich nicht mehr" in page
    assert f"„{old}“ gilt bis" in page
    assert "bis dahin weiter „Die alte“" in page
    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    assert leitung.post(address, {**days, "confirm": "1"}).status_code == 302
    draft.refresh_from_db()
    assert draft.is_announced
    assert Entry.objects.filter(verb="beschlossen", object_id=draft.pk).exists()


def test_the_same_day_is_told_at_the_field(leitung: Client, draft: StrategyVersion) -> None:
    old = make.adopt(make.VersionFactory())
    days = {"resolved_on": str(old.resolved_on), "in_force_from": str(old.in_force_from)}
    for more in ({}, {"confirm": "1"}):
        response = leitung.post(f"{OFFICE}{draft.pk}/beschluss/", {**days, **more})
        assert "schon eine andere Fassung" in response.context["form"].errors["in_force_from"][0]
    early = {"resolved_on": str(old.resolved_on), "in_force_from": str(old.resolved_on - timedelta(days=1))}
    page = leitung.post(f"{OFFICE}{draft.pk}/beschluss/", early)
    assert "nicht vor dem Beschluss" in page.context["form"].errors["in_force_from"][0]
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_a_copy_asks_for_its_years(leitung: Client, draft: StrategyVersion) -> None:
    address = f"{OFFICE}{draft.pk}/kopie/"
    fields = {"title": "Strategie 2028", "slug": draft.slug, "starts": "2028-01-01", "ends": "2031-12-31"}
    assert "schon eine andere Fassung" in leitung.post(address, fields).content.decode()
    response = leitung.post(address, {**fields, "slug": "2028-2031"})
    copy = StrategyVersion.objects.get(slug="2028-2031")
    assert response.headers["Location"] == form_of(copy)
    assert (copy.predecessor, copy.sections.count()) == (draft, 2)


def test_a_note_is_all_that_can_be_added(leitung: Client, draft: StrategyVersion) -> None:
    address = f"{OFFICE}{draft.pk}/anmerkung/"
    assert leitung.post(address, {"text": "Zu früh"}).status_code == 302
    make.adopt(draft)
    anchor = draft.sections.first().anchor
    assert leitung.post(address, {"text": "Die Zahl war falsch.", "anchor": anchor}).status_code == 302
    assert VersionNote.objects.get().anchor == anchor
    page = leitung.get(form_of(draft)).content.decode()
    assert "Die Zahl war falsch." in page
    assert "Anmerkung schreiben" in page
    assert 'name="_save"' not in page


def test_a_draft_is_deleted_by_the_chief(
    leitung: Client, client_of: ClientOf, draft: StrategyVersion
) -> None:
    address = f"{OFFICE}{draft.pk}/delete/"
    assert client_of("redaktion").post(address, {"post": "yes"}).status_code == 403
    assert leitung.post(address, {"post": "yes"}).status_code == 302
    assert not StrategyVersion.objects.exists()


def test_consultation_begins_and_ends_by_a_button(leitung: Client, draft: StrategyVersion) -> None:
    for verb, state in (("consult", State.CONSULTATION), ("end_consultation", State.DRAFT)):
        assert leitung.post(f"{OFFICE}{draft.pk}/tun/{verb}/").status_code == 302
        draft.refresh_from_db()
        assert draft.state == state


@pytest.mark.parametrize("name", EVERYBODY)
def test_frozen_holds_against_every_form_and_everybody(
    client_of: ClientOf, leitung: Client, draft: StrategyVersion, name: str
) -> None:
    section, edition = draft.sections.first(), draft.editions.first()
    version_form = opened(leitung, form_of(draft))
    version_form |= {"title": "Gekapert", "sections-0-heading": "Gekapert", "priorities-0-DELETE": "on"}
    section_form = {**opened(leitung, part_of(section)), "text": "Gekapert", "figures-0-value": "0"}
    edition_form = {**opened(leitung, part_of(edition)), "text": "Gekapert", "goals-0-DELETE": "on"}
    state = section.history.first().history_id
    make.adopt(draft)
    before, client = everything(draft), client_of(name)
    new_day = {"resolved_on": "2020-01-01", "in_force_from": "2020-02-01", "confirm": "1"}
    posts: list[tuple[str, Any]] = [
        (form_of(draft), {**version_form, "_save": "1"}),
        (form_of(draft), {**version_form, "_verb": "consult"}),
        (part_of(section), {**section_form, "_save": "1"}),
        (part_of(edition), {**edition_form, "_save": "1"}),
        (f"{OFFICE}{draft.pk}/beschluss/", new_day),
        (f"{OFFICE}{draft.pk}/delete/", {"post": "yes"}),
        (OFFICE, {"action": "delete_selected", "_selected_action": [draft.pk], "post": "yes"}),
        *((f"{OFFICE}{draft.pk}/tun/{verb}/", {}) for verb in ("consult", "end_consultation", "adopt")),
        *((part_of(part).replace("change", "delete"), {"post": "yes"}) for part in (section, edition)),
        (part_of(section).replace("change", f"verlauf/{state}/herstellen"), {}),
        ("/verwaltung/versions/section/add/", {"version": draft.pk, "heading": "Gekapert"}),
    ]
    for address, data in posts:
        response = client.post(address, data)
        assert response.status_code < 500, address
        assert everything(draft) == before, address


def test_periods_follow_without_gap(leitung: Client) -> None:
    make.PeriodFactory()
    address = "/verwaltung/versions/recognitionperiod/add/"
    fields = {
        **opened(leitung, address),
        "authority": "Ministerium",
        "starts": "01.02.2028",
        "ends": "31.12.2031",
    }
    assert "eine Lücke" in refused(leitung, address, fields)
    sent(leitung, address, {**fields, "starts": "01.01.2028"})


def test_the_list_filters_by_what_follows_from_dates(leitung: Client, draft: StrategyVersion) -> None:
    today = timezone.localdate()
    named = {
        "abgeloest": make.adopt(make.VersionFactory(title="Fassung A"), today - timedelta(days=9)),
        "in-kraft": make.adopt(make.VersionFactory(title="Fassung B"), today),
        "kommt": make.adopt(make.VersionFactory(title="Fassung C"), today + timedelta(days=9)),
        "entwurf": draft,
    }
    for stand in named:
        page = leitung.get(f"{OFFICE}?stand={stand}").content.decode()
        assert [key for key, version in named.items() if version.title in page] == [stand]


def test_rows_cost_no_queries_of_their_own(
    leitung: Client, draft: StrategyVersion, django_assert_max_num_queries: Any
) -> None:
    for _ in range(20):
        make.SectionFactory(version=draft)
        make.PriorityFactory(version=draft, edition=make.EditionFactory(version=draft))
        ActionFieldFactory()
    leitung.get(form_of(draft))
    with django_assert_max_num_queries(20):
        assert leitung.get(form_of(draft)).status_code == 200
