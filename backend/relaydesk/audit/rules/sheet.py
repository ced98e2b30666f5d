"""The record as lines of a sheet."""

import json

from relaydesk.audit.rules.rows import RecordRow
from relaydesk.audit.rules.sentences import outcome_of, sentence

HEADINGS = [
    "编号 id",
    "时间 at",
    "操作者 actor",
    "操作者编号 actor id",
    "操作 what",
    "what (en)",
    "事件 event",
    "对象 subject",
    "结果 outcome",
    "来源 ip",
    "会话 session",
    "内容 data",
]


def line_of(row: RecordRow) -> list[str]:
    """One event as cells, all texts."""
    said, source = sentence(row.name, row.payload), row.source or {}
    return [
        str(row.id),
        row.at.isoformat(),
        row.actor_name or row.actor_kind,
        row.actor_id or "",
        said.zh,
        said.en,
        row.name,
        row.subject,
        outcome_of(row.name),
        source.get("ip", ""),
        source.get("by", ""),
        json.dumps(row.payload, ensure_ascii=False, sort_keys=True),
    ]
