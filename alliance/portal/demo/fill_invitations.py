"""People who are on their way in, so that the office sees how inviting looks. They have no password."""

import datetime

from alliance.accounts.models import User
from alliance.members.actions import invite_person, save_mandate, save_person
from alliance.members.models import Mandate, Organisation

SINCE = datetime.date(2026, 11, 1)
# Address, name, member by its short name, whether the invitation is out.
NEWCOMERS = (
    ("handwerk@example.org", "Vertretung Handwerkskammer", "Handwerkskammer", True),
    ("universitaet@example.org", "Vertretung Universität Göttingen", "Universität Göttingen", False),
)


def add_newcomers(*, by: User) -> int:
    """Add those that are missing; returns how many. The link of an invitation lies in the outbox."""
    members = {member.short_name: member for member in Organisation.objects.all()}
    known = set(User.objects.values_list("email", flat=True))
    missing = [row for row in NEWCOMERS if row[0] not in known and row[2] in members]
    for email, name, member, is_invited in missing:
        person = save_person(by=by, person=User(email=email, full_name=name))
        mandate = Mandate(person=person, organisation=members[member], valid_from=SINCE)
        save_mandate(by=by, mandate=mandate)
        if is_invited:
            invite_person(by=by, person=person)
    return len(missing)
