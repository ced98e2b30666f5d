import { useLocale, useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading } from "@relaydesk/ui";
import { Button } from "antd";
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useDirectory } from "../api/directory";
import { isPending as isPendingItem, useTimeline } from "../api/timeline";
import { messages } from "../messages";
import { sentence } from "../model/sentences";
import { EventLine } from "./EventLine";
import { MessageCard } from "./MessageCard";

/** Messages, notes and events of one ticket, oldest first, standing at the newest; below them `children`. */
export function Thread({ number, children }: { number: string; children?: ReactNode }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const names = useDirectory(locale);
  const { items, isPending, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useTimeline(number);
  const more = useMoreSentences(items.some((item) => item.event));
  const scroller = useRef<HTMLElement>(null);
  useStickToEnd(scroller, items.at(-1)?.id, items[0]?.id);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long thread is scrolled by the keyboard too
    <section ref={scroller} className="tk-thread" aria-label={t("thread")} tabIndex={0}>
      {isPending && <Loading />}
      {error && items.length === 0 && <ErrorState error={error} onRetry={() => void refetch()} />}
      {hasNextPage && (
        <Button
          className="tk-earlier"
          size="small"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t("earlier")}
        </Button>
      )}
      <ol>
        {items.map((item) => {
          if (item.message)
            return (
              <MessageCard key={item.id} message={item.message} at={item.at} pending={isPendingItem(item)} />
            );
          const text = item.event && (more?.(item.event, locale, names) ?? sentence(item.event, t, names));
          return text ? <EventLine key={item.id} text={text} at={item.at} /> : null;
        })}
      </ol>
      {children}
    </section>
  );
}

/** The rarer sentences, fetched once there is a fact to tell. */
function useMoreSentences(wanted: boolean) {
  const [more, setMore] = useState<{ say: typeof import("../history/moreSentences").moreSentence } | null>(
    null,
  );
  useEffect(() => {
    if (wanted) void import("../history/moreSentences").then((found) => setMore({ say: found.moreSentence }));
  }, [wanted]);
  return more?.say;
}

/** Stays at the end while the reader is there; keeps the place when earlier items are put above. */
function useStickToEnd(
  scroller: RefObject<HTMLElement | null>,
  last: string | undefined,
  first: string | undefined,
) {
  const before = useRef({ height: 0, first });
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 80;
    };
    const onResize = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener("scroll", onScroll, { passive: true });
    onResize.observe(element);
    const list = element.querySelector("ol");
    if (list) onResize.observe(list);
    return () => {
      element.removeEventListener("scroll", onScroll);
      onResize.disconnect();
    };
  }, [scroller]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `last` says that something was added at the end
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    if (atEnd.current) element.scrollTop = element.scrollHeight;
    else if (before.current.first !== first)
      element.scrollTop += element.scrollHeight - before.current.height;
    before.current = { height: element.scrollHeight, first };
  }, [scroller, last, first]);
}
