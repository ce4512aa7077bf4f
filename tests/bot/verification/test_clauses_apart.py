"""Each clause keeps its own subject, limit, modal and negation; beside each true reading a false one."""

from __future__ import annotations

import pytest

from bot.verification.verdict import by_rules


def kinds(statement: str, quote: str) -> set[str]:
    return {one.kind for one in by_rules(statement, [quote], names=("Acme",))[0]}


@pytest.mark.parametrize(
    ("supported", "unsupported", "quote"),
    [
        ("The clubs must not use it to draw maps.", "The clubs may use it to draw maps.",
         "The clubs may use it to see whether a path led to a lake, must not use it to draw maps, and may copy it."),
        ("Acme may use the code to warn you.", "Acme must use the code to warn you.",
         "We keep the code for six hours, or for a day if you buy, and may use it to warn you."),
        ("If the mark is below 30, the essay is refused.", "If the mark is below 30, the essay is not refused.",
         "We ask for a report, and if the mark is below 30 the essay is refused."),
        ("Readers are invited to a contest run by Tallo Labs.", "Tallo Labs invites readers to a contest.",
         "We invite readers to a contest run by Tallo Labs."),
        ("The agency keeps the tapes for 24 months.", "The agency may keep the tapes for 24 months.",
         "The agency must tape them, keeps the tapes for 24 months and may play extracts to pupils."),
        ("The weekly call cannot be turned off.", "The weekly call can be turned off.",
         "The clock makes a weekly call; this cannot be turned off."),
        ("The result, not the marks, is kept for a day.", "The result is not kept for a day.",
         "We keep the result, not the marks, for one day."),
        ("Acme will block the account after three warnings.", "Acme may block the account after three warnings.",
         "After three warnings in a year we will block the account."),
        ("Before printing, Acme removes every name.", "Before printing, Acme may remove every name.",
         "Before printing we remove every name."),
        ("The file used to count guests needs no leave.", "The file used to count guests needs your leave.",
         "We set a file to count guests, which lasts a week and needs no leave."),
    ],
)  # fmt: skip
def test_a_verb_goes_with_its_own_clause(supported: str, unsupported: str, quote: str) -> None:
    assert kinds(supported, quote) == set()
    assert kinds(unsupported, quote)


@pytest.mark.parametrize(
    ("supported", "unsupported", "quote"),
    [
        ("Parcels carry no name.", "Acme names a source to anyone.",
         "Parcels carry no name, and we will not name a source to anyone without that source's consent."),
        ("Acme shares it with the cook.", "Acme shares it with anybody.",
         "We share it with the cook, and with nobody else unless your life is in danger."),
        ("Acme receives no money from the schools.", "Acme receives money from the schools.",
         "We receive no money from the schools, only a copy of their results."),
        ("The bell records a clip when someone presses it.", "The bell records no clip when someone presses it.",
         "The bell records a clip when someone presses it or, if you switch on alerts, when someone passes."),
        ("Only the score is kept.", "Texts are kept.", "Texts are read in memory and only the score is kept."),
        ("Your name is shared unless you have refused it.", "Your name is shared even where you have refused it.",
         "We share your name with two shops unless you have refused it."),
        ("Names are published with your essay, which anyone can see.", "Anyone can see your number.",
         "Names are published with your essay, which anyone can see, while your number is visible only to our tutors."),
        ("The mark is in the report, and if it is below 30 the essay is refused.", "The essay is refused.",
         "The mark is in the report, and if the mark is below 30 the essay is refused."),
        ("On the Gold tier, clips are stored for 60 days.", "On the free tier, clips are stored for 60 days.",
         "Clips are sealed on the device and stored for 14 days on the free tier and 60 days on the Gold tier."),
        ("Acme intends to ask players first.", "Acme asks players first.",
         "We plan to move scores to Peru and intend to ask players first."),
        ("Adult sheets are kept for eight years after the race.", "Junior sheets are kept for eight years.",
         "We keep adult sheets for eight years after the race and junior sheets until the rider turns 25."),
        ("Teams share signs of attack with schools.", "Teams share no signs of attack with schools.",
         "Teams share signs of attack, such as file hashes, with schools."),
    ],
)  # fmt: skip
def test_a_limit_goes_with_its_own_clause(supported: str, unsupported: str, quote: str) -> None:
    assert kinds(supported, quote) == set()
    assert kinds(unsupported, quote)


@pytest.mark.parametrize(
    ("unsupported", "quote"),
    [
        ("The game must have your place in order to work.", "The game asks for your place; it works without it."),
        ("The game must have your place.", "Your place is optional, and only the game reads it."),
        ("An agent must provide your signed note.", "An agent can file it, and then we may require your signed note."),
        ("Sending the form is left to your choice.", "You must send us the form within a week."),
        ("If you ask, the essay is removed.", "You may ask us to remove the essay."),
    ],
)
def test_what_is_left_open_is_no_duty_and_no_promise(unsupported: str, quote: str) -> None:
    assert "modality" in kinds(unsupported, quote)


@pytest.mark.parametrize(
    ("supported", "unsupported", "quote"),
    [
        ("The store tells Acme the sum.", "Acme tells the store the sum.", "The store tells us the sum."),
        ("Acme passes your name to the inn.", "The inn passes your name to Acme.", "We pass your name to the inn."),
        ("Acme's drivers can open the box.", "Acme can open the box.", "Our drivers can open the box."),
        ("The tool asks you first.", "You ask the tool first.", "The tool asks you first."),
        ("Acme may audit AdSouth.", "AdSouth may audit Acme.", "AdSouth has agreed to it, and we may audit AdSouth."),
    ],
)
def test_who_does_it_and_to_whom_are_not_exchanged(supported: str, unsupported: str, quote: str) -> None:
    assert kinds(supported, quote) == set()
    assert "subject" in kinds(unsupported, quote)
