export { PresenceSwitch } from "./PresenceSwitch";
export {
  administers,
  hasEnded,
  isAdministrator,
  isViewing,
  may,
  mustDo,
  sessionEnded,
  sessionKey,
  useSession,
  useSignOut,
} from "./session";
export { UserMenu } from "./UserMenu";
