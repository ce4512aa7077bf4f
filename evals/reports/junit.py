"""The report as JUnit XML: a test case a question and a check. Pure.

A question fails that the baseline had right, or whose gold is lost; one that was wrong before is skipped, so that CI
shows what got worse. Without a baseline every wrong one fails.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from evals.gate import Check
from evals.score import Scored
from evals.suite import Report, SetReport

# What XML 1.0 cannot hold, whatever the escape.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report) -> str:
    root = ET.Element("testsuites", name="clausewise eval")
    for one in report.sets:
        _suite(root, f"{one.gold.name} questions", [_question(scored, one) for scored in one.scored.questions])
        if one.checks:
            _suite(root, f"{one.gold.name} gate", [_check(check) for check in one.checks])
    for total in ("tests", "failures", "skipped"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(root: ET.Element, name: str, cases: list[ET.Element]) -> None:
    failures = sum(case.find("failure") is not None for case in cases)
    skipped = sum(case.find("skipped") is not None for case in cases)
    suite = ET.SubElement(
        root, "testsuite", name=name, tests=str(len(cases)), failures=str(failures), skipped=str(skipped), errors="0"
    )
    suite.extend(cases)


def _question(scored: Scored, report: SetReport) -> ET.Element:
    question = scored.question
    case = ET.Element(
        "testcase",
        classname=f"{report.gold.name}.{question.kind}",
        name=_text(question.id),
        time=f"{scored.reply.milliseconds / 1000:.3f}",
    )
    if scored.lost:
        lost = "; ".join(one.reason for one in scored.lost)
        ET.SubElement(case, "failure", message=_text(f"the gold no longer matches the policies: {lost}"), type="gold")
    elif not scored.correct:
        known = report.baseline.questions.get(question.id) if report.baseline else None
        message = _text("; ".join(scored.reasons))
        if known is not None and known.values.get("correct") != 1.0:
            ET.SubElement(case, "skipped", message=f"wrong in the baseline too: {message}")
        else:
            answer = scored.reply.answer.answer if scored.reply.answer else ""
            failure = ET.SubElement(case, "failure", message=message, type="wrong")
            failure.text = _text(f"{question.question}\n\nexpected: {question.reference}\n\nanswered: {answer}")
    return case


def _check(check: Check) -> ET.Element:
    case = ET.Element("testcase", classname=f"{check.gold}.gate", name=check.name)
    if not check.passed:
        failure = ET.SubElement(case, "failure", message=_text(check.message), type="gate")
        failure.text = _text(", ".join(check.questions))
    return case


def _text(text: str) -> str:
    return _NOT_XML.sub("�", text)
