"""What the agents of the sample company have prepared: replies for everybody, in both languages."""

from datetime import datetime

from config.sample_data.organisation import House
from relaydesk.replies.contracts import Sharing
from relaydesk.replies.models import SavedReply

_FOLDER = "售后"
_REPLIES = (
    (
        "预约上门时间 · Arrange a visit",
        "<p>{{ requester.name }}您好，工单 {{ ticket.number }} 需要师傅上门查看。请告诉我们您方便的日期和时间段，我们尽快为您预约。</p>",
        "<p>Hello {{ requester.name }}, ticket {{ ticket.number }} needs a technician on site."
        " Which day and time suit you? We will book the visit as soon as we know.</p>",
    ),
    (
        "请补充照片 · Please send photos",
        "<p>{{ requester.name }}您好，为了准确判断，请发来机身铭牌和故障部位的照片，显示屏有代码时请一并拍下。</p>",
        "<p>Hello {{ requester.name }}, to find the cause we need photos of the name plate and of the fault,"
        " and of any code on the display.</p>",
    ),
    (
        "退款处理中 · Refund under way",
        "<p>{{ requester.name }}您好，退款申请已提交财务，一般三个工作日内原路退回，到账后我们会再通知您。</p>",
        "<p>Hello {{ requester.name }}, your refund is with our accounts department. It usually arrives within"
        " three working days by the way you paid; we will write again when it has been sent.</p>",
    ),
    (
        "确认已恢复 · Is it working again?",
        "<p>{{ requester.name }}您好，您反映的“{{ ticket.subject }}”现在恢复正常了吗？如还有问题，直接回复本邮件即可。</p>",
        "<p>Hello {{ requester.name }}, is “{{ ticket.subject }}” working again? If not, simply answer this message.</p>",
    ),
    (
        "致歉并跟进 · Apology",
        "<p>{{ requester.name }}您好，非常抱歉给您带来不便。我是{{ agent.name }}，会一直跟进到问题解决。</p>",
        "<p>Hello {{ requester.name }}, we are sorry for the trouble. My name is {{ agent.name }};"
        " I will stay with this until it is solved.</p>",
    ),
)


def keep_saved_replies(house: House, *, at: datetime) -> None:
    """Give the company its saved replies; their owner is the first agent."""
    for title, chinese, english in _REPLIES:
        SavedReply.objects.get_or_create(
            title=title,
            defaults={
                "owner_id": house.agents[0],
                "sharing": Sharing.ALL.value,
                "folder": _FOLDER,
                "bodies": {"zh": chinese, "en": english},
                "updated_at": at,
            },
        )
