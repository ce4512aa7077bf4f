"""What says outright what is asked, in other words."""

from __future__ import annotations

import pytest

from bot.models import Citation, Statement
from bot.verdicts import Verdict, verdict

CHANGES = "do you notify users of policy changes?"
EXPORT = "do you let me export my data?"
MERGER = "do you share my data in a merger?"
BREACH = "do you notify me of a data breach?"
CORRECT = "do you let me correct my details?"
DELETE = "do you let me delete my data?"
WITHDRAW = "do you let me withdraw my consent?"
OBJECT = "do you give me a right to object?"


def said(ask: str, quote: str) -> Verdict | None:
    citation = Citation(
        n=1, policy="quay", version="1", text_sha256="", clause="quay#1", path=(), quote=quote, start=0, end=len(quote)
    )
    found = verdict(ask, [Statement(text=quote, citations=(1,))], {1: citation})
    return found and found[0]


@pytest.mark.parametrize(
    ("ask", "quote", "found"),
    [
        (CHANGES, "If we change this policy, we will let you know.", Verdict.YES),
        ("do you tell me of any changes?", "If we change this policy, we will let you know.", Verdict.YES),
        (CHANGES, "For larger updates of the policy a notice will be posted on the quay.", Verdict.YES),
        (CHANGES, "We may change this policy. We tell you the tides.", None),
        (CHANGES, "We change this policy and do not notify anybody.", Verdict.NO),
        ("do you tell me by email when the policy changes?", "If the policy changes, we will let you know.", None),
        (
            "do you tell me by email when the policy changes?",
            "If the policy changes, we tell you by email.",
            Verdict.YES,
        ),
        ("do you warn users of policy changes in advance?", "We tell you of changes to the policy.", None),
        (
            "do you warn users of policy changes in advance?",
            "We tell you of changes to the policy a week before they hold.",
            Verdict.YES,
        ),
        (EXPORT, "You have the right to: Request data portability", Verdict.YES),
        (EXPORT, "Portability: ask for your letters in a machine-readable format", Verdict.YES),
        (EXPORT, "Letters may be transferred to the harbour office.", None),
        ("do you let me copy my stuff and move it to a different service?", "Portability: yes", Verdict.YES),
        ("do you figure out where I am?", "IP address and general location", Verdict.YES),
        (MERGER, "After a change of control we may share your letters with the new owner.", Verdict.YES),
        ("do you let a new owner use my data?", "We may share letters with others in a merger.", Verdict.YES),
        (MERGER, "We do not share letters except in a merger.", None),
        (MERGER, "We share letters with the harbour office.", None),
        ("do you tell me if the police get it?", "We notify the authorities of every wreck.", None),
        ("do you tell me if the police get it?", "If a court asks for a letter, we tell you.", Verdict.YES),
        (BREACH, "We may look into any breach of our Terms and tell you.", None),
        (CORRECT, "Rectification: ask for it at the pier", Verdict.YES),
        (CORRECT, "You may read, amend, or burn your personal information.", Verdict.YES),
        ("do you fix wrong info about me?", "You may ask that the data is deleted or corrected.", Verdict.YES),
        (CORRECT, "You can ask to see your letters, to correct them, to burn them.", Verdict.YES),
        (CORRECT, "You have the right: to have mistakes corrected", Verdict.YES),
        (CORRECT, "Write to the pier to ask for a correction.", Verdict.YES),
        (CORRECT, "You can change your mind in the settings.", None),
        (CORRECT, "You have the right to modify your consent.", None),
        (CORRECT, "We may change the way we treat your information.", None),
        (DELETE, "You have the right to: Read or delete your letters", Verdict.YES),
        (DELETE, "Data will be: Deleted upon user request", Verdict.YES),
        ("do you say I can ask you to erase my account?", "You may request erasure of letters.", Verdict.YES),
        (DELETE, "Old letters are deleted at high tide.", None),
        (WITHDRAW, "A consent may be withdrawn at the pier.", Verdict.YES),
        ("do you let me take back my permission later?", "You may withdraw consent.", Verdict.YES),
        (WITHDRAW, "Consent is revoked by a letter.", Verdict.YES),
        (WITHDRAW, "By sailing with us you consent to it.", None),
        (OBJECT, "Objection: to letters sent for direct marketing", Verdict.YES),
        (OBJECT, "The object of this policy is the harbour.", None),
        (BREACH, "We will inform you of a security breach within a day.", Verdict.YES),
    ],
)
def test_other_words_for_it_are_a_yes(ask: str, quote: str, found: Verdict | None) -> None:
    assert said(ask, quote) is found


LISTEN = "do you listen in on my calls?"
WHERE = "do you track where I am?"
CARD = "do you store my credit card number?"
AI = "do you use my data to train your AI?"
EMAILS = "can I opt out of marketing emails?"
COOKIES = "can I refuse cookies?"
AUTHORITY = "do you let me complain to an authority?"
POLICE = "do you hand my data to the police?"
RECORD = "do you record my meetings?"
ACCESS = "do you let me see what you have got on me?"
COMPLAIN = "do you say where to complain?"


@pytest.mark.parametrize(
    ("ask", "quote", "found"),
    [
        (LISTEN, "We have no access to the content of your calls: for repairs only, we count them.", Verdict.NO),
        (LISTEN, "Our crew may listen to calls.", Verdict.YES),
        (LISTEN, "We list the calls at the pier.", None),
        (WHERE, "IP address and general location", Verdict.YES),
        (WHERE, "We do not collect location data.", Verdict.NO),
        (WHERE, "Write to us at the below location.", None),
        (CARD, "Payment: such as a credit card number", Verdict.YES),
        (CARD, "Billing and payment", None),
        (AI, "Letters help us to improve our algorithms.", Verdict.YES),
        (AI, "Letters help us to train our crew.", None),
        (EMAILS, "If you do not want them, you can unsubscribe.", Verdict.YES),
        (EMAILS, "You can opt out of the newsletter. You may not opt out of tide warnings.", Verdict.YES_LIMITED),
        (EMAILS, "You may not opt out of these.", Verdict.NO),
        ("can I opt out of absolutely all emails?", "You can opt out of the newsletter.", Verdict.YES_LIMITED),
        (COOKIES, "You can control cookies in your browser.", Verdict.YES),
        (COOKIES, "We use cookies to count boats.", None),
        ("can I say no to cookies?", "You can control cookies in your browser.", Verdict.YES),
        (AUTHORITY, "You may lodge a complaint with a supervisory authority.", Verdict.YES),
        (AUTHORITY, "You may lodge a complaint with us by post.", None),
        (POLICE, "We may disclose letters when required by law.", Verdict.YES_LIMITED),
        (POLICE, "We share letters with the harbour office.", None),
        (RECORD, "We do not record video calls.", Verdict.NO),
        (RECORD, "At the fair your voice may be recorded.", None),
        (ACCESS, "You may request access to your letters.", Verdict.YES),
        (ACCESS, "We read your letters.", None),
        (COMPLAIN, "Lodge a complaint at the pier.", Verdict.YES),
        ("do you not let me opt out of emails?", "You may not opt out of these.", None),
        ("what happens to my data if you are sold?", "In a merger we share letters.", None),
    ],
)
def test_what_policies_often_say_is_known_by_its_words(ask: str, quote: str, found: Verdict | None) -> None:
    assert said(ask, quote) is found


def test_a_question_that_a_policy_puts_is_no_verdict() -> None:
    assert said("do you sell my data?", "Do we sell your data? Read on.") is None
    assert said("do you sell my data?", "Do we sell your data? We never sell your data.") is Verdict.NO
