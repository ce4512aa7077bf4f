"""A real ingest process is killed (SIGKILL): at each step, at random moments, and again while it finishes the work."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from ingest.doctor import examine
from ingest.index import open_catalog
from tests.ingest.killing import STEPS, killed_after, killed_at, start
from tests.ingest.library import Library

Texts = dict[str, str]
AFTER_THE_PUBLISH = {"delete", "drop_other_models", "drop_unused_vectors"}
WORDS = ("data", "logs", "names", "photos", "orders", "calls", "maps", "votes", "songs", "keys")


POLICIES = 6


def policy(dice: random.Random) -> str:
    """Some lines, of which other policies have a few too."""
    lines = [f"We keep {dice.choice(WORDS)} for {dice.randint(1, 60)} days." for _ in range(5)]
    return "\n".join([*lines, f"Ask us about {dice.random()}."])


def write(library: Library, texts: Texts) -> None:
    for path in library.corpus.iterdir():
        path.unlink()
    for name, text in texts.items():
        library.write(f"{name}.txt", text)


def changed(texts: Texts, dice: random.Random) -> Texts:
    """A third of the policies each is left, changed and removed, and some are added."""
    after: Texts = {}
    for name, text in texts.items():
        fate = dice.choice(("left", "changed", "removed"))
        if fate == "left":
            after[name] = text
        elif fate == "changed":
            after[name] = "\n".join([f"We changed {dice.random()}.", *text.splitlines()[1:]])
    return after | {f"p{dice.randrange(10**6)}": policy(dice) for _ in range(POLICIES - len(after))}


def told(library: Library) -> Texts:
    """What a reader without the lock sees."""
    with open_catalog(library.settings) as catalog:
        return {entry.policy.id: catalog.version(entry.policy.id).text for entry in catalog.policies()}


def check(library: Library, *possible: Texts) -> Texts:
    """After a kill the index is one of these, finds what it holds and nothing else, and can be mended by an ingest."""
    now = told(library)
    assert now in possible
    held = {line for text in now.values() for line in text.splitlines()}
    found = library.found("We keep changed Ask us about days.")
    assert found <= held
    assert found
    findings = [finding for finding in examine(library.settings).findings if finding.wrong]
    assert all(one.mend == f"run: clausewise ingest {library.corpus}" for one in findings), findings
    return now


def finish(library: Library, texts: Texts) -> None:
    """The next ingest does the rest: nothing is lost, doubled or left over."""
    library.ingest()
    assert told(library) == texts
    diagnosis = examine(library.settings)
    assert diagnosis.findings == ()
    assert diagnosis.counts["vectors"] == sum(len(text.splitlines()) for text in texts.values())


@pytest.fixture
def corpora() -> tuple[Texts, Texts]:
    dice = random.Random(1)
    old = {f"p{number}": policy(dice) for number in range(POLICIES)}
    return old, changed(old, dice)


def kill_at(folder: Path, corpora: tuple[Texts, Texts], step: str, moment: str) -> Library:
    library, (old, new) = Library(folder), corpora
    write(library, old)
    library.ingest()
    write(library, new)
    assert killed_at(folder, step, moment)
    published = step in AFTER_THE_PUBLISH or (step, moment) == ("publish", "after")
    check(library, new if published else old)
    finish(library, new)
    return library


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_killed_after_a_step_it_holds_the_old_state_or_the_new(
    tmp_path: Path, corpora: tuple[Texts, Texts], step: str
) -> None:
    kill_at(tmp_path, corpora, step, "after")


@pytest.mark.soak
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_it_ends_as_an_index_made_afresh(
    tmp_path: Path, corpora: tuple[Texts, Texts], step: str, moment: str
) -> None:
    library = kill_at(tmp_path, corpora, step, moment)
    assert library.state() == library.fresh()


@pytest.mark.soak
def test_killed_while_it_makes_the_index_it_can_be_made_again(tmp_path: Path, corpora: tuple[Texts, Texts]) -> None:
    library, (old, _) = Library(tmp_path), corpora
    write(library, old)
    for step in ("put_encoded", "add", "publish"):
        assert killed_at(tmp_path, step, "after")
    finish(library, old)


def kill_at_random(folder: Path, kills: int, seed: int) -> None:
    """Several kills in a row over one change, then the rest of the work; and so on."""
    dice = random.Random(seed)
    library = Library(folder)
    texts = {f"p{number}": policy(dice) for number in range(POLICIES)}
    write(library, texts)
    library.ingest()
    started = time.perf_counter()
    start(folder).join()
    whole = time.perf_counter() - started
    done = 0
    while done < kills:
        old, texts = texts, changed(texts, dice)
        write(library, texts)
        for _ in range(dice.randint(1, 4)):
            done += killed_after(folder, dice.uniform(0, 2 * whole))
            old = check(library, old, texts)
        finish(library, texts)


@pytest.mark.slow
def test_killed_at_random_moments(tmp_path: Path) -> None:
    kill_at_random(tmp_path, kills=3, seed=1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(8))
def test_killed_two_hundred_times_at_random_moments(tmp_path: Path, seed: int) -> None:
    kill_at_random(tmp_path, kills=25, seed=seed)
