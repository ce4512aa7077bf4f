"""The usual pipeline of LangChain behind FastAPI, to compare with: chunks of 500 characters in Chroma, nearest first.

usage: python -m bench.stock FOLDER STORE

It retrieves only: it decides nothing, verifies nothing and records nothing. It embeds with the same model as
Clausewise, in the same runtime, so that what differs is the pipeline.
"""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from langchain_chroma import Chroma
from langchain_text_splitters import RecursiveCharacterTextSplitter
from pydantic import BaseModel

from bot.settings import load_settings
from ingest.embeddings import load_encoder
from ingest.langchain_embeddings import EncoderEmbeddings
from ingest.loaders import SUFFIXES
from ingest.model_files import default_models_folder

CHUNK = 500
OVERLAP = 50
FOUND = 4  # LangChain's own default


class Request(BaseModel):
    question: str
    policies: list[str] = []


class Found(BaseModel):
    text: str
    policy: str


def create_app(folder: Path, store: Path) -> FastAPI:
    settings = load_settings()
    chroma = Chroma(
        "policies",
        EncoderEmbeddings(load_encoder(settings.embeddings, models=settings.models or default_models_folder())),
        persist_directory=str(store),
        collection_metadata={"hnsw:space": "cosine"},
    )
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    for file in sorted(folder.iterdir()):
        if file.suffix in SUFFIXES:
            chunks = splitter.split_text(file.read_text(encoding="utf-8"))
            chroma.add_texts(chunks, metadatas=[{"policy": file.stem}] * len(chunks))
    app = FastAPI()

    @app.get("/healthz")
    @app.get("/readyz")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.post("/v1/answers")
    def retrieve(request: Request) -> list[Found]:
        chosen: dict[str, Any] | None = {"policy": {"$in": request.policies}} if request.policies else None
        documents = chroma.similarity_search(request.question, k=FOUND, filter=chosen)
        return [Found(text=one.page_content, policy=str(one.metadata["policy"])) for one in documents]

    return app


def main() -> None:
    folder, store = map(Path, sys.argv[1:])
    app = create_app(folder, store)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(f"http://127.0.0.1:{listening.getsockname()[1]} ", file=sys.stderr, flush=True)
        uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False)).run(sockets=[listening])


if __name__ == "__main__":
    main()
