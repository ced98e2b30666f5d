# ruff: noqa: E501 - the lines are data
"""Replies as mail programs write them: (name, content type, subject, body, what must stay shown, what must be folded)."""

from relaydesk.channels.rules.mail.quote_patterns import OWN_MARKER

OWN = "我的回答在这里。"
OLD = "原来的旧内容"

TEXT = [
    (
        "gmail-en",
        f"{OWN}\n\nOn Sun, Mar 1, 2026 at 10:00 AM Support <support@demo.local> wrote:\n\n> {OLD}\n> more\n",
    ),
    (
        "gmail-en-wrapped",
        f"{OWN}\n\nOn Sun, Mar 1, 2026 at 10:00 AM Support Team <\nsupport@demo.local> wrote:\n\n> {OLD}\n",
    ),
    ("gmail-zh", f"{OWN}\n\nSupport <support@demo.local> 于2026年3月1日周日 10:00写道：\n\n> {OLD}\n"),
    (
        "gmail-zh-wrapped",
        f"{OWN}\n\nSupport Team 客户支持 <support@demo.local>\n于2026年3月1日周日 10:00写道：\n\n> {OLD}\n",
    ),
    ("gmail-tw", f"{OWN}\n\nSupport <support@demo.local> 於 2026年3月1日 週日 上午10:00寫道：\n\n> {OLD}\n"),
    (
        "apple-en",
        f"{OWN}\n\n> On Mar 1, 2026, at 10:00 AM, Support <support@demo.local> wrote:\n> \n> {OLD}\n",
    ),
    ("apple-zh", f"{OWN}\n\n> 在 2026年3月1日，10:00，客服 <support@demo.local> 写道：\n> \n> {OLD}\n"),
    (
        "iphone-zh",
        f"{OWN}\n\n发自我的 iPhone\n\n> 在 2026年3月1日，上午10:00，客服 <support@demo.local> 写道：\n> \n> ﻿{OLD}\n",
    ),
    (
        "iphone-tw",
        f"{OWN}\n\n從我的 iPhone 傳送\n\n> 客服 <support@demo.local> 於 2026年3月1日 上午10:00 寫道：\n> \n> {OLD}\n",
    ),
    (
        "outlook-en",
        f"{OWN}\n\nFrom: Support <support@demo.local>\nSent: Sunday, March 1, 2026 10:00 AM\nTo: Wang\nSubject: x\n\n{OLD}\n",
    ),
    (
        "outlook-zh-fullwidth",
        f"{OWN}\n\n发件人： Support <support@demo.local>\n发送时间： 2026年3月1日 10:00\n收件人： 王强\n主题： x\n\n{OLD}\n",
    ),
    (
        "outlook-zh-ascii",
        f"{OWN}\n\n________________________________\n发件人: Support <support@demo.local>\n发送时间: 2026年3月1日 10:00\n收件人: 王强\n主题: x\n\n{OLD}\n",
    ),
    (
        "outlook-tw",
        f"{OWN}\n\n寄件者: Support <support@demo.local>\n寄件日期: 2026年3月1日 上午 10:00\n收件者: 王強\n主旨: x\n\n{OLD}\n",
    ),
    (
        "outlook-original-en",
        f"{OWN}\n\n-----Original Message-----\nFrom: Support\nSent: Sunday\nTo: x\nSubject: y\n\n{OLD}\n",
    ),
    (
        "outlook-original-zh",
        f"{OWN}\n\n-----邮件原件-----\n发件人: Support\n发送时间: 2026年3月1日\n收件人: x\n主题: y\n\n{OLD}\n",
    ),
    (
        "foxmail",
        f"{OWN}\n\n\n\n王强\n\n发件人： 客服\n发送时间： 2026-03-01 10:00\n收件人： wang\n主题： Re: x\n{OLD}\n",
    ),
    (
        "qq",
        f'{OWN}\n\n\n------------------ 原始邮件 ------------------\n发件人: "客服" <support@demo.local>;\n发送时间: 2026年3月1日(星期天) 上午10:00\n收件人: "王强";\n主题: x\n\n{OLD}\n',
    ),
    (
        "qq-en",
        f'{OWN}\n\n------------------ Original ------------------\nFrom:  "Support";<support@demo.local>;\nDate:  Sun, Mar 1, 2026\nTo:  "wang";\n\nSubject:  x\n\n{OLD}\n',
    ),
    ("qq-nbsp", f"{OWN}\n\n------------------\u00a0原始邮件\u00a0------------------\n{OLD}\n"),
    ("163", f'{OWN}\n\n\n\n\nAt 2026-03-01 10:00:00, "客服" <support@demo.local> wrote:\n\n{OLD}\n'),
    ("163-quoted", f'{OWN}\n\nAt 2026-03-01 10:00:00, "客服" <support@demo.local> wrote:\n>{OLD}\n>more\n'),
    ("163-zh", f'{OWN}\n\n在 2026-03-01 10:00:00，"客服" <support@demo.local> 写道：\n\n>{OLD}\n'),
    (
        "163-master",
        f"{OWN}\n\n---- 回复的原邮件 ----\n| 发件人 | 客服<support@demo.local> |\n| 日期 | 2026年03月01日 |\n\n{OLD}\n",
    ),
    (
        "163-master-en",
        f"{OWN}\n\n---- Replied Message ----\n| From | Support |\n| Date | 03/01/2026 10:00 |\n\n{OLD}\n",
    ),
    (
        "wecom",
        f"{OWN}\n\n------------------ 原始邮件 ------------------\n发件人：客服\n发送时间：2026年3月1日\n收件人：x\n\n{OLD}\n",
    ),
    (
        "aliyun",
        f"{OWN}\n------------------------------------------------------------------\n发件人：客服 <support@demo.local>\n发送时间：2026年3月1日(星期日) 10:00\n收件人：x\n主　题：y\n\n{OLD}\n",
    ),
    (
        "dingmail",
        f"{OWN}\n\n------------------------------------------------------------------\n发件人：客服\n日　期：2026年03月01日 10:00:00\n收件人：王强\n主　题：y\n\n{OLD}\n",
    ),
    (
        "huawei",
        f"{OWN}\n\n来自我的华为手机\n\n-------- 原始邮件 --------\n发件人： 客服 <support@demo.local>\n日期： 2026年3月1日周日 10:00\n收件人： x\n主题： y\n{OLD}\n",
    ),
    (
        "samsung",
        f"{OWN}\n\n-------- Original message --------\nFrom: Support <support@demo.local>\nDate: 3/1/26 10:00 (GMT+08:00)\nTo: x\nSubject: y\n{OLD}\n",
    ),
    (
        "sina",
        f"{OWN}\n----- 原始邮件 -----\n发件人：客服 <support@demo.local>\n收件人：x\n主题：y\n日期：2026年03月01日\n\n{OLD}\n",
    ),
    ("thunderbird-en", f"{OWN}\n\nOn 3/1/26 10:00, Support wrote:\n> {OLD}\n"),
    ("thunderbird-zh", f"{OWN}\n\n在 2026/3/1 10:00, 客服 写道:\n> {OLD}\n"),
    ("german", f"{OWN}\n\nAm 01.03.26 um 10:00 schrieb Support:\n> {OLD}\n"),
    ("french", f"{OWN}\n\nLe 1 mars 2026 à 10:00, Support a écrit :\n> {OLD}\n"),
    ("own-marker", f"{OWN}\n\n{OWN_MARKER}\n\n{OLD}\n"),
    ("own-marker-quoted", f"{OWN}\n\n> {OWN_MARKER}\n> \n> {OLD}\n"),
    ("bare-block", f"{OWN}\n\n> {OLD}\n> and more\n"),
    (
        "bottom-posting",
        f"On Sun, Mar 1, 2026 at 10:00 AM Support <support@demo.local> wrote:\n\n> {OLD}\n> more\n\n{OWN}\n",
    ),
    (
        "own-line-directly-above",
        f"{OWN}\nOn Sun, Mar 1, 2026 at 10:00 AM Support <support@demo.local> wrote:\n> {OLD}\n",
    ),
]

