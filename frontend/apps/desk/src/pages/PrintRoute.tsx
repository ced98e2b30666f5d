import PrintPage from "@relaydesk/tickets/print";
import { useParams } from "@tanstack/react-router";

/** A ticket on paper. */
export function PrintRoute() {
  const { number } = useParams({ from: "/print/$number" });
  return <PrintPage number={number} />;
}
