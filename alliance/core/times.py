"""Hours and spans as German readers write them, in the portal's own time zone."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format


def clock(moment: datetime.datetime) -> str:
    """Such as „14“ or „14:30“; „Uhr“ is left to the sentence."""
    local = timezone.localtime(moment)
    return f"{local.hour}:{local.minute:02}" if local.minute else str(local.hour)


def hours(start: datetime.datetime, end: datetime.datetime) -> str:
    """From when to when, without the day of the beginning.

    „14 bis 17 Uhr“; over midnight „14 Uhr bis 21. Januar 2027, 12 Uhr“.
    """
    if timezone.localtime(start).date() == timezone.localtime(end).date():
        return f"{clock(start)} bis {clock(end)} Uhr"
    return f"{clock(start)} Uhr bis {day(end)}, {clock(end)} Uhr"


def day(moment: datetime.datetime | datetime.date) -> str:
    """Such as „20. Februar 2024“."""
    local = timezone.localtime(moment) if isinstance(moment, datetime.datetime) else moment
    return date_format(local, "j. F Y")


def near_day(moment: datetime.datetime) -> str:
    """A day as people say it: „heute“, „gestern“, „19. November“, with the year where it is another one."""
    date, today = timezone.localtime(moment).date(), timezone.localdate()
    if 0 <= (today - date).days <= 1:
        return "heute" if date == today else "gestern"
    return date_format(date, "j. F" if date.year == today.year else "j. F Y")


def day_and_hours(start: datetime.datetime, end: datetime.datetime) -> str:
    """Such as „20. Januar 2027, 14 bis 17 Uhr“."""
    return f"{day(start)}, {hours(start, end)}"
