"""Import and export of people over HTTP."""

import time

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from relaydesk.access.contracts import Scope
from relaydesk.access.models import AccountRole
from relaydesk.access.testing import a_label, an_actor_with, an_administrator, an_agent, client_of
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.platform.events import history
from relaydesk.platform.jobs import run_now, spec_of
from relaydesk.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
MULTIPART = "multipart/form-data; boundary=BoUnDaRyStRiNg"


@pytest.fixture
def admin():
    return client_of(an_administrator())


def upload(client, kind, text, name="people.csv"):
    from django.test.client import encode_multipart

    data = text if isinstance(text, bytes) else text.encode()
    body = encode_multipart("BoUnDaRyStRiNg", {"kind": kind, "file": SimpleUploadedFile(name, data)})
    return client.generic("POST", "/api/v1/people/imports", body, MULTIPART)


def taken(client, kind, text):
    """Preview and apply."""
    preview = upload(client, kind, text)
    assert preview.status_code == 201, preview.content
    assert preview.json()["errors"] == [], preview.json()["errors"]
    done = applied(client, preview.json()["id"])
    assert (done["state"], done["refusal"]) == ("applied", None), done
    return done["counts"]


def applied(client, import_id):
    """Have a sheet written; what came of it."""
    path = f"/api/v1/people/imports/{import_id}"
    begun = client.post(f"{path}/apply")
    assert begun.status_code == 202, begun.content
    assert begun.json()["state"] == "applying"
    run_jobs()
    return client.get(path).json()


def errors_of(response):
    return [(e["line"], e["column"], e["code"]) for e in response.json()["errors"]]


HOUSE = {
    "skills": "name,name_en\n制冷,Cooling\n",
    "posts": "名称\n工程师\n",
    "departments": "名称,上级部门\n二科,总部/维修\n维修,总部\n总部,\n",
    "teams": "key,name,department\neast,华东,总部/维修\n",
    "agents": (
        "邮箱,姓名,部门,处理组标识,岗位,技能,纬度,经度,工作地址\n"
        "wang@example.com,王工,总部/维修/二科,east,工程师,制冷:4:2027-06-30,31.2,121.5,人民大道\n"
    ),
    "companies": "名称,等级,邮箱域名,合同开始,合同结束\n锦江公寓,VIP,jj.example,2026-01-01,2026/12/31\n",
    "contacts": "姓名,邮箱,电话,客户公司\n李华,li@example.com;hua@example.com,13800138000,锦江公寓\n",
}


def test_a_house_is_taken_up_and_what_is_given_out_changes_nothing_when_taken_up_again(admin):
    for kind, text in HOUSE.items():
        assert taken(admin, kind, text)["new"] >= 1, kind
    agent = admin.get("/api/v1/agents?q=wang").json()["items"][0]
    assert agent["skills"][0]["level"] == 4
    assert agent["place"]["address"] == "人民大道"
    contact = admin.get("/api/v1/contacts?q=li").json()["items"][0]
    assert (contact["phone"], contact["company"]) == ("+8613800138000", "锦江公寓")
    for kind in HOUSE:
        for form in ("csv", "xlsx"):
            for lang in ("zh", "en"):
                given = admin.get(f"/api/v1/people/exports/{kind}.{form}?lang={lang}")
                assert given.status_code == 200
                assert given["Content-Disposition"] == f'attachment; filename="{kind}.{form}"'
                preview = upload(admin, kind, given.content, f"{kind}.{form}").json()
                counts = preview["counts"]
                assert (counts["new"], counts["changed"], counts["errors"]) == (0, 0, 0), preview
                assert counts["unchanged"] >= 1


def test_a_preview_changes_nothing_and_says_what_is_wrong_line_by_line(admin):
    text = (
        "name,emails,phones,company,locale\n"
        "李华,li@example.com,,,\n"
        ",x@example.com,,,\n"
        "王,not-an-address,,,\n"
        "赵,,12,,\n"
        "钱,,,,\n"
        "孙,sun@example.com,,没有这家,\n"
        "周,li@example.com,,,\n"
        "吴,wu@example.com,,,fr\n"
    )
    preview = upload(admin, "contacts", text)
    assert errors_of(preview) == [
        (3, "name", "required"),
        (4, "emails", "not_an_address"),
        (5, "phones", "not_a_number"),
        (6, "emails", "identity_required"),
        (7, "company", "unknown_value"),
        (8, "emails", "repeated"),
        (9, "locale", "not_a_choice"),
    ]
    assert preview.json()["errors"][1]["message"] == "不是有效的邮箱地址"
    assert preview.json()["counts"]["new"] == 1
    refused = applied(admin, preview.json()["id"])
    assert (refused["state"], refused["refusal"]) == ("refused", "import_has_errors")
    assert [e["line"] for e in refused["errors"]] == [3, 4, 5, 6, 7, 8, 9]
    assert admin.get("/api/v1/contacts").json()["items"] == []


