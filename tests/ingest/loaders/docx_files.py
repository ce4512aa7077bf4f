"""Writes the Word files that the tests read, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(
    *content: str, style: str = "", numbered: tuple[int, int] | None = None, properties: str = "", bold: bool = False
) -> str:
    """`content` is text or, where it begins with "<", markup; `numbered` is the list and the level in it."""
    inner = "".join(one if one.startswith("<") else run(one, "<w:b/>" if bold else "") for one in content)
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered is not None:
        properties = f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>{properties}'
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{inner}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    inner = "".join(one if one.startswith("<") else paragraph(one) for one in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, header: bool = False) -> str:
    inner = "".join(one if one.startswith("<w:tc>") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{'<w:tblHeader/>' if header else ''}</w:trPr>{inner}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def style(name: str, shown: str, *, based: str = "", paragraph: str = "", letters: str = "") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>{base}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


HEADINGS = "".join(style(f"H{level}", f"heading {level}") for level in range(1, 6))


def level(
    index: int, text: str, form: str = "decimal", *, start: int = 1, linked: str = "", more: str = "", left: int = 0
) -> str:
    link = f'<w:pStyle w:val="{linked}"/>' if linked else ""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}{link}'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{left or 360 * (index + 1)}"/></w:pPr></w:lvl>'
    )


def numbering(patterns: Mapping[int, Sequence[str]], lists: Mapping[int, int | tuple[int, str]]) -> str:
    """`lists` gives each list its pattern, and the overrides where it has some."""
    written = "".join(
        f'<w:abstractNum w:abstractNumId="{pattern}">{"".join(levels)}</w:abstractNum>'
        for pattern, levels in patterns.items()
    )
    for name, target in lists.items():
        pattern, overrides = target if isinstance(target, tuple) else (target, "")
        written += f'<w:num w:numId="{name}"><w:abstractNumId w:val="{pattern}"/>{overrides}</w:num>'
    return written


def note(kind: str, number: int, *paragraphs: str) -> str:
    return f'<w:{kind} w:id="{number}">{"".join(paragraphs)}</w:{kind}>'


def refer(kind: str, number: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def docx(
    *body: str,
    styles: str = HEADINGS,
    numbering: str = "",
    footnotes: str = "",
    endnotes: str = "",
    title: str = "",
    main: str = "word/document.xml",
    space: str = W,
) -> bytes:
    inner = "".join(one if one.startswith("<") else paragraph(one) for one in body)
    parts = {
        "[Content_Types].xml": _types(main),
        main: f"<w:document {_SPACES}><w:body>{inner}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"<w:styles {_SPACES}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_SPACES}>{numbering}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {_SPACES}>{footnotes}</w:footnotes>",
        "word/endnotes.xml": f"<w:endnotes {_SPACES}>{endnotes}</w:endnotes>",
        "docProps/core.xml": (
            '<p:coreProperties xmlns:p="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></p:coreProperties>'
        ),
        "_rels/.rels": _relations({f"{_RELATION}/officeDocument": main, _CORE: "docProps/core.xml"}),
        f"word/_rels/{main.rpartition('/')[2]}.rels": _relations(
            {f"{_RELATION}/{kind}": f"{kind}.xml" for kind in ("styles", "numbering", "footnotes", "endnotes")}
        ),
    }
    return archive({name: content.replace(W, space).encode() for name, content in parts.items()})


def archive(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def _types(main: str) -> str:
    kinds = {f"word/{kind}.xml": kind for kind in ("styles", "numbering", "footnotes", "endnotes")}
    kinds[main] = "document.main"
    inner = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPE}.wordprocessingml.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    common = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<Types xmlns="{space}">{common}{inner}</Types>'


def _relations(targets: Mapping[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{index}" Type="{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets.items())
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )
