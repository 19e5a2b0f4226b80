"""A letter in two states that differ in everything."""

from typing import Any

from alliance.accounts.models import User
from alliance.letters import actions
from alliance.letters.models import ANSWER_FIELDS, Letter
from tests.factories.files import DocumentFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.members import ContactFactory, GroupFactory, KindFactory


def _values(word: str, number: int) -> dict[str, Any]:
    answers = {name: place % 2 == number % 2 for place, name in enumerate(ANSWER_FIELDS.values())}
    words = {
        "subject": f"Betreff {word}",
        "text": f"<h2>{word}</h2>\n<p>Der <strong>ganze</strong> Text.</p>",
    }
    keys = {"reply_to": ContactFactory(), "meeting": MeetingFactory()}
    flags = {"is_example": number == 1, "to_members": number == 1, "with_deputies": number == 2}
    return {**words, **keys, **flags, **answers}


def begin_letter(by: User) -> Letter:
    """A draft with two papers."""
    return _saved(by, Letter(), "eins", 1, papers=2)


def change_letter(by: User, letter: Letter) -> Letter:
    """The same draft with other words, receivers and papers."""
    return _saved(by, letter, "zwei", 2, papers=1)


def _saved(by: User, letter: Letter, word: str, number: int, papers: int) -> Letter:
    for name, value in _values(word, number).items():
        setattr(letter, name, value)
    related = {"kinds": [KindFactory()], "groups": [GroupFactory()]}
    documents = [DocumentFactory() for _ in range(papers)]
    return actions.save_letter(by=by, letter=letter, related=related, documents=documents)
