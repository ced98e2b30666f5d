import { useLocale, useMessages } from "@relaydesk/i18n";
import { messages } from "../messages";
import type { Board } from "./api";
import { sinceText, toneOf } from "./since";

const TILES = ["open", "unassigned", "waiting", "due_hour", "overdue", "solved_today"] as const;

/** The big figures, the longest wait and the satisfaction. What a role hides is not there. */
export function Figures({ board, now }: { board: Board; now: number }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { oldest, satisfaction } = board;
  return (
    <dl className="wall-figures">
      {TILES.map((name) => {
        const value = board[name];
        if (value === null) return null;
        return (
          <div key={name} className={`wall-tile wall-${toneOf(name, value)}`}>
            <dt>{t(name)}</dt>
            <dd>
              {value}
              {board.capped && name !== "solved_today" && "+"}
            </dd>
          </div>
        );
      })}
      <div className="wall-tile">
        <dt>{t("oldest")}</dt>
        <dd className="wall-text">
          {oldest ? sinceText(oldest.since, now, locale) : t("oldestNone")}
          {oldest && <small>{oldest.number}</small>}
        </dd>
      </div>
      {satisfaction && (
        <div className="wall-tile">
          <dt>{t("score")}</dt>
          <dd className="wall-text">
            {satisfaction.average === null ? "–" : satisfaction.average.toFixed(1)}
            <small>
              {satisfaction.answers > 0 ? t("answers", { n: satisfaction.answers }) : t("noAnswers")}
            </small>
          </dd>
        </div>
      )}
    </dl>
  );
}
