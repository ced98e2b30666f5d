"""Bytes to text, whatever the label says (reliability G10).

Labels lie: `gb2312` is put on GBK and GB18030 text, `iso-8859-1`, `us-ascii` or nothing on all of them. A
label is
tried first in its widest form; where it fails, or promises what the bytes cannot be, the bytes decide.
"""

import codecs
import re

_WIDER = {
    **dict.fromkeys(
        ("gb2312", "gbk", "x-gbk", "cp936", "ms936", "windows-936", "gb-2312-80", "gb2312-80", "csgb2312"),
        "gb18030",
    ),
    **dict.fromkeys(
        ("gb-2312", "gb18030", "gb-18030", "gb13000", "euc-cn", "chinese", "iso-ir-58"), "gb18030"
    ),
    **dict.fromkeys(("big5", "x-x-big5", "csbig5", "cn-big5", "big-5", "cp950", "windows-950"), "cp950"),
    "big5-hkscs": "big5hkscs",
    **dict.fromkeys(("shift-jis", "sjis", "x-sjis", "ms-kanji", "windows-31j", "csshiftjis"), "cp932"),
    **dict.fromkeys(("ks-c-5601-1987", "ks-c-5601", "ksc5601", "euc-kr", "korean", "x-windows-949"), "cp949"),
    **dict.fromkeys(("iso-2022-jp", "csiso2022jp", "iso-2022-jp-ms", "cp50220", "cp50221"), "iso2022_jp_ext"),
    **dict.fromkeys(("utf8", "utf-8", "unicode-1-1-utf-8", "x-utf-8"), "utf-8"),
    **dict.fromkeys(("hz-gb-2312", "hz", "hzgb2312"), "hz"),
    **dict.fromkeys(("utf-7", "unicode-1-1-utf-7", "x-unicode-2-0-utf-7"), "utf-7"),
    "iso-8859-8-i": "iso8859_8",
    "x-mac-roman": "mac_roman",
}
# Labels that say nothing when bytes above 127 are there: senders put them on everything.
_SAYS_NOTHING = {
    *(
        "",
        "us-ascii",
        "ascii",
        "ansi-x3.4-1968",
        "iso-8859-1",
        "iso8859-1",
        "latin1",
        "latin-1",
        "windows-1252",
    ),
    *(
        "default",
        "unknown-8bit",
        "unknown",
        "x-unknown",
        "8bit",
        "none",
        "utf",
        "ansi",
        "charset",
        "x-user-defined",
    ),
}
_TEXT_CODEC = re.compile(
    r"(ascii|utf-?(8|16|32)|iso-?8859|latin|cp\d|koi8|mac|windows|big5|gb|euc|shift|iso2022|hz|johab|tis|ptcp|kz1048)"
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_PROBE = 20_000

# The commonest characters of Chinese mail in both scripts, kana, and frequent Hangul syllables.
_COMMON = frozenset(
    "的一是不了在人有我他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发"
    "天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从您请问题单号订货修谢收件邮箱电话客服"
    "公司产品机器设备故障退款申请处理回复附件查已经麻烦帮忙联系地址时间关于系统登录密码测试报告通知更新售后安装保修配送物流快递"
    "這個為來們說時國會對後過發無麼經當與學進種將還見從請問題單號訂貨謝郵電話務產機設備處復應該幫聯絡間關於錄報"
    "，。！？：；、“”（）《》「」…　"
)
_KANA = re.compile("[\u3041-\u30fe]")
_HANGUL = re.compile("[\uac00-\ud7a3]")


def decode(data: bytes, label: str | None) -> str:
    """Return the text of `data`. `label` is the charset that the sender claims. Never raises."""
    if data.startswith(codecs.BOM_UTF8):
        return data[3:].decode("utf-8", "replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    name = _plain(label)
    if _is_ascii(data):
        return _decode_seven_bit(data, name)
    if name in _SAYS_NOTHING:
        return _detect(data)
    codec = _codec(name)
    if codec is None:
        return _detect(data)
    if codec == "utf-8":
        return _decode_utf8(data)
    return _decode_labelled(data, codec)


def _plain(label: str | None) -> str:
    text = (label or "").strip().strip("\"'").lower().replace("_", "-")
    return re.split(r"[\s;,*]", text, maxsplit=1)[0][:40]


def _is_ascii(data: bytes) -> bool:
    return data.isascii()


def _decode_seven_bit(data: bytes, name: str) -> str:
    # Escape-based charsets are seven-bit; a NUL in every second byte is UTF-16 without its mark.
    codec = _codec(name)
    if codec in ("hz", "utf-7", "iso2022_jp_ext") or (codec or "").startswith(
        ("iso2022", "utf-16", "utf-32")
    ):
        return _lenient(data, str(codec))
    if b"\x1b$" in data[:_PROBE]:
        return _lenient(data, "iso2022_jp_ext")
    return data.decode("ascii")


def _codec(name: str) -> str | None:
    if name in _WIDER:
        return _WIDER[name]
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError, UnicodeError):
        return None
    return found if _TEXT_CODEC.match(found) else None


def _decode_utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    foreign = sum(1 for character in text[:_PROBE] if character > "\x7f")
    lost = text[:_PROBE].count("\ufffd")
    # A few broken bytes in good UTF-8 stay UTF-8; mostly broken means another charset under this label.
    return text if lost * 5 <= foreign else _detect(data)


def _decode_labelled(data: bytes, codec: str) -> str:
    fallbacks = {
        "cp950": ("big5hkscs",),
        "iso2022_jp_ext": ("iso2022_jp_2004", "iso2022_jp_3"),
        "cp932": ("shift_jis_2004",),
    }
    for candidate in (codec, *fallbacks.get(codec, ())):
        text = _strict(data, candidate)
        if text is not None:
            if codec in ("gb18030", "cp950", "cp949", "cp932"):
                other = _strict(data, "utf-8")
                if other is not None and _commonness(other) > _commonness(text):
                    return other
            return text
    other = _strict(data, "utf-8")
    return other if other is not None else _lenient(data, codec)


def _detect(data: bytes) -> str:
    text = _strict(data, "utf-8")
    if text is not None:
        return text
    probe = data[:_PROBE]
    if not _looks_double_byte(probe):
        return _lenient(data, "cp1252")
    best, best_score = "gb18030", -1.0
    for codec in ("gb18030", "cp950", "cp932", "cp949", "euc_jp"):
        candidate = _truncated(probe, codec)
        if candidate is None:
            continue
        score = _commonness(candidate)
        letters = sum(1 for character in candidate if character > "\x7f") or 1
        if codec in ("cp932", "euc_jp"):
            score += 2 * len(_KANA.findall(candidate)) / letters - 0.3
        if codec == "cp949":
            score = 1.5 * len(_HANGUL.findall(candidate)) / letters - 0.6
        if score > best_score:
            best, best_score = codec, score
    return _lenient(data, best)


def _looks_double_byte(probe: bytes) -> bool:
    """Tell Chinese, Japanese and Korean from Western text: there, bytes above 127 stand alone."""
    runs = _HIGH_RUN.findall(probe)
    total = sum(len(run) for run in runs)
    in_pairs = sum(len(run) for run in runs if len(run) >= 2)
    return total > 0 and in_pairs / total >= 0.7


def _truncated(probe: bytes, codec: str) -> str | None:
    for cut in range(4):
        text = _strict(probe[: len(probe) - cut], codec)
        if text is not None:
            return text
    return None


def _commonness(text: str) -> float:
    foreign = [character for character in text[:_PROBE] if character > "\x7f"]
    return sum(1 for character in foreign if character in _COMMON) / len(foreign) if foreign else 0.0


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return None


def _lenient(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec, "replace")
    except (UnicodeError, LookupError, ValueError):
        return data.decode("latin-1")
