export { PresenceSwitch } from "./PresenceSwitch";
export { SignIn } from "./SignIn";
export { administers, isAdministrator, sessionKey, useSession, useSignOut } from "./session";
export { UserMenu } from "./UserMenu";
