import { call, type Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { Trash2 } from "lucide-react";
import { keys } from "./api/keys";
import { refreshLists } from "./api/list";
import { messages } from "./messages";

function useBin(number: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ version }: { version: number | null }) =>
      version === null
        ? call<unknown>("POST", `/api/v1/tickets/${number}/restore`)
        : call<unknown>("DELETE", `/api/v1/tickets/${number}`, { version }),
    onSuccess: (_answer, { version }) => {
      if (version === null) void client.invalidateQueries({ queryKey: keys.ticket(number) });
      void client.invalidateQueries({ queryKey: keys.counts });
      void refreshLists(client, new Set([number]));
    },
  });
}

/** Puts a ticket into the bin; for ten seconds a click takes it back, for thirty days the bin does. */
export function BinButton({ ticket, onGone }: { ticket: Ticket; onGone: () => void }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const bin = useBin(ticket.number);
  const undo = () =>
    bin.mutate(
      { version: null },
      {
        onSuccess: () => void message.success(t("restored", { number: ticket.number })),
        onError: (error) => void message.error(textOf(error)),
      },
    );
  const remove = () =>
    bin.mutate(
      { version: ticket.version },
      {
        onSuccess: () => {
          onGone();
          message.open({
            type: "info",
            duration: 10,
            content: (
              <>
                {t("binned", { number: ticket.number })}{" "}
                <Button type="link" size="small" onClick={undo}>
                  {t("undo")}
                </Button>
              </>
            ),
          });
        },
        onError: (error) => void message.error(textOf(error), 6),
      },
    );
  return (
    <Button
      type="text"
      aria-label={t("toBin")}
      title={t("toBin")}
      icon={<Trash2 size={17} aria-hidden />}
      loading={bin.isPending}
      onClick={remove}
    />
  );
}

/** Says that the ticket is in the bin, and takes it out. */
export function BinBanner({ ticket }: { ticket: Ticket }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const bin = useBin(ticket.number);
  return (
    <div className="tk-bin" role="status">
      {t("inBin")}
      {ticket.can.restore && (
        <Button
          size="small"
          loading={bin.isPending}
          onClick={() =>
            bin.mutate({ version: null }, { onError: (error) => void message.error(textOf(error)) })
          }
        >
          {t("restore")}
        </Button>
      )}
    </div>
  );
}
