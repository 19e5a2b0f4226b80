"""The signed links of mails: what stands in them nobody can change, and nothing is kept of them.

Whether a link still leads anywhere is asked when it is opened: mandates, deadlines, states.
"""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.urls import reverse

from events.meetings.models import Registration
from events.meetings.states import Answer

ANSWER_SALT = "meetings.answer"
CONFIRM_SALT = "meetings.guest"
WITHDRAW_SALT = "meetings.withdraw"


class BadToken(Exception):
    """The token was not made by us."""


@dataclass(frozen=True)
class AnswerToken:
    """What a link of an invitation says: whose answer it is, to which registration, and which button it was."""

    registration: int
    person: int
    answer: Answer


def _loads(token: str, salt: str) -> list[Any]:
    try:
        return signing.loads(token, salt=salt)
    except signing.BadSignature as error:
        raise BadToken from error


def answer_token(*, registration: int, person: int, answer: str) -> str:
    """The token of a link with which a person (both by key) answers to an invitation without log-in."""
    return signing.dumps([registration, person, str(answer)], salt=ANSWER_SALT)


def read_token(token: str) -> AnswerToken:
    """What `answer_token` put in. Raises BadToken."""
    registration, person, answer = _loads(token, ANSWER_SALT)
    return AnswerToken(registration, person, Answer(answer))


def answer_path(*, registration: int, person: int, answer: str) -> str:
    """The path of the page behind a link of an invitation."""
    return reverse("answer", args=[answer_token(registration=registration, person=person, answer=answer)])


def confirm_path(registration: Registration, answer: str) -> str:
    """The path at which a guest confirms; `answer` is how they want to come."""
    token = signing.dumps([registration.pk, str(answer)], salt=CONFIRM_SALT)
    return reverse("meetings:guest_confirm", args=[token])


def read_confirm_token(token: str) -> tuple[int, Answer]:
    """The key of the registration and how the guest wants to come. Raises BadToken."""
    registration, answer = _loads(token, CONFIRM_SALT)
    return registration, Answer(answer)


def withdraw_path(registration: Registration) -> str:
    """The path at which a guest takes their registration back."""
    token = signing.dumps([registration.pk], salt=WITHDRAW_SALT)
    return reverse("meetings:guest_withdraw", args=[token])


def read_withdraw_token(token: str) -> int:
    """The key of the registration. Raises BadToken."""
    return _loads(token, WITHDRAW_SALT)[0]
