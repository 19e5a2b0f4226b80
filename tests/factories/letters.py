"""Letters for tests."""

from typing import Any

import factory

from alliance.files.models import Document
from alliance.letters.actions import send_letter
from alliance.letters.models import Letter, LetterDocument


class LetterFactory(factory.django.DjangoModelFactory[Letter]):
    """A draft to all members; with `papers`, in this order."""

    class Meta:
        model = Letter

    subject = factory.Sequence(lambda n: f"Rundschreiben {n}")
    text = "<p>Die nächste Sitzung findet statt.</p>"
    to_members = True
    revision = 1

    @classmethod
    def _create(cls, model_class: type[Letter], *args: Any, **values: Any) -> Letter:
        papers: list[Document] = values.pop("papers", [])
        many = {name: values.pop(name) for name in ("kinds", "groups") if name in values}
        letter = model_class.objects.create(*args, **values)
        for name, rows in many.items():
            getattr(letter, name).set(rows)
        for number, document in enumerate(papers, start=1):
            LetterDocument.objects.create(letter=letter, document=document, order=number)
        return letter


def sent(**values: Any) -> Letter:
    """A letter that went to whom it means today; there has to be somebody."""
    draft: Any = LetterFactory(**values)
    return send_letter(by=None, letter=draft)
