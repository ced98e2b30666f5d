import type { Ticket } from "@relaydesk/api-client";
import { ErrorState, Loading } from "@relaydesk/ui";
import { useRelations, useWork } from "./api";
import { Costs } from "./Costs";
import { Links } from "./Links";
import { Times } from "./Times";
import { Todos } from "./Todos";
import { Watchers } from "./Watchers";
import "./relations.css";

interface CardsProps {
  ticket: Ticket;
  onOpen: (number: string) => void;
}

/** What hangs together with a ticket, what is to do in it, and what it took. */
export default function TicketCards({ ticket, onOpen }: CardsProps) {
  const relations = useRelations(ticket.number);
  const work = useWork(ticket.number);
  const error = relations.error ?? work.error;
  const again = () => {
    void relations.refetch();
    void work.refetch();
  };
  if (error) return <ErrorState error={error} onRetry={again} />;
  if (!relations.data || !work.data) return <Loading />;
  const { todos, times, costs } = work.data;
  return (
    <div className="tk-cards">
      {todos && <Todos ticket={ticket} todos={todos} />}
      <Links ticket={ticket} relations={relations.data} onOpen={onOpen} />
      <Watchers ticket={ticket} watchers={relations.data.watchers} />
      {times && <Times ticket={ticket} times={times} />}
      {costs && <Costs ticket={ticket} costs={costs} />}
    </div>
  );
}
