import { useMessages } from "@relaydesk/i18n";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect } from "react";
import { trustedOptions, trustSender } from "../api/replies";
import { messages } from "./cardMessages";

interface HeldProps {
  contact: string;
  name: string;
  show: () => void;
}

/** Shows the remote images of senders whom the reader trusts, and lets him trust this one. */
export default function HeldImages({ contact, name, show }: HeldProps) {
  const t = useMessages(messages);
  const client = useQueryClient();
  const { data } = useQuery(trustedOptions);
  const trusted = data?.contact_ids.includes(contact) ?? false;
  useEffect(() => {
    if (trusted) show();
  }, [trusted, show]);
  const trust = async () => {
    show();
    await trustSender(contact);
    await client.invalidateQueries({ queryKey: trustedOptions.queryKey });
  };
  return (
    <Button size="small" type="link" onClick={() => void trust()}>
      {t("always", { name })}
    </Button>
  );
}
