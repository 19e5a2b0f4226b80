"""The filter of the news list, as the address states it."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import QueryDict

from alliance.core.models import SLUG
from alliance.news.models import Article, Topic
from alliance.news.querysets import ArticleQuerySet
from strategy.fields.models import ActionField

EARLIEST_YEAR, LATEST_YEAR = 1990, 2100


def _slugs(values: list[str]) -> list[str]:
    """Those that can be a slug at all."""
    return [value for value in values if re.fullmatch(SLUG, value)]


@dataclass(frozen=True)
class Choice:
    """One value of a filter: how many articles it would list, and whether it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass
class NewsFilter:
    """Topics, action field and year as chosen in the address; nonsense there counts as not chosen."""

    topics: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    year: int | None = None

    @classmethod
    def of(cls, query: QueryDict) -> "NewsFilter":
        """Read `?thema=…&handlungsfeld=…&jahr=…`; topics may be several."""
        year = query.get("jahr", "")
        usable = (
            year.isascii()
            and year.isdecimal()
            and len(year) == 4
            and EARLIEST_YEAR <= int(year) <= LATEST_YEAR
        )
        return cls(
            topics=sorted(set(_slugs(query.getlist("thema")))),
            fields=_slugs(query.getlist("handlungsfeld"))[:1],
            year=int(year) if usable else None,
        )

    @property
    def is_set(self) -> bool:
        """Whether anything is chosen."""
        return bool(self.topics or self.fields or self.year)

    @property
    def address(self) -> str:
        """The query of the address without the page, in a fixed order."""
        pairs = [("thema", value) for value in self.topics] + [
            ("handlungsfeld", value) for value in self.fields
        ]
        return urlencode(pairs + ([("jahr", str(self.year))] if self.year else []))

    def apply(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        """The articles that match all that is chosen."""
        return articles.matching(fields=self.fields, topics=self.topics, year=self.year)

    def choices(self, articles: ArticleQuerySet) -> dict[str, list[Choice]]:
        """What can be chosen, each with its count under the other filters; three queries."""
        by_topic = articles.matching(fields=self.fields, topics=[], year=self.year)
        by_field = articles.matching(fields=[], topics=self.topics, year=self.year)
        by_year = articles.matching(fields=self.fields, topics=self.topics, year=None)
        return {
            "topics": self._rows(Topic, Article.topics.through, "topic", by_topic, self.topics),
            "fields": self._rows(
                ActionField, Article.action_fields.through, "actionfield", by_field, self.fields
            ),
            "years": [
                Choice(str(year), str(year), count, year == self.year) for year, count in by_year.years()
            ],
        }

    @staticmethod
    def _rows(model: Any, through: Any, key: str, articles: Any, chosen: list[str]) -> list[Choice]:
        counts = through.objects.filter(article__in=articles.order_by().values("pk"))
        rows = counts.values(f"{key}__slug", f"{key}__name").annotate(count=Count("pk"))
        ordering = [
            f"{key}__{name.lstrip('-')}" if name[0] != "-" else f"-{key}__{name[1:]}"
            for name in model._meta.ordering
        ]
        found = [
            Choice(row[f"{key}__slug"], row[f"{key}__name"], row["count"], row[f"{key}__slug"] in chosen)
            for row in rows.order_by(*ordering)
        ]
        known = {row.value for row in found}
        return found + [Choice(value, value, 0, True) for value in chosen if value not in known]
