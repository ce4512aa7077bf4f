"""The commands that look after an index, or into it: remove, diff, doctor, coverage."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli_edge import print_json, print_text, settings_for
from bot.cli_options import AsOfOption, IndexOption, JsonOption, valid_text
from bot.opening import open_bot

PolicyArgument = Annotated[str, typer.Argument(metavar="POLICY", callback=valid_text)]
VersionArgument = Annotated[str | None, typer.Argument(show_default=False, callback=valid_text)]


def remove(
    policies: Annotated[list[str], typer.Argument(metavar="POLICY...")],
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take policies out of the index, with all their versions.

    The files stay. One that is still in its folder comes back at the next ingest of that folder.
    """
    from bot.index_listings import removal_json, render_removal
    from ingest.index import open_index
    from ingest.removal import remove as run

    for policy in policies:
        valid_text(policy)
    with open_index(settings_for(index), owner="clausewise remove", writing=True) as opened:
        removal = run(policies, index=opened)
    if as_json:
        print_json(removal_json(removal))
    else:
        print_text(render_removal(removal))


def diff(
    policy: PolicyArgument,
    old: VersionArgument = None,
    new: VersionArgument = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what changed between two versions of a policy.

    OLD and NEW are versions by their ids; without them the two latest are compared.
    """
    from bot.index_listings import diff_json, render_diff
    from ingest.diffing import diff_versions
    from ingest.index import open_catalog
    from ingest.versions import two_latest

    if (old is None) != (new is None):
        raise typer.BadParameter("name both versions, or neither", param_hint="OLD NEW")
    with open_catalog(settings_for(index)) as catalog, catalog.snapshot() as snapshot:
        if old is None or new is None:
            old, new = two_latest(policy, snapshot.versions(policy))
        before, after = (snapshot.version(policy, version_id=name) for name in (old, new))
        outlines = [snapshot.clauses(policy, version.id) for version in (before, after)]
    changes = diff_versions(before.text, outlines[0], after.text, outlines[1])
    if as_json:
        print_json(diff_json(before, after, changes))
    else:
        print_text(render_diff(before, after, changes))


def doctor(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Check the index against itself, its vectors, the settings and the files, and say how to mend it."""
    from bot.index_listings import diagnosis_json, render_diagnosis
    from ingest.doctor import examine

    settings = settings_for(index)
    diagnosis = examine(settings)
    if as_json:
        print_json(diagnosis_json(diagnosis, settings))
    else:
        print_text(render_diagnosis(diagnosis, settings))
    raise typer.Exit(0 if diagnosis.sound else 1)


def coverage(
    policy: PolicyArgument, *, as_of: AsOfOption = None, index: IndexOption = None, as_json: JsonOption = False
) -> None:
    """Show which practices a policy speaks of, and where it is silent.

    POLICY@VERSION is that version, else it is the one in force.
    """
    from bot.index_listings import render_coverage

    name, _, version = policy.partition("@")
    if version and as_of:
        raise typer.BadParameter("name a version or a day, not both", param_hint="POLICY")
    with open_bot(index, "coverage") as bot:
        found = bot.coverage(name, version=version or None, as_of=as_of)
    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        print_text(render_coverage(found))
