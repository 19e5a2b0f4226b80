"""The form of a vote."""

from collections.abc import Sequence
from typing import Any

from django import forms

from events.meetings.models import BallotVote
from events.meetings.states import Choice


class VoteForm(forms.Form):
    """How a member votes; whoever speaks for several chooses for which of them."""

    organisation = forms.ChoiceField(label="Für welches Mitglied?", widget=forms.RadioSelect)
    choice = forms.ChoiceField(
        label="Ihre Stimme",
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Bitte wählen Sie, wie Ihr Mitglied stimmt."},
    )

    def __init__(self, *args: Any, votes: Sequence[BallotVote], is_secret: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.votes = {str(vote.organisation_id): vote for vote in votes}
        names = [(key, vote.organisation.name) for key, vote in self.votes.items()]
        self.fields["organisation"].choices = names  # type: ignore[attr-defined]
        if len(votes) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = names[0][0]
            # Nobody is shown how a secret vote was cast, not even whoever cast it.
            self.fields["choice"].initial = "" if is_secret else votes[0].choice
