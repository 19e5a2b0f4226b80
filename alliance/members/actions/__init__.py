"""What is done with members and persons. Each verb checks, saves, keeps the state and writes the log."""

from alliance.members.actions.directory import (
    Seat,
    delete_contact,
    save_contact,
    save_group,
    save_kind,
    save_mandate,
    save_organisation,
)
from alliance.members.actions.invitations import (
    Plan,
    accept_invitation,
    delete_outlived_invitations,
    invite_person,
    invite_persons,
    plan_invitations,
    resend_invitation,
    standing_of,
    withdraw_invitation,
)
from alliance.members.actions.persons import save_person
from alliance.members.actions.profile import (
    cancel_address_change,
    change_profile,
    confirm_address,
    request_address,
)

__all__ = [
    "Plan",
    "Seat",
    "accept_invitation",
    "cancel_address_change",
    "change_profile",
    "confirm_address",
    "delete_contact",
    "delete_outlived_invitations",
    "invite_person",
    "invite_persons",
    "plan_invitations",
    "request_address",
    "resend_invitation",
    "save_contact",
    "save_group",
    "save_kind",
    "save_mandate",
    "save_organisation",
    "save_person",
    "standing_of",
    "withdraw_invitation",
]
