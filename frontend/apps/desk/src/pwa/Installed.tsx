import { useMessages } from "@relaydesk/i18n";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { messages } from "../keptMessages";
import { register } from "./register";
import "../kept.css";

/** The service worker: begun once the desk stands, and asked about before a new build takes over. */
export default function Installed() {
  const t = useMessages(messages);
  const navigate = useNavigate();
  const [ready, setReady] = useState<ServiceWorker | null>(null);
  useEffect(
    () =>
      register({
        onReady: setReady,
        // A push that was clicked opens its ticket in this window, without loading it anew.
        onOpen: (path) => void navigate({ to: path.replace(/^\/desk/, "") || "/" }),
      }),
    [navigate],
  );
  if (!ready) return null;
  return (
    <div className="desk-update" role="status">
      {t("update")}
      <Button size="small" type="primary" onClick={() => ready.postMessage({ type: "take-over" })}>
        {t("load")}
      </Button>
      <Button size="small" onClick={() => setReady(null)}>
        {t("later")}
      </Button>
    </div>
  );
}
