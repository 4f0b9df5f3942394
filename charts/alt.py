"""Alt text and the longer description: words from the data, whose numbers are figures.

Alt text says what kind of chart it is, what is measured and what the picture shows, in at most 250
characters; what doesn't fit is left to the description.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reckoner.charts.bars import in_order
from reckoner.charts.kinds.registry import kind_of
from reckoner.charts.phrases import Choices, Part, Phrases, item, joined, length, short_move, shortened
from reckoner.charts.ranks import least, most
from reckoner.charts.spec import ChartSpec, Point, Series
from reckoner.charts.values import figure_of, is_timed, of_chart, period_of
from reckoner.reports.figures.printed import Sentence, printed_in
from reckoner.reports.figures.wording import Wording
from reckoner.reports.periods.period import Period

MOST = 250
_OPENING, _SHORT_OPENING = 120, 64
_ALL_VALUES = 40
_FULLEST = 8  # ways to tell for which a short opening is taken rather than the next
MOST_TURNED = 2


def alt_text(spec: ChartSpec, wording: Wording) -> Sentence:
    """What a listener needs first, at most 250 characters."""
    phrases = Phrases(of_chart(spec, wording))
    story = _story(spec, phrases)
    openings = [_opening(spec, phrases, longest) for longest in (_OPENING, _SHORT_OPENING)]
    pairs = [(choice, opening) for choice in story[:_FULLEST] for opening in openings]
    opening = next((o for choice, o in pairs if length(joined((o, *choice), " ")) <= MOST), openings[0])
    further = (story, _cautions(spec, phrases), _aims(spec, phrases))
    told = _gathered([opening], further)
    headline = _headline(spec, phrases)
    if _told_in(headline) <= _told_in(joined(told, " ")):
        return joined(told, " ")
    short = next((o for o in openings if length(joined((o, headline), " ")) <= MOST), None)
    return joined(told if short is None else _gathered([short, headline], further), " ")


def _gathered(told: list[Sentence], further: Sequence[Choices]) -> list[Sentence]:
    """What is told already, and of all else the fullest that fits."""
    for choices in further:
        told = [*told, *_first_that_fits(choices, MOST - length(joined(told, " ")) - 1)]
    return told


def _told_in(words: Sentence) -> set[tuple[str, Decimal, Period | None]]:
    """The figures of a sentence, whatever precision they are printed at."""
    figures = (printed.figure for printed in printed_in(words))
    return {(figure.name, figure.value, figure.period) for figure in figures}


def _headline(spec: ChartSpec, phrases: Phrases) -> Sentence:
    """The title, whose numbers a listener must not miss."""
    return phrases.say("alt.headline", title=spec.title)


def description(spec: ChartSpec, wording: Wording) -> Sentence:
    """Everything that the chart shows, in sentences: each value, target, break and gap."""
    phrases = Phrases(of_chart(spec, wording))
    told = [_opening(spec, phrases, 10_000)]
    lists = _lists(spec, phrases)
    story = (each for choice in _story(spec, phrases)[:1] for each in choice if each not in lists)
    moves = _told_in(joined(list(story), " "))
    # What the story tells of each value isn't listed before it.
    values = [_values(spec, series, phrases) for series in spec.all_series]
    told += [each for each in values if not _told_in(each) or not _told_in(each) <= moves]
    for find in (_story, _cautions, _aims):
        told += [each for choice in find(spec, phrases)[:1] for each in choice if each not in lists]
    return joined(list(dict.fromkeys(told)), " ")


def _lists(spec: ChartSpec, phrases: Phrases) -> list[Sentence]:
    """What alt text says that is a list of the values alone, all of which the description has told."""
    told = [series for series in spec.series if len(series.points) <= _ALL_VALUES]
    return [
        sentence
        for series in told
        for sentence in (_each_value(series, phrases), _list_of(spec, series, phrases))
    ]


def _first_that_fits(choices: Choices, room: int) -> tuple[Sentence, ...]:
    """The fullest choice that fits; choices are ordered from full to short."""
    return next((choice for choice in choices if length(joined(choice, " ")) <= room), ())


def _opening(spec: ChartSpec, phrases: Phrases, longest: int) -> Sentence:
    return phrases.say(
        "alt.opening", kind=phrases.word(f"kind.{spec.kind}"), what=shortened(spec.subtitle, longest)
    )


def _story(spec: ChartSpec, phrases: Phrases) -> Choices:
    if (own := kind_of(spec).alt(spec, phrases)) is not None:
        return own
    if is_timed(spec) and any(len(series.points) > 1 for series in spec.series):
        return _over_time(spec, phrases)
    return _across(spec, phrases)


def _over_time(spec: ChartSpec, phrases: Phrases) -> Choices:
    ways: Choices = []
    if len(spec.series) == 1 and kind_of(spec).tells_each and len(spec.series[0].points) != 2:
        ways.append((_each_value(spec.series[0], phrases),))
    ends = [(series, comparable(spec, series)) for series in spec.series]
    ends = [(series, stretch) for series, stretch in ends if len(stretch) > 1]
    if not ends:
        return [*ways, (_each_value(spec.series[0], phrases),)]
    together = len({(stretch[0].period, stretch[-1].period) for _, stretch in ends}) == 1
    if len(spec.series) > 1 and together:
        moves = [short_move(series.name, stretch, phrases) for series, stretch in ends]
        lasts = [_named_value(series.name, stretch[-1], phrases) for series, stretch in ends]
        first, last = (phrases.period(period_of(ends[0][1][place])) for place in (0, -1))
        fewer = [_moves(moves, (first, last), phrases)]
        for count in range(len(moves) - 1, -1, -1):
            rest = phrases.say("alt.lasts", last_period=last, values=phrases.listed(lasts[count:]))
            fewer.append((*_moves(moves[:count], (first, last), phrases), rest) if count else (rest,))
        shorter = [_moves(moves[:count], (first, last), phrases) for count in range(len(moves) - 1, 1, -1)]
        fewer = [*fewer[:-1], *shorter, fewer[-1]]
        full = tuple(_turned(spec, series.name, stretch, phrases) for series, stretch in ends)
        ways += [*([full] if len(ends) <= MOST_TURNED else []), *fewer]
    turned = [_turned(spec, series.name, stretch, phrases) for series, stretch in ends]
    moves = [_move(spec, series.name, stretch, phrases) for series, stretch in ends]
    if not together or len(ends) == 1:
        ways.append(tuple(turned))
    return ways + [tuple(moves[:count]) for count in range(len(moves), 0, -1)]


def _moves(moves: list[Sentence], between: tuple[str, str], phrases: Phrases) -> tuple[Sentence, ...]:
    told = phrases.listed(moves, "semicolon")
    return (phrases.say("alt.moves", first_period=between[0], last_period=between[1], moves=told),)


def _turned(spec: ChartSpec, name: str, stretch: list[Point], phrases: Phrases) -> Sentence:
    """The move, with what lies below or above both of its ends on the way."""
    first, *_, last = (figure_of(point).value for point in stretch)
    low, high = least(stretch), most(stretch)
    turns = []
    if kind_of(spec).peaks:
        if figure_of(high).value > max(first, last):
            turns.append(phrases.say("alt.highest", item=item(high, phrases)))
        if figure_of(low).value < min(first, last):
            turns.append(phrases.say("alt.lowest", item=item(low, phrases)))
    if not turns:
        return _move(spec, name, stretch, phrases)
    return phrases.say("alt.turned", turns=phrases.listed(turns), **_ends_of(spec, name, stretch, phrases))


def _move(spec: ChartSpec, name: str, stretch: list[Point], phrases: Phrases) -> Sentence:
    """From the first to the last value that may be compared: whole periods after the last break."""
    return phrases.say("alt.move", **_ends_of(spec, name, stretch, phrases))


def _ends_of(spec: ChartSpec, name: str, stretch: list[Point], phrases: Phrases) -> dict[str, Part]:
    first, last = figure_of(stretch[0]), figure_of(stretch[-1])
    return {
        "name": name if len(spec.series) > 1 else phrases.word("alt.it"),
        "moved": phrases.move(first, last),
        "first": phrases.figure(first),
        "first_period": phrases.period(period_of(stretch[0])),
        "last": phrases.figure(last),
        "last_period": phrases.period(period_of(stretch[-1])),
    }


def _named_value(name: str, point: Point, phrases: Phrases) -> Sentence:
    return phrases.say("alt.category", label=name, value=phrases.figure(figure_of(point)))


def comparable(spec: ChartSpec, series: Series) -> list[Point]:
    """The known points of whole periods after the last break in method, in time order."""
    known = sorted((point for point in series.points if point.figure and not point.partial), key=period_of)
    for cut in spec.breaks:
        known = [point for point in known if period_of(point).start >= cut.at.start] or known
    return known


def _each_value(series: Series, phrases: Phrases) -> Sentence:
    items = [item(point, phrases) for point in series.points]
    return phrases.say("alt.values", values=phrases.listed(items))


def _as_drawn(spec: ChartSpec, series: Series) -> Series:
    """Bars stand in order of their length."""
    return replace(series, points=tuple(in_order(spec, series.points))) if spec.kind == "bar" else series


def _across(spec: ChartSpec, phrases: Phrases) -> Choices:
    each = tuple(_list_of(spec, series, phrases) for series in spec.series)
    return [each, tuple(e for series in spec.series if (e := _extremes(spec, series, phrases)))]


def _list_of(spec: ChartSpec, series: Series, phrases: Phrases) -> Sentence:
    """Each value of a series, with its name where there are others."""
    if len(spec.series) == 1:
        return _each_value(_as_drawn(spec, series), phrases)
    values = phrases.listed([item(point, phrases) for point in series.points])
    return phrases.say("alt.series_values", name=series.name, values=values)


def _extremes(spec: ChartSpec, series: Series, phrases: Phrases) -> Sentence | None:
    known = [(point.figure.value, point) for point in series.points if point.figure]
    if len(known) < 2:
        return None
    low, high = (pick(known, key=lambda pair: pair[0])[1] for pick in (min, max))
    key = "alt.series_extremes" if len(spec.series) > 1 else "alt.extremes"
    return phrases.say(key, name=series.name, highest=item(high, phrases), lowest=item(low, phrases))


def _cautions(spec: ChartSpec, phrases: Phrases) -> Choices:
    """Breaks, part periods, gaps: what keeps a reader from a wrong conclusion; annotations."""
    told = [
        phrases.say("alt.break", period=phrases.period(cut.at), note=cut.note.rstrip("."))
        for cut in spec.breaks
    ]
    points = [point for series in spec.series for point in series.points]
    told += _part_periods(spec, phrases)
    for state in ("missing", "suppressed"):
        absent = dict.fromkeys(_called(point, phrases) for point in points if point.state == state)
        if absent:
            told.append(phrases.say(f"alt.{state}", where=phrases.listed([(words,) for words in absent])))
    called = {str(point.period): _called(point, phrases) for point in points if point.period}
    told += [
        phrases.say("alt.annotation", at=called.get(note.at, note.at), words=note.words)
        for note in spec.annotations
    ]
    return [tuple(told[:count]) for count in range(len(told), 0, -1)]


def _part_periods(spec: ChartSpec, phrases: Phrases) -> list[Sentence]:
    """The part periods with their values, unless each value is told anyway."""
    if kind_of(spec).tells_each:
        return []
    found: dict[str, list[Sentence]] = {}
    for series in spec.series:
        for point in series.points:
            if point.partial and point.figure:
                value = phrases.figure(point.figure)
                named = (
                    phrases.say("alt.category", label=series.name, value=value)
                    if len(spec.series) > 1
                    else (value,)
                )
                found.setdefault(_called(point, phrases), []).append(named)
    return [
        phrases.say("alt.part", period=period, values=phrases.listed(values))
        for period, values in found.items()
    ]


def _called(point: Point, phrases: Phrases) -> str:
    return phrases.period(point.period) if point.period else point.label


def _aims(spec: ChartSpec, phrases: Phrases) -> Choices:
    aims = tuple(
        phrases.say("alt.target", label=target.label, value=phrases.figure(target.figure))
        for target in spec.targets
    )
    return [aims[:count] for count in range(len(aims), 0, -1)]


def _values(spec: ChartSpec, series: Series, phrases: Phrases) -> Sentence:
    """Every value of a series, or of a long one its first, last, highest and lowest."""
    shown: Sequence[Point] = series.points
    if len(shown) > _ALL_VALUES:
        known = [point for point in shown if point.figure]
        shown = [known[0], known[-1]] if known else []
    items = phrases.listed([item(point, phrases) for point in shown], "semicolon")
    if len(spec.series) == 1:
        return phrases.say("alt.values", values=items)
    return phrases.say("alt.series_values", name=series.name, values=items)
