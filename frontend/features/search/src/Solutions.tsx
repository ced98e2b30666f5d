import { call, type Schemas, type Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { ErrorState, fullTime, Loading, shortTime, useNow } from "@relaydesk/ui";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { ChevronRight, Copy } from "lucide-react";
import { useId, useState } from "react";
import { Marked } from "./Marked";
import { solutionMessages } from "./solutionMessages";
import "./solutions.css";

type Solution = Schemas["SolutionsOut"]["items"][number];
const OPEN = "relaydesk.solutions";

interface SolutionsProps {
  ticket: Ticket;
  onOpen: (number: string) => void;
}

/** Solved tickets like this one. Nothing is asked before the card is opened; whether it is open is remembered. */
export default function Solutions({ ticket, onOpen }: SolutionsProps) {
  const t = useMessages(solutionMessages);
  const id = useId();
  const [open, setOpen] = useState(localStorage.getItem(OPEN) === "open");
  const toggle = () => {
    localStorage.setItem(OPEN, open ? "closed" : "open");
    setOpen(!open);
  };
  return (
    <section className="sr-solutions" aria-labelledby={id}>
      <h3 id={id}>
        <button type="button" aria-expanded={open} onClick={toggle}>
          <ChevronRight size={14} aria-hidden /> {t("solutions")}
        </button>
      </h3>
      {open && <Found ticket={ticket} onOpen={onOpen} />}
    </section>
  );
}

function Found({ ticket, onOpen }: SolutionsProps) {
  const t = useMessages(solutionMessages);
  const [q, setQ] = useState("");
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ["tickets", "one", ticket.number, "solutions", q],
    queryFn: ({ signal }) =>
      call<Schemas["SolutionsOut"]>("GET", `/api/v1/tickets/${ticket.number}/solutions`, {
        query: { q },
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return (
    <>
      <Input.Search
        size="small"
        allowClear
        aria-label={t("ask")}
        placeholder={t("ask")}
        maxLength={200}
        onSearch={(text) => setQ(text.trim())}
      />
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : (
        <ul aria-busy={isPlaceholderData}>
          {data.items.map((one) => (
            <One key={one.number} solution={one} onOpen={onOpen} />
          ))}
        </ul>
      )}
      {data?.items.length === 0 && <p className="sr-quiet">{t(q ? "nothing" : "nothingLike")}</p>}
    </>
  );
}

function One({ solution, onOpen }: { solution: Solution; onOpen: (number: string) => void }) {
  const t = useMessages(solutionMessages);
  const { locale } = useLocale();
  const { message } = App.useApp();
  const now = useNow();
  const copy = async () => {
    await navigator.clipboard?.writeText(solution.answer);
    message.success({ key: "copied", content: t("copied") });
  };
  return (
    <li>
      <button type="button" className="sr-solution" onClick={() => onOpen(solution.number)}>
        {solution.subject.length > 0 ? <Marked pieces={solution.subject} /> : solution.number}
      </button>
      <small>
        {solution.number} ·{" "}
        <time dateTime={solution.updated_at} title={fullTime(solution.updated_at, locale)}>
          {shortTime(solution.updated_at, locale, now)}
        </time>
      </small>
      {solution.answer && (
        <details>
          <summary>{t("answer")}</summary>
          <blockquote>{solution.answer}</blockquote>
          <Button size="small" type="text" icon={<Copy size={13} aria-hidden />} onClick={() => void copy()}>
            {t("copy")}
          </Button>
        </details>
      )}
    </li>
  );
}
