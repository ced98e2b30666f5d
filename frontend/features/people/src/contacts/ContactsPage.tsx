import { useAdmin } from "@relaydesk/admin-kit";
import "../people.css";
import { ContactList } from "./ContactList";
import { ContactPage } from "./ContactPage";
import "./contacts.css";

/** Those who ask: the list, or one of them when the address names him. */
export default function ContactsPage() {
  const { segments } = useAdmin();
  const id = segments[0];
  return id ? <ContactPage key={id} id={id} /> : <ContactList />;
}
