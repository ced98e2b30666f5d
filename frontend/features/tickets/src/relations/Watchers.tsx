import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Avatar } from "@relaydesk/ui";
import { Button, Select } from "antd";
import { X } from "lucide-react";
import { useAgents } from "../api/directory";
import { type Relations, useChange } from "./api";
import { messages } from "./messages";
import { useUndoable } from "./useUndoable";

interface WatchersProps {
  ticket: Ticket;
  watchers: Relations["watchers"];
}

/** Colleagues who hear of the ticket; only those who may see it can be added. */
export function Watchers({ ticket, watchers }: WatchersProps) {
  const t = useMessages(messages);
  const { refused, done } = useUndoable();
  const change = useChange(ticket.number);
  const agents = useAgents().data ?? [];
  const others = agents.filter((one) => !watchers.some((each) => each.id === one.id));
  return (
    <section className="tk-card">
      <h3>{t("watchers")}</h3>
      {watchers.length === 0 && <p className="tk-quiet">{t("noWatchers")}</p>}
      <ul className="tk-lines">
        {watchers.map((one) => (
          <li key={one.id}>
            <Avatar name={one.name} size={20} />
            <span className="tk-grow">{one.name}</span>
            {ticket.can.edit && (
              <Button
                type="text"
                size="small"
                aria-label={t("removeWatcher", { name: one.name })}
                title={t("removeWatcher", { name: one.name })}
                icon={<X size={13} aria-hidden />}
                onClick={() =>
                  change.mutate(
                    { method: "DELETE", path: `/watchers/${one.id}` },
                    {
                      onError: refused,
                      onSuccess: () =>
                        done(t("watcherRemoved", { name: one.name }), () =>
                          change.mutateAsync({ method: "PUT", path: `/watchers/${one.id}` }),
                        ),
                    },
                  )
                }
              />
            )}
          </li>
        ))}
      </ul>
      {ticket.can.edit && (
        <Select
          size="small"
          showSearch={{ optionFilterProp: "label" }}
          aria-label={t("addWatcher")}
          placeholder={t("addWatcher")}
          value={null}
          options={others.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(id: string | null) =>
            id && change.mutate({ method: "PUT", path: `/watchers/${id}` }, { onError: refused })
          }
        />
      )}
    </section>
  );
}
