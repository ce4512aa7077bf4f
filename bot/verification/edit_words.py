"""The words by which a changed copy is told: what denies, what a modal may be said by, what turns a relation round."""

from __future__ import annotations

from bot.verification.grammar import (
    CONDITIONS,
    CONTRASTS,
    DETERMINERS,
    JOINTS,
    MODALS,
    NEGATORS,
    PREPOSITIONS,
    PRONOUNS,
)
from bot.verification.words import word_set

DENIALS = NEGATORS | {"without"}
DENYING = DENIALS | word_set(
    "failing lacking lack lacks except removed stripped forbid forbids forbidden prohibit prohibits prohibited prevent "
    "prevents bar bars ban bans refuse refuses decline declines exclude excludes excluded otherwise stop stops stopped "
    "cease ceases ceased"
)
ASKING = word_set("ask tell instruct request")
EXCEPTING = word_set("except unless save excluding")
# Whoever may do this does not get it yet.
REQUESTING = word_set("ask request apply")
# Who is asked to do something may leave it.
ENCOURAGED = word_set("asked requested invited encouraged urged advised")
# Behind these stands from when a period runs.
FROM_WHEN = word_set("of after before from since following until")
# Words that change nothing about a denial or a modal before them.
SOFT = word_set("be also then have do ever any already still therefore thus however")
POSSIBLE = word_set("may might can could")
MODAL_GROUPS = {**dict.fromkeys(POSSIBLE, "may"), "must": "must", "shall": "must", "should": "should", "will": "will"}
# Other words for a modal.
LIKE_MODALS = {
    "may": POSSIBLE
    | word_set(
        "allowed permitted free entitled right able possible option choose authorised authorized optional possibly "
        "power capable likely discretion lets let allow allows enables reserve reserves"
    ),
    "must": word_set(
        "must shall required obliged obligation bound need needs have has necessary duty needed mandatory requires "
        "require obligatory agree asked subject undertake due"
    ),
    "should": word_set("should recommend advise recommended advised expected encouraged"),
}
AIMS = word_set("intend plan aim try seek endeavour may can could might should")
EACH = word_set("all every each always only solely exclusively everyone everything entire whole whenever")
OPPOSED = (
    (word_set("before until while during up"), word_set("after since once from")),
    (word_set("beforehand advance"), word_set("afterwards afterward later")),
    (word_set("during inside within in"), word_set("outside")),
    (word_set("separately apart"), word_set("in with together")),
    (word_set("same"), word_set("following next previous preceding")),
    (word_set("following next"), word_set("previous preceding")),
    (word_set("also"), word_set("only")),
    (word_set("both"), word_set("one either")),
    (word_set("except excluding"), word_set("including included even")),
    (word_set("with under by"), word_set("without")),
    (word_set("only"), word_set("unless except")),
    (word_set("under below less fewer younger most"), word_set("over above more older least")),
    (word_set("in"), word_set("out")),
    (word_set("on"), word_set("off")),
    (word_set("although though despite"), word_set("unless if except")),
    (word_set("if when where once provided"), word_set("unless except save")),
    (word_set("to"), word_set("from")),
)
# What may stand for something named elsewhere.
STANDING_FOR = word_set(
    "one ones person what those this that such these it them they so who which latter former thereof there same he she "
    "his her their its"
)
PREMISES = word_set("if where when once after should whenever with upon failing unless")
SMALL_WORDS = (
    DETERMINERS
    | PREPOSITIONS
    | JOINTS
    | CONTRASTS
    | CONDITIONS
    | NEGATORS
    | STANDING_FOR
    | frozenset(PRONOUNS)
    | frozenset(MODALS)
    | word_set(
        "we be do have to of so also then you your as than other own though although while because save except s"
    )
)
