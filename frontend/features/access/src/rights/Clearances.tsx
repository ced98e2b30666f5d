import { AdminLink, useAdmin } from "@relaydesk/admin-kit";
import { EmptyState, ErrorState, Loading } from "@relaydesk/ui";
import { Checkbox } from "antd";
import { useLabels } from "./api";
import { LabelBadge } from "./LabelBadge";
import { useWords } from "./useWords";

interface ClearancesProps {
  labels: string[];
  readOnly: boolean;
  onChange: (labels: string[]) => void;
}

/** The labels that holders of the role are cleared for: the security administrator's to give. */
export function Clearances({ labels, readOnly, onChange }: ClearancesProps) {
  const { t, nameOf } = useWords();
  const { can } = useAdmin();
  const { data, error, refetch } = useLabels();
  const mine = can("access.manage_labels");
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={3} />;
  if (data.length === 0)
    return (
      <EmptyState
        title={t("noLabels")}
        hint={t("noLabelsHint")}
        action={mine && <AdminLink to="labels">{t("labels")}</AdminLink>}
      />
    );
  return (
    <div>
      <p className="ri-note">
        {t("labelsHint")} {!mine && t("labelsOfSecurity")}
      </p>
      <ul className="ri-checks">
        {data.map((label) => (
          <li key={label.key}>
            <Checkbox
              checked={labels.includes(label.key)}
              disabled={readOnly}
              onChange={(event) =>
                onChange(
                  event.target.checked ? [...labels, label.key] : labels.filter((one) => one !== label.key),
                )
              }
            >
              <LabelBadge name={nameOf(label)} colour={label.colour} />
            </Checkbox>
          </li>
        ))}
      </ul>
    </div>
  );
}