def test_a_line_that_a_rule_refuses_keeps_all_others_back(admin):
    levels = [f"l{n}" for n in range(21)]
    lines = "".join(f"{name},{'/'.join(levels[:n])}\n" for n, name in enumerate(levels))
    preview = upload(admin, "departments", "name,parent\n" + lines).json()
    assert preview["counts"]["new"] == 21
    refused = applied(admin, preview["id"])
    assert (refused["state"], refused["refusal"], refused["done"]) == ("refused", "line_refused", 0)
    assert refused["errors"][0]["line"] == 22
    assert admin.get("/api/v1/departments").json()["items"] == []


def test_what_changed_since_the_preview_is_judged_anew(admin):
    preview = upload(admin, "teams", "key,name\n" + "".join(f"t{n},x\n" for n in range(4)))
    people.make_team(key="t2", name="meanwhile")
    done = applied(admin, preview.json()["id"])
    assert done["counts"] == {"new": 3, "changed": 1, "unchanged": 0, "errors": 0}
    assert (done["done"], done["total"]) == (4, 4)


def test_what_was_refused_can_be_tried_again_when_the_reason_is_gone(admin):
    preview = upload(admin, "teams", "key,name,department\neast,华东,总部\n").json()
    assert applied(admin, preview["id"])["refusal"] == "import_has_errors"
    people.make_department(name="总部")
    assert applied(admin, preview["id"])["state"] == "applied"


def test_asking_twice_writes_once_and_the_record_names_who_asked(admin):
    preview = upload(admin, "posts", HOUSE["posts"]).json()
    path = f"/api/v1/people/imports/{preview['id']}"
    for _ in range(2):
        assert admin.post(f"{path}/apply").json()["state"] == "applying"
    run_jobs()
    assert admin.get(path).json()["state"] == "applied"
    told = [row.name for row in history(subject=f"import:{preview['id']}")]
    assert told == ["people.import.begun", "people.import.applied"]


def test_who_loses_the_right_before_the_job_runs_has_nothing_written(admin):
    grants = {f"people.{w}": Scope.ALL for w in ("read_contacts", "write_contacts", "import")}
    actor = an_actor_with(grants=grants)
    client = client_of(actor)
    preview = upload(client, "contacts", "name,emails\nx,x@example.com\n").json()
    client.post(f"/api/v1/people/imports/{preview['id']}/apply")
    AccountRole.objects.filter(account_id=actor.account_id).delete()
    run_jobs()
    row = apps.get_model("people", "PeopleImport").objects.get(id=preview["id"])
    assert (row.state, row.refusal) == ("refused", "forbidden")
    assert admin.get("/api/v1/contacts").json()["items"] == []


def test_a_fault_in_the_middle_writes_nothing_and_is_told(admin, monkeypatch):
    def breaks(*args):
        raise OSError("disk")

    preview = upload(admin, "contacts", "name,emails\nx,x@example.com\n").json()
    path = f"/api/v1/people/imports/{preview['id']}"
    admin.post(f"{path}/apply")
    monkeypatch.setattr("relaydesk.people.sheets.importing._write", breaks)
    with transaction.atomic(), pytest.raises(OSError, match="disk"):
        run_now(spec_of("people.apply_import"), {"import_id": preview["id"]})
    assert admin.get(path).json()["refusal"] == "interrupted"


def test_only_what_the_sheet_has_is_changed_and_identities_are_never_taken_away(admin):
    taken(admin, "contacts", HOUSE["contacts"].replace("锦江公寓", ""))
    counts = taken(admin, "contacts", "name,emails\n李小华,li@example.com;new@example.com\n")
    assert counts == {"new": 0, "changed": 1, "unchanged": 0, "errors": 0}
    found = admin.get("/api/v1/contacts?q=li").json()["items"][0]
    shown = admin.get(f"/api/v1/contacts/{found['id']}").json()
    assert shown["name"] == "李小华"
    assert len(shown["identities"]) == 4
    assert [f.name for f in history(f"contact:{found['id']}")][-2:] == [
        "people.contact.changed",
        "people.contact.identity_added",
    ]


def test_a_line_that_names_two_contacts_joins_nobody(admin):
    for mail in ("a@example.com", "b@example.com"):
        people.find_or_make_contact(email=mail, name="x", at=now())
    preview = upload(admin, "contacts", "name,emails\nx,a@example.com;b@example.com\n")
    assert errors_of(preview) == [(2, "emails", "two_contacts")]


