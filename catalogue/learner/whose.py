"""Whether what is held is a unit that is meant: an own code is so for one organisation alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from catalogue.identity import alike, meant, organisation_key, parted, same_organisation
from catalogue.learner.record import Achievement
from catalogue.places import Option
from catalogue.policy import Policy, award_key
from catalogue.qualification import Edition
from catalogue.references import is_ofqual_reference
from catalogue.units import Unit


class Whose:
    """Tells for one edition and its policy which unit an achievement is of.

    ``units`` are all units of the catalogue.
    """

    def __init__(self, edition: Edition, policy: Policy, units: Mapping[str, Unit]) -> None:
        self.edition = edition
        self.policy = policy
        self.units = units

    def is_of_others(self, achievement: Achievement) -> bool:
        """Whether neither the edition nor its policy speaks of a unit that has one reference."""
        code = achievement.unit
        return code is not None and is_ofqual_reference(code) and code not in self._spoken_of

    @cached_property
    def _spoken_of(self) -> frozenset[str]:
        """Every reference of the edition and of its policy."""
        additional = (unit.reference for unit in self.edition.additional)
        listed = (code.upper() for code in self._listed)
        return frozenset((*self.edition.options_of, *additional, *listed))

    def own(self, achievement: Achievement) -> tuple[Option, ...]:
        """Return the options whose own unit is held."""
        options = self.edition.called(achievement.unit or "")
        if not options or is_ofqual_reference(achievement.unit or ""):
            return options
        return tuple(o for o in options if self._is(achievement, o.unit.awarding_organisation))

    def others(self, achievement: Achievement) -> tuple[str, ...]:
        """Return whose code it is in this edition, if what is held is another organisation's."""
        options = self.edition.called(achievement.unit or "")
        if self.own(achievement):
            return ()
        return tuple(dict.fromkeys(o.unit.awarding_organisation or "" for o in options))

    def unsaid(self, achievement: Achievement) -> tuple[str, ...]:
        """Return the organisations of which it could be a unit, if nobody says of which.

        Nothing is returned where it makes no difference here.
        """
        code = achievement.unit
        if code is None or self.owner(achievement) or is_ofqual_reference(code):
            return ()
        if not self.edition.called(code) and award_key(code) not in self._listed:
            return ()
        owners = self._owners(code)
        return owners if len(owners) > 1 else ()

    def owner(self, achievement: Achievement) -> str | None:
        """Return whose code is held: as it is said, or that of the only unit with its title."""
        title, code = achievement.title, achievement.unit
        if achievement.whose or not title or not code or is_ofqual_reference(code):
            return achievement.whose
        units = [*(o.unit for o in self.edition.called(code)), *meant(self.units, code)]
        names = [u.awarding_organisation for u in units if alike(u.title, title)]
        found = {organisation_key(name): name for name in names}
        return next(iter(found.values())) if len(found) == 1 else None

    def _is_held(self, name: str, achievement: Achievement) -> bool:
        """Whether an achievement of the same code is what the policy calls ``name``."""
        organisation, _ = parted(name)
        return achievement.unit is not None and (
            is_ofqual_reference(achievement.unit) or self._is(achievement, organisation)
        )

    def names(self, achievement: Achievement) -> list[str]:
        """Return all that the policy may call an achievement, as :func:`award_key` has it."""
        key = award_key(achievement.name)
        more = (name for name in self._listed.get(key, ()) if name != key)
        return [key, *(name for name in more if self._is_held(name, achievement))]

    def known(self, achievement: Achievement) -> bool:
        """Whether the catalogue has the unit."""
        return bool(meant(self.units, achievement.unit or "", achievement.whose))

    def _is(self, achievement: Achievement, organisation: str | None) -> bool:
        owner = self.owner(achievement)
        if owner is None and len(owners := self._owners(achievement.unit or "")) == 1:
            (owner,) = owners
        return not owner or not organisation or same_organisation(owner, organisation)

    def _owners(self, code: str) -> tuple[str, ...]:
        """Every organisation that is known to have a unit of this code."""
        found: list[str] = []
        units = [*(o.unit for o in self.edition.called(code)), *meant(self.units, code)]
        names = [unit.awarding_organisation for unit in units]
        for name in (*names, *(parted(text)[0] for text in self._listed.get(award_key(code), ()))):
            if name and not any(same_organisation(name, other) for other in found):
                found.append(name)
        return tuple(found)

    @cached_property
    def _listed(self) -> dict[str, tuple[str, ...]]:
        """What the policy lists, as :func:`award_key` has it, by its code without whose it is."""
        found: dict[str, tuple[str, ...]] = {}
        singles = (name for pairs in self.policy.pairs.values() for name in pairs)
        wholes = (
            award_key(name)
            for entries in self.policy.entries.values()
            for pair in entries
            for name in pair.held
        )
        for name in dict.fromkeys((*singles, *wholes)):
            code = award_key(parted(name)[1])
            found[code] = (*found.get(code, ()), name)
        return found
