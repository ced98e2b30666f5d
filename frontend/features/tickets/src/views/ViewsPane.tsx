import { useMessages } from "@relaydesk/i18n";
import { memo } from "react";
import { useCounts } from "../api/list";
import { messages } from "../messages";
import { VIEWS, type View } from "../model/search";

/** The views with how many tickets each holds; above 999 the count stops. */
export const ViewsPane = memo(function ViewsPane({
  view,
  onView,
}: {
  view: View;
  onView: (view: View) => void;
}) {
  const t = useMessages(messages);
  const counts = useCounts().data;
  return (
    <nav className="tk-views" aria-label={t("views")}>
      <h2>{t("views")}</h2>
      <ul>
        {VIEWS.map((one) => {
          const count = counts?.[one];
          return (
            <li key={one}>
              <button
                type="button"
                aria-current={one === view ? "page" : undefined}
                onClick={() => onView(one)}
              >
                <span>{t(`view_${one}`)}</span>
                {count && <span className="tk-count">{count.capped ? "999+" : count.count}</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
});
