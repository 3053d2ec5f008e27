"""Which qualifications each of many learners is nearest to, as data that a worker can be given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adviser.asking.cohort import Standing
from adviser.asking.faults import Trouble
from adviser.asking.question_file import QuestionFile, known_keys
from adviser.asking.ranking import ask_many
from catalogue import Catalogue
from solver import Ranking
from solver.many.nearest import NearestLine, Rank


@dataclass(frozen=True)
class RankingReader(Standing):
    """Opens the catalogue in a worker, and ranks qualifications for each learner it is given.

    ``only`` are lists that leave some out, as of :meth:`catalogue.library.Catalogue.only`.
    """

    only: tuple[str, ...] = ()

    def __call__(self) -> Rank:
        """Read the catalogue; return what ranks."""
        library = self.opened()
        return lambda data: self.ranking(data, library)

    def ranking(self, data: Mapping[str, Any], library: Catalogue) -> Ranking:
        """Return the ranking for one learner, as it is for one learner alone."""
        held = self.held(data)
        trouble = Trouble()
        asked = known_keys(data["asked"], trouble)
        dated = "on" in asked
        found = ask_many(
            QuestionFile({"on": self.today, "offer": self.offer, **asked}, None),
            (),
            self.only,
            library,
            held,
            trouble,
        )
        if not dated:
            found = found.undated()
        return found.answer(found.standings())


def nearest_of(text: bytes) -> NearestLine:
    """Return a line of a result as what it says."""
    return NearestLine.model_validate_json(text)
