import { useProblemText } from "@relaydesk/ui";
import { App, Button } from "antd";
import { useWords } from "./useWords";
import { useStopViewing } from "./viewAs";
import "./rights.css";

/** Stands over everything while one sees the desk as somebody else. */
export default function ViewAsBanner({ name }: { name: string }) {
  const { t } = useWords();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const stop = useStopViewing();
  return (
    <div className="va-banner" role="status">
      {t("viewing", { name })}
      <Button
        size="small"
        loading={stop.isPending}
        onClick={() => stop.mutate(undefined, { onError: (error) => void message.error(textOf(error)) })}
      >
        {t("stopViewing")}
      </Button>
    </div>
  );
}
