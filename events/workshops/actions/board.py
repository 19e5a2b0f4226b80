"""The board: cards come in, are put into clusters; clusters are named, split, merged, carried on."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from alliance.history.actions import delete_content, record, save_content
from events.workshops.actions.ideas import add_idea, remove_idea, restore_idea, write_idea
from events.workshops.actions.locking import led_round, own_clusters, touch
from events.workshops.models import Cluster, Dot, Idea, Round
from events.workshops.states import SORTABLE, Phase
from strategy.fields.models import ActionField

__all__ = ["add_idea", "remove_idea", "restore_idea", "write_idea"]

LONGEST_NAME = 160


def _sortable(round: Round, by: User | None) -> Round:
    row = led_round(round, by)
    if row.state not in SORTABLE:
        raise NotPossible(f"In der Phase „{row.get_state_display()}“ werden keine Themen geändert.")
    return row


def _own_ideas(round: Round, ideas: Iterable[Idea]) -> list[Idea]:
    keys = {idea.pk for idea in ideas}
    found = list(round.ideas.shown().filter(pk__in=keys))
    if not keys or len(found) != len(keys):
        raise NotPossible("Bitte wählen Sie Karten dieser Runde." if keys else "Bitte wählen Sie Karten.")
    return found


def _next_order(round: Round) -> int:
    return (round.clusters.aggregate(last=Max("order"))["last"] or 0) + 1


def _new_cluster(round: Round, by: User | None, name: str, ideas: list[Idea], said: str) -> Cluster:
    cluster = Cluster(round=round, name=name.strip(), order=_next_order(round))
    save_content(cluster, by=by, verb=said, note=_cards(ideas))
    Idea.objects.filter(pk__in=[idea.pk for idea in ideas]).update(cluster=cluster)
    return cluster


def _cards(ideas: Iterable[Idea]) -> str:
    numbers = ", ".join(str(idea.number) for idea in ideas)
    return f"Karten {numbers}" if numbers else ""


@transaction.atomic
def save_cluster(*, by: User | None, cluster: Cluster) -> Cluster:
    """Add a cluster or change its name and action field. Raises NotPossible, ValidationError, StaleRevision."""
    row = _sortable(cluster.round, by)
    if cluster._state.adding and not cluster.order:
        cluster.order = _next_order(row)
    save_content(cluster, by=by)
    touch(row.workshop_id)
    return cluster


@transaction.atomic
def set_cluster_field(*, by: User | None, cluster: Cluster, action_field: ActionField | None) -> Cluster:
    """Say to which action field a cluster belongs, None for „neu“; possible in every phase."""
    row = led_round(cluster.round, by)
    stored = own_clusters(row, {cluster.pk})[0]
    stored.action_field = action_field
    save_content(stored, by=by, verb="Handlungsfeld zugeordnet")
    touch(row.workshop_id)
    return stored


@transaction.atomic
def assign_ideas(*, by: User | None, round: Round, ideas: Iterable[Idea], cluster: Cluster | None) -> None:
    """Put cards into a cluster, None takes them out of theirs; recorded."""
    row = _sortable(round, by)
    cards = _own_ideas(row, ideas)
    target = own_clusters(row, {cluster.pk})[0] if cluster else None
    Idea.objects.filter(pk__in=[idea.pk for idea in cards]).update(cluster=target)
    said = f"zu „{target}“" if target else "in kein Thema"
    record(verb="Karten zugeordnet", obj=target or row, by=by, note=f"{_cards(cards)} {said}")
    touch(row.workshop_id)


@transaction.atomic
def cluster_from_ideas(*, by: User | None, round: Round, ideas: Iterable[Idea], name: str = "") -> Cluster:
    """A new cluster of cards; without a name it has the first card's words."""
    row = _sortable(round, by)
    cards = _own_ideas(row, ideas)
    cluster = _new_cluster(row, by, name or cards[0].text[:LONGEST_NAME], cards, "aus Karten gebildet")
    touch(row.workshop_id)
    return cluster


@transaction.atomic
def cluster_each(*, by: User | None, round: Round) -> list[Cluster]:
    """Each card that is in no cluster becomes one of its own, as for mottos. Returns them."""
    row = _sortable(round, by)
    cards = list(row.ideas.unsorted())
    said = "aus einer Karte gebildet"
    made = [_new_cluster(row, by, card.text[:LONGEST_NAME], [card], said) for card in cards]
    touch(row.workshop_id)
    return made


