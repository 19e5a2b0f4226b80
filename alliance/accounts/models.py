"""Who logs in."""

from typing import Any, ClassVar, cast

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils import timezone

from alliance.accounts.querysets import AddressChangeQuerySet, InvitationQuerySet
from alliance.core.models import Sorted


class Role(models.TextChoices):
    """What somebody does in the office; members have none."""

    NONE = "none", "keine (Mitglied)"
    EDITOR = "editor", "Redaktion: schreibt"
    CHIEF = "chief", "Leitung: veröffentlicht, lädt ein, nimmt an"
    ADMINISTRATOR = "administrator", "Administration: Zugänge und Einstellungen"


class UserManager(BaseUserManager["User"]):
    """Users by e-mail address, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> "User":
        """A saved user; without a password nobody can log in as them."""
        user = self.model(email=email.strip().lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **values: Any) -> "User":
        """An administrator, for `manage.py createsuperuser` on a new server."""
        return self.create_user(email, password, **{**values, "role": Role.ADMINISTRATOR})

    def get_by_natural_key(self, email: str | None) -> "User":
        """The user with this address in any case."""
        return self.get(email__iexact=email or "")


class User(Sorted, AbstractBaseUser):
    """A person with access. What they may do follows from `role` and their mandates, never from permission rows."""

    sorted_by = ("full_name", "email")

    email = models.EmailField("E-Mail-Adresse", unique=True)
    full_name = models.CharField(
        "Name", max_length=200, help_text="So steht die Person in Verlauf und Listen."
    )
    role = models.CharField(
        "Rolle",
        max_length=20,
        choices=Role,
        default=Role.NONE,
        help_text="Vertretungen der Mitglieder haben keine Rolle; was sie sehen, folgt aus ihrem Mandat.",
    )
    is_active = models.BooleanField(
        "aktiv", default=True, help_text="Ohne Haken kann sich die Person nicht anmelden."
    )
    joined_at = models.DateTimeField("angelegt", default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "Person"
        verbose_name_plural = "Personen"
        ordering = ["sort_name", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_once")]

    def __str__(self) -> str:
        return self.full_name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the address in lower case."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Somebody must always be able to manage accounts."""
        super().clean()
        others = User.objects.exclude(pk=self.pk).filter(role=Role.ADMINISTRATOR, is_active=True)
        was = User.objects.filter(pk=self.pk, role=Role.ADMINISTRATOR, is_active=True).exists()
        if was and not self.is_administrator and not others.exists():
            raise ValidationError(
                "Das ist die letzte Person der Administration. Bitte geben Sie die Rolle zuerst weiter."
            )

    @property
    def is_office(self) -> bool:
        """Whether the person works in the Geschäftsstelle."""
        return self.is_active and self.role != Role.NONE

    @property
    def is_staff(self) -> bool:
        """Django's word for those who may enter the admin."""
        return self.is_office

    @property
    def is_chief(self) -> bool:
        """Whether the person publishes, invites and adopts; administrators stand in for the chief."""
        return self.is_active and self.role in (Role.CHIEF, Role.ADMINISTRATOR)

    @property
    def is_administrator(self) -> bool:
        """Whether the person manages accounts and settings."""
        return self.is_active and self.role == Role.ADMINISTRATOR

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """No permission rows: the admin base answers from each app's `rules.py`."""
        return False

    def has_perms(self, perm_list: list[str], obj: models.Model | None = None) -> bool:
        """See `has_perm`."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """Whether any app is shown in the admin; which models, the admin base says."""
        return self.is_office


class Invitation(models.Model):
    """The way in for one person: a link that holds once and until a moment. Of the link only a hash is kept.

    What became of it follows from the dates, and from the mail server's answer (see `members.states`).
    """

    person = models.ForeignKey(User, models.CASCADE, related_name="invitations", verbose_name="Person")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField("eingeladen am", default=timezone.now)
    expires_at = models.DateTimeField("gilt bis")
    accepted_at = models.DateTimeField("angenommen am", null=True, blank=True)
    revoked_at = models.DateTimeField("zurückgezogen am", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "Einladung ins Portal"
        verbose_name_plural = "Einladungen ins Portal"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="accounts_invitation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="accounts_invitation_used_or_revoked",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")), name="accounts_invitation_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"Einladung Nr. {self.pk}"

    @property
    def occasions(self) -> str:
        """How the occasions of its mails start."""
        return f"invitation:{self.pk}:"

    @property
    def is_expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= timezone.now()


class AddressChange(models.Model):
    """A new e-mail address that its owner has not confirmed yet; the old one holds until then."""

    person = models.OneToOneField(User, models.CASCADE, related_name="address_change")
    email = models.EmailField("neue E-Mail-Adresse")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    requested_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "neue E-Mail-Adresse"
        verbose_name_plural = "neue E-Mail-Adressen"

    def __str__(self) -> str:
        return f"neue Adresse von {self.person}"


def person_of(request: HttpRequest) -> User:
    """Who is logged in, for views that nobody else reaches."""
    return cast(User, request.user)


def display_name(user: User) -> str:
    """How the log-in pages name a person."""
    return user.full_name
