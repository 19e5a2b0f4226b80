"""The own account; the pages of the log-in itself are allauth's (see `urls.py`)."""

from typing import Any

from allauth.account.views import RequestLoginCodeView
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.views.generic import TemplateView

from alliance.accounts.models import AddressChange, person_of
from alliance.accounts.rules import is_missing_second_factor


class AccountView(LoginRequiredMixin, TemplateView):
    """What I am known by here, and the ways to change it."""

    template_name = "account/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How the person logs in, and a new address that waits to be confirmed."""
        person = person_of(self.request)
        found = Authenticator.objects.filter(user=person).values_list("type", flat=True)
        return {
            **super().get_context_data(**kwargs),
            "factors": set(found),
            "address_change": AddressChange.objects.valid().filter(person=person).first(),
            "second_factor_missing": is_missing_second_factor(person),
        }


class RequestCodeView(RequestLoginCodeView):
    """A code by mail instead of the password; the answer is the same for every address."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remember with the log-in that has begun whether it is to last on this device."""
        response = super().form_valid(form)
        remember = form.cleaned_data["remember"]
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if remember else 0)
        return response


class SecondFactorView(IndexView):
    """The second factors somebody has set up; says so when the office asks for one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether one is missing that is asked for; who has one goes on to the office's desk."""
        missing = is_missing_second_factor(self.request.user)
        context = super().get_context_data(**kwargs)
        may_go_on = person_of(self.request).is_office and context["is_mfa_enabled"]
        return {**context, "second_factor_missing": missing, "may_go_on": may_go_on}
