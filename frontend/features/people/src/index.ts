export { peopleEntries } from "./entries";
