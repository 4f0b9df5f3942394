"""Made passages: forms of sentences in `forms/`, filled with numbers that agree."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

FORMS = Path(__file__).with_name("forms")
_PARTS = {"two parts": 2, "three parts": 3, "four parts": 4, "some parts": 3}
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
          "twelve")  # fmt: skip


def forms() -> dict[str, list[str]]:
    """The forms by kind."""
    found: dict[str, list[str]] = {}
    for file in sorted(FORMS.glob("*.txt")):
        for part in re.split(r"^# ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            kind, *lines = part.strip().split("\n")
            found.setdefault(kind, []).extend(line for line in lines if line.strip())
    return found


def passages(rounds: int, seed: int = 7) -> list[str]:
    """Each form so often, mostly among others."""
    chance, every = Random(seed), forms()
    of = every.pop("of")
    all_forms = [(kind, form) for kind, lines in every.items() for form in lines]
    plain = [("plain", form) for form in every["plain"]]
    made = []
    for _ in range(rounds):
        for kind, form in all_forms:
            sentences = [_filled(form, kind, of, chance)]
            for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
                other, beside = chance.choice(all_forms if chance.random() < 0.5 else plain)
                sentences.insert(chance.randint(0, len(sentences)), _filled(beside, other, of, chance))
            made.append(" ".join(sentences))
    chance.shuffle(made)
    return made


def _filled(form: str, kind: str, of: list[str], chance: Random) -> str:
    year = chance.randint(2009, 2024)
    split = chance.random() < 0.5
    told = {
        "n": chance.choice(of),
        "Y0": f"{year - 1}/{year % 100:02}" if split else f"{year - 1}",
        "Y1": f"{year}/{(year + 1) % 100:02}" if split else f"{year}",
        "Y2": f"{year + 3}",
    }
    places, bare = chance.choice((0, 0, 1, 1)), kind.removeprefix("money ")
    if bare in ("up", "down"):
        told |= _moved(chance, places)
    elif bare == "share":
        told |= _shared(chance, places)
    elif bare == "chain":
        told |= _chained(chance, places)
    elif bare.endswith("parts"):
        told |= _parted(chance, _PARTS[bare], bare == "some parts")
    elif bare == "each":
        count, each = chance.randint(5, 400), chance.randint(3, 900)
        told |= {"k": f"{count}", "m": f"{each}", "t": f"{count * each:,}"}
        told |= {"M": f"£{each}", "T": f"£{count * each:,}"}
    elif bare == "points":
        low, moved = round(chance.uniform(5, 90), places), round(chance.uniform(1, 9), places)
        told |= {"u": _percent(low, places), "v": _percent(low + moved, places), "o": f"{moved:.{places}f}"}
    elif bare == "few":
        told |= _few(chance)
    else:
        told |= {"s": f"{chance.randint(2, 9)}", "s2": f"{chance.randint(10, 60)}"}
        told |= {"s3": f"{chance.randint(61, 200)}"}
        told |= {name: f"{_large(chance):,}" for name in ("f1", "f2", "f3", "f4")}
        told |= {name: _percent(chance.uniform(5, 95), places) for name in ("p1", "p2", "p3")}
        unit = _unit(chance)
        told |= {name: _money(_large(chance), unit) for name in ("g1", "g2", "g3")}
    text = form.format(**told)
    return text[0].upper() + text[1:]


def _large(chance: Random) -> int:
    return int(10 ** chance.uniform(1.6, 5.3))


def _percent(value: float, places: int) -> str:
    return f"{value:.{places}f}%"


def _unit(chance: Random) -> int:
    """What one step of a sum of money is worth: pounds, thousands, hundredths or tenths of a million."""
    return chance.choice((1, 1000, 10_000, 100_000))


def _money(steps: int, unit: int) -> str:
    if unit == 1:
        return f"£{steps:,}"
    if unit == 1000:
        return f"£{steps:,}k"
    return f"£{steps * unit / 1e6:,.{2 if unit == 10_000 else 1}f}m"


def _sums(numbers: dict[str, int], unit: int) -> dict[str, str]:
    """The numbers as counts under their names, and as money under capitals."""
    return {name: f"{value:,}" for name, value in numbers.items()} | {
        name.upper(): _money(value, unit) for name, value in numbers.items()
    }


def _moved(chance: Random, places: int) -> dict[str, str]:
    low = _large(chance)
    high = low + max(
        2, int(low * chance.choice((0.02, 0.05, 0.1, 0.2, 0.35, 0.6)) * chance.uniform(0.5, 1.5))
    )
    unit = _unit(chance)
    return _sums({"a": low, "b": high, "d": high - low}, unit) | {
        "p": _percent((high - low) / low * 100, places),
        "q": _percent((high - low) / high * 100, places),
    }


def _shared(chance: Random, places: int) -> dict[str, str]:
    whole = _large(chance) + 20
    part = max(1, int(whole * chance.uniform(0.03, 0.97)))
    return _sums({"w": whole, "x": part, "y": whole - part}, chance.choice((1, 1000))) | {
        "p": _percent(part / whole * 100, places),
        "q": _percent((whole - part) / whole * 100, places),
    }


def _chained(chance: Random, places: int) -> dict[str, str]:
    """A part of a whole, and the parts of that part."""
    whole = _large(chance) + 200
    some = max(20, int(whole * chance.uniform(0.1, 0.9)))
    part = max(1, int(some * chance.uniform(0.05, 0.95)))
    shares = {"p": some / whole, "q": part / some, "r": (some - part) / some}
    return _sums({"w": whole, "x": some, "y": part, "z": some - part}, 1) | {
        name: _percent(value * 100, places) for name, value in shares.items()
    }


def _parted(chance: Random, many: int, partly: bool) -> dict[str, str]:
    """A whole and its parts; where a list names some only, the rest is in the whole too."""
    base = _large(chance)
    parts = sorted((max(2, int(base * chance.uniform(0.08, 0.8))) for _ in range(many)), reverse=partly)
    if not partly:
        chance.shuffle(parts)
    rest = max(2, int(base * chance.uniform(0.1, 1.2))) if partly else 0
    named = dict(zip("xyzv", parts, strict=False)) | {"t": sum(parts) + rest}
    return _sums(named, _unit(chance))


def _few(chance: Random) -> dict[str, str]:
    """Small counts, in words as often as not."""
    one, two, three = (chance.randint(1, 8) for _ in "123")
    words = chance.random() < 0.5
    numbers = {"fw": one + two + three, "fx": one, "fy": two, "fz": three}
    numbers |= {"frest": two + three, "fup": one + two}
    return {name: _WORDS[value] if words and value < len(_WORDS) else f"{value}"
            for name, value in numbers.items()}  # fmt: skip
