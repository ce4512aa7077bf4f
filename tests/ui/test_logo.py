"""The name beside the mark fits its picture in whatever font a browser has."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"


def test_the_name_ends_within_the_picture() -> None:
    logo = ElementTree.parse(Path(__file__).parents[2] / "ui" / "theme" / "logo.svg").getroot()
    [name] = logo.iter(f"{SVG}text")
    assert name.text == "Clausewise"
    assert float(name.attrib["x"]) + float(name.attrib["textLength"]) <= float(logo.attrib["width"])
