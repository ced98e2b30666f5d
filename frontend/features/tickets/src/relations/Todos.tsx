import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { DateField, dayText, useNow } from "@relaydesk/ui";
import { Button, Checkbox, Input, Select } from "antd";
import { ArrowUp, Pencil, X } from "lucide-react";
import { useState } from "react";
import { useAgents } from "../api/directory";
import { useChangeWork, type Work } from "./api";
import { AddLine, Labelled, LineForm } from "./LineForm";
import { messages } from "./messages";
import { today } from "./today";
import { useUndoable } from "./useUndoable";

type AllTodos = NonNullable<Work["todos"]>;
type Line = AllTodos["items"][number];

interface TodosProps {
  ticket: Ticket;
  todos: AllTodos;
}

/** Things to do inside the ticket, in an order of one's own, with how much of them is done. */
export function Todos({ ticket, todos }: TodosProps) {
  const t = useMessages(messages);
  const { refused, done } = useUndoable();
  const change = useChangeWork(ticket.number);
  const [open, setOpen] = useState<string | null>(null);
  const send = (method: "POST" | "PATCH" | "PUT" | "DELETE", path: string, body?: unknown) =>
    change.mutateAsync({ method, path: `/todos${path}`, body });
  const ids = todos.items.map((one) => one.id);
  const up = (place: number) =>
    send("PUT", "/order", {
      ids: ids.with(place, ids[place - 1] ?? "").with(place - 1, ids[place] ?? ""),
    }).catch(refused);
  const putBack = async (line: Line, place: number) => {
    const { text, due_on, assignee } = line;
    const { todos: now } = await send("POST", "", { text, due_on, assignee_id: assignee?.id ?? null });
    const found = now?.items.map((one) => one.id) ?? [];
    const fresh = found.at(-1);
    if (!fresh) return;
    if (line.done_at) await send("PATCH", `/${fresh}`, { done: true });
    if (place < found.length - 1) await send("PUT", "/order", { ids: moved(found, place) });
  };
  const remove = (line: Line, place: number) =>
    send("DELETE", `/${line.id}`).then(() => done(t("todoRemoved"), () => putBack(line, place)), refused);
  return (
    <section className="tk-card">
      <h3>
        {t("todos")}
        {todos.percent !== null && <small> {t("percent", { n: todos.percent })}</small>}
      </h3>
      {todos.total > 0 && <progress aria-label={t("todos")} value={todos.done} max={todos.total} />}
      {todos.total === 0 && <p className="tk-quiet">{t("noTodos")}</p>}
      <ul className="tk-lines">
        {todos.items.map((one, place) =>
          open === one.id ? (
            <li key={one.id}>
              <TodoForm
                line={one}
                onSave={(body) => send("PATCH", `/${one.id}`, body)}
                onClose={() => setOpen(null)}
              />
            </li>
          ) : (
            <li key={one.id}>
              <TodoLine
                line={one}
                disabled={!ticket.can.edit}
                onTick={(ticked) => send("PATCH", `/${one.id}`, { done: ticked }).catch(refused)}
              />
              {ticket.can.edit && (
                <span className="tk-line-buttons">
                  {place > 0 && (
                    <Button
                      type="text"
                      size="small"
                      aria-label={t("up", { name: one.text })}
                      title={t("up", { name: one.text })}
                      icon={<ArrowUp size={13} aria-hidden />}
                      onClick={() => void up(place)}
                    />
                  )}
                  <Button
                    type="text"
                    size="small"
                    aria-label={t("change", { name: one.text })}
                    title={t("change", { name: one.text })}
                    icon={<Pencil size={13} aria-hidden />}
                    onClick={() => setOpen(one.id)}
                  />
                  <Button
                    type="text"
                    size="small"
                    aria-label={t("remove", { name: one.text })}
                    title={t("remove", { name: one.text })}
                    icon={<X size={13} aria-hidden />}
                    onClick={() => void remove(one, place)}
                  />
                </span>
              )}
            </li>
          ),
        )}
      </ul>
      {ticket.can.edit && (
        <AddLine open={open === "new"} label={t("addTodo")} onOpen={() => setOpen("new")}>
          <TodoForm line={null} onSave={(body) => send("POST", "", body)} onClose={() => setOpen(null)} />
        </AddLine>
      )}
    </section>
  );
}

/** The ids with the last one at a place. */
function moved(ids: string[], place: number): string[] {
  const rest = ids.slice(0, -1);
  return [...rest.slice(0, place), ...ids.slice(-1), ...rest.slice(place)];
}

interface TodoLineProps {
  line: Line;
  disabled: boolean;
  onTick: (ticked: boolean) => Promise<unknown>;
}

function TodoLine({ line, disabled, onTick }: TodoLineProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const { due_on: due, done_at: done, assignee } = line;
  const late = due !== null && !done && due < today();
  // Shown at once; what the server says afterwards holds.
  const [wanted, setWanted] = useState<boolean | null>(null);
  const ticked = wanted ?? done !== null;
  const tick = (next: boolean) => {
    setWanted(next);
    void onTick(next).finally(() => setWanted(null));
  };
  return (
    <Checkbox
      className="tk-grow"
      checked={ticked}
      disabled={disabled}
      onChange={(event) => tick(event.target.checked)}
    >
      <span className={ticked ? "tk-done" : undefined}>{line.text}</span>
      {(assignee || due) && (
        <small>
          {assignee?.name}
          {assignee && due && " · "}
          {due && (
            <span className={late ? "tk-late" : undefined}>
              {t(late ? "dueLate" : "dueOn", { day: dayText(due, locale, now) })}
            </span>
          )}
        </small>
      )}
    </Checkbox>
  );
}

interface TodoBody {
  text: string;
  assignee_id: string | null;
  due_on: string | null;
}

interface TodoFormProps {
  line: Line | null;
  onSave: (body: TodoBody) => Promise<unknown>;
  onClose: () => void;
}

function TodoForm({ line, onSave, onClose }: TodoFormProps) {
  const t = useMessages(messages);
  const agents = useAgents().data ?? [];
  const [text, setText] = useState(line?.text ?? "");
  const [agent, setAgent] = useState<string | null>(line?.assignee?.id ?? null);
  const [due, setDue] = useState(line?.due_on ?? "");
  return (
    <LineForm
      label={t(line ? "changeTodo" : "addTodo")}
      ready={Boolean(text.trim())}
      onSave={() => onSave({ text, assignee_id: agent, due_on: due || null })}
      onClose={onClose}
    >
      <Labelled label={t("todoText")} full>
        <Input size="small" maxLength={200} value={text} onChange={(event) => setText(event.target.value)} />
      </Labelled>
      <Labelled label={t("assignee")}>
        <Select
          size="small"
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          aria-label={t("assignee")}
          placeholder={t("nobody")}
          value={agent}
          options={agents.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(id: string | undefined) => setAgent(id ?? null)}
        />
      </Labelled>
      <Labelled label={t("due")}>
        <DateField size="small" value={due} onChange={setDue} />
      </Labelled>
    </LineForm>
  );
}
