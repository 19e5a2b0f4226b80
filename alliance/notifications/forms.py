"""How somebody wants to hear of what happens."""

from typing import Any

from django import forms
from django.conf import settings

from alliance.accounts.models import User
from alliance.notifications.models import Preference
from alliance.notifications.states import How


class PreferencesForm(forms.Form):
    """One choice for each kind of the setting NOTICE_KINDS."""

    def __init__(self, data: Any = None, *, person: User) -> None:
        super().__init__(data, initial=Preference.objects.of(person))
        for kind, (label, _) in settings.NOTICE_KINDS.items():
            self.fields[kind] = forms.ChoiceField(label=label, choices=How.choices, widget=forms.RadioSelect)
