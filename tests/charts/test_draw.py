from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from reckoner.charts.draw import draw, lay_out, prepare
from reckoner.charts.look import Look
from reckoner.charts.scene import Text
from reckoner.charts.spec import ChartSpec
from reckoner.reports.figures.printed import plain, printed_in
from reckoner.reports.figures.unit import PERCENT
from tests.charts.built import WORDING, series, spec
from tools.gallery.examples import examples

LOOK = Look(png_scale=1.0)
EXAMPLES = {example.name: example for example in examples(WORDING)}
every_example = pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())

SUMS = """
import hashlib
from reckoner.charts.draw import draw
from tools.gallery.examples import examples
from reckoner.charts.look import Look
from reckoner.reports.figures.language import load_language
from reckoner.reports.figures.wording import Wording
wording = Wording(load_language("en"))
for example in examples(wording)[::6]:
    drawing = draw(example, Look(), wording)
    print(hashlib.sha256(drawing.svg + drawing.png + drawing.csv.encode()).hexdigest())
"""


def test_the_bytes_are_the_same_in_another_process_and_folder(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("savefig.bbox: tight\nfont.size: 20\nsvg.fonttype: path\n")
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "PYTHONHASHSEED": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", SUMS],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env=environment,
    )
    here = []
    for example in examples(WORDING)[::6]:
        drawing = draw(example, Look(), WORDING)
        here.append(hashlib.sha256(drawing.svg + drawing.png + drawing.csv.encode()).hexdigest())
    assert ran.stdout.split() == here


@every_example
def test_the_svg_has_the_alt_text_as_title_and_its_words_as_text(example: ChartSpec) -> None:
    drawing = draw(example, LOOK, WORDING)
    svg = drawing.svg.decode()
    assert f"<title>{plain(drawing.alt).replace('&', '&amp;')}</title>" in svg
    for label in drawing.labels:
        assert re.search(rf">[^<]*{re.escape(label.text)}[^<]*</text>", svg), label.text


@every_example
def test_the_svg_can_stand_in_a_page_beside_others(example: ChartSpec) -> None:
    svg = draw(example, LOOK, WORDING).svg.decode()
    assert not re.search(r'\bid="|<style|url\(|http://www.w3.org/1999/02', svg)


@every_example
def test_the_labels_are_the_figures_that_the_picture_prints(example: ChartSpec) -> None:
    texts = lay_out(prepare(example, WORDING), LOOK, WORDING).texts
    drawing = draw(example, LOOK, WORDING)
    assert drawing.labels == tuple(printed for text in texts for printed in text.printed)
    for text in texts:
        for printed in text.printed:
            assert printed.text in text.words


@every_example
def test_a_picture_that_stands_alone_holds_title_subtitle_and_source(example: ChartSpec) -> None:
    if example.kind in ("sparkline", "tile"):
        return
    drawing = draw(example, replace(LOOK, stand_alone=True), WORDING)
    words = " ".join(re.findall(r">([^<>]+)</text>", drawing.svg.decode())).replace("&amp;", "&")
    for wanted in (plain(example.title), example.subtitle, example.source):
        assert wanted in words
    assert set(printed_in(example.title)) <= set(drawing.labels)


def test_a_picture_to_take_away_is_the_one_that_stands_alone() -> None:
    example = EXAMPLES["disclosures"]
    drawing = draw(example, LOOK, WORDING)
    assert drawing.whole == draw(example, replace(LOOK, stand_alone=True), WORDING).png != drawing.png


def test_a_picture_that_stands_alone_says_its_number_and_what_every_reader_must_know() -> None:
    named = replace(EXAMPLES["clares_law"], label="Figure 1", notice="An example.")
    alone, within = (
        " ".join(mark.words for mark in lay_out(prepare(named, WORDING), look, WORDING).texts)
        for look in (replace(LOOK, stand_alone=True), LOOK)
    )
    assert alone.startswith("Figure 1 ")
    assert alone.endswith("An example.")
    assert "Figure 1" not in within
    assert "An example." not in within


