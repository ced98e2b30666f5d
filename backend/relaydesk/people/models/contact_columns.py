"""The columns of a `ContactView` as SQL; the contact's table is `c`."""

FIRST_IDENTITY = """
(SELECT i.value FROM people_contactidentity i WHERE i.contact_id = c.id AND i.kind = '{kind}'
  ORDER BY i.verified_at NULLS LAST, i.id LIMIT 1)
"""
EMAIL, PHONE = FIRST_IDENTITY.format(kind="email"), FIRST_IDENTITY.format(kind="phone")
COLUMNS = f"c.id, c.name, {EMAIL}, {PHONE}, c.locale, c.company"
