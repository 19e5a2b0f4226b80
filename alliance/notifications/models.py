"""The outbox: every mail is a row first, and is sent after the change it tells of is stored."""

from django.db import models
from django.utils import timezone

from alliance.notifications.querysets import LeaseQuerySet, MessageQuerySet
from alliance.notifications.states import State


class Message(models.Model):
    """One mail to one address. Subject and text are those of the occasion, however late it goes out."""

    occasion = models.CharField("Anlass", max_length=200)
    recipient = models.EmailField("an", max_length=254)
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


class Lease(models.Model):
    """Who alone may do something until when. Survives nobody: who dies lets it run out."""

    name = models.CharField(max_length=200, unique=True)
    holder = models.CharField(max_length=200, blank=True)
    until = models.DateTimeField()

    objects = LeaseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
