export { PresenceSwitch } from "./PresenceSwitch";
export {
  administers,
  hasEnded,
  isAdministrator,
  may,
  sessionEnded,
  sessionKey,
  useSession,
  useSignOut,
} from "./session";
export { UserMenu } from "./UserMenu";
