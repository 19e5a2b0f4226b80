"""Minutes and what follows from them."""

from events.minutes.models.following import Objection, Task, TaskMove
from events.minutes.models.minutes import (
    Addendum,
    EntryPicture,
    EntrySaving,
    Minutes,
    MinutesAttendance,
    MinutesEntry,
)

__all__ = [
    "Addendum",
    "EntryPicture",
    "EntrySaving",
    "Minutes",
    "MinutesAttendance",
    "MinutesEntry",
    "Objection",
    "Task",
    "TaskMove",
]