@transaction.atomic
def split_cluster(*, by: User | None, cluster: Cluster, ideas: Iterable[Idea], name: str) -> Cluster:
    """Take some cards of a cluster into a new one with its action field; dots stay where they are."""
    row = _sortable(cluster.round, by)
    source = own_clusters(row, {cluster.pk})[0]
    cards = _own_ideas(row, ideas)
    if any(card.cluster_id != source.pk for card in cards):
        raise NotPossible("Bitte wählen Sie Karten aus diesem Thema.")
    made = _new_cluster(row, by, name or cards[0].text[:LONGEST_NAME], cards, "abgeteilt")
    if source.action_field_id:
        made.action_field_id = source.action_field_id
        save_content(made, by=by, verb="Handlungsfeld zugeordnet")
    record(verb="geteilt", obj=source, by=by, note=f"{_cards(cards)} zu „{made}“")
    touch(row.workshop_id)
    return made


@transaction.atomic
def merge_clusters(*, by: User | None, into: Cluster, others: Iterable[Cluster]) -> Cluster:
    """Put the cards of other clusters into this one and delete those; recorded.

    Dots that the others got in an earlier go at voting go back to those who gave them.
    """
    row = _sortable(into.round, by)
    keys = {cluster.pk for cluster in others} - {into.pk}
    if not keys:
        raise NotPossible("Bitte wählen Sie ein zweites Thema.")
    target, gone = own_clusters(row, {into.pk})[0], own_clusters(row, keys)
    names = ", ".join(f"„{cluster}“" for cluster in gone)
    Idea.objects.filter(cluster__in=gone).update(cluster=target)
    for cluster in gone:
        _delete(cluster, by)
    record(verb="zusammengelegt", obj=target, by=by, note=f"mit {names}")
    touch(row.workshop_id)
    return target


@transaction.atomic
def delete_cluster(*, by: User | None, cluster: Cluster) -> None:
    """Delete a cluster; its cards are in none, dots it got go back. Recorded."""
    row = _sortable(cluster.round, by)
    _delete(own_clusters(row, {cluster.pk})[0], by)
    touch(row.workshop_id)


def _delete(cluster: Cluster, by: User | None) -> None:
    if cluster.carried_to.exists():
        raise NotPossible(f"„{cluster}“ ist schon in eine spätere Runde übernommen.")
    Dot.objects.filter(cluster=cluster).delete()
    delete_content(cluster, by=by)


@transaction.atomic
def order_clusters(*, by: User | None, round: Round, clusters: Iterable[Cluster]) -> None:
    """Put the clusters of a round into this order; those not named come behind."""
    row = _sortable(round, by)
    wanted = {cluster.pk: number for number, cluster in enumerate(clusters, start=1)}
    rows = sorted(row.clusters.all(), key=lambda cluster: wanted.get(cluster.pk, len(wanted) + 1))
    for number, cluster in enumerate(rows, start=1):
        Cluster.objects.filter(pk=cluster.pk).update(order=number)
    touch(row.workshop_id)


@transaction.atomic
def carry_clusters(*, by: User | None, into: Round, clusters: Iterable[Cluster]) -> list[Cluster]:
    """Take clusters of revealed rounds of the same workshop into a later round, once each; recorded."""
    row = led_round(into, by)
    if row.state not in (Phase.WAITING, *SORTABLE):
        raise NotPossible("In diese Runde kann nichts mehr übernommen werden.")
    keys = {cluster.pk for cluster in clusters}
    sources = list(Cluster.objects.filter(pk__in=keys, round__workshop=row.workshop_id).exclude(round=row))
    if len(sources) != len(keys) or any(not cluster.round.is_revealed for cluster in sources):
        raise NotPossible("Übernommen werden Themen einer früheren Runde, deren Ergebnis gezeigt ist.")
    there = set(row.clusters.values_list("carried_from", flat=True))
    made = []
    for source in (cluster for cluster in sources if cluster.pk not in there):
        copy = Cluster(round=row, name=source.name, order=_next_order(row), carried_from=source)
        copy.action_field_id = source.action_field_id
        made.append(save_content(copy, by=by, verb="übernommen", note=f"aus „{source.round}“"[:200]))
    touch(row.workshop_id)
    return made
