// What other features put into the pane of an open ticket; the list does without.
export { WhyAgent } from "@relaydesk/dispatch";
export { Masked } from "@relaydesk/privacy/masked";
export { Stopwatches } from "@relaydesk/sla";
