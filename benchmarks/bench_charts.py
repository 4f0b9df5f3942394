"""What a chart costs: drawing it here against the same picture in bare matplotlib.

Run it with ``python benchmarks/bench_charts.py``. Each pair makes SVG and PNG of one picture, by turns, so
that what the machine does meanwhile falls on both. The ratio of the medians must not exceed 1.15.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Picture

from reckoner.charts.draw import draw
from reckoner.charts.fonts import properties
from reckoner.charts.look import Look
from reckoner.charts.spec import ChartSpec, Point, Series, Target
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.language import load_language
from reckoner.reports.figures.unit import COUNT, PERCENT, Unit
from reckoner.reports.figures.wording import Wording
from reckoner.reports.periods.period import Period

MOST = 1.15
ROUNDS = 15
LOOK = Look()
WORDING = Wording(load_language("en"))
MONTHS = [Period.months(2022 + place // 12, place % 12 + 1) for place in range(48)]
RATES = [Decimal(78 + place * 7 % 17) for place in range(48)]
CRIMES = {"Violence and sexual offences": 21233, "Shoplifting": 8044, "Vehicle crime": 5100, "Drugs": 2900}
NAMES = ("Violence", "Shoplifting", "Vehicle crime", "Drugs")


def _point(period: Period | None, label: str, value: Decimal, unit: Unit) -> Point:
    return Point(period, label, Figure(value, unit, "bench.mark", period))


def line_spec() -> ChartSpec:
    """Four years of months and a target."""
    points = [_point(month, str(month), rate, PERCENT) for month, rate in zip(MONTHS, RATES, strict=True)]
    target = Target("National target", Figure(Decimal(90), PERCENT, "bench.target"))
    series = Series("Answered", tuple(points))
    return ChartSpec(
        "line", "line", ("Calls",), "Calls answered", (series,), PERCENT, "Source", targets=(target,)
    )


def lines_spec() -> ChartSpec:
    """Four lines of ten months."""
    series = tuple(
        Series(
            name,
            tuple(_point(m, str(m), 400 * step + r, COUNT) for m, r in zip(MONTHS[:10], RATES, strict=False)),
        )
        for step, name in enumerate(NAMES, 1)
    )
    return ChartSpec("lines", "line", ("Crimes",), "Recorded crimes", series, COUNT, "Source")


def bars_spec() -> ChartSpec:
    """Four bars with their values."""
    points = tuple(_point(None, name, Decimal(value), COUNT) for name, value in CRIMES.items())
    return ChartSpec(
        "bars", "bar", ("Crimes",), "Recorded crimes", (Series("2025", points),), COUNT, "Source"
    )


def _axes(height: float, left: float, right: float) -> tuple[Picture, Axes]:
    picture = Picture(figsize=(LOOK.width / 72, height / 72), dpi=72)
    axes = picture.add_axes((left, 0.14, right - left, 0.8))
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(length=0)
    return picture, axes


def _font(axes: Axes) -> None:
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(properties("regular", 9.0))


def bare_line() -> Picture:
    """The line by hand."""
    picture, axes = _axes(224, 0.05, 0.79)
    rates = [float(rate) for rate in RATES]
    axes.plot(range(48), rates, color="#12436D", linewidth=2.2)
    axes.plot([47], rates[-1:], "o", color="#12436D")
    axes.axhline(90, color="#1D1D1B", linestyle="--", linewidth=1.1)
    axes.grid(axis="y", color="#D6D6D6", linewidth=0.6)
    axes.set_yticks(range(75, 96, 5), [f"{value}%" for value in range(75, 96, 5)])
    axes.set_xticks(range(2, 48, 3), [f"{WORDING.short_period(month)[:3]}" for month in MONTHS[2::3]])
    axes.text(48.5, 90, "National target", fontproperties=properties("semibold", 9.0))
    axes.text(48.5, 88, "90%", fontproperties=properties("regular", 9.0))
    for place in (0, 12, 30, 47):
        axes.annotate(f"{rates[place]:.0f}%", (place, rates[place]), (0, 5), textcoords="offset points",
                      fontproperties=properties("regular", 9.0))  # fmt: skip
    for place, year in enumerate((2022, 2023, 2024, 2025)):
        axes.text(2 + place * 12, 72.5, str(year), fontproperties=properties("regular", 9.0))
    _font(axes)
    return picture


def bare_lines() -> Picture:
    """The four lines by hand."""
    picture, axes = _axes(224, 0.07, 0.72)
    colours = LOOK.colours
    for step, name in enumerate(NAMES, 1):
        values = [400 * step + float(rate) for rate in RATES[:10]]
        axes.plot(range(10), values, "-o", color=colours[step - 1], linewidth=2.2, markersize=6)
        axes.text(9.3, values[-1], name, color=colours[step - 1], fontproperties=properties("semibold", 9.0))
        axes.text(10.8, values[-1], f"{values[-1]:,.0f}", fontproperties=properties("regular", 9.0))
        axes.text(0, values[0] + 20, f"{values[0]:,.0f}", fontproperties=properties("regular", 9.0))
    axes.grid(axis="y", color="#D6D6D6", linewidth=0.6)
    axes.set_yticks(range(0, 2001, 500), [f"{value:,}" for value in range(0, 2001, 500)])
    axes.set_xticks(range(10), [WORDING.short_period(month)[:3] for month in MONTHS[:10]])
    axes.text(0, -250, "2022", fontproperties=properties("regular", 9.0))
    _font(axes)
    return picture


def bare_bars() -> Picture:
    """The bars by hand."""
    picture, axes = _axes(98, 0.29, 0.93)
    names, values = list(CRIMES), list(CRIMES.values())
    axes.barh(names[::-1], values[::-1], color="#12436D", height=0.64)
    for place, value in enumerate(values[::-1]):
        axes.text(value + 200, place, f"{value:,}", va="center", fontproperties=properties("semibold", 9.0))
    axes.spines["left"].set_visible(True)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    _font(axes)
    return picture


def save(picture: Picture) -> None:
    """SVG and PNG as matplotlib saves them."""
    FigureCanvasSVG(picture).print_figure(io.BytesIO(), format="svg")
    FigureCanvasAgg(picture).print_figure(io.BytesIO(), format="png", dpi=192)


def measure(ours: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float]:
    """Median seconds of each, taken by turns after one round that warms both up."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(ROUNDS + 1):
        for kept, run in zip(times, (ours, bare), strict=True):
            start = time.perf_counter()
            run()
            if turn:
                kept.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def compare(spec: ChartSpec, bare: Callable[[], Picture]) -> float:
    """Print both times of one picture; the ratio."""
    here, there = measure(lambda: draw(spec, LOOK, WORDING), lambda: save(bare()))
    ratio = here / there
    print(f"{spec.name:6} {here * 1000:6.1f} ms, bare matplotlib {there * 1000:6.1f} ms, ratio {ratio:.2f}")
    return ratio


def main() -> int:
    """Print each ratio; 1 where one is too high."""
    pairs = ((line_spec, bare_line), (lines_spec, bare_lines), (bars_spec, bare_bars))
    with matplotlib.rc_context({"svg.fonttype": "none"}):
        worst = max(compare(make(), bare) for make, bare in pairs)
    print(f"worst ratio {worst:.2f}, at most {MOST}")
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main())
