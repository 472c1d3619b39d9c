"""The judgements of a row under audit, of the whole or of each part, and what a profile's bands are called."""

from fractions import Fraction

from perfeval.auditing.case import Case, Line
from perfeval.forms.model import QualitativeIndicator
from perfeval.profiles import Profile
from perfeval.scoring.parts import funds_of, has_parts, read_judgements
from perfeval.scoring.reading import read_judgement
from perfeval.scoring.trace import Judgement


def judgements(line: Line, case: Case) -> list[tuple[str, Judgement, Fraction | None]]:
    """Each part's judgement with its funds, or the whole row's; UndeterminedError where words mean nothing."""
    row = line.row
    assert isinstance(row, QualitativeIndicator)
    if not has_parts(row):
        return [("", read_judgement(row, case.profile), None)]
    found = read_judgements(row, case.evaluation, case.profile)
    return [(part.name, judgement, funds_of(part)) for part, judgement in found]


def band_names(profile: Profile) -> str:
    """The names of the bands."""
    return "、".join(band.label for band in profile.judged_bands.value)
