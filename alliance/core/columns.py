"""Columns of a table: which heads they have and what may stand in their cells."""

import datetime
import time
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from import_export import widgets
from import_export.fields import Field

from alliance.core.german import SOFT_HYPHEN, fold, slugify_german
from alliance.core.tables import DAY_FORMAT, as_text


class Text(widgets.Widget):
    """Words."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Without needless blanks."""
        return as_text(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """As they are."""
        return value


class Column(Field):
    """A column by its German head; `also` are other heads that mean the same."""

    def __init__(
        self, attribute: str, head: str, widget: Any = None, *, must: bool = False, also: Sequence[str] = ()
    ) -> None:
        super().__init__(attribute=attribute, column_name=head, widget=widget or Text())
        self.must = must
        self.names = {slugify_german(name) for name in (head, *also)}


class Day(Text):
    """A date as Germans, spreadsheets or machines write it."""

    formats = (DAY_FORMAT, "%d.%m.%y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S")
    years = range(1800, 2200)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> datetime.date | None:
        """The day; None for an empty cell."""
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        words = as_text(value)
        if not words:
            return None
        for form in self.formats:
            try:
                day = datetime.date(*time.strptime(words, form)[:3])
            except ValueError:
                continue
            if day.year in self.years:
                return day
        raise ValueError(f"„{words}“ ist kein Datum. Bitte so schreiben: 31.12.2024.")


class YesNo(Text):
    """Yes or no."""

    words = {"ja": True, "j": True, "wahr": True, "true": True, "1": True, "x": True}
    words |= {"nein": False, "n": False, "falsch": False, "false": False, "0": False}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        """Whether it is so; an empty cell is no answer."""
        try:
            return self.words[fold(as_text(value))]
        except KeyError:
            raise ValueError("Bitte „ja“ oder „nein“ schreiben.") from None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """In words."""
        return "ja" if value else "nein"


class Choice(Text):
    """One of a few words that the program knows."""

    def __init__(self, choices: type[models.TextChoices], default: str) -> None:
        super().__init__()
        self.choices, self.default = choices, default

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """The stored value for the word; that of an empty cell is the default."""
        words = as_text(value)
        if not words:
            return self.default
        for stored, label in self.choices.choices:
            if fold(str(label)) == fold(words):
                return stored
        known = ", ".join(str(label) for label in self.choices.labels)
        raise ValueError(f"„{words}“ gibt es nicht. Möglich sind: {known}.")

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The word."""
        return str(self.choices(value).label)


class Named(Text):
    """Something else by its name, whatever its case and umlauts; `known` is filled before a run.

    `unknown` is what a wrong name is answered with: `{}` stands for it, `{listing}` for all that are known.
    """

    def __init__(self, unknown: str, *, must: str = "", attribute: str = "name") -> None:
        super().__init__()
        self.unknown, self.must, self.attribute = unknown, must, attribute
        self.known: dict[str, Any] = {}
        self.listing = ""

    def learn(self, things: Iterable[Any], *attributes: str) -> None:
        """These may be named; of two that fold to the same the first is meant, unless spelled exactly."""
        things = list(things)
        self.listing = ", ".join(self.render(thing) for thing in things)
        for attribute in attributes or (self.attribute,):
            for thing in things:
                self.learn_one(getattr(thing, attribute), thing)

    def learn_one(self, name: str, thing: Any) -> None:
        """`thing` may be named so."""
        for word in (name, fold(name)):
            self.known.setdefault(word, thing)

    def find(self, words: str) -> Any:
        """What has this name, or None."""
        return self.known.get(words) or self.known.get(fold(words))

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """The thing; None for an empty cell where that may be."""
        words = as_text(value)
        found = self.find(words) if words else None
        if words and found is None:
            raise ValueError(self.unknown.format(words, listing=self.listing))
        if not words and self.must:
            raise ValueError(self.must)
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Its name as one would type it."""
        return str(getattr(value, self.attribute)).replace(SOFT_HYPHEN, "") if value else ""
