from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.errors import InputError
from reckoner.reports.figures.measure import Break, NoValue
from reckoner.reports.modules.library import Library, load_library
from reckoner.reports.modules.measures import slug_of
from reckoner.reports.periods.period import Period
from tests.modules.houses import load, the_measure, value

CRIMES = """
month,district,type,number
2025-01,Watford,Burglary,7
2025-01,Watford,Drugs,20
2025-01,Dacorum,Burglary,9
2025-01,Dacorum,Drugs,30
2025-02,Watford,Burglary,8
2025-02,Watford,Drugs,10
"""
MODULE = """
title: Crime
tables:
  crimes:
    file: crimes.csv
    origin: paper
    columns:
      month: {type: month}
      district: {type: text}
      type: {type: text}
      number: {type: count}
measures:
"""
COMMON = "table: crimes, value: number, unit: count, over_time: sum"


def crime(root: Path, *measures: str, crimes: str = CRIMES, module: str = MODULE) -> Library:
    lines = "".join(f"  {line}\n" for line in measures)
    return load(root, {"crime/module.yaml": module + lines, "crime/crimes.csv": crimes})


def refused(root: Path, *measures: str, crimes: str = CRIMES, module: str = MODULE) -> list[str]:
    with pytest.raises(InputError) as error:
        crime(root, *measures, crimes=crimes, module=module)
    return [fault.what for fault in error.value.faults]


def test_where_picks_one_row_for_each_period(tmp_path: Path) -> None:
    library = crime(tmp_path, f"drugs: {{{COMMON}, where: {{type: Drugs, district: Watford}}}}")
    assert value(library, "crime.drugs", "2025-01") == "20"
    assert value(library, "crime.drugs", "2025-01..2025-02") == "30"


def test_a_period_that_is_no_date_is_called_something_else(tmp_path: Path) -> None:
    named = "called: {2025-01: old structure}"
    library = crime(tmp_path, f"drugs: {{{COMMON}, where: {{type: Drugs, district: Watford}}, {named}}}")
    drugs = the_measure(library, "crime.drugs")
    assert [drugs.at(Period.parse(month)).called for month in ("2025-01", "2025-02")] == ["old structure", ""]


def test_a_period_whose_value_is_approximate_says_about(tmp_path: Path) -> None:
    library = crime(
        tmp_path, f"drugs: {{{COMMON}, where: {{type: Drugs, district: Watford}}, about: [2025-01]}}"
    )
    drugs = the_measure(library, "crime.drugs")
    hedges = [drugs.at(Period.parse(month)).qualifier for month in ("2025-01", "2025-02")]
    assert hedges == ["about", "exact"]


def test_a_list_in_where_adds_its_categories_up(tmp_path: Path) -> None:
    library = crime(tmp_path, f"both: {{{COMMON}, where: {{type: [Drugs, Burglary], district: Watford}}}}")
    assert value(library, "crime.both", "2025-01") == "27"


def test_a_sum_of_a_few_rows_says_what_it_was_added_up_from(tmp_path: Path) -> None:
    both, one = f"{{{COMMON}, where: {{type: [Drugs, Burglary], district: Watford}}}}", "Drugs"
    library = crime(tmp_path, f"both: {both}", f"one: {both.replace('[Drugs, Burglary]', one)}")
    figures = [the_measure(library, name).at(Period.parse("2025-01")) for name in ("crime.both", "crime.one")]
    added = [[str(part.value) for part in each.computed.inputs] if each.computed else [] for each in figures]
    assert added == [["7", "20"], []]


def test_by_gives_a_measure_of_each_category_and_their_sum(tmp_path: Path) -> None:
    library = crime(
        tmp_path, f'type: {{{COMMON}, by: type, sum_over: [district], noun: "crimes of type {{category}}"}}'
    )
    assert [item.name for item in library.catalogue] == [
        "crime.type",
        "crime.type.burglary",
        "crime.type.drugs",
    ]
    assert value(library, "crime.type", "2025-01") == "66"
    assert value(library, "crime.type.burglary", "2025-01") == "16"
    assert the_measure(library, "crime.type.drugs").noun == "crimes of type Drugs"
    assert the_measure(library, "crime.type.drugs").share_of == "crime.type"


def test_percentages_by_category_have_no_sum(tmp_path: Path) -> None:
    module = MODULE.replace("number: {type: count}", "number: {type: percent}")
    library = crime(
        tmp_path,
        'fall: {table: crimes, value: number, unit: "%", by: type, where: {district: Watford}}',
        module=module,
    )
    assert [item.name for item in library.catalogue] == ["crime.fall.burglary", "crime.fall.drugs"]
    assert the_measure(library, "crime.fall.drugs").share_of is None


def test_a_sum_may_be_declined(tmp_path: Path) -> None:
    library = crime(tmp_path, f"type: {{{COMMON}, by: type, sum_over: [district], total: false}}")
    assert "crime.type" not in library.catalogue


def test_rows_that_nothing_adds_up_are_a_fault(tmp_path: Path) -> None:
    assert refused(tmp_path, f"burglary: {{{COMMON}, where: {{type: Burglary}}}}") == [
        "crime.burglary: 2025-01 has 2 rows"
    ]
    module = MODULE.replace("number: {type: count}", "number: {type: percent}")
    rate = 'rate: {table: crimes, value: number, unit: "%", sum_over: [district], where: {type: Drugs}}'
    assert refused(tmp_path, rate, module=module) == ["crime.rate: 2025-01 has 2 rows, and % don't add up"]


