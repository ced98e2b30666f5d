import { AdminLink, useAdmin, useConfirm } from "@relaydesk/admin-kit";
import { useProblemText } from "@relaydesk/ui";
import { App, Button } from "antd";
import { Eye, LogOut, Mail, ShieldOff } from "lucide-react";
import { useEndSessions, useInvite, useResetFactors } from "./api";
import type { Account } from "./types";
import { useWords } from "./useWords";
import { useViewAs } from "./viewAs";

/** What can be done with an account besides changing it. */
export function AccountActs({ account }: { account: Account }) {
  const { t } = useWords();
  const { can } = useAdmin();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const confirm = useConfirm();
  const invite = useInvite();
  const endSessions = useEndSessions();
  const resetFactors = useResetFactors();
  const viewAs = useViewAs();
  const tell = (text: string) => ({
    onSuccess: () => void message.success(text),
    onError: (error: unknown) => void message.error(textOf(error), 6),
  });
  const ask = async (title: string, consequence: string, act: () => void, danger = true) => {
    if (await confirm({ title, consequence, verb: title, danger })) act();
  };
  return (
    <div className="ri-acts">
      {can("access.manage_accounts") && account.active && (
        <Button
          icon={<Mail size={14} aria-hidden />}
          loading={invite.isPending}
          onClick={() => invite.mutate(account.id, tell(t("invited", { email: account.email })))}
        >
          {t("invite")}
        </Button>
      )}
      {account.can.end_sessions && (
        <Button
          icon={<LogOut size={14} aria-hidden />}
          loading={endSessions.isPending}
          onClick={() =>
            void ask(t("endSessions"), t("endSessionsText"), () =>
              endSessions.mutate(account.id, tell(t("sessionsEnded"))),
            )
          }
        >
          {t("endSessions")}
        </Button>
      )}
      {account.can.reset_factors && (
        <Button
          icon={<ShieldOff size={14} aria-hidden />}
          loading={resetFactors.isPending}
          onClick={() =>
            void ask(t("resetFactors"), t("resetFactorsText"), () =>
              resetFactors.mutate(account.id, tell(t("factorsReset", { email: account.email }))),
            )
          }
        >
          {t("resetFactors")}
        </Button>
      )}
      {account.can.view_as && account.active && (
        <Button
          icon={<Eye size={14} aria-hidden />}
          loading={viewAs.isPending}
          onClick={() =>
            void ask(
              t("viewAs"),
              t("viewAsText"),
              () =>
                viewAs.mutate(account.id, {
                  onError: (error) => void message.error(textOf(error), 6),
                }),
              false,
            )
          }
        >
          {t("viewAs")}
        </Button>
      )}
      {account.can.explain && <AdminLink to={`explain?person=${account.id}`}>{t("rightsOf")}</AdminLink>}
    </div>
  );
}
