"""The sample company 澄空电器 Clearsky Appliances: departments, teams and agents."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SampleTeam:
    """A team of the sample company; `department` indexes `DEPARTMENTS`."""

    key: str
    name: str
    name_en: str
    department: int


@dataclass(frozen=True, slots=True)
class SampleAgent:
    """An agent of the sample company; `teams` index `TEAMS`."""

    name: str
    email: str
    department: int
    teams: tuple[int, ...]
    locale: str = "zh"
    role: str = "agent"
    presence: str = "online"


@dataclass(frozen=True, slots=True)
class SampleDepartment:
    """A department; `parent` indexes `DEPARTMENTS`, head and deputies `AGENTS`."""

    name: str
    name_en: str
    parent: int | None = None
    head: int | None = None
    deputies: tuple[int, ...] = ()


DEPARTMENTS = (
    SampleDepartment("客服中心", "Customer service", 4, head=0, deputies=(1,)),
    SampleDepartment("维修部", "Repair", 4, head=5, deputies=(6,)),
    SampleDepartment("财务部", "Finance", None, head=8),
    SampleDepartment("仓储物流部", "Warehouse and logistics", None, head=10),
    SampleDepartment("售后服务中心", "After-sales centre", None, head=0),
)

TEAMS = (
    SampleTeam("service-desk", "客服一线", "Service desk", 0),
    SampleTeam("repair-east", "华东维修组", "Repair, East", 1),
    SampleTeam("repair-south", "华南维修组", "Repair, South", 1),
    SampleTeam("refunds", "退款与发票组", "Refunds and invoices", 2),
    SampleTeam("logistics", "物流跟进组", "Logistics", 3),
)

AGENTS = (
    SampleAgent("林晓", "admin@demo.local", 0, (0,), role="administrator", presence="away"),
    SampleAgent("陈雨", "chen.yu@demo.local", 0, (0,)),
    SampleAgent("赵启明", "zhao.qiming@demo.local", 0, (0,)),
    SampleAgent("周宁", "zhou.ning@demo.local", 0, (0, 3)),
    SampleAgent("Emma Walsh", "emma.walsh@demo.local", 0, (0,), locale="en"),
    SampleAgent("李思远", "li.siyuan@demo.local", 1, (1,)),
    SampleAgent("王珂", "wang.ke@demo.local", 1, (1, 2)),
    SampleAgent("黄志强", "huang.zhiqiang@demo.local", 1, (2,), presence="busy"),
    SampleAgent("吴桐", "wu.tong@demo.local", 2, (3,)),
    SampleAgent("孙雅静", "sun.yajing@demo.local", 2, (3,), presence="off"),
    SampleAgent("马骏", "ma.jun@demo.local", 3, (4,)),
    SampleAgent("Daniel Reyes", "daniel.reyes@demo.local", 3, (4,), locale="en", presence="away"),
    SampleAgent("沈安", "security@demo.local", 0, (), role="security_administrator", presence="off"),
    SampleAgent("顾审言", "auditor@demo.local", 0, (), role="auditor", presence="off"),
)
