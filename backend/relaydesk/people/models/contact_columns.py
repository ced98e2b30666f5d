"""The columns of a `ContactView` as SQL; the contact's table is `c`."""

FIRST_IDENTITY = """
(SELECT i.value FROM people_contactidentity i WHERE i.contact_id = c.id AND i.kind = '{kind}'
  ORDER BY i.position, i.verified_at NULLS LAST, i.id LIMIT 1)
"""
EMAIL, PHONE = FIRST_IDENTITY.format(kind="email"), FIRST_IDENTITY.format(kind="phone")
COMPANY = "(SELECT m.name FROM people_company m WHERE m.id = c.company_id)"
COLUMNS = f"c.id, c.name, {EMAIL}, {PHONE}, c.locale, {COMPANY}, c.company_id, c.label"
