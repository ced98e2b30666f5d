import { useConfirm } from "@relaydesk/admin-kit";
import { dayLabel, ErrorState, Loading, useNow, useProblemText } from "@relaydesk/ui";
import { App, Button } from "antd";
import { useEndStandIn, useStandIns } from "./api";
import type { StandIn } from "./types";
import { useWords } from "./useWords";

/** The stand-ins of now and later, of one agent or of all, each with the button that ends it. */
export function StandInList({ mine }: { mine: string | null }) {
  const { t } = useWords();
  const { data: all, error, refetch } = useStandIns();
  const data = all?.filter((one) => !mine || one.absent_id === mine || one.deputy_id === mine);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={2} />;
  if (data.length === 0) return <p className="ri-note">{t("noStandIns")}</p>;
  return (
    <ul className="ri-people">
      {data.map((one) => (
        <Line key={one.id} standIn={one} />
      ))}
    </ul>
  );
}

function Line({ standIn }: { standIn: StandIn }) {
  const { t, locale } = useWords();
  const now = useNow();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const confirm = useConfirm();
  const end = useEndStandIn();
  const ask = async () => {
    const verb = t("endStandIn");
    if (!(await confirm({ title: t("endStandInTitle"), consequence: t("endStandInText"), verb }))) return;
    end.mutate(standIn.id, { onError: (error) => void message.error(textOf(error)) });
  };
  const last = new Date(Date.parse(standIn.valid_until) - 1).toISOString();
  return (
    <li className="ri-line">
      <span>
        {t("standsInFor", { deputy: standIn.deputy_name, absent: standIn.absent_name })}
        <br />
        <small>
          {t("standInSpan", {
            from: dayLabel(standIn.valid_from, locale, now),
            until: dayLabel(last, locale, now),
          })}
        </small>
      </span>
      {standIn.can.end && (
        <Button size="small" loading={end.isPending} onClick={() => void ask()}>
          {t("endStandIn")}
        </Button>
      )}
    </li>
  );
}
