import { ListPage, useAdmin } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { Button, Segmented } from "antd";
import { Headset, Plus } from "lucide-react";
import { useState } from "react";
import { useRecordPages } from "../api/records";
import type { Agent } from "../api/types";
import { DepartmentSelect } from "../fields/DepartmentSelect";
import { messages } from "../messages";
import "../people.css";
import { AgentForm } from "./AgentForm";
import { useAgentColumns } from "./agentColumns";

/** Those who work on tickets: where they belong, what they can do, whether they are there. */
export default function AgentsPage() {
  const t = useMessages(messages);
  const { can, query, setQuery, segments, go } = useAdmin();
  const [creating, setCreating] = useState(false);
  const columns = useAgentColumns();
  const writes = can("people.manage");
  const list = useRecordPages<Agent>("agents", {
    q: query.q,
    department: query.department,
    below: query.department && "true",
    active: query.active === "no" ? "false" : "true",
  });
  const opened = segments[0];
  const add = (
    <Button type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => setCreating(true)}>
      {t("newAgent")}
    </Button>
  );
  const back = new URLSearchParams(query).toString();
  const to = (place: string) => (back ? `${place}?${back}` : place);
  return (
    <>
      <ListPage<Agent>
        title={t("agents")}
        hint={t("agentsHint")}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        rowTo={(row) => to(`agents/${row.id}`)}
        searchHint={t("findAgent")}
        filterNames={["department", "active"]}
        filters={
          <>
            <div className="pe-filter">
              <label className="rd-hidden" htmlFor="agents-department">
                {t("department")}
              </label>
              <DepartmentSelect
                id="agents-department"
                value={query.department}
                placeholder={t("allDepartments")}
                onChange={(department) => setQuery({ department: department ?? undefined })}
              />
            </div>
            <Segmented
              aria-label={t("state")}
              value={query.active === "no" ? "no" : "yes"}
              options={[
                { value: "yes", label: t("active") },
                { value: "no", label: t("inactive") },
              ]}
              onChange={(value) => setQuery({ active: value === "no" ? "no" : undefined })}
            />
          </>
        }
        actions={writes && add}
        empty={{
          icon: <Headset size={40} aria-hidden />,
          title: t("noAgents"),
          hint: t("noAgentsHint"),
          action: writes && add,
        }}
      />
      {(creating || opened) && (
        <AgentForm
          key={opened ?? "new"}
          id={opened}
          readOnly={!writes}
          onClose={() => {
            setCreating(false);
            if (opened) go(to("agents"));
          }}
        />
      )}
    </>
  );
}
