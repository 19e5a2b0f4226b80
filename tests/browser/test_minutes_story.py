"""Minutes from the first word in the meeting to the public extract and the task that is done."""

import io
from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from events.meetings.models import Meeting
from events.minutes.models import Minutes
from events.minutes.states import State
from tests.browser import checks
from tests.browser.conftest import Login, Windows
from tests.browser.test_minutes_writing import add, box, state
from tests.cast import Cast
from tests.factories import minutes as make
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def write(page: Page, meeting: Meeting) -> None:
    """The office begins, the text saves itself, a resolution and a task come of it."""
    page.goto(meeting.get_absolute_url())
    page.get_by_role("link", name="Protokoll beginnen").click()
    page.get_by_label("Sitzungsleitung").fill("Landkreis Northeim")
    page.get_by_role("button", name="Protokoll beginnen").click()
    add(page, "Die Mitglieder beraten das Budget.")
    expect(state(page)).to_contain_text("Gespeichert")
    page.keyboard.press("Alt+b")
    dialog = page.get_by_role("dialog")
    dialog.locator(".prose-text").click()
    page.keyboard.type("Das Budget wird nach Feldern ausgewiesen.")
    dialog.get_by_role("button", name="Beschluss festhalten").click()
    expect(dialog).to_be_hidden()
    box(page).click()
    page.keyboard.press("Alt+a")
    dialog.get_by_label("Was ist zu tun?").fill("Budget aufteilen")
    dialog.get_by_label("Wer?").select_option(label="Stadt Göttingen")
    dialog.get_by_label("Bis wann?").fill(f"{timezone.localdate():%Y-%m-%d}")
    dialog.get_by_role("button", name="Aufgabe festhalten").click()
    expect(page.locator("#punkt-1 [data-made]")).to_contain_text("Budget aufteilen")
    page.get_by_role("link", name="Protokoll ansehen").click()


def object_on_the_phone(page: Page, minutes: Minutes) -> None:
    """A member reads, and objects at the entry."""
    page.goto(minutes.get_absolute_url())
    checks.axe(page)
    page.get_by_role("link", name="Einwand zu Punkt 1 schreiben").click()
    page.get_by_label("Was stimmt aus Ihrer Sicht nicht").fill("Es ging um das virtuelle Budget.")
    checks.axe(page)
    page.get_by_role("button", name="Einwand senden").click()
    expect(page.get_by_text("Der Einwand liegt der Geschäftsstelle vor.")).to_be_visible()
    expect(page.locator("#punkt-1")).to_contain_text("Es ging um das virtuelle Budget.")


def change_the_wording(page: Page, minutes: Minutes) -> None:
    """The office takes the objection over."""
    page.goto(minutes.get_absolute_url())
    page.get_by_role("link", name="Einwand beantworten").click()
    editor = page.locator(".prose-text")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Die Mitglieder beraten das virtuelle Budget.")
    page.get_by_label("Antwort an das Mitglied").fill("Danke.")
    page.get_by_role("button", name="Wortlaut ändern").click()
    point = page.locator("#punkt-1")
    expect(point.locator("ins")).to_contain_text("virtuelle")
    expect(point).to_contain_text("übernommen")


def approve_and_publish(page: Page, minutes: Minutes) -> None:
    """The next meeting has approved; one entry becomes public after a look at exactly that."""
    page.goto(minutes.get_absolute_url())
    page.get_by_role("link", name="Als genehmigt festhalten").click()
    page.get_by_role("button", name="Als genehmigt festhalten").click()
    page.get_by_role("link", name="Auszug veröffentlichen").click()
    page.get_by_label("2 Internes").uncheck()
    page.get_by_role("button", name="Vorschau zeigen").click()
    expect(page.get_by_text("virtuelle Budget")).to_be_visible()
    expect(page.get_by_text("Internes")).to_be_hidden()
    page.get_by_role("button", name="Auszug veröffentlichen").click()
    expect(page.get_by_text("Der Auszug ist veröffentlicht.")).to_be_visible()


def print_it(page: Page, minutes: Minutes) -> None:
    """The PDF has the changed words."""
    response = page.context.request.get(f"{minutes.get_absolute_url()}protokoll.pdf")
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.body())).pages)
    assert "virtuelle" in words


def do_the_task(page: Page, minutes: Minutes) -> None:
    """From the minutes to the task, done with a note."""
    page.goto(minutes.get_absolute_url())
    tasks = page.get_by_role("navigation", name="Aufgaben für uns")
    tasks.get_by_role("link", name="Budget aufteilen").click()
    page.get_by_label("Was ist daraus geworden?").fill("Aufgeteilt.")
    page.get_by_role("button", name="Als erledigt melden").click()
    expect(page.get_by_text("Die Aufgabe ist erledigt.")).to_be_visible()


def test_from_the_first_word_to_the_public_extract(new_page: Windows, login: Login, cast: Cast) -> None:
    meeting = make.held_meeting(items=0, title="Herbstsitzung")
    for order, title in enumerate(("Budget", "Internes")):
        AgendaItemFactory(meeting=meeting, title=title, order=order)
    coming = MeetingFactory(kind=meeting.kind, title="Wintersitzung")
    office, member = new_page(), new_page(**PHONE)
    login(office, "leitung")
    login(member, "goettingen")

    write(office, meeting)
    office.get_by_role("link", name="In Umlauf geben").click()
    office.get_by_role("button", name="In Umlauf geben").click()
    minutes = Minutes.objects.get()
    expect(office.get_by_text("Das Protokoll ist im Umlauf.")).to_be_visible()
    assert coming.items.filter(title__startswith="Genehmigung des Protokolls vom").exists()

    object_on_the_phone(member, minutes)
    change_the_wording(office, minutes)

    make.end_objections(minutes)
    past = timezone.now() - timedelta(hours=1)
    Meeting.objects.filter(pk=coming.pk).update(starts_at=past)
    approve_and_publish(office, minutes)
    minutes.refresh_from_db()
    assert minutes.state == State.APPROVED

    print_it(member, minutes)
    visitor = new_page()
    visitor.goto(minutes.get_absolute_url())
    expect(visitor.get_by_text("virtuelle Budget")).to_be_visible()
    for hidden in ("Internes", "Budget aufteilen", "Es ging um", "nach Feldern"):
        expect(visitor.get_by_text(hidden)).to_have_count(0)
    checks.axe(visitor)

    do_the_task(member, minutes)
