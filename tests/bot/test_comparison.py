"""What a question compares, and what each policy is asked. Names are written "you" by then."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.comparison import Comparing, asks_of_group, compared
from bot.verb_forms import base_form

GREATEST, SMALLEST, WHICH, DIFFERENCE = Comparing.GREATEST, Comparing.SMALLEST, Comparing.WHICH, Comparing.DIFFERENCE
SPOKEN_OF = Comparing.SPOKEN_OF


@pytest.mark.parametrize(
    ("question", "kind", "ask"),
    [
        ("who keeps backups the longest?", GREATEST, "how long do you keep backups?"),
        ("who holds on to my logs the longest?", GREATEST, "how long do you keep my logs?"),
        ("which of them stores logs longer?", GREATEST, "how long do you store logs?"),
        ("Who keeps data longer, you or you?", GREATEST, "how long do you keep data?"),
        ("does you or you keep logs longer?", GREATEST, "how long do you keep logs?"),
        ("which one deletes data fastest?", SMALLEST, "how fast do you delete data?"),
        ("If I leave, who wipes my stuff faster, you or you?", SMALLEST, "how fast do you wipe my stuff if i leave?"),
        ("When I close it, which of you deletes it soonest?", SMALLEST, "how fast do you delete it when i close it?"),
        ("who gets rid of my data the quickest?", SMALLEST, "how fast do you delete my data?"),
        ("do any of these five make money by selling my data?", Comparing.WHICH, "do you sell my data?"),
        ("can I say no to cookies with all of them?", Comparing.WHICH, "can I say no to cookies?"),
        ("where do I complain with each of these three?", Comparing.DIFFERENCE, "where do I complain?"),
        ("is there a minimum age for any of these?", Comparing.WHICH, "is there a minimum age?"),
        ("which of them earns cash from renting data?", Comparing.WHICH, "do you rent data?"),
        ("who keeps logs the shortest?", SMALLEST, "how long do you keep logs?"),
        ("who warns earliest of changes?", GREATEST, "how many days before do you warn of changes?"),
        ("Which gives more warning of changes?", GREATEST, "how much warning of changes?"),
        ("which has the higher minimum age, you or you?", GREATEST, "what is the minimum age?"),
        ("who has the lowest age limit?", SMALLEST, "what is the minimum age?"),
        ("whose deletion is quickest if I leave?", SMALLEST, "how fast do you delete my data if I leave?"),
        ("is you stricter than you about kids?", GREATEST, "what is the minimum age for kids?"),
        ("is you's age limit higher than you's?", GREATEST, "what is the minimum age?"),
        ("how old must I be for the strictest one?", GREATEST, "what is the minimum age?"),
        ("who's quicker to answer if I ask for my data?", SMALLEST, "how fast do you answer requests for my data?"),
        (
            "who gives a heads-up before changing the policy and who just changes it?",
            WHICH,
            "do you warn users of policy changes in advance?",
        ),
        ("Do you and you keep logs? How do they compare?", DIFFERENCE, "Do you keep logs"),
        ("which makes the firmest promise that my data never gets sold?", WHICH, "is my data sold?"),
        ("who is quicker at deleting, you or you?", SMALLEST, "how fast do you delete?"),
        ("who is quicker at deleting, you or the you?", SMALLEST, "how fast do you delete?"),
        ("any of these guys sell data?", WHICH, "do you sell data?"),
        ("do you keep logs longer than you?", GREATEST, "how long do you keep logs?"),
        ("does you answer requests faster than you does?", SMALLEST, "how fast do you answer requests?"),
        ("is you quicker than you at telling me about leaks?", SMALLEST, "how fast do you tell me about leaks?"),
        ("who is faster in deleting data, you or you?", SMALLEST, "how fast do you delete data?"),
        ("who is the slowest to answer a request?", GREATEST, "how fast do you answer a request?"),
        ("which is quicker with a request: you or you?", SMALLEST, "how fast do you answer a request?"),
        ("which of you is more lenient on age?", SMALLEST, "what is the minimum age?"),
        ("who puts cookies on my phone, you or you?", WHICH, "do you put cookies on my phone?"),
        ("which of the five say nothing about children?", SPOKEN_OF, "what do you say about children?"),
        ("which company doesn't mention cookies?", SPOKEN_OF, "what do you say about cookies?"),
        ("which of them send data outside the EU?", WHICH, "do you send data outside the EU?"),
        ("which policy lets me delete my account?", WHICH, "do you let me delete my account?"),
        ("Which ones record calls?", WHICH, "do you record calls?"),
        ("who encrypts backups?", WHICH, "do you encrypt backups?"),
        ("do any of these companies sell data?", WHICH, "do you sell data?"),
        ("do all five share data?", WHICH, "do you share data?"),
        ("which of them don't sell data?", WHICH, "do you sell data?"),
        ("is there a policy that keeps data forever?", WHICH, "do you keep data forever?"),
        ("Do you and you both use SSL?", WHICH, "Do you use SSL?"),
        ("how do you and you differ on cookies?", DIFFERENCE, "cookies"),
        ("compare you and you on children", DIFFERENCE, "children"),
        ("Compare the age limits of you and you.", DIFFERENCE, "age limits"),
        ("compare how they treat children", DIFFERENCE, "how do you treat children"),
        ("what do you, you and you say about mergers?", DIFFERENCE, "mergers"),
        ("what is the difference between you and you on cookies?", DIFFERENCE, "cookies"),
        ("Where can I complain: compare you and you", DIFFERENCE, "Where can I complain"),
        ("which of the five say they never sell data?", WHICH, "do you sell data?"),
        ("which firms promise not to sell data?", WHICH, "do you sell data?"),
        ("do any of them claim that they do not track me?", WHICH, "do you track me?"),
        ("which of these has anything to say about children at all?", SPOKEN_OF, "do you mention children?"),
        ("do any of them actually talk about drones?", SPOKEN_OF, "do you mention drones?"),
        ("which ones even bother to mention encryption?", SPOKEN_OF, "do you mention encryption?"),
        ("which one tells me about changes?", WHICH, "do you tell me about changes?"),
        (
            "which one tells me of changes ahead, and how long before?",
            GREATEST,
            "how many days before do you tell me of changes ahead?",
        ),
        ("which of them reports a leak and how soon?", SMALLEST, "how fast do you report a leak?"),
        ("which of them answers requests, and within how many days?", SMALLEST, "how fast do you answer requests?"),
        ("who keeps logs and for how long?", GREATEST, "how long do you keep logs?"),
        (
            "who warns furthest in advance of changes?",
            GREATEST,
            "how many days before do you warn in advance of changes?",
        ),
        ("who warns fastest of leaks?", SMALLEST, "how fast do you warn of leaks?"),
        ("who gives the longest notice?", GREATEST, "how much notice of policy changes?"),
        ("is you stricter about kids than you?", GREATEST, "what is the minimum age for kids?"),
        ("who is less lenient with minors, you or you?", GREATEST, "what is the minimum age for minors?"),
        ("which of you is more relaxed about teens?", SMALLEST, "what is the minimum age for teens?"),
        ("between you and you, which one says it doesn't record calls?", WHICH, "do you record calls?"),
        ("do you and you promise not to sell data?", WHICH, "do you sell data?"),
        ("which of them denies selling data?", WHICH, "do you sell data?"),
        ("which ones keep logs at rest, not just in transit?", WHICH, "do you keep logs at rest?"),
        ("who keeps logs and who doesn't?", WHICH, "do you keep logs?"),
        ("Which of them let me move out and which don't mention it?", WHICH, "do you let me move out?"),
        ("which ones keep names rather than just numbers?", WHICH, "do you keep names?"),
        ("which of them do not just delete data?", WHICH, "do you just delete data?"),
        ("which of them say that my data is encrypted?", WHICH, "is my data encrypted?"),
        ("which of them state that no logs are kept?", WHICH, "are logs kept?"),
        ("which ones tell you that you can complain?", WHICH, "can I complain?"),
    ],
)
def test_each_policy_is_asked_the_same_thing(question: str, kind: Comparing, ask: str) -> None:
    found = compared(question)
    assert found is not None
    assert (found.kind, found.ask) == (kind, ask)


@pytest.mark.parametrize(
    "question",
    [
        "How long is my data kept?",
        "do you sell my data?",
        "who do you share data with?",
        "who can see my data?",
        "which cookies do you use?",
        "which rights do I have?",
        "which companies get my data?",
        "who is the data protection officer?",
        "what happens to my data",
        "do you keep logs longer than a year?",
        "what is the difference between personal and other data?",
        "compare the two",
    ],
)
def test_what_compares_no_policies_is_left_alone(question: str) -> None:
    assert compared(question) is None


@pytest.mark.parametrize(
    ("question", "denied"),
    [
        ("which of them never share data?", True),
        ("which of them say that they won't share data?", True),
        ("which ones share data?", False),
    ],
)
def test_who_does_it_not_is_asked_by_what_is_done(question: str, denied: bool) -> None:
    found = compared(question)
    assert found is not None
    assert (found.ask, found.denied) == ("do you share data?", denied)


@pytest.mark.parametrize(("verb", "base"), [("keeps", "keep"), ("carries", "carry"), ("discloses", "disclose")])
def test_the_base_form(verb: str, base: str) -> None:
    assert base_form(verb) == base


@pytest.mark.parametrize(
    ("question", "ask"),
    [
        ("who'd share my letters with the harbour?", "do you share my letters with the harbour?"),
        ("say you get sold, which of them hand my letters on", "do you hand my letters on if you get sold?"),
        ("do all five of them let me see my letters?", "do you let me see my letters?"),
        ("which of these get my postcode?", "do you collect my postcode?"),
        ("who out of all of them finds out where I am?", "do you find out where I am?"),
        ("who actually encrypts the data sitting on their servers?", "do you encrypt the data at rest?"),
        ("can I leave at both?", "can I leave?"),
        ("will any of them tell me of a leak?", "do you tell me of a leak?"),
        ("is any of them selling my letters?", "do you sell my letters?"),
        ("has any of them appointed a harbour master?", "do you have appointed a harbour master?"),
        ("which mention boats by name?", "do you mention boats?"),
        ("whose apps use a compass?", "do you use a compass?"),
        ("who gives a deadline for answering a letter?", "how fast do you answer a letter?"),
        ("which ones tell me of a leak, and how many days do they have?", "how fast do you tell me of a leak?"),
        (
            "say you get robbed. which ones promise to tell me, and how many days do they have?",
            "how fast do you tell me if you get robbed?",
        ),
        ("I leave both you and you. Which one wipes me quicker?", "how fast do you delete my data?"),
        ("log files - you vs you, who holds them longer?", "how long do you hold log files?"),
        ("which ones let me see it, and how long do I wait?", "how fast do you answer requests?"),
        ("who has the stronger locks, you or you?", "locks"),
        ("are you safer than you?", "how do you protect data"),
        ("how old must I be for each of these services?", "what is the minimum age?"),
        (
            "what becomes of my letters if one of these firms gets sold? do they all say",
            "what becomes of my letters if you get sold?",
        ),
        ("where does each company keep letters?", "where do you keep letters?"),
        ("what letters do you open, and is you the same?", "what letters do you open?"),
        ("do any of them promise to burn letters?", "do you burn letters?"),
        ("do you and you handle letters differently?", "letters"),
        ("are letters handled differently by you and you?", "letters"),
        ("for which of them can I send letters elsewhere?", "do you let me send letters elsewhere?"),
        ("which of them let me moor, or only row past?", "do you let me moor?"),
        ("compare the weight limits, my boat is small", "weight limits"),
        ("does anyone of them promise to burn letters?", "do you burn letters?"),
        ("whose crews read my letters?", "do you have crews that read my letters?"),
        ("who says they're not responsible for boats?", "are you not responsible for boats?"),
    ],
)
def test_many_ways_to_ask_it_of_several(question: str, ask: str) -> None:
    found = compared(question)
    assert found is not None
    assert found.ask == ask


@pytest.mark.parametrize(
    "question",
    [
        "can I delete all of them?",
        "which companies get my letters?",
        "do you give them to any company?",
        "do you share it with all of the companies you own?",
        "is it passed to one of your companies?",
        "do these companies get my letters?",
    ],
)
def test_others_than_the_policies_are_not_compared(question: str) -> None:
    assert compared(question) is None


@pytest.mark.parametrize(
    ("text", "group"),
    [("what holds for letters at each one?", True), ("do they all say? one by one", True), ("all of it?", False)],
)
def test_a_group_that_is_spoken_of(text: str, group: bool) -> None:
    assert asks_of_group(text) is group


@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    found = compared(text)
    assert found is None or isinstance(found.ask, str)
