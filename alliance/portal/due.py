"""What waits for the office, for the start page of the admin."""

import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from alliance.news.models import Article
from alliance.news.states import EDITABLE, State
from alliance.notifications.models import Message
from alliance.notifications.rules import may_view as may_see_mails
from alliance.pictures.models import Picture
from alliance.portal.due_meetings import meetings_due
from alliance.portal.due_minutes import minutes_due
from alliance.portal.legal import TEMPLATES
from alliance.portal.lines import Due
from alliance.portal.models import Page
from alliance.portal.querysets import PageQuerySet
from alliance.portal.rules import may_add
from strategy.versions.models import RecognitionPeriod, StrategyVersion
from strategy.versions.states import EDITABLE as DRAFTED

# So long before its end a new strategy has to be begun.
NEAR = datetime.timedelta(days=365)


def due(user: Any) -> list[Due]:
    """Everything that waits, the most pressing first; ten queries. Lines that count nothing are left out."""
    return [
        *meetings_due(),
        *minutes_due(),
        *_pages(user),
        *_articles(),
        *_periods(),
        *_versions(),
        *_pictures(),
        *_mails(user),
    ]


# What is counted, one, many, what of it, what that means, the filter of the list, the link, its mark.
REPORTS = (
    (
        "review",
        "Meldung",
        "Meldungen",
        "in Prüfung",
        "wartet auf die Leitung",
        "pruefung",
        "Prüfen",
        "is-soon",
    ),
    ("corrections", "Korrektur", "Korrekturen", "begonnen", "noch nicht sichtbar", "korrektur", "Öffnen", ""),
    (
        "scheduled",
        "Meldung",
        "Meldungen",
        "geplant",
        "erscheint von selbst",
        "geplant",
        "Planung ansehen",
        "",
    ),
    ("drafts", "Entwurf", "Entwürfe", "", "noch nicht in Prüfung", "entwurf", "Entwürfe öffnen", ""),
)


def _articles() -> list[Due]:
    original = Q(replaces__isnull=True)
    counts = Article.objects.aggregate(
        review=Count("pk", filter=Q(state=State.REVIEW)),
        corrections=Count("pk", filter=Q(state__in=EDITABLE, replaces__isnull=False)),
        scheduled=Count("pk", filter=original & Q(state=State.RELEASED, publish_at__gt=timezone.now())),
        drafts=Count("pk", filter=original & Q(state=State.DRAFT)),
    )
    address = reverse("admin:news_article_changelist")
    found = []
    for key, one, many, what, detail, stand, link, mark in REPORTS:
        if counts[key]:
            title = f"{_number(counts[key], one, many)} {what}".strip()
            found.append(Due(title, detail, f"{address}?stand={stand}", link, mark))
    return found


def _pages(user: Any) -> list[Due]:
    """Legal pages that are missing, and pages that still have marks to fill in."""
    rows = list(Page.objects.filter(Q(slug__in=TEMPLATES) | PageQuerySet.gap_condition()))
    present = {page.slug for page in rows}
    add = reverse("admin:portal_page_add")
    missing = [
        Due(
            f"{page.title} fehlt",
            "muss von jeder Seite aus erreichbar sein",
            f"{add}?vorlage={slug}",
            "Vorlage öffnen",
            "is-late",
        )
        for slug, page in TEMPLATES.items()
        if slug not in present and may_add(user)
    ]
    open_pages = [page for page in rows if page.gaps]
    if not open_pages:
        return missing
    count = sum(len(page.gaps) for page in open_pages)
    title = f"{_number(count, 'Lücke', 'Lücken')} in {_number(len(open_pages), 'Seite', 'Seiten')}"
    names = ", ".join(page.title for page in open_pages)
    address = reverse("admin:portal_page_changelist")
    return [*missing, Due(title, names, f"{address}?luecken=offen", "Lücken füllen", "is-soon")]


def _periods() -> list[Due]:
    """The recognition and the strategy end within a year, and nothing follows yet."""
    today = timezone.localdate()
    latest = RecognitionPeriod.objects.order_by("-ends").first()
    current = StrategyVersion.objects.in_force_on(today).first()
    found = []
    if latest and _is_near(latest.ends, today):
        url = reverse("admin:versions_recognitionperiod_changelist")
        found.append(_ending("Die Anerkennung", latest.ends, today, url, "Perioden ansehen"))
    if current and _is_near(current.period_ends, today) and not _is_followed(current):
        url = reverse("admin:versions_strategyversion_change", args=[current.pk])
        found.append(_ending("Der Strategiezeitraum", current.period_ends, today, url, "Fassung öffnen"))
    return found


def _is_followed(version: StrategyVersion) -> bool:
    later = StrategyVersion.objects.adopted().filter(in_force_from__gt=version.in_force_from)
    return later.exists()


def _is_near(ends: datetime.date, today: datetime.date) -> bool:
    return ends - today <= NEAR


def _ending(what: str, ends: datetime.date, today: datetime.date, url: str, link: str) -> Due:
    days = (ends - today).days
    day = date_format(ends, "j. F Y")
    if days < 0:
        return Due(f"{what} ist zu Ende", f"seit {day}", url, link, "is-late")
    title = f"{what} endet heute" if days == 0 else f"{what} endet in {_number(days, 'Tag', 'Tagen')}"
    return Due(title, day, url, link, "is-soon")


def _versions() -> list[Due]:
    """Drafts whose sections are empty or whose fields have no goals yet; one query."""
    empty = Count("sections", filter=Q(sections__text=""), distinct=True)
    aimless = Count("editions", filter=Q(editions__goals__isnull=True), distinct=True)
    fields = Count("editions", distinct=True)
    drafts = StrategyVersion.objects.filter(state__in=DRAFTED)
    found = []
    for draft in drafts.annotate(empty=empty, aimless=aimless, fields=fields):
        parts = [] if draft.fields else ["noch kein Handlungsfeld"]
        if draft.empty:
            parts.append(_number(draft.empty, "leerer Abschnitt", "leere Abschnitte"))
        if draft.aimless:
            parts.append(_number(draft.aimless, "Handlungsfeld ohne Ziele", "Handlungsfelder ohne Ziele"))
        if parts:
            url = reverse("admin:versions_strategyversion_change", args=[draft.pk])
            found.append(Due(", ".join(parts), draft.title, url, "Weiterschreiben"))
    return found


def _pictures() -> list[Due]:
    """Pictures that are shown but read out to nobody: somebody should make sure that they only decorate."""
    count = Picture.objects.filter(decorative=True).used().count()
    if not count:
        return []
    address = reverse("admin:pictures_picture_changelist")
    url = f"{address}?alternativtext=ohne&verwendung=benutzt"
    return [
        Due(
            f"{_number(count, 'Bild', 'Bilder')} ohne Alternativtext",
            "wird nicht vorgelesen",
            url,
            "Nachsehen",
            "",
        )
    ]


def _mails(user: Any) -> list[Due]:
    """Mails that a person has to decide about."""
    if not may_see_mails(user):
        return []
    counts = Message.objects.stuck_counts()
    lines = (
        ("unclear", "unklar", "vielleicht angekommen: bitte entscheiden", "Entscheiden"),
        ("failed", "gescheitert", "nicht gesendet", "Nachsehen"),
    )
    address = reverse("admin:notifications_message_changelist")
    return [
        Due(
            f"{_number(counts[key], 'E-Mail', 'E-Mails')} {word}",
            detail,
            f"{address}?stand={word}",
            link,
            "is-soon",
        )
        for key, word, detail, link in lines
        if counts[key]
    ]


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
