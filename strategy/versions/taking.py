"""From a workshop into a draft: clusters become priorities, or the origin of what is said of a field."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from alliance.history.actions import record, saved_by
from events.workshops.models import Cluster
from strategy.versions.models import EditionOrigin, FieldEdition, Priority, StrategyVersion

FROZEN = "Diese Fassung ist beschlossen und nimmt nichts mehr auf."


@transaction.atomic
def take_clusters(
    *,
    by: User | None,
    version: StrategyVersion,
    priorities: Iterable[Cluster] = (),
    origins: Iterable[tuple[FieldEdition, Cluster]] = (),
) -> int:
    """Put clusters of a workshop into a draft, each with the key to where it came from.

    `priorities` are appended in their order, with their points and, where the draft has it, their action field;
    `origins` are kept beside the editions. What the draft has taken already stays as it is. Returns how many
    are new. Raises NotPossible for an adopted version.
    """
    row = StrategyVersion.objects.select_for_update().get(pk=version.pk)
    if not row.is_editable:
        raise NotPossible(FROZEN)
    taken = _append(row, list(priorities), by) + _note(row, list(origins), by)
    if taken:
        record(verb="aus Werkstatt übernommen", obj=row, by=by, note=", ".join(taken)[:1000])
    return len(taken)


def _append(version: StrategyVersion, clusters: list[Cluster], by: User | None) -> list[str]:
    present = set(version.priorities.filter(origin__isnull=False).values_list("origin", flat=True))
    last = max(version.priorities.values_list("rank", flat=True), default=0)
    editions: dict[Any, FieldEdition] = {row.action_field_id: row for row in version.editions.all()}
    taken = []
    for cluster in clusters:
        if cluster.pk in present:
            continue
        present.add(cluster.pk)
        total = getattr(cluster, "total", None)
        last += 1
        priority = Priority(
            version=version,
            rank=last,
            title=cluster.name,
            edition=editions.get(cluster.action_field_id),
            points=total.points if total else None,
            origin=cluster,
        )
        priority.full_clean()
        saved_by(priority, by).save()
        taken.append(cluster.name)
    return taken


def _note(version: StrategyVersion, pairs: list[tuple[FieldEdition, Cluster]], by: User | None) -> list[str]:
    present = set(EditionOrigin.objects.filter(edition__version=version).values_list("edition", "cluster"))
    taken = []
    for edition, cluster in pairs:
        if edition.version_id != version.pk or (edition.pk, cluster.pk) in present:
            continue
        present.add((edition.pk, cluster.pk))
        origin = EditionOrigin(edition=edition, cluster=cluster)
        origin.full_clean()
        saved_by(origin, by).save()
        taken.append(cluster.name)
    return taken
