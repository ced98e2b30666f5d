import ChoosePassword from "@relaydesk/access/choose-password";
import SetUp from "@relaydesk/access/set-up";

/** The one-time word stands behind `#`, which no browser sends and no log keeps. */
function token(): string {
  return new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
}

export function InvitationRoute() {
  return <ChoosePassword kind="invitation" token={token()} />;
}

export function ResetPasswordRoute() {
  return <ChoosePassword kind="reset" token={token()} />;
}

export function SetUpRoute() {
  return <SetUp token={token()} />;
}
