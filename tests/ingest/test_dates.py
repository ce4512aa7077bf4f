from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import find_effective_date

MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Last updated: 25th Feb 2022", date(2022, 2, 25)),
        ("Effective May 1, 2024", date(2024, 5, 1)),
        ("Effective date: 2024-05-01", date(2024, 5, 1)),
        ("This policy is effective as of the 3rd of June, 2021.", date(2021, 6, 3)),
        ("Last Revised on Sept. 9, 2019", date(2019, 9, 9)),
        ("**Last updated:** _1 May 2024_", date(2024, 5, 1)),
        ("Effective Date\n\nMay 1, 2024", date(2024, 5, 1)),
        ("LAST MODIFIED: MONDAY, 1-MAY-2023", date(2023, 5, 1)),
        ("Stand: 1. Mai 2024", date(2024, 5, 1)),
        ("Gültig ab 01.05.2024", date(2024, 5, 1)),
        ("Dernière mise à jour : 1er août 2023", date(2023, 8, 1)),
        ("Última actualización: 5 de marzo de 2020", date(2020, 3, 5)),
        ("Updated 13/04/2024", date(2024, 4, 13)),
        ("Updated 04/13/2024", date(2024, 4, 13)),
        ("Updated 05/05/2024", date(2024, 5, 5)),
        ("in effect since 2020/02/29", date(2020, 2, 29)),
        ("Last updated: <time>March 3, 2023</time>", date(2023, 3, 3)),
        ("_Effective: 2 June 2023_", date(2023, 6, 2)),
        ("Version 2.1, 3 March 2022", date(2022, 3, 3)),
        ("Version 2.1 vom 3. März 2022", date(2022, 3, 3)),
        ("En vigueur à compter du 1er juin 2021", date(2021, 6, 1)),
        ("Publié le 2 mai 2020", date(2020, 5, 2)),
        ("Vigente desde el 1 de abril de 2021", date(2021, 4, 1)),
        ("Fecha de entrada en vigor: 1 de julio de 2022", date(2022, 7, 1)),
        ("最終更新日：2022年4月3日", date(2022, 4, 3)),
    ],
)
def test_the_ways_in_which_policies_state_it(text: str, expected: date) -> None:
    assert find_effective_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Updated 03/04/2024",  # two days, by country
        "Effective June 2012",  # no day
        "Effective date: 2023-02-30",
        "We were founded on May 1, 2024.",
        "We reply effectively. On May 1, 2024 we moved.",
        "We are not updated. The law of 25 May 2018 applies.",
        "",
    ],
)
def test_what_states_no_single_day_right_after_a_cue_states_none(text: str) -> None:
    assert find_effective_date(text) is None


def test_the_day_it_holds_from_goes_before_the_day_it_was_written() -> None:
    assert find_effective_date("Last updated: April 3, 2024. Effective: May 1, 2024.") == date(2024, 5, 1)


def test_it_may_stand_at_the_very_end() -> None:
    assert find_effective_date("We keep data.\n" * 1000 + "Last updated: 25th Feb 2022") == date(2022, 2, 25)


def test_a_date_in_the_middle_is_about_something_else() -> None:
    middle = "The addendum is effective May 1, 2024.\n"
    assert find_effective_date("We keep data.\n" * 500 + middle + "We keep data.\n" * 500) is None


@given(
    st.dates(date(1995, 1, 1), date(2035, 12, 31)),
    st.sampled_from(["{m} {d}, {y}", "{d} {m} {y}", "{d}. {m} {y}", "{y}-{n:02}-{d:02}", "{d:02}.{n:02}.{y}"]),
    st.sampled_from(["Effective date: ", "Last updated ", "effective as of ", "Revised: "]),
)
def test_every_day_is_read_back_in_every_form(day: date, form: str, cue: str) -> None:
    written = form.format(y=day.year, m=MONTHS[day.month - 1], n=day.month, d=day.day)
    assert find_effective_date(f"Privacy Policy\n\n{cue}{written}\n\nWe keep data.") == day


@given(st.text(max_size=300))
def test_no_text_is_too_odd(text: str) -> None:
    find_effective_date(f"Effective {text}")
