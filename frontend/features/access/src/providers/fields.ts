import type { ProviderKey } from "./messages";

export type Kind = "oidc" | "saml" | "ldap";
export const KINDS: readonly Kind[] = ["oidc", "saml", "ldap"];

interface FieldOf {
  name: string;
  label: ProviderKey;
  hint?: ProviderKey;
  /** How it is entered; `lines` is a list of short words, `certificates` a list of PEM blocks. */
  as: "text" | "number" | "lines" | "switch" | "choice" | "area" | "certificates" | "secret";
  choices?: readonly string[];
  required?: boolean;
}

interface FormOf {
  basic: readonly FieldOf[];
  advanced: readonly FieldOf[];
  /** What the server takes for a setting that is not given. */
  defaults: Record<string, unknown>;
}

const DOMAINS: FieldOf = { name: "email_domains", label: "domains", hint: "domainsHint", as: "lines" };
const text = (name: string, label: ProviderKey, more: Partial<FieldOf> = {}): FieldOf => ({
  name,
  label,
  as: "text",
  ...more,
});

/** What is entered for a provider of each kind: first what everybody needs, then what few do. */
export const FORMS: Record<Kind, FormOf> = {
  oidc: {
    basic: [
      text("issuer", "issuer", { hint: "issuerHint", required: true }),
      text("client_id", "clientId", { required: true }),
      { name: "client_secret", label: "clientSecret", as: "secret" },
      DOMAINS,
    ],
    advanced: [
      text("scopes", "oidcScopes"),
      {
        name: "token_authentication",
        label: "tokenAuthentication",
        as: "choice",
        choices: ["client_secret_basic", "client_secret_post"],
      },
      text("subject_claim", "subjectClaim"),
      text("name_claim", "nameClaim"),
      text("email_claim", "emailClaim"),
      text("groups_claim", "groupsClaim"),
      { name: "second_factor_methods", label: "factorMethods", hint: "factorMethodsHint", as: "lines" },
      { name: "ask_userinfo", label: "askUserinfo", as: "switch" },
      { name: "end_session", label: "endSession", as: "switch" },
      { name: "ca_certificates", label: "caCertificates", hint: "caHint", as: "area" },
    ],
    defaults: {
      scopes: "openid profile email",
      token_authentication: "client_secret_basic",
      subject_claim: "sub",
      name_claim: "name",
      email_claim: "email",
      groups_claim: "groups",
      end_session: true,
      email_domains: [],
      second_factor_methods: [],
    },
  },
  saml: {
    basic: [
      text("entity_id", "entityId", { required: true }),
      text("sign_in_url", "signInUrl", { required: true }),
      {
        name: "certificates",
        label: "certificates",
        hint: "certificatesHint",
        as: "certificates",
        required: true,
      },
      DOMAINS,
    ],
    advanced: [
      { name: "request_binding", label: "binding", as: "choice", choices: ["redirect", "post"] },
      { name: "sign_requests", label: "signRequests", as: "switch" },
      { name: "encrypted_assertions", label: "encrypted", as: "switch" },
      text("subject_attribute", "subjectAttribute", { hint: "subjectAttributeHint" }),
      text("name_attribute", "nameClaim"),
      text("email_attribute", "emailClaim"),
      text("groups_attribute", "groupsClaim"),
      { name: "second_factor_contexts", label: "factorContexts", hint: "factorMethodsHint", as: "lines" },
    ],
    defaults: {
      request_binding: "redirect",
      sign_requests: true,
      encrypted_assertions: false,
      name_attribute: "displayName",
      email_attribute: "email",
      groups_attribute: "groups",
      email_domains: [],
      second_factor_contexts: [],
    },
  },
  ldap: {
    basic: [
      text("host", "host", { required: true }),
      { name: "port", label: "port", as: "number", required: true },
      { name: "encryption", label: "encryption", as: "choice", choices: ["ldaps", "starttls"] },
      text("bind_dn", "bindDn", { required: true }),
      { name: "bind_password", label: "bindPassword", as: "secret" },
      text("base_dn", "baseDn", { required: true }),
      { name: "login_attributes", label: "loginAttributes", as: "lines" },
      DOMAINS,
    ],
    advanced: [
      text("user_filter", "userFilter"),
      text("subject_attribute", "subjectAttributeLdap"),
      text("name_attribute", "nameClaim"),
      text("email_attribute", "emailClaim"),
      text("groups_attribute", "groupsClaim"),
      text("group_base_dn", "groupBaseDn"),
      text("group_filter", "groupFilter"),
      text("group_member_attribute", "groupMember"),
      { name: "synchronise_minutes", label: "synchroniseMinutes", hint: "synchroniseHint", as: "number" },
      { name: "ca_certificates", label: "caCertificates", hint: "caHint", as: "area" },
    ],
    defaults: {
      port: 636,
      encryption: "ldaps",
      user_filter: "(objectClass=person)",
      login_attributes: ["uid", "mail"],
      subject_attribute: "entryUUID",
      name_attribute: "cn",
      email_attribute: "mail",
      groups_attribute: "memberOf",
      group_filter: "(|(objectClass=groupOfNames)(objectClass=group))",
      group_member_attribute: "member",
      synchronise_minutes: 60,
      email_domains: [],
    },
  },
};

/** PEM blocks out of a pasted text, each for itself. */
export function splitCertificates(pasted: string): string[] {
  const blocks = pasted.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g);
  return (blocks ?? [pasted]).map((one) => one.trim()).filter(Boolean);
}

/** What of the form is settings and what is secret; an empty secret stays as it is. */
export function bodyOf(kind: Kind, entered: Record<string, unknown>) {
  const fields = [...FORMS[kind].basic, ...FORMS[kind].advanced];
  const secrets: Record<string, string> = {};
  const settings: Record<string, unknown> = {};
  for (const field of fields) {
    const value = entered[field.name];
    if (field.as === "secret") {
      if (typeof value === "string" && value) secrets[field.name] = value;
    } else if (field.as === "certificates") settings[field.name] = splitCertificates(String(value ?? ""));
    else if (value !== undefined && value !== null) settings[field.name] = value;
  }
  return { settings, secrets };
}

/** The settings as the form shows them. */
export function enteredOf(kind: Kind, settings: Record<string, unknown>): Record<string, unknown> {
  const entered = { ...FORMS[kind].defaults, ...settings };
  const { certificates } = entered as { certificates?: unknown };
  return Array.isArray(certificates) ? { ...entered, certificates: certificates.join("\n") } : entered;
}
