"""The commands about the models' files."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli_edge import settings_for

models = typer.Typer(help="The models' files.", no_args_is_help=True, rich_markup_mode=None)


@models.callback()
def _group() -> None:
    """A group even of one command."""


@models.command()
def install(
    chat: Annotated[bool, typer.Option("--chat", help="A small chat model for llama.cpp instead; 1.1 GB.")] = False,
) -> None:
    """Fetch, verify and convert them, where that is not done yet."""
    if chat:
        from bot.chat_weights import install_weights

        install_weights(models=settings_for(None).models, report=lambda line: typer.echo(line, err=True))
        return
    from bot.cross_encoder import cross_encoder_model
    from bot.resources import load_tagger
    from ingest.embeddings import load_encoder
    from ingest.model_files import default_models_folder
    from ingest.model_files import install as run

    settings = settings_for(None)
    folder = settings.models or default_models_folder()
    run(cache=folder, report=lambda line: typer.echo(line, err=True), made=[cross_encoder_model()])
    load_tagger(load_encoder("minilm", models=folder), settings)
