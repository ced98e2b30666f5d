import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Button, Checkbox, Input } from "antd";
import { ArrowUp, X } from "lucide-react";
import { useState } from "react";
import { useChangeWork, type Work } from "./api";
import { messages } from "./messages";
import { useUndoable } from "./useUndoable";

interface TodosProps {
  ticket: Ticket;
  todos: NonNullable<Work["todos"]>;
}

/** Things to do inside the ticket, in an order of one's own, with how much of them is done. */
export function Todos({ ticket, todos }: TodosProps) {
  const t = useMessages(messages);
  const { refused } = useUndoable();
  const change = useChangeWork(ticket.number);
  const [text, setText] = useState("");
  const send = (method: "POST" | "PATCH" | "PUT" | "DELETE", path: string, body?: unknown) =>
    change.mutate({ method, path: `/todos${path}`, body }, { onError: refused });
  const add = () => {
    if (!text.trim()) return;
    send("POST", "", { text });
    setText("");
  };
  const ids = todos.items.map((one) => one.id);
  const up = (place: number) =>
    send("PUT", "/order", { ids: ids.with(place, ids[place - 1] ?? "").with(place - 1, ids[place] ?? "") });
  return (
    <section className="tk-card">
      <h3>
        {t("todos")}
        {todos.percent !== null && <small> {t("percent", { n: todos.percent })}</small>}
      </h3>
      {todos.total > 0 && <progress aria-label={t("todos")} value={todos.done} max={todos.total} />}
      {todos.total === 0 && <p className="tk-quiet">{t("noTodos")}</p>}
      <ul className="tk-lines">
        {todos.items.map((one, place) => (
          <li key={one.id}>
            <Checkbox
              className="tk-grow"
              checked={one.done_at !== null}
              disabled={!ticket.can.edit}
              onChange={(event) => send("PATCH", `/${one.id}`, { done: event.target.checked })}
            >
              <span className={one.done_at ? "tk-done" : undefined}>{one.text}</span>
              {(one.assignee || one.due_on) && (
                <small>
                  {" "}
                  {one.assignee?.name} {one.due_on}
                </small>
              )}
            </Checkbox>
            {ticket.can.edit && place > 0 && (
              <Button
                type="text"
                size="small"
                aria-label={t("up", { name: one.text })}
                icon={<ArrowUp size={13} aria-hidden />}
                onClick={() => up(place)}
              />
            )}
            {ticket.can.edit && (
              <Button
                type="text"
                size="small"
                aria-label={t("remove", { name: one.text })}
                icon={<X size={13} aria-hidden />}
                onClick={() => send("DELETE", `/${one.id}`)}
              />
            )}
          </li>
        ))}
      </ul>
      {ticket.can.edit && (
        <div className="tk-line">
          <Input
            size="small"
            aria-label={t("todoText")}
            placeholder={t("todoText")}
            value={text}
            maxLength={200}
            onChange={(event) => setText(event.target.value)}
            onPressEnter={(event) => {
              if (!event.nativeEvent.isComposing) add();
            }}
          />
          <Button size="small" onClick={add}>
            {t("add")}
          </Button>
        </div>
      )}
    </section>
  );
}
