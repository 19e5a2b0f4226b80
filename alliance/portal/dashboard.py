"""`/uebersicht/`: what asks something of a member, where they have to be, and what is new."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import TemplateView

from alliance.files.models import Document
from alliance.letters.models import Letter
from alliance.members.access import sees_members_area
from alliance.members.models import Contact
from alliance.news.models import Article
from alliance.portal.asking import Asked, asked_of
from alliance.portal.mine import Mine
from alliance.portal.strategy import NUMBERS
from events.meetings.models import Meeting

DATES = 6
DOCUMENTS = 6
LETTERS = 3
ARTICLES = 4


class Dashboard(LoginRequiredMixin, TemplateView):
    """The overview. Who has no mandate today reads how to get one, and nothing of the members' area."""

    def get_template_names(self) -> list[str]:
        """By whether there is a members' area for the person."""
        inside = sees_members_area(self.request.user)
        return ["portal/dashboard.html" if inside else "portal/no_mandate.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All of it; six queries beside the frame and those of the sources, whatever there is."""
        if not sees_members_area(self.request.user):
            return super().get_context_data(**kwargs, contact=Contact.objects.default().first())
        mine = Mine(self.request.user)
        asked = asked_of(mine)
        return super().get_context_data(
            **kwargs,
            greeted=greeted(mine),
            waiting=waiting(asked),
            asked=asked,
            dates=_dates(mine),
            documents=_documents(mine),
            letters=_letters(mine),
            articles=_articles(mine),
        )


def greeted(mine: Mine) -> str:
    """Whom the page greets: the organisations, or who works in the office."""
    names = [organisation.short_name for organisation in mine.organisations]
    if not names:
        return mine.user.full_name
    return f"{', '.join(names[:-1])} und {names[-1]}" if len(names) > 1 else names[0]


def waiting(asked: list[Asked]) -> str:
    """How much waits, in words: „Vier Dinge warten auf Sie, eines davon eilt.“"""
    asks = [ask for group in asked for ask in group.asks]
    pressing = sum(ask.is_pressing for ask in asks)
    if not asks:
        return "Zurzeit wartet nichts auf Sie."
    if len(asks) == 1:
        return "Eine Sache wartet auf Sie und eilt." if pressing else "Eine Sache wartet auf Sie."
    said = f"{_number(len(asks)).capitalize()} Dinge warten auf Sie"
    if pressing == len(asks):
        return f"{said}, alle eilen."
    few = {0: "", 1: ", eines davon eilt"}
    return f"{said}{few.get(pressing, f', {_number(pressing)} davon eilen')}."


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _dates(mine: Mine) -> list[tuple[Meeting, str, str]]:
    """The next meetings that the person may see, each with the state of the answer; one query and the answers."""
    rows = Meeting.objects.visible_to(mine.user).not_past().select_related("venue")
    found = list(rows.defer("description", "find_text")[:DATES])
    return [(meeting, *mine.status_of(meeting)) for meeting in found]


def _documents(mine: Mine) -> list[Document]:
    """What came in during the last days, newest first; two queries."""
    return list(Document.objects.visible_to(mine.user).new().with_versions()[:DOCUMENTS])


def _letters(mine: Mine) -> list[Letter]:
    """The newest letters to the person; one query."""
    rows = Letter.objects.visible_to(mine.user).newest_first()
    return list(rows.only("subject", "sent_at", "is_example")[:LETTERS])


def _articles(mine: Mine) -> list[Article]:
    """The newest reports, those for members only included; one query."""
    rows = Article.objects.visible_to(mine.user).newest_first()
    return list(rows.only("title", "slug", "publish_at", "is_example")[:ARTICLES])