def test_unknown_columns_and_categories_are_faults_with_near_names(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        crime(
            tmp_path,
            f"a: {{{COMMON}, where: {{typ: Drugs}}, by: districts}}",
            f"b: {{{COMMON}, where: {{type: Drug}}}}",
        )
    assert [(fault.what, fault.todo) for fault in error.value.faults] == [
        ("crime.a: where: there is no column 'typ' in the table crimes", "Did you mean type?"),
        ("crime.a: by: there is no column 'districts' in the table crimes", "Did you mean district?"),
        ("crime.b: no row has 'Drug' as type", "Did you mean Drugs?"),
    ]


def test_a_value_over_the_measures_maximum_is_named_by_its_row(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        crime(tmp_path, f"type: {{{COMMON}, by: type, sum_over: [district], maximum: 25}}")
    assert error.value.faults[0].lines() == [
        "data/crime/crimes.csv:5: number is 30, over the maximum of 25 for crime.type"
    ]


def test_two_categories_that_would_share_a_name_are_a_fault(tmp_path: Path) -> None:
    crimes = "month,district,type,number\n2025-01,A,Drug use,1\n2025-01,A,Drug-use,2\n"
    assert refused(tmp_path, f"type: {{{COMMON}, by: type}}", crimes=crimes) == [
        "crime.type: the category 'Drug-use' can't be told from 'Drug use' by name"
    ]


def test_a_category_named_like_a_step_is_a_fault(tmp_path: Path) -> None:
    crimes = "month,district,type,number\n2025-01,A,Change,1\n"
    assert refused(tmp_path, f"type: {{{COMMON}, by: type}}", crimes=crimes) == [
        "crime.type: the category 'Change' can't be used as a name"
    ]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Violence and sexual offences", "violence_and_sexual_offences"),
        ("King's Lynn", "kings_lynn"),
        ("Café–bar (new)", "cafe_bar_new"),
        ("28A", "28a"),
    ],
)
def test_a_category_becomes_a_part_of_a_name(text: str, slug: str) -> None:
    assert slug_of(text) == slug


def test_missing_and_suppressed_values_say_so(tmp_path: Path) -> None:
    module = """
    title: Crime
    tables:
      crimes:
        file: crimes.csv
        origin: paper
        suppress: {columns: [number]}
        columns:
          month: {type: month}
          type: {type: text}
          number: {type: count, may_be_missing: true}
    measures:
      type: {table: crimes, value: number, unit: count, over_time: sum, by: type}
    """
    crimes = """
    month,type,number
    2025-01,Burglary,3
    2025-01,Drugs,20
    2025-01,Arson,40
    2025-02,Burglary,
    2025-02,Drugs,20
    2025-02,Arson,50
    """
    library = load(tmp_path, {"crime/module.yaml": module, "crime/crimes.csv": crimes})
    burglary = the_measure(library, "crime.type.burglary")
    assert [each.state for each in burglary.observations] == ["suppressed", "missing"]
    assert value(library, "crime.type", "2025-01") == "63"
    assert value(library, "crime.type.arson", "2025-02") == "50"
    assert the_measure(library, "crime.type").state_at(Period.parse("2025-02")) == "missing"
    assert the_measure(library, "crime.type.drugs").state_at(Period.parse("2025-01")) == "suppressed"
    with pytest.raises(NoValue):
        burglary.at(Period.parse("2025-01..2025-02"))


def test_the_offices_threshold_is_used_where_the_table_names_none(tmp_path: Path) -> None:
    module = MODULE.replace("    origin: paper\n", "    origin: paper\n    suppress: {columns: [number]}\n")
    library = crime(tmp_path, f"type: {{{COMMON}, by: type, sum_over: [district]}}", module=module)
    assert value(library, "crime.type", "2025-01") == "66"
    strict = load_library(tmp_path, under=10)
    assert strict.tables["crime.crimes"].table.protected == ("number",)
    assert the_measure(strict, "crime.type.drugs").state_at(Period.parse("2025-02")) == "suppressed"


def test_durations_money_and_breaks_reach_the_measure(tmp_path: Path) -> None:
    module = """
    title: Calls
    tables:
      calls:
        file: calls.csv
        origin: paper
        columns: {month: {type: month}, answer: {type: duration}, calls: {type: count}}
        every: month
    measures:
      calls: {table: calls, value: calls, unit: count, over_time: sum}
      answer:
        table: calls
        value: answer
        unit: seconds
        over_time: weighted by calls
        good: down
        breaks: [{at: 2025-02, note: A new system}]
    """
    calls = "month,answer,calls\n2025-01,01:30,100\n2025-02,00:30,300\n"
    library = load(tmp_path, {"calls/module.yaml": module, "calls/calls.csv": calls})
    answer = the_measure(library, "calls.answer")
    assert value(library, "calls.answer", "2025-01..2025-02") == "45"
    assert answer.breaks == (Break(Period.parse("2025-02"), "A new system"),)
    assert answer.good == "down"


def test_the_reason_that_a_source_gave_for_a_missing_value_is_kept(tmp_path: Path) -> None:
    module = """
        title: Offences
        tables:
          t:
            file: t.csv
            origin: paper
            columns: {month: {type: month}, n: {type: count, may_be_missing: ["[z]", "[c]"]}}
        measures:
          n: {table: t, value: n, unit: count}
        """
    csv = "month,n\n2025-01,[z]\n2025-02,[c]\n2025-03,\n2025-04,7 [p]\n"
    library = load(tmp_path, {"off/module.yaml": module, "off/t.csv": csv})
    found = the_measure(library, "off.n")
    assert [(each.state, each.mark) for each in found.observations] == [
        ("missing", "[z]"), ("suppressed", "[c]"), ("missing", ""), ("known", ""),
    ]  # fmt: skip
    with pytest.raises(NoValue, match=r"missing for 2025-01 \(\[z\] in the source\)"):
        found.at(Period.parse("2025-01"))
