"""The words of the survey, in the requester's language."""

from html import escape

STARS = {score: "★" * score + "☆" * (5 - score) for score in range(1, 6)}

WORDS = {
    "zh": {
        "lang": "zh-CN",
        "title": "服务评价",
        "question": "您对这次服务满意吗？",
        "scores": {5: "非常满意", 4: "满意", 3: "一般", 2: "不满意", 1: "非常不满意"},
        "comment": "还有什么想告诉我们的吗？（选填）",
        "submit": "提交评价",
        "change": "更改评价",
        "thanks": "感谢您的评价！",
        "saved": "您的评分已记录，可以继续补充意见。",
        "changeable": "七天内您可以在这里更改评价。",
        "final": "您的评价已不能再更改。",
        "pick": "请先选择一个评分。",
        "failed": "没有保存成功，请点击按钮再试一次。",
        "other_language": "English",
        "gone_title": "这个链接打不开了",
        "gone": "评价链接不正确，或者已经过期。您可以直接回复我们发给您的邮件，我们会看到。",
        "ticket": "工单",
        "mail_subject": "请评价我们的服务：{subject} [{number}]",
        "mail_greeting": "{name}，您好：",
        "mail_text": "您的工单 {number}「{subject}」已经解决。您对这次服务满意吗？点击一下即可评价：",
        "mail_end": "如果问题还没有解决，请直接回复这封邮件，工单会重新打开。",
    },
    "en": {
        "lang": "en",
        "title": "Rate our service",
        "question": "How satisfied are you with our service?",
        "scores": {
            5: "Very satisfied",
            4: "Satisfied",
            3: "Neutral",
            2: "Dissatisfied",
            1: "Very dissatisfied",
        },
        "comment": "Anything else you would like to tell us? (optional)",
        "submit": "Send rating",
        "change": "Change rating",
        "thanks": "Thank you for your rating!",
        "saved": "Your score is saved. You can add a comment.",
        "changeable": "You can change your rating here for seven days.",
        "final": "Your rating can no longer be changed.",
        "pick": "Please choose a score first.",
        "failed": "That was not saved. Please use the button to try again.",
        "other_language": "中文",
        "gone_title": "This link no longer works",
        "gone": "The link is not correct or has expired. You can simply reply to the mail we sent you.",
        "ticket": "Ticket",
        "mail_subject": "How did we do? {subject} [{number}]",
        "mail_greeting": "Hello {name},",
        "mail_text": "your ticket {number} “{subject}” is solved. How satisfied are you? One click will do:",
        "mail_end": "If it is not solved yet, just reply to this mail and the ticket opens again.",
    },
}


def words(locale: str) -> dict[str, object]:
    """The words of a language; Chinese unless it is English."""
    return dict(WORDS["en" if locale.startswith("en") else "zh"])


def mail_subject(locale: str, *, number: str, subject: str) -> str:
    """The subject of the mail."""
    return str(words(locale)["mail_subject"]).format(number=number, subject=subject)


def mail_body(locale: str, *, name: str, number: str, subject: str, url: str) -> str:
    """The mail's HTML with one link for each score, best first. What people typed is escaped."""
    text = words(locale)
    scores = text["scores"]
    assert isinstance(scores, dict)
    links = "".join(
        f'<p><a href="{escape(url)}?score={score}">{STARS[score]} {escape(label)}</a></p>'
        for score, label in scores.items()
    )
    greeting = str(text["mail_greeting"]).format(name=escape(name))
    body = str(text["mail_text"]).format(number=escape(number), subject=escape(subject))
    return f"<p>{greeting}</p><p>{body}</p>{links}<p>{escape(str(text['mail_end']))}</p>"