def test_the_png_has_twice_the_pixels_of_a_screen_unless_told_otherwise() -> None:
    picture = Image.open(io.BytesIO(draw(EXAMPLES["disclosures"], Look(), WORDING).png))
    assert picture.width == int(160 / 25.4 * 96 * 2)
    assert picture.info["Title"].startswith("Bar chart")


def test_dollars_and_angle_brackets_are_signs_like_others() -> None:
    odd = {"$5 & $x^2$": 3, "<b>bold</b>": 2, "$$": 1}
    svg = draw(spec("bar", series("Cost", **odd)), LOOK, WORDING).svg.decode()
    assert ">$5 &amp; $x^2$</text>" in svg
    assert ">&lt;b&gt;bold&lt;/b&gt;</text>" in svg
    assert ">$$</text>" in svg


def test_a_changed_value_changes_the_picture_its_words_and_its_data() -> None:
    before = draw(spec("bar", series("Solved", _2024=76, _2025=334)), LOOK, WORDING)
    after = draw(spec("bar", series("Solved", _2024=76, _2025=335)), LOOK, WORDING)
    assert before.svg != after.svg
    assert before.png != after.png
    assert [label.text for label in after.labels] == ["76", "335"]
    assert "335 in 2025" in plain(after.alt)
    assert "335" in after.csv


def test_drawing_loads_no_pyplot_measuring_no_figures_and_a_spec_no_matplotlib() -> None:
    light = "import sys, reckoner.charts.spec; assert 'matplotlib' not in sys.modules"
    measured = "import sys, reckoner.charts.draw; assert 'matplotlib.figure' not in sys.modules"
    heavy = f"{SUMS}\nimport sys; assert 'matplotlib.pyplot' not in sys.modules"
    for program in (light, measured, heavy):
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_text_takes_the_room_that_it_was_measured_to_take() -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from reckoner.charts.fonts import properties

    for words in ("January to August 2025 (part year)", "AVATAR £1,204", "−12.5%", "Iwan Ŵyn"):
        text = Text(0, 0, words, 9.0, "#000000", "semibold")
        figure = Figure(dpi=720)
        canvas: Any = FigureCanvasAgg(figure)
        drawn = figure.text(0, 0, words, fontproperties=properties("semibold", 9.0), parse_math=False)
        width = drawn.get_window_extent(canvas.get_renderer()).width / 10
        assert text.box.right - text.box.left == pytest.approx(width, rel=0.02, abs=0.3)


def test_what_no_part_of_a_waffle_fills_has_a_name_in_its_key() -> None:
    for parts, named in (({"Early": 73}, 1), ({"Early": 73, "Late": 27}, 0)):
        waffle = spec("waffle", series("Complaints", PERCENT, **parts), unit=PERCENT, rest="Others")
        texts = [text.words for text in lay_out(prepare(waffle, WORDING), LOOK, WORDING).texts]
        assert texts.count("Others") == named


def test_names_stand_above_bars_where_they_would_break_in_a_small_picture() -> None:
    places = {"Hemel Hempstead town centre": 15, "Borehamwood town centre": 12}
    bars = spec("bar", series("Fall", PERCENT, **places), unit=PERCENT)
    for look, above in ((LOOK, False), (LOOK.narrow(), True)):
        texts = lay_out(prepare(bars, WORDING), look, WORDING).texts
        names = [text for text in texts if text.words in places]
        assert ([text.box.left for text in names] == [0.0, 0.0]) == above
        assert not above or names[0].box.bottom < next(t for t in texts if t.words == "15%").box.top + 2


def test_a_part_month_with_nothing_in_it_yet_has_no_bar_to_hatch() -> None:
    years = {f"_{year}_{month:02}": 400 for year in range(2018, 2025) for month in range(1, 13)}
    months = series("Crimes", **years, _2025_01=0)
    part = replace(months, points=(*months.points[:-1], replace(months.points[-1], partial=True)))
    assert draw(spec("bar", part), LOOK.narrow(), WORDING).svg
