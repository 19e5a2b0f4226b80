"""Puts the demo data into the database: people, members, action fields, strategy, pages.

Only what is missing is added, and only through actions; what somebody changed since stays as it is.
"""

from collections import Counter

from django.db import transaction

from alliance.accounts.models import User
from alliance.members.actions import (
    Seat,
    save_contact,
    save_group,
    save_kind,
    save_mandate,
    save_organisation,
    save_person,
)
from alliance.members.models import Contact, Mandate, Organisation, OrganisationKind, WorkingGroup
from alliance.portal.actions import save_page, save_settings
from alliance.portal.demo import (
    drawings,
    fields,
    fill_invitations,
    fill_letters,
    fill_meetings,
    fill_minutes,
    fill_news,
    fill_sheets,
    fill_strategy,
    fill_workshops,
    organisations,
    pages,
    people,
)
from alliance.portal.demo.shapes import Group, Term
from alliance.portal.models import Page, SiteLink, SiteSettings
from strategy.fields.actions import save_field
from strategy.fields.models import ActionField

ADMINISTRATION = "administration@example.org"
CHIEF = "leitung@example.org"
EDITOR = "redaktion@example.org"


def fill() -> Counter[str]:
    """Add whatever of the demo data is missing; returns how many of what were added."""
    added: Counter[str] = Counter()
    with transaction.atomic():
        added["Personen"] = _people()
    persons = {person.email: person for person in User.objects.all()}
    administration, chief, editor = persons[ADMINISTRATION], persons[CHIEF], persons[EDITOR]
    added["Bilder"] = fill_news.add_pictures(by=editor)
    with transaction.atomic():
        added["Mitglieder"] = _kinds(administration) + _members(administration)
        added["Mandate"] = _terms(administration, persons)
        added["Arbeitsgruppen"] = _groups(administration, persons)
        added["Ansprechstellen"] = _contact(chief)
        added["Handlungsfelder"] = _fields(chief)
        added["Anerkennungsperioden"] = fill_strategy.add_periods(by=chief)
        added["Dokumente"] = fill_sheets.add_sheets(by=editor)
        added["Orte"] = fill_meetings.add_houses(by=chief)
        added["Termine"] = fill_meetings.add_meetings(editor=editor, chief=chief)
        added["Protokolle"] = fill_minutes.add_minutes(editor=editor, chief=chief)
        added["Abstimmungen"] = fill_minutes.add_ballots(editor=editor, chief=chief)
        added["Werkstätten"] = fill_workshops.add_workshops(by=chief)
        # The strategy takes over what the workshop of its year found.
        added["Fassungen der Strategie"] = fill_strategy.add_versions(by=chief)
        added["Rundschreiben"] = fill_letters.add_letters(editor=editor, chief=chief)
        added["Seiten"] = _site(chief) + _pages(chief)
        added["Meldungen"] = fill_news.add_articles(editor=editor, chief=chief)
        added["Personen"] += fill_invitations.add_newcomers(by=administration)
    return +added


def _people() -> int:
    known = set(User.objects.values_list("email", flat=True))
    missing = [person for person in people.PEOPLE if person.email not in known]
    for person in missing:
        user = User(email=person.email, full_name=person.full_name, role=person.role)
        save_person(by=None, person=user, password=people.PASSWORD)
    return len(missing)


def _kinds(by: User) -> int:
    known = set(OrganisationKind.objects.values_list("slug", flat=True))
    missing = [
        OrganisationKind(slug=kind.slug, name=kind.name, order=order)
        for order, kind in enumerate(organisations.KINDS, start=1)
        if kind.slug not in known
    ]
    for kind in missing:
        save_kind(by=by, kind=kind)
    return len(missing)


def _members(by: User) -> int:
    kinds = {kind.slug: kind for kind in OrganisationKind.objects.all()}
    known = {member.name: member for member in Organisation.objects.all()}
    missing = [member for member in organisations.MEMBERS if member.name not in known]
    for member in missing:
        known[member.name] = save_organisation(
            by=by,
            organisation=Organisation(
                name=member.name,
                short_name=member.short_name,
                kind=kinds[member.kind],
                place=member.place,
                website=member.website,
                joined=member.joined,
                left=member.left,
                succeeded_by=known.get(member.succeeded_by),
            ),
        )
    return len(missing)


def _terms(by: User, persons: dict[str, User]) -> int:
    members = {member.short_name: member for member in Organisation.objects.all()}
    known = set(Mandate.objects.values_list("person__email", "organisation__short_name"))
    missing = [term for term in people.TERMS if (term.email, term.organisation) not in known]
    for term in missing:
        save_mandate(by=by, mandate=_mandate(term, persons[term.email], members[term.organisation]))
    return len(missing)


def _mandate(term: Term, person: User, organisation: Organisation) -> Mandate:
    return Mandate(
        person=person,
        organisation=organisation,
        kind=term.kind,
        valid_from=term.valid_from,
        valid_to=term.valid_to,
    )


def _groups(by: User, persons: dict[str, User]) -> int:
    known = set(WorkingGroup.objects.values_list("name", flat=True))
    missing = [group for group in people.GROUPS if group.name not in known]
    for group in missing:
        save_group(
            by=by,
            group=_group(group),
            seats=[Seat(persons[email], group.valid_from) for email in group.members],
        )
    return len(missing)


def _group(group: Group) -> WorkingGroup:
    return WorkingGroup(
        name=group.name,
        mandate_text=group.mandate_text,
        lead=Organisation.objects.get(short_name=group.lead),
        valid_from=group.valid_from,
    )


def _contact(by: User) -> int:
    if Contact.objects.default().exists():
        return 0
    contact = Contact(
        function=people.CONTACT_FUNCTION,
        details=people.CONTACT_DETAILS,
        email=people.CONTACT_EMAIL,
        hours=people.CONTACT_HOURS,
        is_default=True,
    )
    save_contact(by=by, contact=contact)
    return 1


def _fields(by: User) -> int:
    known = {field.slug: field for field in ActionField.objects.all()}
    missing = [(order, data) for order, data in enumerate(fields.FIELDS, start=1) if data.slug not in known]
    for order, data in missing:
        field = ActionField(
            slug=data.slug,
            name=data.name,
            short_text=data.text,
            is_example=True,
            weave=data.weave,
            is_active=data.is_active,
            order=order,
        )
        known[data.slug] = save_field(by=by, field=field, continues=[known[slug] for slug in data.continues])
    return len(missing)


def _site(by: User) -> int:
    if SiteSettings.objects.exists():
        return 0
    emblem = fill_news.pictures_by_key()[drawings.EMBLEM.key]
    funding = SiteLink(kind=SiteLink.Kind.FUNDING, title=pages.FUNDED_BY, picture=emblem)
    save_settings(by=by, site=SiteSettings(**vars(pages.SITE)), links=[funding])
    return 1


def _pages(by: User) -> int:
    known = set(Page.objects.values_list("slug", flat=True))
    missing = [(order, page) for order, page in enumerate(pages.PAGES, start=1) if page.slug not in known]
    for order, page in missing:
        save_page(by=by, page=Page(**vars(page), order=order))
    return len(missing)
