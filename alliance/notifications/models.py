"""The outbox: every mail is a row first, and is sent after the change it tells of is stored."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from alliance.notifications.querysets import (
    DigestQuerySet,
    LeaseQuerySet,
    MessageQuerySet,
    PreferenceQuerySet,
)
from alliance.notifications.states import How, State


class Message(models.Model):
    """One mail to one address. Subject and text are those of the occasion, however late it goes out.

    A notice of a kind that its reader may choose has that `kind` and the `person`; it goes out only while the
    person may have it.
    """

    occasion = models.CharField("Anlass", max_length=200)
    recipient = models.EmailField("an", max_length=254)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Person",
    )
    kind = models.CharField("Art", max_length=20, blank=True)
    reply_to = models.CharField("Antwort an", max_length=400, blank=True)
    subject = models.CharField("Betreff", max_length=250)
    text = models.TextField("Text")
    html = models.TextField("HTML")
    message_id = models.CharField("Kennung", max_length=250, unique=True)
    state = models.CharField("Stand", max_length=10, choices=State, default=State.DUE)
    attempts = models.PositiveIntegerField("Versuche", default=0)
    next_attempt_at = models.DateTimeField("nächster Versuch", default=timezone.now)
    give_up_at = models.DateTimeField("letzter Versuch spätestens")
    claimed_at = models.DateTimeField("Versand begonnen", null=True, blank=True)
    last_error = models.TextField("letzter Fehler", blank=True)
    created_at = models.DateTimeField("angelegt", default=timezone.now)
    sent_at = models.DateTimeField("gesendet", null=True, blank=True)
    delete_at = models.DateTimeField("wird gelöscht", db_index=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "E-Mail"
        verbose_name_plural = "E-Mails"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="notifications_message_due")]
        constraints = [
            models.UniqueConstraint(fields=["occasion", "recipient"], name="notifications_message_once"),
            models.CheckConstraint(
                condition=~models.Q(state=State.SENDING) | models.Q(claimed_at__isnull=False),
                name="notifications_sending_has_begun",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.SENT) | models.Q(sent_at__isnull=False),
                name="notifications_sent_has_moment",
            ),
        ]

    def __str__(self) -> str:
        # Stands in the log for ever, so it names nobody.
        return f"{self.subject} (Nr. {self.pk})"


class MessageAttachment(models.Model):
    """A file that goes with a mail. Its type keeps its parameters, such as `text/calendar; method=REQUEST`."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments", verbose_name="E-Mail")
    name = models.CharField("Dateiname", max_length=120)
    mimetype = models.CharField("Art", max_length=120)
    content = models.BinaryField("Inhalt")

    class Meta:
        verbose_name = "Anhang"
        verbose_name_plural = "Anhänge"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Preference(models.Model):
    """How a person wants to hear of one kind of occasion; without a row the kind's default holds."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField("Art", max_length=20)
    how = models.CharField("wie", max_length=10, choices=How)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "Einstellung für Nachrichten"
        verbose_name_plural = "Einstellungen für Nachrichten"
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="notifications_preference_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_how_display()}"


class DigestItem(models.Model):
    """An occasion that a person hears of in the mail of the next morning."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField("Art", max_length=20)
    occasion = models.CharField("Anlass", max_length=200)
    subject = models.CharField("Betreff", max_length=250)
    summary = models.TextField("worum es geht", blank=True)
    url = models.CharField("Adresse", max_length=500)
    created_at = models.DateTimeField("angelegt", default=timezone.now)
    sent_at = models.DateTimeField("gesammelt", null=True, blank=True)

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = "gesammelte Nachricht"
        verbose_name_plural = "gesammelte Nachrichten"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["sent_at", "created_at"], name="notifications_digest_open")]
        constraints = [
            models.UniqueConstraint(fields=["occasion", "person"], name="notifications_digest_once")
        ]

    def __str__(self) -> str:
        return self.subject


class Lease(models.Model):
    """Who alone may do something until when. Survives nobody: who dies lets it run out."""

    name = models.CharField(max_length=200, unique=True)
    holder = models.CharField(max_length=200, blank=True)
    until = models.DateTimeField()

    objects = LeaseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