def test_cve_2026_40589_a_sheet_tells_nothing_of_a_hidden_contact_and_takes_nothing_from_it(admin):
    grants = {f"people.{w}": Scope.ALL for w in ("read_contacts", "write_contacts", "import", "export")}
    keeper = client_of(an_actor_with(grants=grants, labels=(a_label("secret"),)))
    identity = {"kind": "email", "value": "hidden@example.com"}
    hidden = keeper.post(
        "/api/v1/contacts", {"name": "隐身人", "label": "secret", "identities": [identity]}
    ).json()
    preview = upload(admin, "contacts", f"id,name,emails\n,x,hidden@example.com\n{hidden['id']},y,\n")
    assert errors_of(preview) == [(2, "emails", "identity_taken"), (3, "id", "unknown_value")]
    assert "隐身人" not in preview.content.decode()
    given = admin.get("/api/v1/people/exports/contacts.csv").content.decode()
    assert "hidden@example.com" not in given
    assert "hidden@example.com" in keeper.get("/api/v1/people/exports/contacts.csv").content.decode()


def test_cve_2026_41073_formulas_leave_as_texts_and_come_back_as_they_were(admin):
    admin.post(
        "/api/v1/contacts",
        {"name": '=HYPERLINK("http://x")', "identities": [{"kind": "phone", "value": "13800138000"}]},
    )
    for form in ("csv", "xlsx"):
        given = admin.get(f"/api/v1/people/exports/contacts.{form}").content
        if form == "csv":
            assert "'=HYPERLINK" in given.decode()
            assert "'+8613800138000" in given.decode()
        assert upload(admin, "contacts", given, f"x.{form}").json()["counts"]["unchanged"] == 1


def test_cve_2026_32312_giving_out_is_recorded_and_needs_a_right_of_its_own(admin):
    assert client_of(an_agent()).get("/api/v1/people/exports/contacts.csv").status_code == 403
    assert client_of(an_agent()).post("/api/v1/people/imports").status_code in (403, 415)
    before = len(history("sheet:contacts"))
    admin.get("/api/v1/people/exports/contacts.csv")
    assert len(history("sheet:contacts")) == before + 1
    for name in ("contacts", "contacts.pdf", "secrets.csv", "..%2Fx.csv"):
        assert admin.get(f"/api/v1/people/exports/{name}").status_code == 404


def test_a_sheet_of_the_house_needs_the_right_to_manage_it():
    grants = {f"people.{w}": Scope.ALL for w in ("read_contacts", "write_contacts", "import")}
    client = client_of(an_actor_with(grants=grants))
    assert upload(client, "agents", HOUSE["agents"]).status_code == 403
    assert upload(client, "companies", HOUSE["companies"]).status_code == 201


def test_a_preview_belongs_to_who_made_it_and_is_applied_once(admin):
    preview = upload(admin, "posts", HOUSE["posts"]).json()
    other = client_of(an_administrator())
    path = f"/api/v1/people/imports/{preview['id']}"
    assert other.get(path).status_code == other.post(f"{path}/apply").status_code == 404
    assert applied(admin, preview["id"])["state"] == "applied"
    assert admin.post(f"{path}/apply").json()["code"] == "import_applied"
    assert admin.get(path).json()["state"] == "applied"


def test_sheets_that_nobody_applied_are_forgotten_after_a_week(admin):
    from datetime import timedelta

    from relaydesk.platform import module_loops
    from relaydesk.platform.testing import frozen_clock

    preview = upload(admin, "posts", HOUSE["posts"]).json()
    loop = next(one for one in module_loops.loops() if one.name == "people.sheets")
    with frozen_clock(now() + timedelta(days=8)):
        loop.run()
    refused = admin.post(f"/api/v1/people/imports/{preview['id']}/apply")
    assert refused.json()["code"] == "import_expired"


@pytest.mark.slow
def test_twenty_thousand_contacts_take_seconds(admin):
    """A minute at most, and on a slow machine not much more than twenty times what a thousand take there."""

    def seconds(numbers):
        lines = "".join(f"n{i},c{i}@example.com,{13800000000 + i}\n" for i in numbers)
        began = time.monotonic()
        counts = taken(admin, "contacts", "name,emails,phones\n" + lines)
        assert counts["new"] == len(numbers)
        return time.monotonic() - began

    a_thousand = seconds(range(20_000, 21_000))
    assert seconds(range(20_000)) < max(60, 80 * a_thousand)


@pytest.mark.parametrize("kind", ["accounts", "tickets", "roles", "../contacts", "people_contact", ""])
def test_cve_2026_42318_only_listed_kinds_are_taken_and_given(admin, kind):
    assert upload(admin, kind, "name\n张伟\n").status_code == 422
    assert admin.get(f"/api/v1/people/exports/{kind or 'x'}.csv").status_code in (404, 422)
