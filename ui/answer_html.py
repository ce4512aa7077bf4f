"""An answer as HTML: sentences with numbered marks, a card a citation, and the other things an answer can be. Pure.

Every button carries `data-open="answers 3"` or `data-open="related 1"`: which list of citations, and its number there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.models import Answer, Citation, PolicyAnswer, Statement
from ui.conversation import Progress
from ui.html import Html, element, joined, text
from ui.policies import version_label

ANSWERS, RELATED = "answers", "related"
# What is shown at once of a long answer; the rest is folded.
_STATEMENTS_SHOWN = 8
_CARDS_SHOWN = 6

Names = Mapping[str, str]


def answer_html(answer: Answer, names: Names) -> Html:
    """`names` are those of the policies by id; an id without one stands for itself."""
    if answer.status == "out_of_scope":
        return _notice("Outside what I can answer", answer.answer, "out")
    if answer.status == "unclear":
        return _notice("Which policy?", answer.answer, "unclear")
    several = len(answer.per_policy) > 1
    said = [_of_policy(one, answer, names, heading=several) for one in answer.per_policy]
    sources = (_cards(answer.citations, names), _related(answer, names), tools())
    return element("div", _notes(answer), *said, *sources, classes="cw-answer")


def partial_html(progress: Progress) -> Html:
    """What has come of an answer that is still being made, or was stopped; its marks open nothing."""
    said = [_statement(one.statement, {}) for one in progress.statements]
    waiting = "…" if said else "Reading the policies…"
    more = [] if progress.over else [element("p", text(waiting), classes="cw-wait", role="status")]
    return element("div", *said, *more, classes="cw-answer")


def _of_policy(of_policy: PolicyAnswer, answer: Answer, names: Names, *, heading: bool) -> Html:
    parts: list[Html] = []
    name = names.get(of_policy.policy, of_policy.policy)
    if heading:
        parts.append(element("h3", text(name), classes="cw-policy"))
    if of_policy.status == "silent":
        said = "The policy does not say." if heading else f"The policy of {name} does not say."
        parts.append(element("p", text(said), classes="cw-silent"))
    elif of_policy.status == "conflicting":
        parts.append(_conflict(of_policy, answer))
    else:
        parts.append(_statements(of_policy.statements, answer))
    return element("section", *parts, classes=f"cw-of cw-is-{of_policy.status}")


def _statements(statements: Sequence[Statement], answer: Answer) -> Html:
    cited = {citation.n: citation for citation in answer.citations}
    shown = [_statement(one, cited) for one in statements]
    first, rest = shown[:_STATEMENTS_SHOWN], shown[_STATEMENTS_SHOWN:]
    return joined(*first, *_folded(rest, f"Show {len(rest)} more"))


def _conflict(of_policy: PolicyAnswer, answer: Answer) -> Html:
    """The clauses side by side: one may be the rule, another its exception."""
    cited = {citation.n: citation for citation in answer.citations}
    sides = []
    for statement in of_policy.statements:
        first = cited.get(statement.citations[0])
        where = text(" › ".join(first.path)) if first else text("")
        sides.append(element("div", element("p", where, classes="cw-path"), _statement(statement, cited)))
    told = element("p", text("These clauses limit or contradict each other. Read them together."), classes="cw-warn")
    return joined(told, element("div", *sides, classes="cw-sides"))


def _statement(statement: Statement, cited: Mapping[int, Citation]) -> Html:
    marks = [_mark(n, cited.get(n)) for n in statement.citations]
    return element("p", text(statement.text), text(" "), *marks, classes="cw-statement")


def _mark(n: int, citation: Citation | None) -> Html:
    if citation is None:
        return element("span", text(str(n)), classes="cw-mark")
    where = " › ".join(citation.path) or citation.clause
    label = f"Source {n}: {where}. Open in the policy"
    return element(
        "button", text(str(n)), classes="cw-mark", type="button", data_open=f"{ANSWERS} {n}", aria_label=label
    )


def _cards(citations: Sequence[Citation], names: Names) -> Html:
    if not citations:
        return joined()
    cards = [_card(citation, ANSWERS, names) for citation in citations]
    first, rest = cards[:_CARDS_SHOWN], cards[_CARDS_SHOWN:]
    folded = _folded([element("ol", *rest, classes="cw-cards")], f"Show {len(rest)} more sources") if rest else []
    heading = element("h3", text("Sources"), classes="cw-label")
    return element("section", heading, element("ol", *first, classes="cw-cards"), *folded, classes="cw-sources")


def _card(citation: Citation, kind: str, names: Names) -> Html:
    """A card is one button: its name is what it shows."""
    head = element(
        "span",
        element("span", text(str(citation.n)), classes="cw-number", aria_hidden="true")
        if kind == ANSWERS
        else joined(),
        element("strong", text(names.get(citation.policy, citation.policy))),
        element("span", text(version_label(citation.version)), classes="cw-version"),
        classes="cw-card-head",
    )
    path = " › ".join(citation.path) or citation.clause.partition("#")[2]
    body = joined(
        head,
        element("span", text(path), classes="cw-path"),
        element("q", text(citation.quote), classes="cw-quote"),
        element("span", text("Read it in the policy"), classes="cw-open"),
    )
    button = element("button", body, classes="cw-card", type="button", data_open=f"{kind} {citation.n}")
    return element("li", button)


def _related(answer: Answer, names: Names) -> Html:
    if not answer.related:
        return joined()
    cards = [_card(citation, RELATED, names) for citation in answer.related]
    return element(
        "section",
        element("h3", text("Related clauses, which do not answer the question"), classes="cw-label"),
        element("ul", *cards, classes="cw-cards"),
        classes="cw-related",
    )


def _notice(title: str, body: str, kind: str) -> Html:
    shown = (element("h3", text(title)), element("p", text(body)))
    return element("div", *shown, classes=f"cw-answer cw-notice cw-{kind}")


def _notes(answer: Answer) -> Html:
    """What to know before reading: what was left out or mended, and that the words are the policies' own."""
    told = [element("li", text(one)) for one in answer.warnings]
    return element("ul", *told, classes="cw-notes") if told else joined()


def tools(label: str = "Copy with sources") -> Html:
    """What copies; `copy` of the component says what."""
    copy = element("button", text(label), type="button", data_copy="")
    return element("div", copy, element("span", classes="cw-told", role="status"), classes="cw-tools")


def _folded(parts: Sequence[Html], label: str) -> list[Html]:
    return [element("details", element("summary", text(label)), *parts)] if parts else []
