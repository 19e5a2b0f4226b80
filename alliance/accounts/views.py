"""The own account; the pages of the log-in itself are allauth's (see `urls.py`)."""

from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import TemplateView

from alliance.accounts.rules import is_missing_second_factor


class AccountView(LoginRequiredMixin, TemplateView):
    """What I am known by here, and the ways to change it."""

    template_name = "account/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether a second factor is set up."""
        has_second = is_mfa_enabled(self.request.user)
        return {**super().get_context_data(**kwargs), "has_second_factor": has_second}


class SecondFactorView(IndexView):
    """The second factors somebody has set up; says so when the office asks for one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether one is missing that is asked for."""
        missing = is_missing_second_factor(self.request.user)
        return {**super().get_context_data(**kwargs), "second_factor_missing": missing}
