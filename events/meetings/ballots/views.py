"""Written procedures as members see them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView

from alliance.accounts.models import person_of
from alliance.core.workflow import NotPossible
from alliance.files.models import Document
from alliance.members.access import sees_members_area
from events.meetings.actions import cast_vote
from events.meetings.ballots.forms import VoteForm
from events.meetings.models import Ballot, BallotVote, Resolution
from events.meetings.states import BallotState

PER_PAGE = 20


class BallotList(LoginRequiredMixin, ListView):
    """Running ones with what the own organisations have done, then those that are over."""

    template_name = "meetings/ballot_list.html"
    paginate_by = PER_PAGE
    page_kwarg = "seite"

    def get_queryset(self) -> QuerySet[Ballot]:
        """What is over, the latest first."""
        if not sees_members_area(self.request.user):
            raise Http404
        self.visible = Ballot.objects.visible_to(self.request.user).select_related("working_group")
        over = self.visible.exclude(pk__in=self.visible.filter(state=BallotState.OPEN).values("pk"))
        return over.select_related("resolution").order_by("-deadline", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the open ones on the first page."""
        rows = list(self.visible.filter(state=BallotState.OPEN).order_by("deadline", "pk"))
        own = BallotVote.objects.of(self.request.user).filter(ballot__in=rows).select_related("organisation")
        votes: dict[int, list[BallotVote]] = {}
        for row in own:
            votes.setdefault(row.ballot_id, []).append(row)
        return super().get_context_data(**kwargs, open=[(row, votes.get(row.pk, [])) for row in rows])


class BallotDetail(DetailView):
    """One written procedure: what is asked, the own vote, and in the end the result."""

    template_name = "meetings/ballot_detail.html"
    context_object_name = "ballot"

    def get_queryset(self) -> QuerySet[Ballot]:
        """What the person may see."""
        return Ballot.objects.visible_to(self.request.user).select_related("working_group")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As after a vote that could not be taken, too."""
        return super().get_context_data(**kwargs, **ballot_context(self.request, self.object))


def ballot_context(request: HttpRequest, ballot: Ballot, form: VoteForm | None = None) -> dict[str, Any]:
    """Who took part, the own votes with their form, papers and result; five queries."""
    votes = list(ballot.votes.select_related("organisation").defer("choice"))
    own = list(BallotVote.objects.of(request.user).filter(ballot=ballot).select_related("organisation"))
    shows_choices = ballot.state == BallotState.COUNTED and not ballot.is_secret
    papers = Document.objects.visible_to(request.user).with_versions()
    papers = papers.filter(pk__in=ballot.documents.values("document"))
    if form is None and own and ballot.is_running:
        form = VoteForm(votes=own, is_secret=ballot.is_secret)
    return {
        "votes": ballot.votes.select_related("organisation") if shows_choices else votes,
        "shows_choices": shows_choices,
        "taken_part": [vote for vote in votes if vote.cast_at],
        "own": own,
        "form": form,
        "papers": list(papers),
        "resolution": Resolution.objects.visible_to(request.user).filter(ballot=ballot).first(),
    }


@sensitive_post_parameters("choice")
@require_POST
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Vote for an organisation, or change its vote."""
    ballot = get_object_or_404(Ballot.objects.visible_to(request.user), pk=pk)
    own = list(BallotVote.objects.of(request.user).filter(ballot=ballot).select_related("organisation"))
    if not own:
        raise PermissionDenied
    form = VoteForm(request.POST, votes=own, is_secret=ballot.is_secret)
    if not form.is_valid():
        context = {"ballot": ballot, **ballot_context(request, ballot, form)}
        return render(request, "meetings/ballot_detail.html", context, status=422)
    return _cast(request, ballot, form)


def _cast(request: HttpRequest, ballot: Ballot, form: VoteForm) -> HttpResponse:
    organisation = form.votes[form.cleaned_data["organisation"]].organisation
    try:
        cast_vote(
            by=person_of(request),
            ballot=ballot,
            organisation=organisation,
            choice=form.cleaned_data["choice"],
        )
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Die Stimme von {organisation.short_name} ist gespeichert.")
    return redirect(ballot)
