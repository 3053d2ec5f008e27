"""Exceptions agreed for one learner, as a question file carries them: read as a record's are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from adviser.asking.notes import Note, Tell, Weight, silent

if TYPE_CHECKING:
    from catalogue import Catalogue, Qualification
    from catalogue.files.pages import Pages
    from catalogue.waiver import Waiver

EARLIEST = 1990
"""The first year in which an exception may have been agreed without a doubt being told."""


def read_exceptions(listed: Any, pages: Pages | None) -> tuple[tuple[Waiver, ...], list[str]]:
    """Return the exceptions of a question, and everything that is wrong with them.

    Faults have the file and line if there are ``pages``. Where there are faults, there are no
    exceptions.
    """
    from catalogue.files.pages import Unlined
    from catalogue.files.tolerant import TolerantReader
    from catalogue.learner.record import LearnerRecord

    data = {"exceptions": listed}
    shown = pages or Unlined("", data, "")
    reader = TolerantReader(shown, LearnerRecord, data, {})
    record = reader.read()
    if record is None or reader.faults:
        return (), [str(fault) if pages else fault.message for fault in reader.faults]
    return record.exceptions, []


def about(
    subject: Qualification,
    waivers: Iterable[Waiver],
    library: Catalogue,
    whose: str,
    pages: Pages | None = None,
    tell: Tell = silent,
) -> tuple[Waiver, ...]:
    """Return those of ``waivers`` that are about ``subject``, all of which fit it.

    ``whose`` they are is told, and their lines if they stand in ``pages``, with what is odd about
    them.

    Raises
    ------
    UnitwiseError
        With every one that does not fit, or whose qualification could be one of several.
    """
    from catalogue import UnitwiseError
    from catalogue.learner.waiving import UnfitException, waived

    carried = _Carried(tuple(waivers), whose, pages, tell)
    found = carried.by_qualification(library).get(subject.short_name, ())
    carried.doubt(found)
    try:
        waived(subject, found)
    except UnfitException as error:
        told = [carried.told(one, wrong) for one, wrong in error.unfit]
        raise UnitwiseError("\n".join(told), error.hint) from error
    return found


def by_qualification(
    waivers: Iterable[Waiver], library: Catalogue, whose: str, tell: Tell = silent
) -> dict[str, tuple[Waiver, ...]]:
    """Return ``waivers`` by the short name of what they are about, whether they fit it or not.

    What is odd about them is told, and ``whose`` they are.

    Raises
    ------
    UnitwiseError
        With every one whose qualification could be one of several.
    """
    carried = _Carried(tuple(waivers), whose, tell=tell)
    found = carried.by_qualification(library)
    carried.doubt([one for several in found.values() for one in several])
    return found


@dataclass(frozen=True)
class _Carried:
    """Exceptions as a file carries them, and how they are called where something is told of them.

    Where a file has lines, ``pages`` has them; an exception is called by its number in the file.
    """

    waivers: tuple[Waiver, ...]
    whose: str
    pages: Pages | None = None
    tell: Tell = silent

    def told(self, waiver: Waiver, words: str, *key: str) -> str:
        """What is told of an exception, after where it stands; ``key`` is what it is about."""
        listed = self.waivers
        if self.pages is not None:  # some of them may have been left aside
            listed = read_exceptions(self.pages.data["exceptions"], self.pages)[0]
        if waiver not in listed:  # it is from elsewhere, and contradicts one of these
            return f"the exception {waiver.reference!r} {words}"
        number = listed.index(waiver)
        name = f"exception {number + 1}, {waiver.reference!r},"
        if self.pages is None:
            return f"{self.whose}'s {name} {words}"
        return str(self.pages.fault(("exceptions", number, *key), f"{name} {words}"))

    def by_qualification(self, library: Catalogue) -> dict[str, tuple[Waiver, ...]]:
        """By short name; what is about none that there is is left out, with a warning."""
        from catalogue import SeveralQualifications, UnitwiseError, UnknownQualification

        found: dict[str, tuple[Waiver, ...]] = {}
        several: list[str] = []
        for waiver in self.waivers:
            try:
                name = library.find(waiver.qualification).short_name
            except UnknownQualification as error:
                words = f"is left aside: {error}"
                self.warn(self.told(waiver, words, "qualification"), error.hint)
            except SeveralQualifications as error:
                several.append(self.told(waiver, f"could be about several: {error}"))
            else:
                found[name] = (*found.get(name, ()), waiver)
        if several:
            hint = "name one by its number or short name"
            raise UnitwiseError("\n".join(several), hint)
        return found

    def doubt(self, waivers: Iterable[Waiver]) -> None:
        """Tell which were agreed on a day that cannot be right."""
        for waiver in waivers:
            day = waiver.agreed_on
            odd = "is still to come" if day > date.today() else ""
            if day.year < EARLIEST:
                odd = f"was before {EARLIEST}"
            if odd:
                words = f"was agreed on {day.isoformat()}, which {odd}; is the year right?"
                self.warn(self.told(waiver, words, "agreed_on"))

    def warn(self, text: str, hint: str = "") -> None:
        """Tell that something is odd."""
        self.tell(Note(Weight.WARNING, text, hint))


def find(library: Catalogue, name: str, where: str) -> Qualification:
    """Return the qualification that is named ``where``; whatever is wrong says so."""
    from catalogue import SeveralQualifications, UnknownQualification

    try:
        return library.find(name)
    except (SeveralQualifications, UnknownQualification) as error:
        raise type(error)(f"in {where}: {error}", error.hint) from error


def note_exceptions(subject: Qualification, tell: Tell) -> None:
    """Tell which exceptions ``subject`` has been changed by, if any."""
    if subject.exceptions:
        names = ", ".join(dict.fromkeys(one.reference for one in subject.exceptions))
        tell(Note(Weight.NOTE, f"exceptions agreed for this learner alone are made: {names}"))


def note_left_aside(waivers: Iterable[Waiver], tell: Tell) -> None:
    """Tell which exceptions were agreed and are left aside as asked, if any."""
    if names := ", ".join(dict.fromkeys(one.reference for one in waivers)):
        tell(Note(Weight.NOTE, f"exceptions that were agreed are left aside: {names}"))
