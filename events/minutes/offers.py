"""What somebody may do with minutes from their page."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from events.minutes.models import Minutes
from events.minutes.rules import WORKFLOW, may_add_addendum, may_publish, may_view, may_write
from events.minutes.states import State


@dataclass(frozen=True)
class Way:
    """A link to a page with the form of a verb, or, with `is_post`, a button that does it."""

    title: str
    url: str
    is_post: bool = False


def offers_for(user: Any, minutes: Minutes) -> list[Way]:
    """The ways on for the keeper, the office and the chief, in the order of the work; no query."""
    possible = {offer.verb for offer in WORKFLOW.available(user, minutes)}
    needs_item = minutes.state == State.CIRCULATED and minutes.approval_item_id is None
    approved = minutes.state == State.APPROVED
    extract = "Auszug ändern" if minutes.released_at else "Auszug veröffentlichen"
    ways = [
        (may_write(user, minutes), "Weiterschreiben", "write", False),
        ("circulate" in possible, "In Umlauf geben", "circulate", False),
        (needs_item and may_view(user), "Genehmigung auf die Tagesordnung setzen", "put_on_agenda", True),
        ("approve" in possible, "Als genehmigt festhalten", "approve", False),
        (approved and may_publish(user), extract, "extract", False),
        (may_add_addendum(user, minutes), "Nachtrag schreiben", "addendum", False),
    ]
    address = minutes.meeting.address
    return [
        Way(title, reverse(f"minutes:{name}", args=[address]), post)
        for shown, title, name, post in ways
        if shown
    ]