HTML = [
    (
        "gmail-html",
        f'<div dir="ltr">{OWN}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Sun, Mar 1, 2026 at 10:00 AM Support &lt;<a href="mailto:s@d">s@d</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="x"><div>{OLD}</div></blockquote></div>',
    ),
    (
        "gmail-html-unknown-language",
        f'<div>{OWN}</div><div class="gmail_quote"><div class="gmail_attr">1 Mart 2026 Paz, Support yazdı:<br></div><blockquote class="gmail_quote">{OLD}</blockquote></div>',
    ),
    (
        "gmail-zh-html",
        f'<div dir="auto">{OWN}</div><br><div class="gmail_quote"><div class="gmail_attr">Support &lt;s@d.com&gt; 于2026年3月1日周日 10:00写道：<br></div><blockquote class="gmail_quote">{OLD}</blockquote></div>',
    ),
    (
        "outlook-html",
        f'<div class="WordSection1"><p class="MsoNormal">{OWN}<o:p></o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Support<br><b>Sent:</b> Sunday<br><b>To:</b> x<br><b>Subject:</b> y</p></div></div><p>{OLD}</p></div>',
    ),
    (
        "outlook-zh-html",
        f'<div>{OWN}</div><div style="border-top:solid #B5C4DF 1.0pt"><p><b><span>发件人:</span></b> 客服 <br><b>发送时间:</b> 2026年3月1日<br><b>收件人:</b> x<br><b>主题:</b> y</p></div><p>{OLD}</p>',
    ),
    (
        "outlook-web-html",
        f'<div>{OWN}</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg" dir="ltr"><b>发件人:</b> 客服<br><b>发送时间:</b> 2026<br></div><div>{OLD}</div>',
    ),
    (
        "outlook-new-html",
        f'<div>{OWN}</div><div id="mail-editor-reference-message-container"><div>De : Support</div><div>{OLD}</div></div>',
    ),
    (
        "foxmail-html",
        f'<div>{OWN}</div><div><br></div><hr style="width: 210px"><blockquote style="margin-Top: 0px;"><div>&nbsp;</div><div style="border-top:1pt"><div><b>发件人：</b>&nbsp;客服</div><div><b>发送时间：</b>&nbsp;2026-03-01 10:00</div><div><b>收件人：</b>&nbsp;x</div><div><b>主题：</b>&nbsp;y</div></div><div>{OLD}</div></blockquote>',
    ),
    (
        "qq-html",
        f'<div>{OWN}</div><div><br></div><div style="font-size: 12px;">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="background:#efefef;"><div><b>发件人:</b>&nbsp;"客服"</div><div><b>发送时间:</b>&nbsp;2026</div></div><div>{OLD}</div>',
    ),
    (
        "163-html",
        f'<div style="line-height:1.7">{OWN}</div><br><p>At 2026-03-01 10:00:00, "客服" &lt;s@d.com&gt; wrote:</p><blockquote id="isReplyContent" style="x"><div>{OLD}</div></blockquote>',
    ),
    (
        "163-master-html",
        f'<div>{OWN}</div><div class="ntes-mailmaster-quote"><div>---- 回复的原邮件 ----</div><table><tr><td>发件人</td><td>客服</td></tr></table><div>{OLD}</div></div>',
    ),
    (
        "aliyun-html",
        f'<div class="__aliyun_email_body_block"><div>{OWN}</div><blockquote><div>------------------------------------------------------------------</div><div>发件人：客服</div><div>发送时间：2026年3月1日</div><div>收件人：x</div><div>主　题：y</div><div>{OLD}</div></blockquote></div>',
    ),
    (
        "apple-html",
        f'<html><body>{OWN}<br><div><br><blockquote type="cite"><div>在 2026年3月1日，10:00，客服 &lt;s@d.com&gt; 写道：</div><br><div>{OLD}</div></blockquote></div></body></html>',
    ),
    (
        "thunderbird-html",
        f'<p>{OWN}</p><div class="moz-cite-prefix">Op 1-3-2026 om 10:00 schreef Support:<br></div><blockquote type="cite" cite="mid:x"><p>{OLD}</p></blockquote>',
    ),
    (
        "own-marker-html",
        f'<div>{OWN}</div><div>weird client 9:12<div><p><font color="#8c8c8c">{OWN_MARKER}</font></p><p>{OLD}</p></div></div>',
    ),
    (
        "yahoo-html",
        f'<div>{OWN}</div><div id="yahoo_quoted_123" class="yahoo_quoted"><div>Am Sonntag schrieb x</div><div>{OLD}</div></div>',
    ),
    (
        "bottom-posting-html",
        f'<div class="gmail_quote"><div class="gmail_attr">On Sun, Mar 1, 2026 Support wrote:</div><blockquote class="gmail_quote">{OLD}</blockquote></div><div>{OWN}</div>',
    ),
]

KEPT_WHOLE = [
    (
        "forward-marker",
        "Fwd: x",
        f"请看下面。{OWN}\n\n---------- Forwarded message ---------\nFrom: A <a@b.c>\nDate: x\nSubject: y\n\n{OLD}\n",
    ),
    ("forward-subject", "转发: x", f"{OWN}\n\n发件人： A\n发送时间： 2026\n收件人： B\n主题： y\n\n{OLD}\n"),
    (
        "answers-between",
        "Re: x",
        f"On Mar 1, 2026, Support wrote:\n> {OLD}\n{OWN}\n> second question\nsecond answer\n",
    ),
    ("only-a-quotation", "Re: x", f"On Mar 1, 2026, Support wrote:\n> {OLD}\n> {OWN}\n"),
    ("dashes-of-a-list", "x", f"{OWN}\n-----\n- {OLD}\n- b\n"),
    ("from-in-a-sentence", "x", f"From: here it fails.\n{OWN}\n{OLD}\n"),
    ("wrote-in-a-sentence", "x", f"{OWN}\nOn your site I wrote: it is broken\n{OLD}\n"),
    ("said-in-chinese", "x", f"{OWN}\n说明书上写道：不要拆开\n{OLD}\n"),
]
