import { useLocale, useMessages } from "@relaydesk/i18n";
import { EmptyState, ErrorState, Loading, useNow, useShortcut } from "@relaydesk/ui";
import { Maximize, Moon, Sun, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { messages } from "../messages";
import { useBoard, useBoards } from "./api";
import { Figures } from "./Figures";
import { OnDuty } from "./OnDuty";
import "./wallboard.css";

/** Figures older than this (ms) are marked. */
const STALE = 20_000;
const LOOK = "relaydesk.wallboard";

export interface WallboardProps {
  /** The team in the address; empty for the first that one may see. */
  team: string;
  onTeam: (team: string) => void;
  onClose: () => void;
}

/** A team's wallboard: fills the screen, dark unless asked otherwise, and renews itself. */
export function WallboardPage({ team, onTeam, onClose }: WallboardProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const boards = useBoards();
  const shown = team || boards.data?.[0]?.id || "";
  const board = useBoard(shown);
  const now = useNow();
  const [light, setLight] = useState(localStorage.getItem(LOOK) === "light");
  const box = useRef<HTMLElement>(null);
  useShortcut("back", onClose);
  useEffect(() => box.current?.focus(), []);
  const nameOf = (one: { name: string; name_en: string }) =>
    locale === "en" ? one.name_en || one.name : one.name;
  const look = () => {
    localStorage.setItem(LOOK, light ? "dark" : "light");
    setLight(!light);
  };
  const time = new Date(board.dataUpdatedAt).toLocaleTimeString(locale === "zh" ? "zh-CN" : "en-GB");
  const stale = board.data && (board.isError || now - board.dataUpdatedAt > STALE);
  return (
    <main
      ref={box}
      tabIndex={-1}
      className={light ? "wall wall-light" : "wall"}
      aria-label={t("wallboard")}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !document.fullscreenElement) onClose();
      }}
    >
      <header>
        <h1>{board.data ? nameOf(board.data.team) : t("wallboard")}</h1>
        {(boards.data?.length ?? 0) > 1 && (
          <select
            aria-label={t("chooseBoard")}
            value={shown}
            onChange={(event) => onTeam(event.target.value)}
          >
            {boards.data?.map((one) => (
              <option key={one.id} value={one.id}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        )}
        <p className={stale ? "wall-stale" : undefined} role={stale ? "alert" : undefined}>
          {board.data && t(stale ? "stale" : "updated", { time })}
        </p>
        <button
          type="button"
          title={t(light ? "dark" : "light")}
          aria-label={t(light ? "dark" : "light")}
          onClick={look}
        >
          {light ? <Moon size={20} aria-hidden /> : <Sun size={20} aria-hidden />}
        </button>
        <button
          type="button"
          title={t("full")}
          aria-label={t("full")}
          onClick={() => void box.current?.requestFullscreen()}
        >
          <Maximize size={20} aria-hidden />
        </button>
        <button type="button" title={t("close")} aria-label={t("close")} onClick={onClose}>
          <X size={20} aria-hidden />
        </button>
      </header>
      {boards.data?.length === 0 && <EmptyState title={t("noBoards")} hint={t("noBoardsHint")} />}
      {board.error && !board.data && <ErrorState error={board.error} onRetry={() => void board.refetch()} />}
      {shown && board.isPending && <Loading rows={6} />}
      {board.data && (
        <div className="wall-body">
          <Figures board={board.data} now={now} />
          <OnDuty agents={board.data.agents} />
        </div>
      )}
    </main>
  );
}
