"""The built-in roles, and what keeps two administrations apart, in the database itself.

`access_accountrole.realm` must be its role's (first foreign key), and a role of an administration needs that
very administration on the account (second one). An account has one such column, so it holds one at most,
whoever writes. A role's revision is made anew with every write, so that remembered rights are never old ones.
"""

from django.db import migrations

ROLES = (
    ("administrator", "系统管理员", "System administrator", "system"),
    ("security_administrator", "安全管理员", "Security administrator", "security"),
    ("auditor", "审计员", "Auditor", "audit"),
    ("manager", "部门主管", "Department manager", "business"),
    ("agent", "处理人", "Agent", "business"),
    ("team_agent", "处理人(本组)", "Agent, own team", "business"),
    ("own_agent", "处理人(仅本人)", "Agent, own tickets", "business"),
    ("observer", "观察员", "Observer", "business"),
)


def seed(apps, schema_editor):
    role = apps.get_model("access", "Role")
    account = apps.get_model("access", "Account")
    held = apps.get_model("access", "AccountRole")
    for key, name, name_en, realm in ROLES:
        role.objects.update_or_create(
            key=key, defaults={"name": name, "name_en": name_en, "realm": realm, "built_in": True}
        )
    administrators = held.objects.filter(role_id="administrator")
    account.objects.filter(id__in=administrators.values("account_id")).update(administration="system")
    administrators.update(realm="system")


GUARD = """
UPDATE access_role SET revision = gen_random_uuid();
CREATE FUNCTION access_role_revise() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN NEW.revision := gen_random_uuid(); RETURN NEW; END $$;
CREATE TRIGGER access_role_revised BEFORE INSERT OR UPDATE ON access_role
    FOR EACH ROW EXECUTE FUNCTION access_role_revise();
ALTER TABLE access_account
    ADD CONSTRAINT access_account_administration UNIQUE (id, administration);
ALTER TABLE access_accountrole
    ADD CONSTRAINT access_accountrole_realm_of_role FOREIGN KEY (role_id, realm)
        REFERENCES access_role (key, realm) ON UPDATE CASCADE,
    ADD CONSTRAINT access_accountrole_one_administration FOREIGN KEY (account_id, administration)
        REFERENCES access_account (id, administration);
"""
OPEN = """
ALTER TABLE access_accountrole
    DROP CONSTRAINT access_accountrole_one_administration,
    DROP CONSTRAINT access_accountrole_realm_of_role;
ALTER TABLE access_account DROP CONSTRAINT access_account_administration;
DROP TRIGGER access_role_revised ON access_role;
DROP FUNCTION access_role_revise();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0003_rights")]
    operations = [
        migrations.RunPython(seed, migrations.RunPython.noop),
        migrations.RunSQL(GUARD, OPEN),
    ]
