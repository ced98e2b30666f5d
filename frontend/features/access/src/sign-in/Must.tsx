import { EnrolStep } from "./EnrolStep";
import { NewPasswordStep } from "./NewPasswordStep";

/** Signed in, but something is to be done before anything else. */
export default function Must({ what }: { what: string }) {
  return what === "password_change_required" ? <NewPasswordStep /> : <EnrolStep />;
}
