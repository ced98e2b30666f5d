"""Finding and making contacts."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from hypothesis import given
from hypothesis import strategies as st

from relaydesk.people import public as people
from relaydesk.people.models import Contact, ContactIdentity
from relaydesk.people.queries.contact_list import ContactFilters, list_contacts
from relaydesk.people.rules.identities import clean_name, normal_email, normal_phone
from relaydesk.people.testing import a_caller
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Invalid


def found(text, limit=20):
    return list_contacts(a_caller(), ContactFilters(text), limit=limit)


@pytest.mark.django_db
class TestFindOrMake:
    def test_the_same_address_in_any_writing_is_one_contact(self):
        first = people.find_or_make_contact(email="Li.Hua@Example.COM ", name="李华", at=now())
        again = people.find_or_make_contact(email="li.hua@example.com", name="Somebody else", at=now())
        assert again == first
        assert (first.name, first.email) == ("李华", "li.hua@example.com")

    def test_the_same_number_in_any_writing_is_one_contact(self):
        first = people.find_or_make_contact(phone="138-0013-8000", name="李华", at=now())
        again = people.find_or_make_contact(phone="+86 138 0013 8000", name="x", at=now())
        assert again == first
        assert first.phone == "+8613800138000"

    def test_cve_2026_40589_a_number_typed_beside_an_address_joins_nobody_and_takes_nothing(self):
        victim = people.find_or_make_contact(
            email="victim@example.com", phone="13800138000", name="V", at=now()
        )
        other = people.find_or_make_contact(
            email="other@example.com", phone="13800138000", name="O", at=now()
        )
        assert other.id != victim.id
        assert other.phone is None
        assert people.contact(victim.id).phone == "+8613800138000"
        same = people.find_or_make_contact(
            email="victim@example.com", phone="13900139000", name="X", at=now()
        )
        assert people.contact(victim.id) == same == victim

    @pytest.mark.parametrize(
        "email", ["no", "a@", "@b", "a b@c.d", "a@b..c", "a@-b.c", "a\n@b.c", "a@b.c\0", "x" * 250 + "@b.cc"]
    )
    def test_what_is_no_address_is_refused(self, email):
        with pytest.raises(Invalid) as refused:
            people.find_or_make_contact(email=email, name="x", at=now())
        assert refused.value.errors[0].field == "email"

    def test_what_is_no_number_is_refused(self):
        for phone in ("12", "abc", "+", "9" * 100):
            with pytest.raises(Invalid):
                people.find_or_make_contact(phone=phone, name="x", at=now())

    def test_without_either_it_is_refused(self):
        with pytest.raises(Invalid):
            people.find_or_make_contact(name="x", at=now())

    def test_a_name_is_one_clean_line_and_falls_back_to_the_address(self):
        odd = people.find_or_make_contact(email="a@b.cn", name="Li\r\nBcc: x\t Hua\x00", at=now())
        assert odd.name == "Li Bcc: x Hua"
        assert people.find_or_make_contact(email="b@b.cn", name=" \n", at=now()).name == "b@b.cn"

    def test_a_known_contact_costs_one_statement_and_a_new_one_few(self, django_assert_num_queries):
        with django_assert_num_queries(2):
            people.find_or_make_contact(email="a@b.cn", name="x", at=now())
        with django_assert_num_queries(1):
            people.find_or_make_contact(email="a@b.cn", name="x", at=now())

    def test_prefix_search_finds_names_addresses_and_numbers(self):
        people.find_or_make_contact(email="Zhang.San@example.com", phone="13800138000", name="张三", at=now())
        people.find_or_make_contact(email="li@example.com", name="Li %_ Si", at=now())
        assert [c.name for c in found("张")] == ["张三"]
        assert [c.name for c in found("ZHANG")] == ["张三"]
        assert [c.name for c in found("138 0013")] == ["张三"]
        assert [c.name for c in found("+86138")] == ["张三"]
        assert [c.name for c in found("li %")] == ["Li %_ Si"]
        assert found("%") == []
        assert found("_i") == []
        assert len(found("")) == 2
        assert len(found("", limit=1)) == 1

    def test_search_uses_the_indexes(self):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            for sql, index in (
                ("SELECT id FROM people_contact WHERE lower(name) LIKE '张%%'", "people_contact_name_prefix"),
                ("SELECT id FROM people_contactidentity WHERE value LIKE 'a%%'", "people_identity_prefix"),
            ):
                cursor.execute("EXPLAIN " + sql)
                assert index in " ".join(row[0] for row in cursor.fetchall())


def test_thirty_at_once_make_one_contact(committed):
    def one(number):
        try:
            return people.find_or_make_contact(email="race@example.com", name=f"n{number}", at=now()).id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as threads:
        ids = set(threads.map(one, range(30)))
    assert len(ids) == 1
    assert Contact.objects.count() == ContactIdentity.objects.count() == 1


@given(st.text(max_size=300))
def test_any_text_is_a_normal_address_or_none(text):
    address = normal_email(text)
    assert address is None or normal_email(address) == address
    assert address is None or ("\n" not in address and " " not in address)


@given(st.text(max_size=80))
def test_any_text_is_a_normal_number_or_none(text):
    number = normal_phone(text)
    assert number is None or (
        number.startswith("+") and number[1:].isdigit() and normal_phone(number) == number
    )


@given(st.text(max_size=400), st.text(min_size=1, max_size=300))
def test_any_name_is_one_line_of_at_most_200(text, fallback):
    name = clean_name(text, fallback)
    assert len(name) <= 200
    assert "\n" not in clean_name(text, "x")


def test_addresses_of_other_scripts_are_addresses():
    assert normal_email("张三@例子.中国") == "张三@例子.中国"
    assert normal_email("o'brien+tag@sub.example.co") == "o'brien+tag@sub.example.co"
