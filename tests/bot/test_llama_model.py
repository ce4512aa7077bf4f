"""The model in this process, over a llama of a test's own: one reply at a time, and nobody's absence holds it up."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.llama_model import LlamaChat


class Llama:
    """Says four words, a fiftieth of a second apart, or one as the logits have it."""

    def __init__(self) -> None:
        self.words_given = 0

    def tokenize(self, text: bytes, **_: Any) -> list[int]:
        return {b"Yes": [1], b"No": [2]}.get(text, [3, 4])

    def create_chat_completion(self, messages: Any, *, stream: bool = False, **options: Any) -> Any:
        if not stream:
            for look in options["logits_processor"]:
                look([], [0.0, 2.0, 1.0])
            return {"choices": [{"message": {"content": "Yes"}}]}
        return self._words()

    def _words(self) -> Iterator[Any]:
        for word in ("We ", "keep ", "it ", "briefly."):
            time.sleep(0.02)
            self.words_given += 1
            yield {"choices": [{"delta": {"content": word}}]}


@pytest.fixture
def chat() -> LlamaChat:
    made = LlamaChat(path=Path("none.gguf"))
    made._llama = Llama()
    return made


def test_a_reply_comes_in_pieces_or_whole(chat: LlamaChat) -> None:
    assert [str(chunk.text) for chunk in chat.stream("How long?") if chunk.text] == ["We ", "keep ", "it ", "briefly."]
    assert str(chat.invoke("How long?").text) == "We keep it briefly."


def test_the_chance_of_yes_is_told_from_the_logits(chat: LlamaChat) -> None:
    pytest.importorskip("llama_cpp")
    [first, *_] = chat.stream("Yes or No?", yes_or_no=True)
    assert first.response_metadata["chance_of_yes"] == pytest.approx(0.731, abs=1e-3)


def test_who_leaves_frees_the_model_for_the_next(chat: LlamaChat) -> None:
    async def leaving() -> None:
        async for _ in chat.astream("How long?"):
            break

    async def staying() -> str:
        return "".join([str(chunk.text) async for chunk in chat.astream("How long?")])

    async def both() -> str:
        await leaving()
        return await asyncio.wait_for(staying(), 5)

    assert asyncio.run(both()) == "We keep it briefly."
    assert chat._llama.words_given <= 7
