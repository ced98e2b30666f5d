import type { TicketView } from "../api";
import { useLanguage } from "../language";

/** What the state of the ticket asks of the requester: an answer, a rating, or nothing. */
export function StatusBanner({ ticket }: { readonly ticket: TicketView }) {
  const { say, language } = useLanguage();
  const { category } = ticket.status;
  const finished = category === "solved" || category === "closed";
  const score = ticket.satisfaction?.score ?? null;
  return (
    <div aria-live="polite">
      {category !== "solved" && (
        <p class={`status ${category}`}>{language === "zh" ? ticket.status.label : ticket.status.label_en}</p>
      )}
      {ticket.merged && (
        <p class="banner">
          {ticket.merged_number
            ? say("merged_here", { number: ticket.merged_number, into: ticket.number })
            : say("merged_apart")}{" "}
          {ticket.own_url && <a href={ticket.own_url}>{say("merged_link", { into: ticket.number })}</a>}
        </p>
      )}
      {ticket.kin.map((one) => (
        <p class="banner" key={one.number}>
          <a href={one.url}>{say(`kin_${one.kind}`, { number: one.number })}</a>
        </p>
      ))}
      {category === "waiting" && <p class="banner ask">{say("waiting_text")}</p>}
      {category === "solved" && (
        <div class="banner good">
          <strong>{say("solved_title")}</strong>
          {ticket.can_answer && <p>{say("solved_text")}</p>}
        </div>
      )}
      {category === "closed" && ticket.can_answer && <p class="banner">{say("closed_text")}</p>}
      {finished && score === null && ticket.survey_url && (
        <p>
          <a class="button quiet" href={ticket.survey_url}>
            {say("rate")}
          </a>
        </p>
      )}
      {score !== null && <p class="muted">{say("rated", { score })}</p>}
    </div>
  );
}
