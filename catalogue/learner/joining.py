"""Several records of one learner as one: the same achievement once, a contradiction told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalogue.cells import plain
from catalogue.errors import UnitwiseError
from catalogue.identity import organisation_key
from catalogue.learner.record import Achievement, LearnerRecord


def joined(records: Sequence[tuple[str, LearnerRecord]]) -> tuple[LearnerRecord, list[str]]:
    """Return records as one, in their order, and what they contradict each other in.

    Each comes with what it is called. An achievement that several have stands once, with the day
    that any of them gives; of two days the earlier, so that nothing is made younger than it is.

    Raises
    ------
    UnitwiseError
        If they are of two learners.
    """
    wrong: list[str] = []
    doubts: list[str] = []
    found: dict[tuple[str, ...], tuple[str, Achievement]] = {}
    whole = LearnerRecord()
    called: tuple[str, str] | None = None
    for source, record in records:
        if record.learner:
            called = called or (source, record.learner)
            if plain(record.learner) != plain(called[1]):
                wrong.append(
                    f"the records are of two learners: {called[1]!r} in {called[0]} and"
                    f" {record.learner!r} in {source}"
                )
        whole = whole.plus(record.model_copy(update={"achievements": ()}))
        own: dict[tuple[str, ...], tuple[str, Achievement]] = {}
        for number, one in enumerate(record.achievements):
            key = _key(one, found)
            before = found.get(key)
            if before is None:
                # what one record says twice is for its reader to judge
                own[(*key, str(number)) if key in own else key] = (source, one)
                continue
            source_before, old = before
            if old.achieved and one.achieved and old.achieved != one.achieved:
                doubts.append(
                    f"{one.name} was achieved on {old.achieved.isoformat()} in {source_before}, and"
                    f" on {one.achieved.isoformat()} in {source}; the earlier day is used"
                )
            if one.achieved and (old.achieved is None or one.achieved < old.achieved):
                found[key] = (source, one)
        found.update(own)
    if wrong:
        raise UnitwiseError("\n".join(wrong), hint="ask about one learner at a time")
    achievements = tuple(one for _, one in found.values())
    return whole.model_copy(update={"achievements": achievements}), doubts


def _key(one: Achievement, found: Mapping[tuple[str, ...], object]) -> tuple[str, ...]:
    """By what an achievement is the same as another; of an own code, also whose it is.

    Where one record does not say whose, it is that which the other says.
    """
    key = (plain(one.name), str(one.route.achieved))
    owner = organisation_key(one.whose)
    near = [other[2] for other in found if other[:2] == key and (not owner or not other[2])]
    return (*key, owner if (*key, owner) in found or len(near) != 1 else near[0])
