"""Letters as their receivers read them."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, ListView

from alliance.letters.actions import papers
from alliance.letters.mail import answers_to, summary
from alliance.letters.models import Letter
from alliance.members.access import sees_members_area

PER_PAGE = 20


@method_decorator(never_cache, name="dispatch")
class LetterList(LoginRequiredMixin, ListView):
    """All letters that came to somebody; to the office all that were sent. Who is no member finds no page."""

    template_name = "letters/list.html"
    context_object_name = "letters"
    paginate_by = PER_PAGE
    page_kwarg = "seite"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list, for members and the office."""
        if not sees_members_area(request.user):
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Letter]:
        """What the person may see."""
        return Letter.objects.visible_to(self.request.user).newest_first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each letter with its first words."""
        context = super().get_context_data(**kwargs)
        return {**context, "rows": [(letter, summary(letter.text)) for letter in context["letters"]]}


@method_decorator(never_cache, name="dispatch")
class LetterDetail(DetailView):
    """One letter."""

    template_name = "letters/detail.html"
    context_object_name = "letter"

    def get_queryset(self) -> QuerySet[Letter]:
        """What the person may see."""
        return Letter.objects.visible_to(self.request.user).select_related("reply_to")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The letter with its papers and whom to answer."""
        letter = self.object
        return super().get_context_data(**kwargs, documents=papers(letter), contact=answers_to(letter))
