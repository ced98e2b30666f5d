import { useMessages } from "@relaydesk/i18n";
import { Form, Input, InputNumber } from "antd";
import { messages } from "../messages";

/** Where an agent usually works: the address for people, the degrees for the distance to a job. */
export function PlaceFields() {
  const t = useMessages(messages);
  return (
    <fieldset className="pe-set">
      <legend>{t("place")}</legend>
      <Form.Item name={["place", "address"]} label={t("address")}>
        <Input maxLength={300} />
      </Form.Item>
      <div className="pe-two">
        <Form.Item name={["place", "lat"]} label={t("lat")}>
          <InputNumber min={-90} max={90} step={0.0001} changeOnWheel={false} />
        </Form.Item>
        <Form.Item name={["place", "lon"]} label={t("lon")} extra={t("placeHint")}>
          <InputNumber min={-180} max={180} step={0.0001} changeOnWheel={false} />
        </Form.Item>
      </div>
    </fieldset>
  );
}
