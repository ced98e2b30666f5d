import { NamedPage } from "./NamedPage";

/** What somebody is in the house. */
export default function PostsPage() {
  return <NamedPage kind="posts" has={(agent, id) => (agent.post_ids ?? []).includes(id)} />;
}
