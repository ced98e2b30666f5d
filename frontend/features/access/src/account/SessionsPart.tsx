import { useConfirm } from "@relaydesk/admin-kit";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, ErrorState, fullTime, Loading, useNow, useProblemText } from "@relaydesk/ui";
import { App, Button } from "antd";
import { Monitor, Smartphone } from "lucide-react";
import { type OpenSession, useEndSession, useSessions } from "./api";
import { browserName } from "./browser";
import { messages, methodKey } from "./messages";
import { Part } from "./Part";

/** Where one is signed in; the session one looks from stands first and is marked. */
export function SessionsPart() {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const confirm = useConfirm();
  const { data, error, refetch } = useSessions();
  const end = useEndSession();
  const sessions = [...(data ?? [])].sort((a, b) => Number(b.current) - Number(a.current));
  const others = sessions.filter((one) => !one.current);
  const endOne = async (id: string) => {
    try {
      await end.mutateAsync(id);
      message.success(t("ended"));
    } catch (problem) {
      message.error(textOf(problem));
    }
  };
  const endAll = async () => {
    const verb = t("endOthers");
    if (!(await confirm({ title: verb, consequence: t("endOthersText"), verb }))) return;
    await endOne("others");
  };
  return (
    <Part
      title={t("sessions")}
      hint={t("sessionsHint")}
      actions={others.length > 1 && <Button onClick={() => void endAll()}>{t("endOthers")}</Button>}
    >
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading rows={2} />}
      <ul className="ac-list">
        {sessions.map((one) => (
          <SessionLine key={one.id} session={one} onEnd={() => void endOne(one.id)} busy={end.isPending} />
        ))}
      </ul>
    </Part>
  );
}

interface LineProps {
  session: OpenSession;
  busy: boolean;
  onEnd: () => void;
}

export function SessionLine({ session, busy, onEnd }: LineProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const Icon = /iPhone|iPad|Android|Mobile|iOS/.test(session.browser) ? Smartphone : Monitor;
  const method = methodKey(session.method);
  const facts = [
    session.source,
    method ? t(method) : session.method,
    t("since", { date: dayTime(session.created_at, locale, now) }),
    t("lastUsed", { date: dayTime(session.last_seen_at, locale, now) }),
  ];
  return (
    <li>
      <Icon size={18} aria-hidden />
      <span className="ac-what" title={session.browser}>
        {browserName(session.browser) || "–"}
        {session.current && <span className="ac-mark">{t("thisOne")}</span>}
        <small title={fullTime(session.last_seen_at, locale)}>{facts.filter(Boolean).join(" · ")}</small>
      </span>
      {!session.current && (
        <Button size="small" disabled={busy} onClick={onEnd}>
          {t("end")}
        </Button>
      )}
    </li>
  );
}
