import { FormDrawer, ListTable, PageHead, useConfirm } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { EmptyState, ErrorState, Loading, useProblemText } from "@relaydesk/ui";
import { App, Button, Form, Input, Modal, Select, Switch } from "antd";
import { Blocks, Plus } from "lucide-react";
import { useState } from "react";
import { usePermissions } from "../rights/api";
import { usePermissionOptions } from "../rights/usePermissionOptions";
import { type OAuthClient, type OAuthClientIn, useMakeClient, useOAuthClients, useRemoveClient } from "./api";
import { messages } from "./messages";
import { OneTimeSecret } from "./OneTimeSecret";
import "../rights/rights.css";
import "./providers.css";

/** Programs that may ask for tokens. */
export default function ClientsPage() {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const confirm = useConfirm();
  const { data, error, refetch } = useOAuthClients();
  const make = useMakeClient();
  const remove = useRemoveClient();
  const [open, setOpen] = useState(false);
  const ask = async (client: OAuthClient) => {
    const title = t("deleteClient", { name: client.name });
    if (!(await confirm({ title, consequence: t("deleteClientText"), verb: t("delete") }))) return;
    remove.mutate(client.id, { onError: (problem) => void message.error(textOf(problem)) });
  };
  const add = (
    <Button type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => setOpen(true)}>
      {t("newClient")}
    </Button>
  );
  return (
    <div className="ad-page">
      <PageHead title={t("clients")} hint={t("clientsHint")} actions={add} />
      <div className="ad-scroll">
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Loading rows={4} />}
        {data?.length === 0 && (
          <EmptyState icon={<Blocks size={40} aria-hidden />} title={t("noClients")} action={add} />
        )}
        {data && data.length > 0 && (
          <ListTable<OAuthClient>
            label={t("clients")}
            rows={data}
            rowKey={(one) => one.id}
            columns={[
              { key: "name", title: t("name"), render: (one) => one.name, sub: (one) => one.id },
              { key: "id", title: t("clientIdIs"), wide: true, render: (one) => <code>{one.id}</code> },
              {
                key: "kind",
                title: t("kind"),
                wide: true,
                render: (one) => t(one.confidential ? "confidential" : "publicClient"),
              },
              {
                key: "acts",
                title: t("state"),
                align: "end",
                render: (one) => (
                  <Button size="small" onClick={() => void ask(one)}>
                    {t("delete")}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </div>
      {open && (
        <ClientDrawer
          onSave={async (body) => {
            await make.mutateAsync(body);
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      )}
      {make.data && (
        <Modal open title={t("clientMade")} footer={null} closable={false} mask={{ closable: false }}>
          <OneTimeSecret
            lines={[
              { label: t("clientIdIs"), text: make.data.client.id },
              ...(make.data.client_secret
                ? [{ label: t("clientSecret"), text: make.data.client_secret }]
                : []),
            ]}
            onDone={() => make.reset()}
          />
        </Modal>
      )}
    </div>
  );
}

interface DrawerProps {
  onSave: (body: OAuthClientIn) => Promise<void>;
  onClose: () => void;
}

function ClientDrawer({ onSave, onClose }: DrawerProps) {
  const t = useMessages(messages);
  const ordinary = (usePermissions().data ?? []).filter((one) => one.realm === "business");
  const options = usePermissionOptions(ordinary.map((one) => one.key));
  const need = [{ required: true, message: t("need") }];
  return (
    <FormDrawer<OAuthClientIn>
      title={t("newClient")}
      initial={{ confidential: true, redirect_uris: [], acts_as_account_id: null }}
      onSave={(values) => onSave({ ...values, acts_as_account_id: values.acts_as_account_id || null })}
      onClose={onClose}
    >
      <Form.Item name="name" label={t("name")} rules={need}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="redirect_uris" label={t("redirectUris")} extra={t("redirectUrisHint")}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[" ", ",", "\n"]} />
      </Form.Item>
      <Form.Item name="scopes" label={t("scopes")} rules={need}>
        <Select mode="multiple" options={options} showSearch={{ optionFilterProp: "label" }} />
      </Form.Item>
      <Form.Item
        name="confidential"
        label={t("confidential")}
        valuePropName="checked"
        extra={t("confidentialHint")}
      >
        <Switch />
      </Form.Item>
    </FormDrawer>
  );
}
