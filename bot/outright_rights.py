"""The table of what people may do about their data, and of how it is asked: see `bot.outright`. Pure."""

from __future__ import annotations

from bot.outright_entry import Outright, either

_OWN = r"(?:data|info(?:rmation)?|details|address|names?|records?|profile|entries|facts|mistakes?|errors?|typos?|wrong)"
_FIX = r"(?:correct|rectify|fix|amend|edit|modify|update)"
_MAY = r"(?:right|requests?|ask us|you (?:can|may)|wish to|want to|like to)"
_REFUSE = r"opt(?:ing|ed)?[- ]out|unsubscrib\w+|refus\w+"
_TAKE_BACK = r"(?:withdr[ae]w|revo[ck]|retract)\w*"
_GO = r"(?:delet|eras|remov|wip)\w*"

RIGHTS = (
    Outright(
        either(
            rf"\b{_FIX}\b[^?]*?\b{_OWN}\b|\b(?:have|get|put)\b[^?]*?\b{_OWN}\b[^?]*?"
            r"\b(?:correct|fix|rectifi|amend|updat)ed\b|"
            r"\b(?:rectification|correction)s?\b|\b(?:mistakes?|errors?|wrong)\b[^?]*?\b(?:fixed|corrected|put right)\b"
        ),
        either(
            r"\brectif\w*|\b(?:correct|modify|amend|edit|update)(?:,? (?:(?:and|or|and/or) )?\w+){0,2} "
            rf"(?:your|their|the|any|inaccurate|incorrect|incomplete) (?:[\w/-]+ ){{0,3}}?{_OWN}\b|"
            r"\bcorrection of\b|\b(?:can|may|ask|request|right)\b[^.;]*?\b(?:correct (?:it|them)|"
            r"for (?:a )?corrections?)\b|"
            r"\b(?:data|information)\b[^.;]*?\b(?:corrected|modified|rectified|amended)\b|\bedit/|"
            rf"\b{_OWN} (?:\w+ )?(?:corrected|rectified)\b|"
            r"\b(?:modifying|correcting|amending)(?:,? (?:or )?\w+){0,2} your (?:\w+ )?(?:data|info\w*|profile)\b"
        ),
        "correct corrected correction rectify rectification fix fixed amend edit modify update have get put let "
        "allow right details mistake error wrong name address record profile entries facts typo change false "
        "inaccurate old store stored hold held keep kept",
        touches=either(
            rf"\b(?:you|users?|members?)\b[^.;]*?\b(?:updat|chang|edit|modif)\w*\b[^.;]*?\b{_OWN}\b|"
            rf"\b{_OWN}\b[^.;]*?\b(?:updat|chang|edit|modif|correct|amend)(?:ed|able)\b"
        ),
        named_always=True,
    ),
    Outright(
        either(r"\b(?:withdraw|revoke|retract|take back)\w*\b[^?]*?\b(?:consent|permission|okay|approval)\b"),
        either(rf"\b{_TAKE_BACK}\b[^.;]*?\bconsents?\b|\bconsents?\b[^.;]*?\b{_TAKE_BACK}\b"),
        "withdraw withdrawal revoke retract take back consent permission okay approval later "
        "again let allow right can change mind give given",
        touches=either(
            rf"\b(?:{_REFUSE}|{_TAKE_BACK}|(?:take back|chang\w*) your (?:consent|permission|mind|"
            rf"choices?))\b"
        ),
        named_always=True,
    ),
    Outright(
        either(r"\bobject(?:ing|ions?)?\b(?! of)"),
        either(r"\bobject(?:ing|ions?)?\b(?! of| code)"),
        "object objecting objection right let allow can process processing use way",
        touches=either(rf"\b(?:{_REFUSE}|withdraw\w*)\b"),
        named_always=True,
    ),
    Outright(
        either(rf"\b(?:let|allow|right|can i|may i|could i|ask|request|get|have|possible)\b[^?]*?\b{_GO}"),
        either(
            rf"\b{_MAY}\b[^.;]*?\b{_GO}|\b{_GO}(?: (?:up)?on| by)? [^.;]*?\b(?:user )?request\b|\berasure\b|"
            rf"\b(?:modify|correct|edit|access),? or {_GO} your\b|\bedit/delete\b"
        ),
        "let allow right can may could ask request get have possible delete erase remove wipe deletion erasure "
        "removal account profile all everything it them record store stored hold held keep kept want demand make",
        touches=either(r"\bclos(?:e|ing) your account\b|\bdelet\w+"),
    ),
)
