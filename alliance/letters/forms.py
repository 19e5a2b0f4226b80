"""The form of a letter: whom it is for, and whether all of them could open its papers."""

from typing import Any

from django import forms

from alliance.core.forms import RevisedForm
from alliance.core.inlines import RowFormSet
from alliance.letters.models import ANSWER_FIELDS, Letter
from alliance.letters.receivers import Rule, hidden_papers, receivers


class LetterForm(RevisedForm):
    """A draft."""

    class Meta:
        model = Letter
        fields = (
            *("subject", "text", "is_example", "reply_to", "to_members", "kinds", "groups", "meeting"),
            *(*ANSWER_FIELDS.values(), "with_deputies"),
        )
        widgets = {"kinds": forms.CheckboxSelectMultiple, "groups": forms.CheckboxSelectMultiple}

    def clean(self) -> dict[str, Any]:
        """Leave with the letter whom it is for as typed, since its keys of many are not stored yet."""
        data = super().clean()
        self.instance.typed_rule = Rule(
            to_members=bool(data.get("to_members")),
            kinds=list(data.get("kinds") or ()),
            groups=list(data.get("groups") or ()),
            meeting=data.get("meeting"),
            answers=[answer for answer, name in ANSWER_FIELDS.items() if data.get(name)],
            with_deputies=bool(data.get("with_deputies")),
        )
        return data


class PaperFormSet(RowFormSet):
    """The papers, each open to all receivers: a row says so where it is not."""

    def clean(self) -> None:
        """Judged by who would get the letter today; sending judges once more."""
        super().clean()
        rule = getattr(self.instance, "typed_rule", None)
        rows = {
            form.cleaned_data["document"]: form
            for form in self.forms
            if form.is_valid() and form.cleaned_data.get("document") and not form.cleaned_data.get("DELETE")
        }
        if rule is None or not rows:
            return
        for hidden in hidden_papers(list(rows), receivers(rule)):
            rows[hidden.document].add_error("document", hidden.in_words())
