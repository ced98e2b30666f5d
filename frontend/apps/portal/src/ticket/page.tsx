import { useEffect, useRef, useState } from "preact/hooks";
import { explain, Failure, fetchTicket, type TicketView } from "../api";
import { spokenTime, useLanguage } from "../language";
import { type Polling, poll } from "../polling";
import { Notice, useTitle } from "../shell/notice";
import { AnswerBox } from "./answer-box";
import { Progress } from "./progress";
import { StatusBanner } from "./status-banner";
import { Thread } from "./thread";

export function TicketPage({ token }: { readonly token: string }) {
  const { say, language } = useLanguage();
  const { ticket, failure, refresh } = useTicket(token);
  const [followUp, setFollowUp] = useState<{ readonly number: string; readonly url: string } | null>(null);
  useTitle(ticket ? `${ticket.number} ${ticket.subject}` : say("ticket"));

  if (!ticket && failure) {
    if (failure instanceof Failure && failure.kind === "invalid") {
      return <Notice title="e_invalid_title" text="e_invalid_text" />;
    }
    return (
      <section class="card notice" role="alert">
        <h1>{say("e_title")}</h1>
        <p>{explain(failure, say)}</p>
        <button type="button" class="button" onClick={refresh}>
          {say("retry")}
        </button>
      </section>
    );
  }
  if (!ticket) return <p class="muted center">{say("loading")}</p>;

  return (
    <article class="card ticket" aria-labelledby="subject">
      <header>
        <p class="muted">
          <span class="number-small">{ticket.number}</span>
          {" · "}
          {say("submitted_on", { time: spokenTime(ticket.created_at, language) })}
        </p>
        <h1 id="subject">{ticket.subject}</h1>
        <Progress steps={ticket.progress} />
      </header>
      <StatusBanner ticket={ticket} />
      <Thread messages={ticket.messages} />
      <p class={failure ? "live off" : "live"} role="status">
        {failure ? say("live_off") : say("live_on")}
      </p>
      {followUp && !ticket.kin.some((one) => one.number === followUp.number) && (
        <p class="banner" role="status">
          <a href={followUp.url}>{say("follow_up", { number: followUp.number })}</a>
        </p>
      )}
      {ticket.can_answer ? (
        <AnswerBox
          token={token}
          number={ticket.number}
          onSent={(answered) => {
            if (answered.ticket_number !== ticket.number) {
              setFollowUp({ number: answered.ticket_number, url: answered.portal_url });
            }
            refresh();
          }}
        />
      ) : (
        <p class="banner">{say("answer_closed")}</p>
      )}
    </article>
  );
}

interface Shown {
  readonly ticket: TicketView | null;
  readonly failure: unknown;
  readonly refresh: () => void;
}

/** The ticket, asked for again every ten seconds while the page is looked at. */
function useTicket(token: string): Shown {
  const [ticket, setTicket] = useState<TicketView | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const polling = useRef<Polling | null>(null);
  useEffect(() => {
    let tag: string | null = null;
    const running = poll(async () => {
      try {
        const fetched = await fetchTicket(token, tag);
        if (fetched) {
          tag = fetched.tag || null;
          setTicket(fetched.ticket);
        }
        setFailure(null);
        return true;
      } catch (refusal) {
        setFailure(refusal);
        if (refusal instanceof Failure && refusal.kind === "invalid") {
          setTicket(null);
          return false;
        }
        throw refusal;
      }
    });
    polling.current = running;
    return () => running.stop();
  }, [token]);
  return { ticket, failure, refresh: () => polling.current?.now() };
}
