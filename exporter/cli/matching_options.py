"""The options that choose articles by their contents, and what they ask for.

No ``from __future__ import annotations`` here: typer reads the hints.
"""
# ruff: noqa: RUF009 - ``option`` returns a dataclass field, nothing that is shared

from dataclasses import dataclass
from typing import Annotated, TypeAlias

import typer

from exporter.cli.arguments import option
from exporter.words import Script

Texts: TypeAlias = list[str]


@dataclass(frozen=True)
class MatchingOptions:
    """What the wanted articles are about, and what they are like."""

    match: Annotated[
        Texts,
        typer.Option(
            metavar="WORDS",
            help="With all these words in title or text: 'a b', '\"a phrase\"', "
            "'a OR b', '-word'. Simplified and Traditional find each other.",
            show_default=False,
        ),
    ] = option([], lines=True)
    title_match: Annotated[
        Texts,
        typer.Option(
            metavar="WORDS",
            help="The same, in the title alone.",
            show_default=False,
        ),
    ] = option([], lines=True)
    regex: Annotated[
        Texts,
        typer.Option(
            metavar="REGEX",
            help="Where this regular expression (RE2) matches the title or a "
            "paragraph, in either script.",
            show_default=False,
        ),
    ] = option([], lines=True)
    author: Annotated[
        Texts,
        typer.Option(
            metavar="NAME",
            help="Only by this author (dwexport authors lists them), or another "
            "given the same way.",
            show_default=False,
        ),
    ] = option([], lines=True)
    topic: Annotated[
        Texts,
        typer.Option(
            metavar="NAME",
            help="Only with this topic (dwexport topics lists them), or another "
            "given the same way.",
            show_default=False,
        ),
    ] = option([], lines=True)
    id: Annotated[
        Texts,
        typer.Option(
            "--id",
            metavar="ID",
            help="Only the article with this id, number or address, or another given "
            "the same way.",
            show_default=False,
        ),
    ] = option([], lines=True)
    lang: Annotated[
        Script | None,
        typer.Option(
            help="Only articles in Simplified (hans) or Traditional (hant) Chinese.",
            show_default=False,
        ),
    ] = option(None, rivals=("exclude_lang",))
    min_length: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=0, help="At least N characters.", show_default=False
        ),
    ] = option(None)
    max_length: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=0, help="At most N characters.", show_default=False
        ),
    ] = option(None)
    with_pictures: Annotated[
        bool | None,
        typer.Option(
            "--with-pictures/--without-pictures",
            help="Only articles with pictures, or only those without.",
            show_default=False,
        ),
    ] = option(None)
    exclude: Annotated[
        Texts,
        typer.Option(
            metavar="WORDS",
            help="Not where --match WORDS would find something.",
            show_default=False,
        ),
    ] = option([], lines=True)
    exclude_title: Annotated[
        Texts,
        typer.Option(
            metavar="WORDS",
            help="Not where --title-match WORDS would.",
            show_default=False,
        ),
    ] = option([], lines=True)
    exclude_regex: Annotated[
        Texts,
        typer.Option(
            metavar="REGEX",
            help="Not where --regex REGEX would.",
            show_default=False,
        ),
    ] = option([], lines=True)
    exclude_author: Annotated[
        Texts,
        typer.Option(metavar="NAME", help="Not by this author.", show_default=False),
    ] = option([], lines=True)
    exclude_topic: Annotated[
        Texts,
        typer.Option(metavar="NAME", help="Not with this topic.", show_default=False),
    ] = option([], lines=True)
    exclude_source: Annotated[
        Texts,
        typer.Option(metavar="OUTLET", help="Not this outlet.", show_default=False),
    ] = option([], lines=True)
    exclude_id: Annotated[
        Texts,
        typer.Option(metavar="ID", help="Not this article.", show_default=False),
    ] = option([], lines=True)
    exclude_lang: Annotated[
        Script | None,
        typer.Option(help="Not articles in this script.", show_default=False),
    ] = option(None, rivals=("lang",))
