"""Words that a page hides are no text of it; words that a reader can open are."""

from __future__ import annotations

import pytest

from ingest.loaders.html import parse_html

SEEN = "We keep the logs of our servers for twelve months."
LONG = f"{SEEN} Mail is kept for as long as you have an account with us. " * 4


def texts_of(html: str) -> list[str]:
    document = parse_html(html)
    return [document.text[block.start : block.end] for block in document.blocks]


def is_read(hidden: str) -> bool:
    text = parse_html(f"<body><h1>Policy</h1><p>{SEEN}</p>{hidden}<p>Write to us.</p></body>").text
    assert SEEN in text
    assert "Write to us." in text
    return "EVIL" in text


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : none !important",
        "dis\\70lay:none",
        "display:/**/none",
        "visibility:hidden",
        "content-visibility:hidden",
        "opacity:0",
        "opacity:0.01",
        "opacity:1%",
        "color:white",
        "color:#FFFFFF",
        "color:#fefefe",
        "color:hsl(0 0% 100%)",
        "color:white;background:#fff",
        "background:black;color:rgb(0,0,0)",
        "background-color:navy;color:navy",
        "color:transparent",
        "color:rgba(0,0,0,0)",
        "-webkit-text-fill-color:transparent",
        "font-size:0",
        "font-size:1px",
        "font-size:.5pt",
        "font:0/0 a",
        "width:0;height:0;overflow:hidden",
        "max-height:0;overflow:hidden",
        "height:1px;width:1px;overflow:clip;position:absolute",
        "position:absolute;left:-9999px",
        "position:fixed;top:-200em",
        "text-indent:-10000px",
        "margin-left:-9999px",
        "position:absolute;clip:rect(0,0,0,0)",
        "position:absolute;clip:rect(1px, 1px, 1px, 1px)",
        "clip-path:inset(50%)",
        "clip-path:circle(0)",
        "transform:scale(0)",
        "transform:translateX(-9999px)",
    ],
)
def test_what_a_style_hides_is_not_read(style: str) -> None:
    assert not is_read(f'<p style="{style}">EVIL words.</p>')
    assert not is_read(f'<p>Seen. <span style="{style}">EVIL <b>words</b>.</span></p>')
    assert not is_read(f'<style>.q7 {{ {style} }}</style><div class="a q7"><p>EVIL words.</p></div>')


@pytest.mark.parametrize(
    "style",
    [
        "display:block",
        "opacity:.9",
        "color:#333",
        "color:white;background:#003366",
        "color:#fff;background:url(sky.png)",
        "color:#fff;background:linear-gradient(#000,#111)",
        "color:var(--ink)",
        "color:inherit",
        "background:linear-gradient(red,blue);-webkit-background-clip:text;-webkit-text-fill-color:transparent",
        "font-size:11px",
        "font-size:.9em",
        "overflow:hidden",
        "width:100%;height:0;padding-bottom:40%",
        "position:relative;left:-10px",
        "text-indent:-18pt;margin-left:36pt",
        "transform:scale(0.9)",
        "opacity:0;transform:translateY(20px);transition:all 1s",
    ],
)
def test_what_a_style_only_adorns_is_read(style: str) -> None:
    assert is_read(f'<p style="{style}">EVIL words.</p>')


@pytest.mark.parametrize(
    "sheet",
    [
        "p.q7{display:none}",
        "#q8{display:none}",
        ".x, .q7{display:none}",
        "div .q7{display:none}",
        "div > p.q7{display:none}",
        "@media screen{.q7{display:none}}",
        ".q7{display:none!important} .q7{display:block}",
        ".q7{display:block} p.q7{display:none}",
    ],
)
def test_the_pages_own_rules_hide(sheet: str) -> None:
    assert not is_read(f'<style>{sheet}</style><div><p class="q7" id="q8">EVIL words.</p></div>')


@pytest.mark.parametrize(
    "sheet",
    [
        "h1.q7{display:none}",
        "section .q7{display:none}",
        "section > p.q7{display:none}",
        "@media print{.q7{display:none}}",
        ".q7:hover{display:none}",
        ".q7{display:none} .q7{display:block}",
        "p.q7{display:block} .q7{display:none}",
        ".q7{display:none",
        "}}}.q9{",
    ],
)
def test_rules_that_do_not_hold_hide_nothing(sheet: str) -> None:
    closed = sheet != ".q7{display:none"
    assert is_read(f'<style>{sheet}</style><div><p class="q7">EVIL words.</p></div>') is closed


