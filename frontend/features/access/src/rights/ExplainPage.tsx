import { PageHead, useAdmin } from "@relaydesk/admin-kit";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { type FormEvent, useId, useState } from "react";
import { readAccounts, rightsKeys } from "./api";
import { PersonRightsView } from "./PersonRightsView";
import { TicketAccessView } from "./TicketAccessView";
import { useWords } from "./useWords";
import "./rights.css";

/** Who can see a ticket and why; what a person can do and by which role. The question is in the address. */
export default function ExplainPage() {
  const { t } = useWords();
  const { query } = useAdmin();
  return (
    <div className="ad-page">
      <PageHead title={t("explain")} hint={t("explainHint")} />
      <div className="ad-scroll ri-body">
        <div className="ri-two">
          <section aria-label={t("explainTicket")}>
            <TicketQuestion />
            {query.ticket && <TicketAccessView key={query.ticket} number={query.ticket} />}
          </section>
          <section aria-label={t("explainPerson")}>
            <PersonQuestion />
            {query.person && <PersonRightsView key={query.person} id={query.person} />}
          </section>
        </div>
      </div>
    </div>
  );
}

function TicketQuestion() {
  const { t } = useWords();
  const { query, setQuery } = useAdmin();
  const id = useId();
  const [number, setNumber] = useState(query.ticket ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setQuery({ ticket: number.trim() || undefined });
  };
  return (
    <form className="ri-form-line" onSubmit={submit}>
      <div>
        <label htmlFor={id}>{t("explainTicket")}</label>
        <Input
          id={id}
          value={number}
          placeholder={t("numberHint")}
          onChange={(event) => setNumber(event.target.value)}
        />
      </div>
      <Button htmlType="submit" type="primary">
        {t("look")}
      </Button>
    </form>
  );
}

function PersonQuestion() {
  const { t } = useWords();
  const { query, setQuery } = useAdmin();
  const id = useId();
  const [text, setText] = useState("");
  const found = useQuery({
    queryKey: [...rightsKeys.accounts, "find", text],
    queryFn: ({ signal }) => readAccounts({ q: text || undefined }, undefined, signal),
  });
  const options = (found.data?.items ?? []).map((one) => ({
    value: one.id,
    label: `${one.agent_name} · ${one.email}`,
  }));
  return (
    <div className="ri-form-line">
      <div>
        <label htmlFor={id}>{t("explainPerson")}</label>
        <Select
          id={id}
          showSearch={{ filterOption: false, onSearch: setText }}
          value={query.person || null}
          placeholder={t("findAccount")}
          options={options}
          onChange={(person: string) => setQuery({ person })}
        />
      </div>
    </div>
  );
}
