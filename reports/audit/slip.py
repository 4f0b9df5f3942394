"""Whether digits are others with a slip of the finger."""

from __future__ import annotations

_FEWEST = 3


def is_slip_of(written: str, meant: str) -> bool:
    """One digit wrong, two neighbours changed over, or one too many; never one too few, as parts have."""
    one, other = _digits(written), _digits(meant)
    if one == other or min(len(one), len(other)) < _FEWEST:
        return False
    if len(one) == len(other) + 1:
        return any(one[:at] + one[at + 1 :] == other for at in range(len(one)))
    if len(one) != len(other):
        return False
    wrong = [at for at in range(len(one)) if one[at] != other[at]]
    swapped = len(wrong) == 2 and wrong[1] - wrong[0] == 1
    return len(wrong) == 1 or (
        swapped and one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
    )


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