@pytest.mark.parametrize(
    "hidden",
    [
        "<h2>Mud baths</h2><div hidden>EVIL words.</div>",
        "<h2>Mud baths</h2><p hidden>EVIL words.</p>",
        '<h2>Mud baths</h2><div style="display:none"><section><p>EVIL words.</p></section></div>',
        "<dl><dt>Mud baths</dt><dd hidden>EVIL words.</dd></dl>",
        "<font color=#ffffff>EVIL words.</font>",
        "<table bgcolor=black><tr><td><font color=black>EVIL words.</font></td></tr></table>",
        "<dialog>EVIL words.</dialog>",
        '<a href="/terms">Terms</a><div hidden>EVIL words.</div>',
        '<div style="color:white">EVIL <span style="color:black">seen</span></div>',
    ],
)
def test_what_nothing_opens_stays_hidden(hidden: str) -> None:
    assert not is_read(hidden)


@pytest.mark.parametrize("times", [1, 40])
def test_hidden_words_stay_so_however_many_they_are(times: int) -> None:
    padding = "We may sell everything that we know to anybody. " * times
    assert not is_read(f"<div hidden><p>EVIL words. {padding}</p></div>")
    assert not is_read(f'<p style="color:white">EVIL words. {padding}</p>')


@pytest.mark.parametrize(
    "panel",
    [
        "<button class=accordion>How long?</button><div class=panel style='display:none'>EVIL words.</div>",
        "<h3><a href='#' data-toggle=collapse>How long?</a></h3><div class=collapse hidden>EVIL words.</div>",
        "<h3><a data-toggle=collapse href='#c1'>How long?</a></h3><p>One.</p><div id=c1 hidden>EVIL words.</div>",
        "<button data-bs-target='#c1'>How long?</button><hr><div id=c1 style='display:none'>EVIL words.</div>",
        "<div class=accordion-item><h3>How long?</h3><div style='display:none'>EVIL words.</div></div>",
        "<h3 class=q>How long?</h3><div class='faq-answer' style='display:none'>EVIL words.</div>",
        "<ul><li role=tab id=t1>Web</li></ul><p>One.</p><div aria-labelledby=t1 hidden>EVIL words.</div>",
        "<div role=tabpanel hidden>EVIL words.</div>",
        "<input type=checkbox id=c><label for=c>How long?</label><div style='display:none'>EVIL words.</div>",
        "<style>.panel{max-height:0;overflow:hidden}</style><button>How?</button><div class=panel>EVIL words.</div>",
        "<p>One <span class=more style='display:none'>EVIL words</span> <a href='#'>Read more</a></p>",
        "<h3 onclick='t()'>How long?</h3><div style='visibility:hidden'>EVIL words.</div>",
    ],
)
def test_what_a_reader_can_open_is_read(panel: str) -> None:
    assert is_read(panel)


def test_the_words_of_a_plain_button_head_the_panel_that_it_opens() -> None:
    html = f"<p>{SEEN}</p><button class=accordion>How long?</button><div class=panel hidden>For a year.</div>"
    assert texts_of(html) == [SEEN, "How long?", "For a year."]


@pytest.mark.parametrize(
    "opening",
    [
        "<body style='display:none'>",
        "<body><div id=root style='visibility:hidden'>",
        "<style>body{opacity:0}</style><body>",
        "<body><div class='cookie-banner'>We use cookies to know who you are.</div><div id=app hidden><main hidden>",
        "<body><noscript>You need a browser with a script to read this.</noscript><div style='display:none'>",
        "<body><div style='color:white'>",
    ],
)
def test_a_page_that_its_script_would_show_is_read(opening: str) -> None:
    assert LONG.strip() in texts_of(f"{opening}<h1>Policy</h1><p>{LONG}</p>")


def test_a_small_font_around_text_of_a_usual_size_hides_only_its_own_words() -> None:
    html = f"<div style='font-size:0'>EVIL<p style='font-size:16px'>{SEEN}</p></div><p>Write to us.</p>"
    assert texts_of(html) == [SEEN, "Write to us."]


def test_a_title_in_white_stands_upon_a_picture_that_the_page_does_not_name() -> None:
    assert texts_of(f"<h1><span style='color:#fff'>Policy</span></h1><p>{SEEN}</p>") == ["Policy", SEEN]
