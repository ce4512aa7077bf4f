import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import EmptyPolicyError, UnreadableFileError
from ingest.loaders.decoding import decode

PROSE = {
    "We don’t sell your data.": ("cp1252", "mac_roman", "utf-16-le", "utf-16-be"),
    "© 2024 Acme Inc.": ("cp1252", "mac_roman", "utf-16-le"),
    "A fee of £5 or €6 – see ‘Your rights’ • § 5": ("cp1252",),
    "Wir speichern Ihre Daten für zwölf Monate.": ("cp1252", "latin-1", "mac_roman", "cp850", "utf-16-le"),
    "DATENSCHUTZERKLÄRUNG: LÖSCHUNG": ("cp1252", "mac_roman", "cp850"),
    "Nous conservons vos données à caractère personnel. L’accès est gratuit.": ("cp1252", "mac_roman"),
    "Conservamos sus datos doce años. ¿Qué más? Según la política.": ("cp1252", "mac_roman", "cp850"),
    "Conserviamo i dati perché è necessario; l’attività è più sicura.": ("cp1252", "mac_roman"),
    "Nós não vendemos seus dados. A retenção é de doze meses.": ("cp1252",),
    "Vi sparar dina uppgifter i tolv månader, därefter raderas de.": ("cp1252", "mac_roman", "cp850"),
    "Przechowujemy dane przez dwanaście miesięcy. Żądanie można złożyć.": ("cp1250", "iso8859_2", "cp852"),
    "Vaše údaje uchováváme dvanáct měsíců.": ("cp1250", "iso8859_2", "cp852"),
    "Adatait tizenkét hónapig őrizzük, utána töröljük.": ("cp1250", "iso8859_2"),
    "Verilerinizi on iki ay boyunca saklıyoruz. Değişiklik ve çerez.": ("cp1254",),
    "Jūsų duomenis saugome dvylika mėnesių, vėliau ištriname.": ("cp1257",),
    "Мы храним ваши данные двенадцать месяцев.": ("cp1251", "koi8_r", "iso8859_5", "cp866", "utf-16-be"),
    "Ми зберігаємо ваші дані дванадцять місяців.": ("cp1251", "koi8_u"),
    "Διατηρούμε τα δεδομένα σας για δώδεκα μήνες. Άρθρο": ("cp1253", "iso8859_7"),
    "אנו שומרים את הנתונים שלך במשך שנים עשר חודשים.": ("cp1255",),
    "نحتفظ ببياناتك لمدة اثني عشر شهرا.": ("cp1256",),
    "เราเก็บข้อมูลของคุณเป็นเวลาสิบสองเดือน": ("cp874",),
    "お客様の個人情報は十二か月間保存されます。": ("shift_jis", "euc_jp", "iso2022_jp", "utf-16-le", "utf-16-be"),
    "我们将保存您的个人信息十二个月，之后将其删除。": ("gb18030", "gbk", "utf-16-le"),
    "我們將保存您的個人資料十二個月，之後將其刪除。": ("big5",),
    "당사는 귀하의 개인정보를 12개월간 보관합니다.": ("cp949", "euc_kr", "utf-16-le"),
}


@pytest.mark.parametrize(("text", "encoding"), [(text, name) for text, names in PROSE.items() for name in names])
def test_one_sentence_is_enough_to_tell_its_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_left_out(bom: bytes, encoding: str) -> None:
    decoded = decode(bom + "Größe: 1 ½ €".encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.notices) == ("Größe: 1 ½ €", encoding, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_told_without_a_byte_order_mark(encoding: str) -> None:
    assert decode("We keep logs.\nWe delete them.\n".encode(encoding)).text == "We keep logs.\nWe delete them.\n"


def test_a_guess_is_told_and_utf8_is_not_a_guess() -> None:
    assert decode("für Sie".encode()).notices == ()
    (notice,) = decode("für Sie".encode("cp1252")).notices
    assert "cp1252" in notice
    assert "save the file as UTF-8" in notice


def test_a_stray_windows_byte_does_not_spoil_the_utf8_around_it() -> None:
    decoded = decode("Größe, Höhe, Länge. ".encode() + b"We don\x92t.")
    assert decoded.text == "Größe, Höhe, Länge. We don’t."
    assert "1 byte" in decoded.notices[0]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(lambda text: f"Data {text}"))
def test_utf8_text_stays_as_it_is(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(("raw", "text"), [(b"a\r\nb", "a\nb"), (b"a\rb\r\r\nc\n", "a\nb\n\nc\n")])
def test_line_ends_become_lf(raw: bytes, text: str) -> None:
    assert decode(raw).text == text


@pytest.mark.parametrize("raw", [b"", b" \n\t\r\n", codecs.BOM_UTF8, "\u200b\xa0\n".encode(), b"\0"])
def test_a_file_without_text_is_empty(raw: bytes) -> None:
    with pytest.raises(EmptyPolicyError, match="no text"):
        decode(raw)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "Office"),
        (b"{\\rtf1\\ansi Hello}", "RTF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "PNG"),
        (bytes(range(256)) * 4, "not text"),
        (b"ab\0\1\2\3" * 100, "not text"),
    ],
)
def test_what_is_not_text_is_refused_with_the_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        decode(raw)


@given(st.binary(min_size=200, max_size=2000).filter(lambda raw: sum(byte < 32 for byte in raw) > len(raw) // 20))
def test_random_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises((UnreadableFileError, EmptyPolicyError)):
        decode(raw)


def test_a_nul_or_a_change_of_direction_in_a_text_is_kept_and_told() -> None:
    text = "We keep\0 logs for \u202etwelve\u202c months."
    decoded = decode(text.encode())
    assert decoded.text == text
    assert "1 control character" in decoded.notices[0]
    assert "direction" in decoded.notices[1]
