import { type Locale, text } from "@relaydesk/i18n";
import { type App, Button } from "antd";
import { messages, type RelationKey } from "./messages";

type Modals = ReturnType<typeof App.useApp>["modal"];
type Choice = "leave" | "solve";

/** Asks what becomes of open children when their parent is solved; closing the question changes nothing. */
export function askChildren(modal: Modals, locale: Locale, open: number, choose: (choice: Choice) => void) {
  const say = (key: RelationKey, n?: number) => text(messages, locale, key, n === undefined ? {} : { n });
  const asked = modal.confirm({
    title: say("openChildren", open),
    content: say("openChildrenAsk"),
    footer: () => (
      <div className="tk-line" style={{ justifyContent: "flex-end", marginTop: 16 }}>
        <Button onClick={() => asked.destroy()}>{say("cancel")}</Button>
        <Button onClick={() => pick("leave")}>{say("leaveChildren")}</Button>
        <Button type="primary" onClick={() => pick("solve")}>
          {say("solveChildren")}
        </Button>
      </div>
    ),
  });
  const pick = (choice: Choice) => {
    asked.destroy();
    choose(choice);
  };
}
