# ruff: noqa: E501 - the lines are data
"""The lines with which mail programs begin what they quote, as a table.

Each pattern is matched against one stripped line, or two or three joined ones, of at most MAX_INTRO characters. All
are anchored and bounded, so that a hostile line costs little.
"""

import re

MAX_INTRO = 400
OWN_MARKER = "##- 请在此行上方回复 · Please reply above this line -##"

# "<date>, <name> wrote:" in the languages and programs that our requesters use.
INTROS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"On .{4,300}\bwrote\s?[:：]",  # Gmail, Apple Mail, Thunderbird
        r"At \d{4}-\d\d?-\d\d?.{1,300}\bwrote\s?[:：]",  # 163
        r".{0,300}\d{4}\s?年.{4,200}(写道|寫道|写到|寫到)\s?[:：]",  # Gmail, Apple Mail, Huawei
        r"[在于於]\s?\d{4}[-/.]\d\d?[-/.]\d\d?.{1,300}(写道|寫道|写到)\s?[:：]",  # 163, Thunderbird
        r".{1,200}[<＜(]?\S{1,100}@\S{1,200}[>＞)]?.{0,60}(写道|寫道|写到)\s?[:：]",
        r"\d{4}[-/.]\d\d?[-/.]\d\d?.{1,300}(写道|寫道|写到)\s?[:：]",
        r"(回复|引用)\s?.{1,100}(于|在)\s?\d{4}.{1,100}(的邮件|的内容)\s?[:：]",
        r"Am .{4,300}\bschrieb\b.{0,200}[:：]",
        r"Le .{4,300}\ba écrit\s?[:：]",
        r"El .{4,300}\bescribió\s?[:：]",
        r"Em .{4,300}\bescreveu\s?[:：]",
        r"\d{4}年\d{1,2}月\d{1,2}日.{1,80}<\S{1,100}@\S{1,200}>\s?[:：]",  # Gmail in Japanese
        r"\d{4}년 .{1,200}(작성|님이 작성)\s?[:：]",
    )
)

_ORIGINAL = (
    r"原始邮件|邮件原件|原邮件|原始郵件|原始信件|回复的原邮件|回覆的原郵件|原文|Original(?: (?:Message|Mail|E-?mail))?"
    r"|Replied Message|Ursprüngliche Nachricht|Message d.origine|Mensaje original|元のメッセージ|원본 메시지"
)
# "------ 原始邮件 ------": all that follows is quoted.
SEPARATORS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"[-_=—─]{{2,80}}\s{{0,4}}(?:{_ORIGINAL})\s{{0,4}}[-_=—─]{{2,80}}",
        rf"[-_=—─]{{2,80}}\s{{0,4}}(?:{_ORIGINAL})\s{{0,4}}",
    )
)
RULE = re.compile(r"[-_=—─*]{5,200}")

FORWARDED = re.compile(
    r"[-_=—─]{2,80}\s{0,4}(?:Forwarded message|Forwarded mail|Forwarded by|转发的?(?:邮件|消息|信息)|已转发邮件|轉寄的?郵件|已轉寄的郵件)"
    r".{0,80}|Begin forwarded message[:：]|开始转发的邮件[:：]|以下是转发的邮件[:：]",
    re.IGNORECASE,
)
FORWARD_SUBJECT = re.compile(r"\s{0,5}(?:fwd?|fw|转发|轉寄|转寄|wg|tr|rv)\s?[:：]", re.IGNORECASE)

# A header block "发件人：… / 发送时间：…": the first line, and what must follow within four lines.
FROM_LINE = re.compile(
    r"[|*\s]{0,4}(?:From|发件人|寄件者|寄件人|發件人|Von|De|差出人|보낸 사람|보낸사람)[*|\s　]{0,4}[:：|]",
    re.IGNORECASE,
)
DATE_LINE = re.compile(
    r"[|*\s]{0,4}(?:Sent|Date|发送时间|发送日期|发件时间|发送于|时间|日[\s　]{0,3}期|寄件日期|傳送時間|傳送日期|發送時間|Gesendet|Datum"
    r"|Envoyé|Enviado|送信日時|보낸 날짜|날짜)[*|\s　]{0,4}[:：|]",
    re.IGNORECASE,
)
TO_LINE = re.compile(
    r"[|*\s]{0,4}(?:To|Cc|Subject|收件人|抄送人?|主[\s　]{0,3}题|标[\s　]{0,3}题|收件者|副本|主旨|An|Betreff|À|Objet|Para|Asunto|宛先|件名"
    r"|받는 사람|제목)[*|\s　]{0,4}[:：|]",
    re.IGNORECASE,
)

# Attributes of elements (in lower case) that programs put around what they quote.
REST_IS_QUOTED = re.compile(
    r"(?:\bid=[\"']?(?:x_)?(?:divrplyfwdmsg|appendonsend|olk_src_body_section|mail-editor-reference-message-container"
    r"|ms-outlook-mobile-reference-message|yahoo_quoted|reply-intro)"
    r"|\bclass=[\"']?[^\"'>]{0,80}(?:yahoo_quoted|gmail_quote_container_rest|moz-email-headers-table|ntes-mailmaster-quote"
    r"|relaydesk-quote|zmail_extra))"
)
INTRO_FOLLOWS = re.compile(r"\bclass=[\"']?[^\"'>]{0,80}(?:gmail_attr|moz-cite-prefix|protonmail_quote)")
CITED = re.compile(
    r"(?:\btype=[\"']?cite|\bid=[\"']?isreplycontent|\bclass=[\"']?[^\"'>]{0,80}(?:quote|cite|reply)|\bcite=)"
)
HINTS = (
    *(
        "wrote",
        "写",
        "寫",
        "schrieb",
        "crit",
        "escri",
        "escrev",
        "작성",
        "年",
        "原",
        "rom",
        "ROM",
        "发",
        "寄",
        "發",
    ),
    *(
        "riginal",
        "RIGINAL",
        "Von",
        "De",
        "差出",
        "보낸",
        "--",
        "__",
        "==",
        "——",
        "──",
        "eplied",
        "ursprüng",
        "回复",
        "引用",
        ">",
    ),
)
