"""Coming in by an invitation, and what people change about themselves."""

from http import HTTPStatus

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from alliance.accounts.models import AddressChange, Invitation, User, person_of
from alliance.core.limits import is_over
from alliance.core.workflow import NotPossible
from alliance.members.account.forms import AddressForm, InvitationForm, NameForm
from alliance.members.actions import (
    accept_invitation,
    cancel_address_change,
    change_profile,
    confirm_address,
    request_address,
)
from alliance.members.models import Contact
from alliance.members.rules import link_state
from alliance.members.states import Link

HOUR = 3600
MOST_ADDRESSES = 5
TOO_MANY = "Sie haben in der letzten Stunde schon mehrere Adressen angegeben. Bitte warten Sie eine Stunde."
NOT_USABLE = "Diese Adresse lässt sich nicht verwenden. Bitte nehmen Sie eine andere."

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@sensitive_post_parameters("password1", "password2")
@form_page
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: looking at it changes nothing, the form lets the person in."""
    found = Invitation.objects.of_token(token).select_related("person").first()
    if found is None:
        raise Http404
    state = link_state(found)
    if state != Link.OPEN or request.user.is_authenticated:
        return _closed(request, found.person, state)
    form = InvitationForm(request.POST or None, person=found.person)
    if request.method == "POST" and form.is_valid():
        return _accept(request, token, form)
    status = HTTPStatus.OK
    return render(request, "account/invitation.html", {"form": form, "person": found.person}, status=status)


def _closed(request: HttpRequest, person: User, state: str) -> HttpResponse:
    """Why the link does nothing, and what to do."""
    context = {"state": state, "person": person, "contact": Contact.objects.default().first()}
    status = HTTPStatus.OK if state == Link.OPEN else HTTPStatus.GONE
    return render(request, "account/invitation_closed.html", context, status=status)


def _accept(request: HttpRequest, token: str, form: InvitationForm) -> HttpResponse:
    try:
        person = accept_invitation(
            token=token, full_name=form.cleaned_data["full_name"], password=form.password
        )
    except NotPossible:
        return redirect("account:invitation", token=token)
    # Who holds the link and has just chosen a password need not tell it again for the second factor.
    method = "password" if form.password is not None else "code"
    record_authentication(request, person, method=method, email=person.email, reauthenticated=True)
    request.session.set_expiry(0)
    messages.success(request, f"Willkommen, {person.full_name}. Ihr Zugang ist eingerichtet.")
    return perform_login(request, person, email=person.email)


@never_cache
@login_required
@form_page
def profile(request: HttpRequest) -> HttpResponse:
    """The own name."""
    person = person_of(request)
    form = NameForm(request.POST or None, initial={"full_name": person.full_name})
    if request.method == "POST" and form.is_valid():
        change_profile(by=person, full_name=form.cleaned_data["full_name"])
        messages.success(request, "Gespeichert.")
        return redirect("account_overview")
    return render(request, "account/profile.html", {"form": form})


@never_cache
@login_required
@reauthentication_required
@form_page
def address(request: HttpRequest) -> HttpResponse:
    """A new e-mail address; what is answered does not tell whether it has an account already."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _request_address(request, form):
        messages.success(
            request,
            f"Eine E-Mail mit einem Link ist unterwegs an {form.cleaned_data['email']}. "
            "Bis Sie dort bestätigen, gilt Ihre alte Adresse.",
        )
        return redirect("account_overview")
    return render(request, "account/address.html", {"form": form})


def _request_address(request: HttpRequest, form: AddressForm) -> bool:
    person = person_of(request)
    if is_over(name="address-change", who=str(person.pk), most=MOST_ADDRESSES, seconds=HOUR):
        form.add_error("email", TOO_MANY)
        return False
    try:
        request_address(by=person, email=form.cleaned_data["email"])
    except ValidationError as error:
        form.add_error("email", error)
    return form.is_valid()


@never_cache
@login_required
@form_page
def address_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail to the new address: one button."""
    person = person_of(request)
    change = AddressChange.objects.of_token(token).filter(person=person).first()
    if request.method == "POST" and change is not None:
        return _confirm_address(request, token)
    status = HTTPStatus.OK if change else HTTPStatus.GONE
    return render(request, "account/address_confirm.html", {"change": change}, status=status)


def _confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    try:
        person = confirm_address(by=person_of(request), token=token)
    except (NotPossible, ValidationError):
        messages.error(request, NOT_USABLE)
    else:
        messages.success(request, f"Gespeichert. Sie melden sich ab jetzt mit {person.email} an.")
    return redirect("account_overview")


@require_POST
@login_required
def address_cancel(request: HttpRequest) -> HttpResponse:
    """Keep the old address."""
    cancel_address_change(by=person_of(request))
    messages.success(request, "Es bleibt bei Ihrer bisherigen Adresse.")
    return redirect("account_overview")
